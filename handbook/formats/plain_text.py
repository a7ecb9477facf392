"""A Document as plain text: one line a paragraph, in an order that makes sense when heard."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING

from handbook.document import BLOCK
from handbook.elements import long_date

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

RULES = {"h1": "=", "h2": "-", "h3": ".", "h4": "~", "h5": "^", "h6": "+"}
OUTSIDE = ("https://", "http://", "mailto:", "tel:")
SMALL_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def write_text(document: Document, edition: Edition) -> bytes:
    """Return a Document as UTF-8 text, lines ended by a line feed.

    Addresses stand in a list at the end, so that they do not interrupt.
    """
    writer = TextWriter(edition)
    blocks = writer.blocks(document.tree())
    words = edition.settings.words.formats
    if writer.addresses:
        numbered = [f"{number}. {one}" for number, one in enumerate(writer.addresses, start=1)]
        blocks += [headed(words.links, "h2"), "\n".join(numbered)]
    blocks += [headed(words.about, "h2"), "\n".join(about(document, edition))]
    return ("\n\n".join(blocks) + "\n").encode()


def about(document: Document, edition: Edition) -> list[str]:
    """Return what the file is, where it comes from and whom to write to."""
    settings = edition.settings
    words = settings.words
    day = long_date(settings.edition.date, words)
    number = words.edition.format(version=settings.edition.version, date=day)
    url = settings.site_url.rstrip("/") + "/" + document.url
    return [
        words.formats.made_from.format(title=settings.title, edition=number),
        words.formats.online.format(url=url),
        words.formats.contact.format(contact=settings.contact),
        settings.licence,
    ]


def headed(text: str, tag: str) -> str:
    """Return a heading with its level's line below it."""
    return f"{text}\n{RULES[tag] * max(3, len(text))}"


class TextWriter:
    """Writes one tree, and gathers the addresses that its links lead to."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.words = edition.settings.words.formats
        self.addresses: dict[str, int] = {}

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the blocks inside an element; words that stand bare among them are one too."""
        found, loose = [], parent.text or ""
        for child in parent:
            alone = child.tag == "img" and not loose.strip() and not (child.tail or "").strip()
            if child.tag in BLOCK or alone:
                found += [folded(loose), *self.block(child)]
                loose = child.tail or ""
            else:
                loose += self.inline_element(child) + (child.tail or "")
        return [block for block in [*found, folded(loose)] if block.strip()]

    def block(self, element: etree._Element) -> list[str]:
        """Return one block element as blocks of text."""
        tag, words = element.tag, self.words
        if tag in RULES:
            return [headed(self.inline(element), tag)]
        if tag == "img":
            return [f"{words.image} {element.get('alt')}"] if element.get("alt") else []
        if tag in ("ul", "ol"):
            return self.list(element)
        if tag == "dl":
            return ["\n".join(self.pairs(element))]
        if tag == "table":
            return ["\n".join(self.table(element))]
        if tag == "pre":
            code = indent("".join(element.itertext()).strip("\n"), "    ")
            return [f"{words.code}\n{code}\n{words.end_of_code}"]
        if tag == "blockquote":
            return [words.quotation, *self.blocks(element), words.end_of_quotation]
        if tag == "aside":
            return [words.box, *self.blocks(element), words.end_of_box]
        if tag in ("p", "figcaption", "dt", "dd"):
            return [self.inline(element)]
        return self.blocks(element)

    def list(self, element: etree._Element) -> list[str]:
        """Return a list, its items without empty lines between them when they are short."""
        items = []
        for number, item in enumerate(element.iterfind("li"), int(element.get("start", "1"))):
            mark = f"{number}. " if element.tag == "ol" else "- "
            body = indent("\n".join(self.blocks(item)), "  ").strip()
            items.append(f"{mark}{body}")
        return ["\n".join(items)]

    def pairs(self, element: etree._Element) -> list[str]:
        """Return each name with its value on one line."""
        lines: list[str] = []
        for child in element:
            text = " ".join(self.blocks(child))
            if child.tag == "dt":
                lines.append(text if text.endswith(":") else f"{text}:")
            elif lines:
                lines[-1] += f" {text}"
        return lines

    def table(self, element: etree._Element) -> list[str]:
        """Return caption and columns, then a line for each cell with its column's name."""
        rows = [[self.cell(cell) for cell in row] for row in element.iter("tr")]
        head, body = rows[0], rows[1:]
        lines = [f"{self.words.table} {self.inline(element.find('caption'))}"]
        lines += [f"{self.words.columns} {'; '.join(head)}"]
        for row in body:
            named = [f"{name}: {text}" for name, text in zip(head, row, strict=True)]
            lines += [named[0], *(f"  {one}" for one in named[1:])]
        return [*lines, self.words.end_of_table]

    def cell(self, element: etree._Element) -> str:
        return " ".join(self.blocks(element)).replace("\n", " ")

    def inline(self, element: etree._Element) -> str:
        """Return what is inside an element as one line."""
        text = element.text or ""
        for child in element:
            text += self.inline_element(child) + (child.tail or "")
        return folded(text)

    def inline_element(self, element: etree._Element) -> str:
        """Return one element of a line."""
        tag, role = element.tag, element.get("role")
        if role == "doc-backlink":
            return ""
        if tag == "br":
            return " "
        if tag == "img":
            alt = element.get("alt")
            return f" {self.words.image} {alt} {self.words.end_of_image} " if alt else ""
        inside = self.raw(element)
        if role == "doc-noteref":
            return f" [{self.words.note} {inside.strip()}]"
        if tag == "a":
            return inside + self.mark(element, inside)
        if tag == "sup" and inside.isascii() and inside.isdigit():
            return inside.translate(SMALL_DIGITS)
        return f"“{inside}”" if tag == "q" else inside

    def raw(self, element: etree._Element) -> str:
        """Return the words inside an element with the spaces at its ends."""
        text = element.text or ""
        return text + "".join(self.inline_element(one) + (one.tail or "") for one in element)

    def mark(self, link: etree._Element, words: str) -> str:
        """Return the number of a link's address, if it has one that is not in its words."""
        href = link.get("href")
        if href.startswith("#") or link.get("class") == "term":
            return ""
        if not href.startswith(OUTSIDE):
            path, sign, anchor = href.partition("#")
            site = self.edition.settings.site_url.rstrip("/")
            href = f"{site}/{self.edition.documents[path].url}{sign}{anchor}"
        if words.strip() in (href, href.removeprefix("mailto:"), href.removeprefix("tel:")):
            return ""
        number = self.addresses.setdefault(href, len(self.addresses) + 1)
        return f" [{self.words.link} {number}]"


def folded(text: str) -> str:
    """Return text on one line, its spaces made single."""
    return re.sub(r"\s+", " ", text).strip()
