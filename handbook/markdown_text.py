"""A Document as Markdown: CommonMark with tables and notes, its links relative to the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^(\d+)([.)])(?=\s)|^([#+\-=~])(?=[\s\-=#])", re.MULTILINE)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {
    "p", "ul", "ol", "dl", "table", "figure", "blockquote", "aside", "pre", "section", "header",
    "nav", "article", "div", *HEADINGS,
}  # fmt: skip


def to_markdown(document: Document, link: Callable[[str], str]) -> str:
    """Return a page as Markdown; `link` turns an address of the Document into one to write.

    What `link` gives no address for is written as words alone.
    """
    return "\n\n".join(filter(None, Writer(link).blocks(document.tree()))) + "\n"


class Writer:
    """Writes one tree; `link` gives the address to write for each link and picture."""

    def __init__(self, link: Callable[[str], str]) -> None:
        self.link = link

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the blocks inside an element; text that stands bare among them is one too."""
        found, loose = [], self.escaped(parent.text)
        for child in parent:
            if child.tag in BLOCKS:
                found += [start_safe(loose), *self.block(child)]
                loose = self.escaped(child.tail)
            else:
                loose += self.inline_element(child) + self.escaped(child.tail)
        return [block for block in [*found, start_safe(loose)] if block.strip()]

    def block(self, element: etree._Element) -> list[str]:
        """Return one block element as blocks of Markdown."""
        tag = element.tag
        if tag in HEADINGS:
            return [f"{'#' * HEADINGS[tag]} {self.inline(element)}"]
        if tag in ("p", "figcaption"):
            return [start_safe(self.inline(element))]
        if tag == "pre":
            return ["```\n" + "".join(element.itertext()).strip("\n") + "\n```"]
        if tag in ("ul", "ol"):
            return [self.list(element)]
        if tag == "dl":
            return [self.pairs(element)]
        if tag == "table":
            return self.table(element)
        if tag in ("blockquote", "aside"):
            return [indent("\n\n".join(self.blocks(element)), "> ", lambda line: True)]
        if tag == "figure":
            return self.figure(element)
        return self.blocks(element)

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

    def pairs(self, element: etree._Element) -> str:
        """Return names and their values as a list."""
        lines = []
        for child in element.iter("dt", "dd"):
            text = self.inline(child)
            if child.tag == "dt":
                lines.append(f"- **{text}**:")
            else:
                lines[-1] += f" {text}"
        return "\n".join(lines)

    def table(self, element: etree._Element) -> list[str]:
        """Return caption and rows."""
        rows = [[self.inline(cell) for cell in row] for row in element.iter("tr")]
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        rule = "|" + " --- |" * len(rows[0])
        return [self.inline(element.find("caption")), "\n".join([lines[0], rule, *lines[1:]])]

    def figure(self, element: etree._Element) -> list[str]:
        pictures = [self.inline_element(image) for image in element.iter("img")]
        captions = [self.inline(caption) for caption in element.iter("figcaption")]
        return [*pictures, *captions]

    def inline(self, element: etree._Element) -> str:
        """Return what is inside an element as one line."""
        text = self.escaped(element.text)
        for child in element:
            text += self.inline_element(child) + self.escaped(child.tail)
        return " ".join(text.split(" ")).strip()

    def inline_element(self, element: etree._Element) -> str:
        """Return one element of a line."""
        tag, inside = element.tag, self.inline(element)
        if tag == "a":
            if element.get("class") == "back":
                return ""
            if element.get("class") in ("citation", "noteref"):
                return inside
            target = self.link(element.get("href"))
            return f"[{inside}]({target})" if target else inside
        if tag == "img":
            return f"![{self.escaped(element.get('alt'))}]({self.link(element.get('src'))})"
        if tag == "br":
            return "\\\n"
        if tag == "code":
            return f"`{''.join(element.itertext())}`"
        marks = {"em": "*", "strong": "**"}
        quotes = {"q": "“{}”"}
        mark = marks.get(tag, "")
        return f"{mark}{quotes.get(tag, '{}').format(inside)}{mark}"

    def escaped(self, text: str | None) -> str:
        """Return words so that Markdown reads them as words."""
        return _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text or ""))


def start_safe(text: str) -> str:
    """Return a paragraph whose first sign cannot be taken for a list or a heading."""
    return _AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text.strip())
