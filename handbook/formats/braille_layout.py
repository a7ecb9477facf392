"""Braille lines laid out on pages: what stays together, page numbers, and the list of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handbook.formats import braille_louis as louis
from handbook.formats.braille_signs import BLANK, CELLS_A_LINE, LINES_A_PAGE, to_cells
from handbook.formats.braille_text import wrapped

ROOM = LINES_A_PAGE - 1
"""Lines of a page above the line of its number."""
LONG = 4
"""From how many lines on a paragraph is parted with two lines at least on each page."""
PRELIMINARY = to_cells("P")
GUIDE = to_cells('"')
LEAST_GUIDES = 2
NUMBER_CELLS = 6
"""How many cells at the right end of a line of contents are kept for page numbers."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines that belong together, or a gap between such."""

    kind: Literal["text", "heading", "whole", "blank", "page"]
    """'whole' stays on one page if one can hold it; a 'heading' stays with what follows. A 'page'
    begins a new page, unless there are only headings on this one."""
    lines: tuple[str, ...] = ()
    entry: tuple[int, str, str] | None = None
    """Depth, cells and id of the line that the contents has for it."""
    ids: tuple[str, ...] = ()
    """What can be led to in it."""


BLANK_LINE = Piece("blank")
NEW_PAGE = Piece("page")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    depth: int
    cells: str
    id: str
    page: int


@dataclass(slots=True)
class Pages:
    """Pages as they fill; each is a list of at most ROOM lines."""

    done: list[list[str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """The page where the piece with an id begins."""
    headings_only: bool = True
    """Whether the current page has nothing but headings so far."""

    def turn(self) -> None:
        """Begin a new page, unless this one is still empty."""
        while self.current and not self.current[-1]:
            self.current.pop()
        if self.current:
            self.done.append(self.current)
        self.current, self.headings_only = [], True

    def free(self) -> int:
        return ROOM - len(self.current)

    def add(self, line: str) -> None:
        if not self.free():
            self.turn()
        self.current.append(line)

    def gap(self) -> None:
        """Leave one line free, but not at the head of a page."""
        if self.current and self.current[-1] and self.free():
            self.current.append("")


def paginate(pieces: Sequence[Piece]) -> Pages:
    """Return pieces laid out on pages."""
    pages = Pages()
    for place, piece in enumerate(pieces):
        if piece.kind == "page" and not pages.headings_only:
            pages.turn()
        elif piece.kind in ("page", "blank"):
            pages.gap()
        else:
            if must_turn(pages, piece, pieces[place + 1 :]):
                pages.turn()
            page = len(pages.done) + (1 if pages.free() else 2)
            pages.places |= dict.fromkeys(piece.ids, page)
            if piece.entry:
                pages.entries.append(Entry(*piece.entry, page))
            set_lines(pages, piece.lines)
            pages.headings_only &= piece.kind == "heading"
    pages.turn()
    return pages


def must_turn(pages: Pages, piece: Piece, after: Sequence[Piece]) -> bool:
    """Tell whether a piece has to begin on a new page."""
    if not pages.current:
        return False
    if piece.kind == "heading":
        return len(piece.lines) + followed(after) > pages.free()
    if piece.kind == "whole" and len(piece.lines) <= ROOM:
        return len(piece.lines) > pages.free()
    return len(piece.lines) >= LONG and pages.free() < 2


def followed(after: Sequence[Piece]) -> int:
    """Return how many lines have to stand below a heading on its page: two of what follows."""
    lines = 0
    for piece in after:
        if piece.kind in ("page", "blank"):
            lines += 1
        elif piece.kind == "heading":
            lines += len(piece.lines)
        else:
            least = len(piece.lines) if piece.kind == "whole" else min(2, len(piece.lines))
            return min(lines + least, ROOM - 2)
    return lines


def set_lines(pages: Pages, lines: Sequence[str]) -> None:
    """Set lines on the page and on the next ones, never the last line alone."""
    for number, line in enumerate(lines):
        last_two = number == len(lines) - 2 and len(lines) >= LONG
        if last_two and pages.free() == 1:
            pages.turn()
        pages.add(line)


def numbered(pages: Iterable[Sequence[str]], *, preliminary: bool = False) -> list[list[str]]:
    """Return pages of 25 lines each, with their numbers at the right end of the last."""
    made = []
    for number, page in enumerate(pages, start=1):
        mark = (PRELIMINARY if preliminary else "") + louis.translate(str(number), louis.GRADE_1)
        made.append([*page, *[""] * (ROOM - len(page)), BLANK * (CELLS_A_LINE - len(mark)) + mark])
    return made


def contents_line(entry: Entry) -> list[str]:
    """Return a line of the contents: words, guide dots and the number of the page."""
    number = louis.translate(str(entry.page), louis.GRADE_1)
    kept = max(NUMBER_CELLS, len(number) + LEAST_GUIDES + 2)
    first = 2 * entry.depth - 1
    *others, last = wrapped(entry.cells, first, 7, CELLS_A_LINE - kept)
    dots = GUIDE * (CELLS_A_LINE - len(last) - len(number) - 2)
    return [*others, f"{last}{BLANK}{dots}{BLANK}{number}"]


def centred(cells: str) -> list[str]:
    """Return lines with at least three blank cells on each side."""
    return [
        BLANK * ((CELLS_A_LINE - len(line)) // 2) + line
        for line in wrapped(cells, 1, 1, CELLS_A_LINE - 6)
    ]
