"""The page numbers of an alphabetical index: each is that of a page which has the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from handbook.blocks import heading_level
from handbook.formats.braille_expected import alike, changed
from handbook.formats.braille_pages import Line, Words, joined
from handbook.formats.said import said, split
from handbook.trees import append_text, text_of

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document

NUMBER = "\ue00a"
"""What stands for a page number in the words that are compared."""


def find_index(root: etree._Element) -> etree._Element | None:
    return root.find(".//section[@class='index']")


def mark_numbers(index: etree._Element) -> list[str]:
    """Put a mark where a page number has to stand; return the ids that the links lead to."""
    for link in index.iter("a"):
        append_text(link, f" {NUMBER}")
    return [link.get("href").removeprefix("#") for link in index.iter("a")]


def lines_of_index(
    spots: dict[str, int], root: etree._Element, lines: Sequence[Line]
) -> tuple[int, int]:
    """Return the first line of the index and the first one behind it, by the headings' lines."""
    index = find_index(root)
    inside = {one.get("id") for one in index.iter() if heading_level(one)}
    first = min((spots[name] for name in inside if name in spots), default=len(lines))
    behind = [spot for name, spot in spots.items() if name not in inside and spot > first]
    return first, min(behind, default=len(lines))


def read_index(found: Sequence[str], expected: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return the page numbers of an index, and its words with a mark in the place of each."""
    pages, words, at = [], [], 0
    for word in expected:
        while at < len(found) and found[at] == "•":
            words.append("•")
            at += 1
        if at == len(found):
            break
        number = re.fullmatch(r"(\d+)(\D*)", found[at]) if word.startswith(NUMBER) else None
        words.append(NUMBER + number[2] if number else found[at])
        pages += [int(number[1])] if number else []
        at += 1
    return pages, [*words, *found[at:]]


def text_words(
    lines: Sequence[Line],
    spots: dict[str, int],
    document: Document,
    root: etree._Element,
    words: Words,
) -> tuple[list[str], list[str], list[int]]:
    """Return the words of the text, and of an alphabetical index in it the ids and page numbers.

    In the words and in the tree, a mark takes the place of each number in the index.
    """
    index = find_index(root)
    if index is None:
        return words(joined([line.text for line in lines])), [], []
    first, last = lines_of_index(spots, root, lines)
    parts = (lines[:first], lines[first:last], lines[last:])
    before, inside, behind = (words(joined([line.text for line in part])) for part in parts)
    targets = mark_numbers(index)
    pages, inside = read_index(inside, alike(said(changed(document, index))).words)
    return [*before, *inside, *behind], targets, pages


def index_faults(
    targets: Sequence[str],
    pages: Sequence[int],
    root: etree._Element,
    lines: Sequence[Line],
    words: Words,
) -> Iterator[str]:
    """Yield the numbers whose page, with the next one, does not have the words of its target."""
    places = {one.get("id"): one for one in root.iter() if one.get("id")}
    sheets: dict[int, list[str]] = {}
    for line in lines:
        sheets.setdefault(line.page, []).append(line.text)

    @cache
    def text(page: int) -> str:
        cells = joined([*sheets.get(page, ()), *sheets.get(page + 1, ())])
        return " ".join(words(cells.removesuffix('"')))

    for name, page in zip(targets, pages, strict=False):
        wanted = " ".join(split([words_of(places[name])]))
        if wanted not in text(page):
            yield f"the index leads to page {page} for '{wanted}', which is not there"


def words_of(target: etree._Element) -> str:
    """Return the words of what a link leads to; of a page, its title."""
    heading = next((one for one in target.iter() if heading_level(one)), None)
    return text_of(target if heading is None else heading)
