"""Checkers of BRF files: their form, and that their words, headings and contents are the text's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.formats.braille_expected import (
    alike,
    bare_address,
    changed,
    declared,
    made_by,
    prepared,
    title_words,
    vocabulary,
)
from handbook.formats.braille_grade_2 import GradeTwo, same, why_missed
from handbook.formats.braille_headings import contents_faults, heading_lines, parted
from handbook.formats.braille_index_check import (
    find_index,
    index_faults,
    lines_of_index,
    mark_numbers,
    read_index,
)
from handbook.formats.braille_pages import (
    Line,
    Sheet,
    Words,
    form_faults,
    joined,
    read_contents,
    read_sheets,
    text_lines,
)
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs
from handbook.formats.said import OUTSIDE, Said, differences, said, split

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

PUNCTUATION = ".,;:!?()[]'\""
JOINTS = ":;]"
"""What the writer puts behind a word: after a name, between headers, after a picture in a line."""
MOST_MISSES = 0.02
FEW = 5
"""A file may have so many words that liblouis cannot read back, beside those of known kinds."""


def check_grade_1(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with uncontracted braille, by a reader that liblouis has no part in."""
    return faults(data, prepared(document), edition, GradeOne())


def check_grade_2(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with contracted braille, by the way back to print."""
    document = prepared(document)
    reader = GradeTwo(vocabulary(document, edition))
    return [*faults(data, document, edition, reader), *reading_faults(reader, document, edition)]


def reading_faults(reader: GradeTwo, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with the contractions of a file that has been read."""
    found = length_faults(reader, document, edition)
    strange = [miss for miss in reader.misses if why_missed(*miss) is None]
    if len(strange) > max(FEW, MOST_MISSES * reader.count):
        examples = ", ".join(f"'{read}' for '{word}'" for read, word in strange[:5])
        found.append(f"{len(strange)} words are read wrongly, such as {examples}")
    return found


def length_faults(reader: GradeTwo, document: Document, edition: Edition) -> list[str]:
    """Return where contractions are missing, or stand in another language, in code or addresses."""
    root = document.tree()
    if not document.language.startswith("en"):
        return []
    whole = set(split([same(" ".join(said(document).words))]))
    apart = [one for one in root.iter() if one.tag == "code" or in_other_language(one, document)]
    inside = {
        word.strip(PUNCTUATION) for one in apart for word in split([" ".join(one.itertext())])
    }
    for one in apart:
        one.text = ""
        del one[:]
    outside = {word.strip(PUNCTUATION) for word in vocabulary(changed(document, root), edition)}
    spelt = {word for word in reader.spelt - inside if word in whole and word.isalpha()}
    found = [
        f"'{word}' is contracted, though it is code or in another language"
        for word in sorted(
            {word.strip(PUNCTUATION) for word in reader.contracted} & (inside - outside)
        )
    ]
    if len(spelt) > max(FEW, MOST_MISSES * reader.count):
        found.append(f"{len(spelt)} words are not contracted, such as '{min(spelt)}'")
    return found


def in_other_language(element: etree._Element, document: Document) -> bool:
    language = element.get("lang", document.language)
    return language.partition("-")[0] != document.language.partition("-")[0]


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
    text, wrong = text_words(body, spots, document, root, reader.words)
    found = differences(
        alike(said(changed(document, root))),
        Said(None, None, tuple(text), None, None, None),
        labels=declared(root, edition),
        joint=JOINTS,
    )
    front = reader.words(joined(sheets[0].lines))
    if front != title:
        found.append(f"its title page says '{' '.join(front)}' instead of '{' '.join(title)}'")
    found += lost + wrong
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


def text_words(
    lines: Sequence[Line],
    spots: dict[str, int],
    document: Document,
    root: etree._Element,
    words: Words,
) -> tuple[list[str], list[str]]:
    """Return the words of the text, and what is wrong with the numbers of an alphabetical index.

    In the words and in the tree, a mark takes the place of each number in the index.
    """
    index = find_index(root)
    if index is None:
        return words(joined([line.text for line in lines])), []
    first, last = lines_of_index(spots, root, lines)
    parts = (lines[:first], lines[first:last], lines[last:])
    before, inside, behind = (words(joined([line.text for line in part])) for part in parts)
    targets = mark_numbers(index)
    pages, inside = read_index(inside, alike(said(changed(document, index))).words)
    wrong = list(index_faults(targets, pages, root, lines, words))
    return [*before, *inside, *behind], wrong
