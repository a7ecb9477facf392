"""A Document as Markdown: CommonMark 0.31 (https://spec.commonmark.org/) with tables.

Tables are those of GitHub (https://github.github.com/gfm/#tables-extension-). Small raised and
lowered letters, and phrases in another language, are the HTML elements that CommonMark passes on.
Links inside the text are words alone, as Markdown has no anchors that every program agrees on.
"""

from __future__ import annotations

import json
import re
from textwrap import indent
from typing import TYPE_CHECKING

from lxml import etree

from handbook.document import BLOCK
from handbook.formats.kept import worked_out
from handbook.formats.media import OUTSIDE, full_address
from handbook.formats.plain_text import about
from handbook.site import asset_url

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "dl"})
END = "\n\n* * *\n\n"
"""What stands before the lines about the file."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~]|!$)")
_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([#+\-=])(?=[\s\-=#]|$)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_PLAIN = re.compile(r"[^\s()<>\\]+")
_BETWEEN = "<!-- -->"
"""Keeps two lists of one kind from becoming one (CommonMark, 5.3)."""


def write_markdown(document: Document, edition: Edition) -> bytes:
    """Return a Document as UTF-8 Markdown; other pages and pictures by their web address."""
    blocks = MarkdownWriter(edition).blocks(document.tree())
    lines = [_ADDRESS.sub(r"<\g<0>>", escaped(line)) for line in about(document, edition)]
    return ("\n\n".join(blocks) + END + "\\\n".join(lines) + "\n").encode()


class MarkdownWriter:
    """Writes one tree."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the blocks inside an element; text that stands bare among them is one too."""
        found: list[str] = []
        loose, listed = escaped(parent.text), ""
        for child in parent:
            if child.tag not in BLOCK:
                loose += self.inline_element(child) + escaped(child.tail)
                continue
            if loose.strip():
                found, listed = [*found, start_safe(loose)], ""
            if child.tag == listed and listed in LISTS:
                found.append(_BETWEEN)
            found, listed = [*found, *self.block(child)], child.tag
            loose = escaped(child.tail)
        return [block for block in [*found, start_safe(loose)] if block.strip()]

    def block(self, element: etree._Element) -> list[str]:
        """Return one block element as blocks of Markdown."""
        tag = element.tag
        if tag in HEADINGS:
            words = re.sub("#+$", r"\\\g<0>", one_line(self.inline(element)))
            return [f"{'#' * HEADINGS[tag]} {words}"]
        if tag in ("p", "figcaption"):
            return [start_safe(self.inline(element))]
        if tag == "pre":
            return [fenced("".join(element.itertext()))]
        if tag in ("ul", "ol"):
            return [self.list(element)]
        if tag == "dl":
            return ["\n".join(self.pairs(element))]
        if tag == "table":
            return self.table(element)
        if tag == "article":
            return self.chapter(element)
        if tag in ("blockquote", "aside"):
            return [indent("\n\n".join(self.blocks(element)), "> ", lambda line: True)]
        return self.blocks(element)

    def chapter(self, element: etree._Element) -> list[str]:
        """Return a chapter of the whole handbook."""
        if not all(one.get("href").startswith(("#", *OUTSIDE)) for one in element.iter("a")):
            return self.blocks(element)
        said = etree.tostring(element, encoding="unicode", with_tail=False)
        return json.loads(
            worked_out("a chapter of Markdown", said, lambda: json.dumps(self.blocks(element)))
        )

    def list(self, element: etree._Element) -> str:
        """Return a list; an item's own blocks stand below its mark."""
        start = int(element.get("start", "1"))
        items = []
        for number, item in enumerate(element.iterfind("li"), start):
            mark = f"{number}. " if element.tag == "ol" else "- "
            blocks = self.blocks(item)
            joint = "\n" if len(blocks) > 1 and blocks[1].startswith(("- ", "1. ")) else "\n\n"
            body = indent(joint.join(blocks), " " * len(mark))
            items.append(mark + body[len(mark) :])
        loose = any("\n\n" in item for item in items)
        return ("\n\n" if loose else "\n").join(items)

    def pairs(self, element: etree._Element) -> list[str]:
        """Return each name with its values as one item of a list with marks of its own."""
        lines: list[str] = []
        for child in element:
            text = self.cell(child)
            if child.tag == "dt":
                name = text if text.endswith(":") else f"{text}:"
                lines.append(f"* <strong>{name}</strong>" if "*" in name else f"* **{name}**")
            elif lines:
                lines[-1] += f" {text}"
        return lines

    def table(self, element: etree._Element) -> list[str]:
        """Return caption and rows."""
        rows = [[self.cell(cell) for cell in row] for row in element.iter("tr")]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        rule = "|" + " --- |" * len(rows[0])
        caption = start_safe(self.inline(element.find("caption")))
        return [caption, "\n".join([lines[0], rule, *lines[1:]])]

    def cell(self, element: etree._Element) -> str:
        """Return what is inside an element on one line, its own blocks after one another."""
        if element.tag == "pre":
            text = " ".join("".join(element.itertext()).split())
            return coded_html(text) if "|" in text else code(text)
        text, number = escaped(element.text), int(element.get("start", "1"))
        for child in element:
            if child.tag not in BLOCK:
                text += self.inline_element(child) + escaped(child.tail)
                continue
            mark = f"{number}. " if element.tag == "ol" else ""
            text, number = f"{text} {mark}{self.cell(child)} {escaped(child.tail)}", number + 1
        return one_line(re.sub(" +", " ", text))

    def inline(self, element: etree._Element) -> str:
        """Return what is inside an element as text of a paragraph."""
        text = escaped(element.text)
        for child in element:
            text += self.inline_element(child) + escaped(child.tail)
        return re.sub(" +", " ", text).strip()

    def raw(self, element: etree._Element) -> str:
        """Return what is inside an element with the spaces at its ends."""
        text = escaped(element.text)
        return text + "".join(self.inline_element(one) + escaped(one.tail) for one in element)

    def inline_element(self, element: etree._Element) -> str:
        """Return one element of a line."""
        tag, role = element.tag, element.get("role")
        if role == "doc-backlink":
            return ""
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return self.picture(element)
        if tag == "code":
            text = " ".join("".join(element.itertext()).split())
            piped = "|" in text and any(True for _ in element.iterancestors("table"))
            return coded_html(text) if piped else code(text)
        inside = self.raw(element)
        if role == "doc-noteref":
            note = self.edition.settings.words.formats.note
            return rf" \[{escaped(note)} {inside.strip()}\]"
        if tag == "a":
            return self.link(element, inside)
        if tag == "q":
            return f"“{inside}”"
        if tag in ("em", "strong"):
            return marked(element, inside)
        if tag in ("sup", "sub") and element.find("a[@role='doc-noteref']") is None:
            return f"<{tag}>{inside}</{tag}>"
        language = element.get("lang")
        return f'<span lang="{language}">{inside}</span>' if language else inside

    def picture(self, element: etree._Element) -> str:
        """Return a picture with its description; one that says nothing is left out."""
        if not element.get("alt"):
            return ""
        address = f"{self.edition.settings.site_url.rstrip('/')}/{asset_url(element.get('src'))}"
        return f"![{escaped(element.get('alt'))}]({destination(address)})"

    def link(self, element: etree._Element, inside: str) -> str:
        """Return a link out of the text; one inside it is words alone."""
        href = element.get("href")
        if href.startswith("#"):
            return inside
        return f"[{inside}]({destination(full_address(href, self.edition))})"


def marked(element: etree._Element, inside: str) -> str:
    """Return words that stand out, by stars where CommonMark reads them so, else by HTML.

    A star opens beside a space and closes before one (CommonMark, 6.2); we ask for no less.
    """
    before = element.getprevious()
    ahead = element.getparent().text if before is None else before.tail
    behind = element.tail
    clear = (not ahead or ahead[-1].isspace()) and (not behind or not behind[0].isalnum())
    bare = before is None or ahead
    plain = clear and bare and (behind or element.getnext() is None)
    if plain and inside[:1].isalnum() and inside[-1:].isalnum():
        mark = "*" if element.tag == "em" else "**"
        return f"{mark}{inside}{mark}"
    return f"<{element.tag}>{inside}</{element.tag}>"


def destination(address: str) -> str:
    """Return an address as it stands in a link (CommonMark, 6.3)."""
    address = address.replace("&", "&amp;")
    return address if _PLAIN.fullmatch(address) else f"<{address}>"


def code(text: str) -> str:
    """Return code of a line, in more backticks than it holds (CommonMark, 6.1)."""
    marks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}" if text else ""


def coded_html(text: str) -> str:
    """Return code with a pipe in it, which in a table would end the cell."""
    signs = (sign if sign.isalnum() or sign == " " else f"&#{ord(sign)};" for sign in text)
    return f"<code>{''.join(signs)}</code>"


def fenced(text: str) -> str:
    """Return lines of code between fences longer than those they hold."""
    marks = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{marks}\n{text.strip(chr(10))}\n{marks}"


def escaped(text: str | None) -> str:
    """Return words so that Markdown reads them as words."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text or ""))


def one_line(text: str) -> str:
    """Return text without ends of lines."""
    return re.sub(r"\\?\n", " ", text).strip()


def start_safe(text: str) -> str:
    """Return a paragraph none of whose lines can be taken for a list, a heading or a rule."""
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text.strip())
