"""What a word processor's file is made of: paragraphs, lists, tables and pictures, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """Where some words lead."""

    target: str
    """A web address, or # and the id of a place in the file."""
    label: str | None = None
    """What it is called where its words are a number."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike."""

    text: str
    bold: bool = False
    code: bool = False
    position: str = ""
    """'sup', 'sub' or nothing."""
    language: str | None = None
    """A language tag, where it is not the Document's."""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture among words; without `alt` it only decorates."""

    path: str
    alt: str
    width: float
    """Millimetres, as `height`."""
    height: float
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""

    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to."""

    name: str


@dataclass(frozen=True, slots=True)
class NoteUse:
    """The mark of a note; the note itself hangs on the first one."""

    note: int
    """Which note of the file, from 1."""
    first: bool


Inline = Run | Picture | Break | Anchor | NoteUse


@dataclass(slots=True)
class Paragraph:
    """A paragraph in one of the looks of `looks.LOOKS`."""

    look: str
    inlines: list[Inline] = field(default_factory=list)
    new_page: bool = False
    keep: bool = False
    """Whether it stays on the page of the next paragraph."""


@dataclass(slots=True)
class Items:
    """A list: numbered from `start`, or with dots where that is None."""

    start: int | None
    items: list[list[Block]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    header: bool
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class Table:
    """A table whose first row names its columns."""

    caption: Paragraph
    title: str
    """The words of its caption."""
    widths: list[float]
    """Of each column, in millimetres."""
    rows: list[list[Cell]]

    @property
    def row_headers(self) -> bool:
        """Whether the first cell of each row names the row."""
        return all(row[0].header for row in self.rows)


@dataclass(slots=True)
class Contents:
    """The list of contents: paragraphs, each a link."""

    entries: list[Paragraph]


Block = Paragraph | Items | Table | Contents


@dataclass(slots=True)
class Flow:
    """A whole text."""

    blocks: list[Block]
    notes: list[list[Block]]
    """Each note, in the order of the numbers."""


def inlines_of(blocks: list[Block]) -> Iterator[Inline]:
    """Yield everything in the lines of some blocks, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.inlines
        elif isinstance(block, Items):
            for item in block.items:
                yield from inlines_of(item)
        elif isinstance(block, Contents):
            yield from inlines_of(block.entries)
        else:
            yield from block.caption.inlines
            for row in block.rows:
                for cell in row:
                    yield from inlines_of(cell.paragraphs)
