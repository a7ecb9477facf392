"""What was read of a page, in little room, and kept for the next time where a process loads often.

Where many pages are to be read from nothing, every processor reads some.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.checking import check_own
from handbook.model import Page
from handbook.problems import Problem
from handbook.reading import PageRead, read_page
from handbook.words import Words

if TYPE_CHECKING:
    from handbook.kept_bodies import Bodies

TRIED = 20
"""Pages that are read here, to see whether most are kept already."""
MANY = 200
"""Pages that are worth the start of other processes."""
AT_ONCE = 50
"""Pages that a process reads before it asks for more."""
ROOM = 100_000_000
"""Bytes of memory that such a process takes at most."""


@dataclass(frozen=True, slots=True)
class PackedRead:
    """A page after reading; its text and its tree are bytes until they are asked for."""

    path: str
    id: str
    page: Page | None
    """None when its fields have Problems."""
    number_at: tuple[int, int]
    rest: bytes

    @property
    def number(self) -> int | None:
        """The number of a principle."""
        return getattr(self.page, "number", None)

    def unpack(self) -> PageRead:
        """Return all that was read, with a fresh tree, for the caller to change."""
        kind, source, body, whole = pickle.loads(self.rest)
        return PageRead(self.path, kind, self.id, source, body, self.page, whole)


Memory = dict[str, tuple[tuple[int, int, int], Words, PackedRead | None, tuple[Problem, ...]]]
"""What was read of each page: when it was saved, its size and number on the disk, the words it was
read with, and what came of it."""


def pack(read: PageRead) -> PackedRead:
    """Return what was read in little room."""
    rest = pickle.dumps((read.kind, read.source, read.body, read.whole), pickle.HIGHEST_PROTOCOL)
    return PackedRead(read.path, read.id, read.page, read.number_at, rest)


def read_all(
    root: Path,
    paths: Sequence[str],
    words: Words,
    problems: list[Problem],
    memory: Memory | None = None,
    bodies: Bodies | None = None,
) -> list[PackedRead]:
    """Read every page, in this order; those that cannot be read are left out."""
    first, rest = paths[:TRIED], paths[TRIED:]
    found = [read_again(root, path, words, problems, memory, bodies) for path in first]
    alone = memory is not None or bodies is None or threading.active_count() > 1  # no safe fork
    if alone or len(rest) < MANY or bodies.missed <= TRIED // 2:
        found += (read_again(root, path, words, problems, memory, bodies) for path in rest)
    else:
        found += _read_by_all(root, rest, words, problems, bodies)
    return [read for read in found if read]


def _read_by_all(
    root: Path, paths: Sequence[str], words: Words, problems: list[Problem], bodies: Bodies
) -> list[PackedRead | None]:
    """Read pages with all processors."""
    from handbook.workers import processes_for, spread

    groups = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]

    def read_some(number: int) -> tuple[list[PackedRead | None], list[Problem], set[str]]:
        found: list[Problem] = []
        with bodies.apart() as mine:
            reads = [_read(root, path, words, found, mine) for path in groups[number]]
        return reads, found, mine.used

    names = [f"{group[0]} to {group[-1]}" for group in groups]
    bodies.close()  # a file of SQLite must not be open in two processes that have it from one
    done = dict(spread(names, read_some, processes_for(ROOM)))
    whole: list[PackedRead | None] = []
    for number in range(len(groups)):
        reads, found, used = done.pop(number)
        whole += reads
        problems.extend(found)
        bodies.used |= used
    return whole


def read_again(
    root: Path,
    path: str,
    words: Words,
    problems: list[Problem],
    memory: Memory | None,
    bodies: Bodies | None = None,
) -> PackedRead | None:
    """Read one page as `read_page` does, or take it from memory if its file is as it was."""
    if memory is None:
        return _read(root, path, words, problems, bodies)
    try:
        seen = os.stat(root / path)
        stamp = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
    except OSError:
        stamp = (0, 0, 0)
    kept = memory.get(path)
    if not kept or kept[:2] != (stamp, words):
        found: list[Problem] = []
        kept = memory[path] = (stamp, words, _read(root, path, words, found, bodies), tuple(found))
    problems.extend(kept[3])
    return kept[2]


def _read(
    root: Path, path: str, words: Words, problems: list[Problem], bodies: Bodies | None
) -> PackedRead | None:
    read = read_page(root, path, words, problems, bodies)
    if read is None:
        return None
    check_own(read, problems)
    return pack(read)
