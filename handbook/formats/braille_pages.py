"""A reader of BRF files: their pages and lines, and what is wrong with their form.

It needs no translator: it knows braille ASCII, 40 cells by 25 lines, and where page numbers stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

CELLS, LINES = 40, 25
ALPHABET = frozenset(" A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=")
"""The 64 characters of braille ASCII."""
DIGITS = "JABCDEFGHI"
BOX_LINES = ("7" * CELLS, "G" * CELLS)
Words = Callable[[str], list[str]]
"""Reads some lines' cells as words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number and the lines above it."""

    front: bool
    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text with the page where it stands."""

    text: str
    page: int
    top: bool
    """Whether it is the first line of its page."""

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def form_faults(data: bytes, first: int = 1) -> list[str]:
    """Return what is wrong with the form of a BRF file whose text begins on page `first`."""
    text = data.decode("latin-1")
    if not text.endswith("\f"):
        return ["it does not end with a page"]
    faults = []
    for place, page in enumerate(text[:-1].split("\f"), start=1):
        lines = page.split("\r\n")
        if lines.pop() != "":
            faults.append(f"the last line of page {place} has no end")
        if len(lines) != LINES:
            faults.append(f"page {place} has {len(lines)} lines instead of {LINES}")
        faults += [
            f"page {place}, line {number}: {fault}"
            for number, line in enumerate(lines, start=1)
            for fault in line_faults(line)
        ]
        if not faults and len(lines[-1]) != CELLS:
            faults.append(f"page {place} has no number at the right end of its last line")
    return faults or number_faults(read_sheets(data), first)


def line_faults(line: str) -> Iterator[str]:
    """Yield what is wrong with one line."""
    if len(line) > CELLS:
        yield f"{len(line)} cells instead of {CELLS} at most"
    if odd := sorted(set(line) - ALPHABET):
        yield f"{odd[0]!r} is not braille ASCII"
    if line != line.rstrip():
        yield "blank cells at its end"


def number_faults(sheets: Sequence[Sheet], first: int) -> list[str]:
    """Return the pages whose number is not the next: P1 and on, then `first` and on."""
    wanted, front = 0, True
    for place, sheet in enumerate(sheets, start=1):
        if front and not sheet.front:
            wanted, front = first - 1, False
        wanted += 1
        if (sheet.front, sheet.number) != (front, wanted):
            return [f"page {place} has the number {sheet.number} instead of {wanted}"]
    return [] if not front else ["it has no pages of text"]


def read_number(cells: str) -> int | None:
    """Return a number of braille digits, as '#AB', or None."""
    if len(cells) < 2 or cells[0] != "#" or any(one not in DIGITS for one in cells[1:]):
        return None
    return int("".join(str(DIGITS.index(one)) for one in cells[1:]))


def read_sheets(data: bytes) -> list[Sheet]:
    """Return the pages of a BRF file; a page without a number has the number 0."""
    sheets = []
    for page in data.decode("latin-1").split("\f")[:-1]:
        *lines, last = page.split("\r\n")[:-1] or [""]
        mark = last.strip()
        number = read_number(mark.removeprefix("P")) or 0
        sheets.append(Sheet(mark.startswith("P"), number, tuple(lines)))
    return sheets


def text_lines(sheets: Sequence[Sheet]) -> list[Line]:
    """Return the lines of the text, blank ones too."""
    return [
        Line(line, sheet.number, place == 0)
        for sheet in sheets
        if not sheet.front
        for place, line in enumerate(sheet.lines)
    ]


def joined(lines: Sequence[str]) -> str:
    """Return lines as one, without what is drawn; a word goes on where a line ends in dot 5."""
    text = ""
    for line in lines:
        words = line.split()
        drawn = line in BOX_LINES or (words and all(is_rule(word) for word in words))
        if drawn or not words:
            continue
        part = line.strip()
        text = text[:-1] + part if text.endswith('"') else f"{text} {part}"
    return text


def is_rule(word: str) -> bool:
    """Tell whether a word is the line below a column's header: dot 5, then dots 25."""
    return word[0] == '"' and set(word[1:]) == {"3"}


@dataclass(frozen=True, slots=True)
class Indexed:
    """A line of the contents: its words and the page that it names."""

    text: str
    page: int | None


def read_contents(sheets: Sequence[Sheet], words: Words) -> tuple[str, list[Indexed]]:
    """Return the heading of the contents, and its lines."""
    lines = [line for sheet in sheets if sheet.front for line in sheet.lines if line.strip()]
    lines = lines[sum(bool(line.strip()) for line in sheets[0].lines) :]
    if not lines:
        return "", []
    found, block = [], []
    for line in lines[1:]:
        *before, number = line.split()
        guided = before and len(before[-1]) > 1 and set(before[-1]) == {'"'}
        block.append(" ".join(before[:-1]) if guided else line)
        if guided:
            found.append(Indexed(" ".join(words(joined(block))), read_number(number)))
            block = []
    if block:
        found.append(Indexed(" ".join(words(joined(block))), None))
    return " ".join(words(lines[0])), found
