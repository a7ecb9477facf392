"""What was worked out for a file, kept for the next time that the same file is made.

A writer or a checker asks `worked_out` for what is slow to work out and hangs on its argument
alone: cells of braille, a drawing made of dots, what a checker finds in a chapter. While a build
makes a file, what was worked out for that file the last time is at hand. What the file no longer
needs is dropped with the next writing; nothing is kept where there is no cache, and nothing made
by another version of any part is used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from handbook.formats.base import Measures
from handbook.formats.cache import Cache

Results = dict[str, dict[str, str]]
"""By the name of what works it out, argument to result; of a long argument, its hash."""
LONG = 100
"""Letters of an argument from which on its hash stands for it."""


@dataclass
class Memory:
    """What is known before a file is made, and what was asked for while it was made."""

    known: Results = field(default_factory=dict)
    used: Results = field(default_factory=dict)

    def result(self, name: str, argument: str, work: Callable[[], str]) -> str:
        """Return what `work` gives for an argument, worked out once."""
        used = self.used.setdefault(name, {})
        if len(argument) > LONG:
            argument = hashlib.sha256(argument.encode()).hexdigest()
        if argument not in used:
            known = self.known.get(name, {}).get(argument)
            used[argument] = work() if known is None else known
        return used[argument]


_AT_HAND: list[Memory] = []
"""The memory of the file that is being made; empty outside a build."""


def worked_out(name: str, argument: str, work: Callable[[], str]) -> str:
    """Return what `work` gives; `name` and `argument` say all that the result depends on.

    What the code, its libraries and the handbook's settings are need not be said.
    """
    return _AT_HAND[-1].result(name, argument, work) if _AT_HAND else work()


def place(format: str, path: str) -> tuple[str, str]:
    """Return where in a cache is kept what was worked out for a Document's file in a format."""
    return f"{format}.parts", hashlib.sha256(path.encode()).hexdigest()


@contextmanager
def at_hand(cache: Cache | None, format: str, path: str, made_by: str) -> Iterator[None]:
    """Have at hand what was worked out for a file; keep what was asked for when it is made.

    `made_by` is a hash of the code, the libraries and the settings that work it out.
    """
    if cache is None:
        yield
        return
    where = place(format, path)
    memory = Memory(recalled(cache, where, made_by))
    _AT_HAND.append(memory)
    try:
        yield
    finally:
        _AT_HAND.pop()
    if memory.used and memory.used != memory.known:
        whole = json.dumps([made_by, memory.used], ensure_ascii=False).encode()
        cache.put(*where, whole, Measures(len(whole)))


def recalled(cache: Cache, where: tuple[str, str], made_by: str) -> Results:
    """Return what was kept by the same code, libraries and settings, or nothing."""
    if (held := cache.get(*where)) is None:
        return {}
    before, results = json.loads(held[0])
    return results if before == made_by else {}
