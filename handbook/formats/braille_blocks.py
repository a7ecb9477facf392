"""The blocks of a Document as pieces of braille: headings, paragraphs, lists, tables, pictures.

Cells are counted from 1. '3-1' is a first line from cell 3 and others from cell 1. The layout
follows UKAAF, Guiding principles for the presentation of braille (B004, 2016), which leaves house
style to the maker, and the layouts that the DAISY eBraille group shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import heading_level
from handbook.document import BLOCK
from handbook.formats import braille_louis as louis
from handbook.formats.braille_layout import BLANK_LINE, NEW_PAGE, Piece, centred
from handbook.formats.braille_signs import BLANK, CELLS_A_LINE, to_cells
from handbook.formats.braille_tables import column_lines, row_by_row
from handbook.formats.braille_text import Translator, wrapped
from handbook.formats.braille_trees import deepest, first_line, paragraph
from handbook.formats.kept import worked_out
from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.formats.words import FormatWords

BOX_TOP, BOX_FOOT = to_cells("7") * CELLS_A_LINE, to_cells("G") * CELLS_A_LINE
COLON = to_cells("3")


@dataclass(frozen=True, slots=True)
class Place:
    """Where paragraphs begin, and how deep headings are counted from."""

    first: int = 3
    others: int = 1
    level: int = 0
    """The level in the Document of the headings above the page's own title."""


class BrailleWriter:
    """Writes the blocks of one Document as pieces."""

    def __init__(self, translator: Translator, words: FormatWords) -> None:
        self.translator, self.words = translator, words
        self.known: dict[str, list[Piece]] = {}

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Piece]:
        """Yield the blocks inside an element; words that stand bare among them are one too."""
        loose: list[etree._Element | str] = [parent.text or ""]
        for child in parent:
            if child.tag in BLOCK:
                yield from self.loose(loose, place)
                yield from self.block(child, place)
                loose = [child.tail or ""]
            else:
                loose += [child, child.tail or ""]
        yield from self.loose(loose, place)

    def loose(self, parts: Sequence[etree._Element | str], place: Place) -> Iterator[Piece]:
        """Yield a paragraph of words and elements that stand bare."""
        for found in paragraph(parts):
            yield self.paragraph(self.translator.line(found), place, found)

    def paragraph(self, cells: str, place: Place, *elements: etree._Element) -> Piece:
        lines = wrapped(cells, place.first, place.others, CELLS_A_LINE)
        return Piece("text", tuple(lines), ids=ids_in(*elements))

    def block(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        """Yield one block element."""
        tag = element.tag
        if heading_level(element):
            yield from self.heading(element, place)
        elif tag == "article":
            yield from self.article(element)
        elif tag in ("ul", "ol"):
            yield from apart(self.list(element, 0, deepest(element)), place)
        elif tag == "dl":
            yield from apart(self.pairs(element, place), place)
        elif tag == "table":
            yield from apart(self.table(element), Place())
        elif tag == "figure":
            yield from self.figure(element)
        elif tag == "pre":
            yield from apart(self.code(element), Place())
        elif tag == "blockquote":
            inner = replace(place, first=5, others=3)
            yield from apart(self.blocks(element, inner), Place())
        elif tag == "aside":
            yield from self.box(element, place)
        elif tag == "p" and element.get("class") == "kicker":
            yield Piece("heading", tuple(centred(self.translator.line(element, plain=True))))
        elif tag in ("p", "figcaption"):
            yield from self.blocks(element, place)
        else:
            new_part = element.get("class") == "part"
            yield from [NEW_PAGE] if new_part else []
            yield from self.blocks(element, replace(place, level=1) if new_part else place)

    def article(self, element: etree._Element) -> Iterator[Piece]:
        """Yield a page, which is laid out alike when it stands alone and within the report."""
        yield NEW_PAGE
        said = etree.tostring(element, encoding="unicode", with_tail=False)
        if said not in self.known:
            translator = self.translator
            asked = f"{translator.table} {translator.language} {said}"
            found = worked_out("a page in braille", asked, lambda: kept(self.page(element)))
            self.known[said] = [given(*row) for row in json.loads(found)]
        yield from self.known[said]

    def page(self, element: etree._Element) -> Iterator[Piece]:
        """Yield the blocks of a page."""
        title = next(filter(None, map(heading_level, element.iter())), 1)
        yield from self.blocks(element, Place(level=title - 1))

    def heading(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        """Yield a heading: two levels centred, the third from cell 5, the others from cell 7."""
        level = heading_level(element) - place.level
        cells = self.translator.line(element, plain=True)
        entry = (max(1, level), cells, element.get("id", ""))
        above = element.getprevious()
        if above is None or above.get("class") != "kicker":
            yield BLANK_LINE
        if level <= 2:
            yield Piece("heading", tuple(centred(cells)), entry)
            yield BLANK_LINE
        else:
            cell = 5 if level == 3 else 7
            yield Piece("heading", tuple(wrapped(cells, cell, cell, CELLS_A_LINE)), entry)

    def list(self, element: etree._Element, depth: int, most: int) -> Iterator[Piece]:
        """Yield a list: items from cell 1, 3, 5 by depth, other lines right of the deepest."""
        numbers = iter(range(int(element.get("start", "1")), 1 << 31))
        run_on = 3 + 2 * most
        for item in element:
            mark = f"{next(numbers)}. " if element.tag == "ol" else "• "
            head, rest = first_line(item)
            line = self.translator.line(head, before=mark)
            yield self.paragraph(line, Place(1 + 2 * depth, run_on), head)
            for child in rest:
                if child.tag in ("ul", "ol"):
                    yield from self.list(child, depth + 1, most)
                else:
                    yield from self.block(child, Place(run_on + 2, run_on))

    def pairs(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        """Yield each name with its value, 1-3, and further blocks of the value below."""
        name, term = "", None
        for child in element:
            if child.tag == "dt":
                if term is not None:
                    yield self.paragraph(name, Place(1, 3), term)
                name, term = self.translator.line(child, plain=True), child
                name += "" if text_of(child).endswith(":") else COLON
                continue
            head, rest = first_line(child)
            line = self.translator.line(head)
            named = [head] if term is None else [term, head]
            yield self.paragraph(f"{name}{BLANK}{line}", Place(1, 3), *named)
            name, term = "", None
            for block in rest:
                yield from self.block(block, Place(5, 3))
        if term is not None:
            yield self.paragraph(name, Place(1, 3), term)

    def table(self, element: etree._Element) -> Iterator[Piece]:
        """Yield a table: in columns where they fit on a line, else row by row."""
        caption = self.translator.line(element.find("caption"))
        yield Piece("heading", tuple(wrapped(caption, 7, 5, CELLS_A_LINE)))
        rows = [[self.cell(cell) for cell in row] for row in element.iter("tr")]
        lines = column_lines(rows)
        if lines:
            yield Piece("whole", tuple(lines), ids=ids_in(element))
            return
        note = self.translator.note(self.words.braille.rows)
        for row, lines in zip(element.iter("tr"), row_by_row(rows, note), strict=True):
            yield Piece("text", tuple(lines), ids=ids_in(row))

    def cell(self, element: etree._Element) -> str:
        """Return a cell of a table as one line."""
        if any(child.tag in BLOCK for child in element):
            return BLANK.join(filter(None, (self.translator.line(child) for child in element)))
        return self.translator.line(element, plain=element.tag == "th")

    def figure(self, element: etree._Element) -> Iterator[Piece]:
        """Yield a picture's description as a transcriber's note, 7-5, and its caption."""
        yield BLANK_LINE
        for child in element:
            if child.tag == "img" and child.get("alt"):
                note = self.translator.note(f"{self.words.image} {child.get('alt')}")
                yield self.paragraph(note, Place(7, 5))
            elif child.tag == "figcaption":
                yield from self.blocks(child, Place(7, 5))
        yield BLANK_LINE

    def code(self, element: etree._Element) -> Iterator[Piece]:
        """Yield lines of code, uncontracted, each with its own indent."""
        for line in "".join(element.itertext()).strip("\n").split("\n"):
            cells = self.translator.text(line, louis.UNCONTRACTED)
            indent = min(len(line) - len(line.lstrip()), 8)
            yield self.paragraph(cells, Place(1 + indent, 5 + indent))

    def box(self, element: etree._Element, place: Place) -> Iterator[Piece]:
        """Yield a box: a line of cells above and below, its title from cell 5."""
        inside: list[Piece] = []
        for child in element:
            if child.get("class") == "callout-title":
                cells = self.translator.line(child, plain=True)
                inside.append(Piece("heading", tuple(wrapped(cells, 5, 5, CELLS_A_LINE))))
            else:
                inside += [one for one in self.block(child, place) if one is not BLANK_LINE]
        last = inside.pop() if inside else Piece("text")
        yield from (BLANK_LINE, Piece("heading", (BOX_TOP,)), *inside)
        yield from (replace(last, lines=(*last.lines, BOX_FOOT)), BLANK_LINE)


def kept(pieces: Iterable[Piece]) -> str:
    """Return pieces as text that they can be made of again."""
    rows = [(one.kind, "\n".join(one.lines), len(one.lines), one.entry, one.ids) for one in pieces]
    return json.dumps(rows, ensure_ascii=False)


def given(kind: str, lines: str, number: int, entry: list | None, ids: list[str]) -> Piece:
    """Return a piece that was kept."""
    if kind == "blank":
        return BLANK_LINE
    if kind == "page":
        return NEW_PAGE
    found = tuple(lines.split("\n")) if number else ()
    return Piece(kind, found, tuple(entry) if entry else None, tuple(ids))


def ids_in(*elements: etree._Element) -> tuple[str, ...]:
    """Return the ids of elements and of all that is in them."""
    return tuple(name for one in elements for part in one.iter() if (name := part.get("id")))


def apart(pieces: Iterator[Piece], place: Place) -> Iterator[Piece]:
    """Yield pieces with a blank line before and after; inside a list there is none."""
    gap = [BLANK_LINE] if (place.first, place.others) in ((3, 1), (5, 3)) else []
    yield from (*gap, *pieces, *gap)
