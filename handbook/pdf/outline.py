"""The bookmarks of a merged PDF (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.pdf.ends import leading
from handbook.pdf.parts import Bookmark, Bound


@dataclass(slots=True)
class Entry:
    """A bookmark with those below it; the page is a page object of the merged file."""

    mark: Bookmark
    page: pikepdf.Object
    heading: pikepdf.Object | None
    """The structure element that it leads to in PDF 2.0."""
    below: list[Entry] = field(default_factory=list)

    def shown(self) -> int:
        """Return how many entries below it are seen when it is open."""
        return sum(1 + (0 if entry.mark.closed else entry.shown()) for entry in self.below)


def write_outline(pdf: pikepdf.Pdf, chapters: Sequence[Bound],
                  headings: Sequence[Sequence[pikepdf.Object]] | None = None) -> None:
    """Write the outline of all chapters, each entry below the last one of a higher level.

    In PDF 2.0 each leads to its heading: `headings` are the structure elements of each chapter.
    """
    pages = [page.obj for page in pdf.pages]
    top: list[Entry] = []
    open_entries: list[Entry] = []
    for number, chapter in enumerate(chapters):
        marks = chapter.drawn.bookmarks
        for mark, heading in zip(marks, headings[number] if headings else [None] * len(marks),
                                 strict=True):
            entry = Entry(mark, pages[chapter.first - 1 + mark.page], heading)
            while open_entries and open_entries[-1].mark.level >= mark.level:
                open_entries.pop()
            (open_entries[-1].below if open_entries else top).append(entry)
            open_entries.append(entry)
    if "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
    if top:
        root = pdf.make_indirect(Dictionary())
        root.Count = sum(1 + (0 if entry.mark.closed else entry.shown()) for entry in top)
        root.First, root.Last = ends(list(written(pdf, top, root)))
        pdf.Root.Outlines = root


def written(pdf: pikepdf.Pdf, entries: list[Entry], parent: Dictionary) -> Iterator[Dictionary]:
    """Yield entries as dictionaries that name their neighbours and what is below them."""
    before = None
    for entry in entries:
        mark = entry.mark
        item = pdf.make_indirect(Dictionary(Title=String(mark.title), Parent=parent))
        place = Array([entry.page, Name.XYZ, mark.x, mark.y, 0])
        if entry.heading is None:
            item.Dest = place
        else:
            item.A = leading(place, entry.heading, place)
        if entry.below:
            item.Count = -entry.shown() if mark.closed else entry.shown()
            item.First, item.Last = ends(list(written(pdf, entry.below, item)))
        if before is not None:
            item.Prev, before.Next = before, item
        before = item
        yield item


def ends(items: list[Dictionary]) -> tuple[Dictionary, Dictionary]:
    return items[0], items[-1]
