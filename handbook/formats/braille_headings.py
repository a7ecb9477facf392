"""The headings of a BRF file, found at their level, and the contents that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handbook.blocks import heading_level
from handbook.formats.braille_expected import said_in
from handbook.formats.braille_grade_2 import same
from handbook.formats.braille_pages import CELLS, Indexed, Line, Words, joined
from handbook.formats.said import split

if TYPE_CHECKING:
    from lxml import etree


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
