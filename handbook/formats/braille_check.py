"""Checkers of BRF files: their form, and that their words, headings and contents are the text's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import heading_level
from handbook.formats.braille_grade_2 import GradeTwo, same, why_missed
from handbook.formats.braille_index_check import (
    find_index,
    index_faults,
    lines_of_index,
    mark_numbers,
    read_index,
)
from handbook.formats.braille_pages import (
    CELLS,
    Indexed,
    Line,
    Sheet,
    Words,
    form_faults,
    joined,
    read_contents,
    read_sheets,
    text_lines,
)
from handbook.formats.braille_reader import SUBSCRIPT, SUPERSCRIPT, CannotRead, GradeOne
from handbook.formats.braille_signs import LOWERED, RAISED, in_signs
from handbook.formats.plain_text import about
from handbook.formats.said import OUTSIDE, Said, differences, said, split

if TYPE_CHECKING:
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


def bare_address(href: str) -> str:
    return re.sub("^(?:mailto|tel):", "", href)


def grade_of(reader: GradeOne | GradeTwo) -> int:
    return 1 if isinstance(reader, GradeOne) else 2


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
    if not text:
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


def parted(
    lines: Sequence[Line], heading: str, words: Words
) -> tuple[Sequence[Line], Sequence[Line]]:
    """Return the lines of the text, and those of the list of addresses below its last heading."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if not line.text or line.text.endswith('"') or not is_centred([line.text]):
            continue
        if " ".join(words(line.text)) == heading:
            return lines[:place], lines[place + 1 :]
    return lines, ()


def is_centred(lines: Sequence[str]) -> bool:
    """Tell whether lines stand in the middle, three blank cells at least on either side."""
    return all(
        len(line) - len(line.strip()) == (CELLS - len(line.strip())) // 2 >= 3 for line in lines
    )


def heading_lines(
    lines: Sequence[Line], root: etree._Element, words: Words
) -> tuple[dict[str, int], list[str]]:
    """Return the line of each heading by its id, and those that are not found at their level."""
    spots, lost, at = {}, [], 0
    for heading in root.iter():
        if not heading_level(heading):
            continue
        text, level = " ".join(split([same("".join(said_in(heading)))])), relative_level(heading)
        place = next((n for n in range(at, len(lines)) if begins(lines, n, text, level, words)), -1)
        if place < 0:
            lost.append(f"'{text}' does not stand as a heading of level {level}")
        else:
            spots[heading.get("id")], at = place, place + 1
    return spots, lost


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


def said_in(heading: etree._Element) -> list[str]:
    """Return the pieces of a heading's text, with the quotation marks of its quotations."""
    pieces = [heading.text or ""]
    for child in heading:
        quoted = child.tag == "q"
        pieces += ['"' if quoted else "", *said_in(child), '"' if quoted else "", child.tail or ""]
    return pieces


def relative_level(heading: etree._Element) -> int:
    """Return how deep a heading is within its own page: 1 for the page's title."""
    for above in heading.iterancestors("article", "section"):
        if above.tag == "article" and above.getparent() is not None:
            top = next(filter(None, map(heading_level, above.iter())))
            return heading_level(heading) - top + 1
        if above.get("class") == "part":
            return heading_level(heading) - 1
    return heading_level(heading)


def begins(lines: Sequence[Line], place: int, text: str, level: int, words: Words) -> bool:
    """Tell whether a heading of some level begins on a line."""
    if level > 2 and lines[place].indent != (4 if level == 3 else 6):
        return False
    block: list[str] = []
    for line in lines[place : place + 8]:
        if not line.text or (block and level <= 2 and not is_centred([line.text])):
            break
        block.append(line.text)
        if level <= 2 and not is_centred(block):
            return False
        cells = joined(block)
        if not cells.endswith('"') and " ".join(words(cells)) == text:
            return True
    return False


def contents_faults(
    found: tuple[str, list[Indexed]],
    pages: dict[str, int],
    root: etree._Element,
    nav: etree._Element | None,
    heading: str,
) -> list[str]:
    """Return where the contents do not name the headings, or not the pages where they stand."""
    expected = wanted_contents(root, nav, pages)
    title, listed = found
    if expected and title != same(heading):
        return [f"its contents begin with '{title}' instead of '{heading}'"]
    for one, other in zip(expected, listed, strict=False):
        if one != other:
            return [f"its contents have '{other.text}' on page {other.page} instead of {one}"]
    if len(expected) != len(listed):
        return [f"its contents have {len(listed)} lines instead of {len(expected)}"]
    return []


def wanted_contents(
    root: etree._Element, nav: etree._Element | None, pages: dict[str, int]
) -> list[Indexed]:
    """Return the lines that the contents have to have."""
    if nav is None:
        heads = [one for one in root.iter() if heading_level(one) and relative_level(one) == 2]
        targets = [(one, one.get("id")) for one in heads]
    else:
        homes = {one.get("id"): one for one in root.iter("section", "article")}
        targets = [
            (link, next(h for h in homes[name].iter() if heading_level(h)).get("id"))
            for link in nav.iter("a")
            for name in [link.get("href").removeprefix("#")]
        ]
    return [
        Indexed(" ".join(split([same("".join(said_in(one)))])), pages.get(name))
        for one, name in targets
    ]
