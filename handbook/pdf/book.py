"""A report made from chapters: known ones from the cache, the others side by side, then merged.

Page numbers go from chapter to chapter: where one begins depends on how long those before it are,
and where it says "page 12" on the chapter that is meant. So chapters are laid out first and drawn
once their numbers are known. The result is the same whichever chapters were known before.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from handbook.pdf.chapter_cache import ChapterCache, key_of, numbered
from handbook.pdf.chapters import Chapter, chapters
from handbook.pdf.errors import RenderFailed
from handbook.pdf.merge import merge
from handbook.pdf.parts import Bound, Drawn, Layout
from handbook.pdf.worker import Local, Worker, first_ready

ROUNDS = 6
"""How often chapters are drawn anew because another one became longer or shorter."""
FEW = 2
"""So many chapters are made faster in this process than by starting others."""


def make_book(html: str, root: Path, styles: tuple[str, ...], standard: str, *,
              folder: Path | None, processes: int,
              say: Callable[[str], None]) -> bytes:
    """Return the PDF of a report's HTML page.

    `folder` keeps chapters from one call to the next. `processes` is how many lay out chapters.
    """
    cache = ChapterCache(folder)
    book = Book(chapters(html), (root, styles, standard), cache, say)
    say(f"laying out {len(book.chapters)} chapters, {sum(map(bool, book.layouts))} of them known")
    bound = book.make(processes)
    cache.clean()
    say(f"joining {len(bound)} chapters")
    return merge(bound, cache.font)


class Book:
    """The chapters of a report on their way to numbered pages."""

    def __init__(self, parts: list[Chapter], settings: tuple, cache: ChapterCache,
                 say: Callable[[str], None]) -> None:
        self.chapters, self.settings, self.cache, self.say = parts, settings, cache, say
        self.keys = [key_of(chapter, *settings) for chapter in parts]
        self.layouts: list[Layout | None] = [cache.layout(key) for key in self.keys]
        self.lengths: list[int | None] = [one and one.pages for one in self.layouts]
        self.anchors: list[dict | None] = [one and one.anchors for one in self.layouts]
        self.made: dict[str, Drawn] = {}
        self.drawn: list[Drawn | None] = [None] * len(parts)
        self.started = time.monotonic()
        self.said = 0.0

    def make(self, processes: int) -> list[Bound]:
        """Return every chapter, drawn with the numbers that follow from all of them."""
        with crew(self.settings) as workers:
            for _ in range(ROUNDS):
                self.drawn = [None] * len(self.chapters)
                self.fill(workers, processes)
                lengths = [one.pages for one in self.drawn]
                anchors = [one.anchors for one in self.drawn]
                if (lengths, anchors) == (self.lengths, self.anchors):
                    return self.bound()
                self.lengths, self.anchors = lengths, anchors
        raise RenderFailed("The page numbers of the report do not settle: a number that becomes "
                           "longer moves its own page. Reword the sentence before such a number.")

    def bound(self) -> list[Bound]:
        """Return the chapters with what their place in the file gives them."""
        return [Bound(drawn, first, chapter.joined) for drawn, first, chapter
                in zip(self.drawn, self.firsts(), self.chapters, strict=True)]

    # Numbers

    def firsts(self) -> list[int | None]:
        """Return the number of each chapter's first page, as far as it is known."""
        found: list[int | None] = []
        following: int | None = 1
        for layout, length in zip(self.layouts, self.lengths, strict=True):
            if following is None or layout is None:
                found.append(None)
                following = None
                continue
            wrong_side = layout.side is not None and layout.side != side_of(following)
            found.append(following + wrong_side)
            following = found[-1] + length
        return found

    def places(self, firsts: list[int | None]) -> dict[str, int]:
        """Return the number of the page that each known place is on."""
        return {name: first + page for first, anchors in zip(firsts, self.anchors, strict=True)
                if first is not None for name, page in anchors.items()}

    # Work

    def fill(self, workers: list, processes: int) -> None:
        """Draw every chapter with the numbers that are known by now."""
        jobs = self.find_known()
        while not all(self.drawn):
            work = len(jobs) + sum(one is None for one in self.layouts)
            if not workers:
                workers.append(Local(self.settings))
            if processes > 1 and work > FEW and len(workers) == 1:
                gc.freeze()  # what is here now is shared with them, and stays so
                workers += [Worker(workers[0].press) for _ in range(min(processes, work))]
            for worker in workers:
                if worker.busy is None:
                    self.give(worker, workers, jobs)
            number = self.take(first_ready(workers))
            if self.drawn[number] is None:
                jobs = self.find_known()
            else:
                del jobs[number]
            self.tell()

    def find_known(self) -> dict[int, tuple[int, bool, dict[str, int]]]:
        """Take what was made before; return the numbers of chapters that can be drawn now.

        Those are the first page, whether an empty one is before it, and the pages it wants.
        """
        firsts = self.firsts()
        places, ready, end = self.places(firsts), {}, 0
        for number, (layout, first) in enumerate(zip(self.layouts, firsts, strict=True)):
            if first is None:
                break
            blank, end = first > end + 1, first - 1 + self.lengths[number]
            wanted = {name: places.get(name) for name in layout.wanted}
            if self.drawn[number] is None and None not in wanted.values():
                key = numbered(self.keys[number], first, blank, wanted)
                self.drawn[number] = self.made.get(key) or self.cache.drawn(key)
                if self.drawn[number] is None:
                    ready[number] = first, blank, wanted
        return ready

    def give(self, worker, workers: list, ready: dict) -> None:
        """Give a worker that is free what is best done by it next, if there is anything.

        It draws what waits in it, then lays out the next chapter, then draws what waits nowhere.
        """
        busy = {one.busy for one in workers}
        elsewhere = set().union(*(one.held for one in workers if one is not worker))
        held = [number for number in ready if number in worker.held and number not in busy]
        unknown = [number for number, one in enumerate(self.layouts)
                   if one is None and number not in busy]
        free = [number for number in ready if number not in elsewhere | busy]
        if isinstance(worker, Local) and len(workers) > 1:
            unknown = free = []  # what it does keeps this process from giving work to the others
        if held or (free and not unknown):
            number = (held or free)[0]
            worker.job = numbered(self.keys[number], *ready[number])
            worker.send(number, ("draw", self.chapters[number], *ready[number]))
        elif unknown:
            worker.job = None
            worker.send(unknown[0], ("lay_out", self.chapters[unknown[0]]))

    def take(self, worker) -> int:
        """Take the result of a worker's job; return the number of its chapter.

        No number changes before all chapters are drawn, so what was drawn stays right until then.
        """
        result, number = worker.receive(), worker.busy
        worker.busy = None
        if isinstance(result, Layout):
            worker.held.add(number)
            self.layouts[number] = result
            self.lengths[number], self.anchors[number] = result.pages, result.anchors
            self.cache.keep_layout(self.keys[number], result)
        else:
            worker.held.discard(number)
            self.drawn[number] = self.made[worker.job] = result
            self.cache.keep_drawn(worker.job, result)
        return number

    def tell(self) -> None:
        """Say now and then how far the work is."""
        now = time.monotonic()
        if now - self.said < 1:
            return
        self.said = now
        laid = sum(one is not None for one in self.layouts)
        drawn = sum(one is not None for one in self.drawn)
        share = (laid + drawn) / (2 * len(self.chapters))
        left = (now - self.started) * (1 - share) / share if share else 0
        self.say(f"{laid} of {len(self.chapters)} chapters laid out, {drawn} drawn, "
                 f"{sum(filter(None, self.lengths))} pages, about {left:.0f} seconds left")


def side_of(page: int) -> str:
    """Return the side of the sheet that a page is on."""
    return "right" if page % 2 else "left"


@contextmanager
def crew(settings: tuple):
    """Yield a list for workers; all of them are ended at the end of the block."""
    workers: list = []
    try:
        yield workers
    finally:
        for worker in workers:
            worker.close()
        gc.unfreeze()
