"""What was read of a page, in little room, and kept for the next time where a process loads often.
"""

from __future__ import annotations

import os
import pickle
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
