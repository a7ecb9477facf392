"""Python's collector of cycles, at rest while pages grow.

WeasyPrint makes hundreds of thousands of objects that live until their chapter is drawn. Left to
itself the collector looks through all of them again and again, for a quarter of the whole work.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

GROWTH = 250_000
"""How many more objects there may be, about 60 MB of them, before what is left over is looked for;
chapters that wait to be drawn are counted too."""


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Collect nothing in the block but by `collect_when_grown`."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_when_grown() -> None:
    """Give back what nobody can reach any more, when much was made since the last time."""
    if gc.get_count()[0] > GROWTH:
        gc.collect()


_held: list[object] | None = None


def leave_soon() -> None:
    """Say that this command makes one PDF and ends with `leave`: what is `hold`ed stays."""
    global _held
    _held = []


def hold(thing: object) -> None:
    """Keep to the end what takes long to take down, in a command that said `leave_soon`."""
    if _held is not None:
        _held.append(thing)


def leave() -> NoReturn:
    """End the process with status 0, without taking down what fills its memory.

    For the end of a command alone: all files are written, and no other process is left.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
