"""Checkers of BRF files: their form, and that their words, headings and contents are the text's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.formats.braille_chapters import is_sound
from handbook.formats.braille_expected import (
    JOINTS,
    alike,
    bare_address,
    changed,
    declared,
    made_by,
    prepared,
    title_words,
    vocabulary,
)
from handbook.formats.braille_grade_2 import GradeTwo, same
from handbook.formats.braille_headings import contents_faults, heading_lines, parted
from handbook.formats.braille_index_check import index_faults, text_words
from handbook.formats.braille_lengths import reading_faults
from handbook.formats.braille_pages import (
    Sheet,
    form_faults,
    joined,
    read_contents,
    read_sheets,
    text_lines,
)
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs
from handbook.formats.said import OUTSIDE, Said, differences, said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def check_grade_1(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with uncontracted braille, by a reader that liblouis has no part in."""
    if document.kind == "report" and is_sound(data, document, edition, 1):
        return []
    return faults(data, prepared(document), edition, GradeOne())


def check_grade_2(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with contracted braille, by the way back to print."""
    if document.kind == "report" and is_sound(data, document, edition, 2):
        return []
    document = prepared(document)
    reader = GradeTwo(vocabulary(document, edition))
    return [*faults(data, document, edition, reader), *reading_faults(reader, document, edition)]


def faults(
    data: bytes, document: Document, edition: Edition, reader: GradeOne | GradeTwo
) -> list[str]:
    """Return what is wrong with a file of a prepared Document, in sentences."""
    if wrong := form_faults(data):
        return wrong
    sheets = read_sheets(data)
    try:
        return content_faults(sheets, document, edition, reader)
    except CannotRead as error:
        return [f"it has a sign that does not exist: {error}"]


def content_faults(
    sheets: Sequence[Sheet],
    document: Document,
    edition: Edition,
    reader: GradeOne | GradeTwo,
    volume: str = "",
    pages: int | None = None,
) -> list[str]:
    """Return where title page, text, headings, contents and addresses are not the Document's.

    The title page has to say the sentence `volume`, and the number of `pages`.
    """
    words, root = edition.settings.words.formats, document.tree()
    cover, nav = root.find("header[@class='cover']"), root.find("nav[@role='doc-toc']")
    said_first = [volume, made_by(edition, grade_of(reader), pages or len(sheets))]
    title = title_words(document, edition, said_first, cover)
    for part in (cover, nav):
        if part is not None:
            root.remove(part)
    lines = text_lines(sheets)
    body, listed = parted(lines, same(words.links), reader.words)
    spots, lost = heading_lines(body, root, reader.words)
    text, targets, pages_named = text_words(body, spots, document, root, reader.words)
    wrong = index_faults(targets, pages_named, root, body, reader.words)
    found = differences(
        alike(said(changed(document, root))),
        Said(None, None, tuple(text), None, None, None),
        labels=declared(root, edition),
        joint=JOINTS,
    )
    front = reader.words(joined(sheets[0].lines))
    if front != title:
        found.append(f"its title page says '{' '.join(front)}' instead of '{' '.join(title)}'")
    found += [*lost, *wrong]
    places = {name: body[spot].page for name, spot in spots.items()}
    found += contents_faults(read_contents(sheets, reader.words), places, root, nav, words.contents)
    addresses = set(reader.words(joined([line.text for line in listed])))
    addresses |= {word.strip(".,;:()") for word in text}
    outside = (href for one in root.iter("a") if OUTSIDE.match(href := one.get("href")))
    return found + [
        f"the address {href} is lost"
        for href in outside
        if same(in_signs(bare_address(href))) not in addresses
    ]


def grade_of(reader: GradeOne | GradeTwo) -> int:
    return 1 if isinstance(reader, GradeOne) else 2
