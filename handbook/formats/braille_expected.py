"""What a file of braille has to say: a Document's words in the signs that braille has.

The labels that the writer adds among them are declared here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.braille_grade_2 import same
from handbook.formats.braille_reader import SUBSCRIPT, SUPERSCRIPT
from handbook.formats.braille_signs import LOWERED, RAISED, in_signs
from handbook.formats.plain_text import about
from handbook.formats.said import Said, said, split

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

JOINTS = ":;]"
"""What the writer puts behind a word: after a name, between headers, after a picture in a line."""


def prepared(document: Document) -> Document:
    """Return a Document in the signs that braille has; numbers that stand high or low are marked.

    The contents of the report have no numbers of their own, as they end with those of pages.
    """
    root = document.tree()
    for element in root.iter():
        element.text, element.tail = marked(element.text), marked(element.tail)
        if element.get("alt"):
            element.set("alt", marked(element.get("alt")))
    for element in root.iter("sup", "sub"):
        small = "".join(element.itertext()).strip()
        if small.isascii() and small.isdigit():
            link = element.find("a")
            holder = element if link is None else link
            holder.text = (SUPERSCRIPT if element.tag == "sup" else SUBSCRIPT) + small
            holder.attrib.pop("role", None)
    return replace(changed(document, root), title=marked(document.title))


def marked(text: str | None) -> str | None:
    """Return a text in signs of braille, small numbers in it marked as such."""
    if not text or text.isascii():
        return text
    text = in_signs(text)
    for digits, mark in ((RAISED, SUPERSCRIPT), (LOWERED, SUBSCRIPT)):
        numbers = str.maketrans(digits, "0123456789")
        text = re.sub(f"[{digits}]+", lambda one, n=numbers, m=mark: m + one[0].translate(n), text)
    return same(text)


def changed(document: Document, root: etree._Element) -> Document:
    return replace(document, xhtml=etree.tostring(root, encoding="unicode"))


def alike(expected: Said) -> Said:
    """Return what a Document says with the signs that braille has one of, quotes too."""
    return replace(expected, words=tuple(split([same(" ".join(expected.words))])))


def vocabulary(document: Document, edition: Edition) -> set[str]:
    """Return every word that a file of a Document may have."""
    words = edition.settings.words.formats
    own = [*about(document, edition), words.contents, words.links, words.braille.made_by]
    own += [words.braille.pages, words.braille.rows, words.braille.volume]
    own += [words.about, words.braille.made_by_ebraille]
    own += [f"[{words.image}"]
    root = document.tree()
    own += [*declared(root, edition), *(bare_address(one.get("href")) for one in root.iter("a"))]
    written = [document.title, same(in_signs(" ".join(own)))]
    return {*alike(said(document)).words, *split([" ".join(written)])}


def declared(root: etree._Element, edition: Edition) -> list[str]:
    """Return the labels that the writer puts among the words of the text."""
    words = edition.settings.words.formats
    own = ["•", words.image, f"[{words.image}", words.braille.rows]
    heads = {" ".join("".join(said_in(cell)).split()) for cell in root.findall(".//thead/tr/th")}
    return [same(in_signs(label)) for label in own] + [f"{head}:" for head in sorted(heads)]


def made_by(edition: Edition, grade: int, pages: int) -> str:
    """Return what a title page says of how the file was made and how long it is."""
    words = edition.settings.words.formats.braille
    return f"{words.made_by.format(grade=grade)} {words.pages.format(number=pages)}"


def title_words(
    document: Document, edition: Edition, first: Sequence[str], cover: etree._Element | None
) -> list[str]:
    """Return what a title page has to say: the titles, some sentences, and what all files say."""
    titles = [document.title]
    if cover is not None:
        titles = ["".join(part.itertext()) for part in cover]
    others = same(in_signs(" ".join([*first, *about(document, edition)])))
    return split([" ".join([*titles, others])])


def said_in(heading: etree._Element) -> list[str]:
    """Return the pieces of a heading's text, with the quotation marks of its quotations."""
    pieces = [heading.text or ""]
    for child in heading:
        quoted = child.tag == "q"
        pieces += ['"' if quoted else "", *said_in(child), '"' if quoted else "", child.tail or ""]
    return pieces


def bare_address(href: str) -> str:
    return re.sub("^(?:mailto|tel):", "", href)
