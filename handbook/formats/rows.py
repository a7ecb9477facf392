"""Tables as lists of their rows, for letters so large that columns would hold a word or two.

Each row becomes its name and, below it, each cell behind the name of its column.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.said import Said, differences, said
from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.document import Document


def in_rows(document: Document) -> Document:
    """Return a Document with lists in the place of its tables; all ids and links stay."""
    root = document.tree()
    for table in list(root.iter("table")):
        caption, pairs = listed(table)
        table.addprevious(caption)
        table.getparent().replace(table, pairs)
    return replace(document, xhtml=etree.tostring(root, encoding="unicode"))


def listed(table: etree._Element) -> tuple[etree._Element, etree._Element]:
    """Return a table as a paragraph with its caption, and a list of pairs."""
    title, pairs = etree.Element("p"), etree.Element("dl")
    move(table.find("caption"), etree.SubElement(title, "strong"))
    heads = [text_of(cell) for cell in table.find("thead/tr")]
    for row in table.iterfind("tbody/tr"):
        for head, cell in zip(heads, row, strict=True):
            tag = "dt" if cell is row[0] else "dd"
            move(cell, etree.SubElement(pairs, tag), f"{head}: ")
    if table.get("id"):
        title.set("id", table.get("id"))
    pairs.tail = table.tail
    return title, pairs


def move(cell: etree._Element, place: etree._Element, before: str = "") -> None:
    """Put all that is in a cell, and its id, into another element, behind some words."""
    place.text = before + (cell.text or "")
    place.extend(cell)
    if cell.get("id"):
        place.set("id", cell.get("id"))


def lost(document: Document) -> list[str]:
    """Return where the lists do not say what the tables say, in sentences.

    The names of the columns stand once above a table, and before each of its cells in a list.
    """
    root = document.tree()
    heads = [text_of(cell) for cell in root.iterfind(".//thead/tr/th")]
    for head in root.iterfind(".//thead"):
        head.getparent().remove(head)
    expected = said(replace(document, xhtml=etree.tostring(root, encoding="unicode")))
    found = Said(None, None, said(in_rows(document)).words, None, None, expected.addresses)
    return differences(expected, found, labels=[f"{head}:" for head in heads])
