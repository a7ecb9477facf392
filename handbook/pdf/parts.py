"""What a chapter of a report is between its layout and the merged file."""

from __future__ import annotations

from dataclasses import dataclass

ELSEWHERE = "https://chapter.invalid/#"
"""How a link to a place in another chapter begins, until the chapters are merged; no such host can
exist (RFC 2606)."""

ENDS = "HandbookEnds"
"""The entry of a chapter's catalog with what is open in it in PDF 2.0; see `ends.py`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a chapter's pages tell before they have numbers."""

    pages: int
    anchors: dict[str, int]
    """On which page of the chapter, from 0, each named place is."""
    wanted: tuple[str, ...]
    """The places outside whose pages are printed in it."""
    side: str | None
    """On which side it asks to begin: 'left' or 'right'."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its place is in points from the page's lower left corner."""

    level: int
    title: str
    page: int
    """From 0, in the chapter."""
    x: float
    y: float
    closed: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chapter as a PDF; links to other chapters lead to ELSEWHERE."""

    data: bytes
    pages: int
    """How many it has, but for an empty one before the first."""
    anchors: dict[str, int]
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A drawn chapter at its place in the file."""

    drawn: Drawn
    first: int
    """The number of its first page."""
    joined: bool
    """Whether it stands in the same part of the report as the chapter before it."""
