"""Judge files here or, when there are many, in one process for each processor."""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from handbook.judged import Judge, Light, Shared, Verdict, World
from handbook.model import Page
from handbook.workers import WorkFailed, cores

FEWEST = 60
"""Files below which another process costs more than it saves."""

Gather = Callable[[list[Light], dict[str, set[str]]], World]
Others = Callable[[list[Light]], list[Page]]


def judge_all(
    shared: Shared, paths: Sequence[str], others: Others, gather: Gather
) -> tuple[list[Light], dict[str, set[str]], list[Verdict]]:
    """Return what the rest must know of some files, their parts, and what was found in them.

    `others` reads the pages that these files name and that are not among them; `gather` makes the
    facts of the whole handbook from what is known of these files.
    """
    count = min(cores(), len(paths) // FEWEST) if sys.platform == "linux" else 1
    judges: list[_Here | _Away] = (
        [_Here(Judge(shared, paths))]
        if count < 2
        else [_Away(Judge(shared, paths[number::count])) for number in range(count)]
    )
    try:
        read = _ask(judges, "read")
        lights = [light for found, _ in read for light in found]
        pages = [page for _, found in read for page in found] + others(lights)
        anchors: dict[str, set[str]] = {}
        for found in _ask(judges, "compose", pages):
            anchors |= found
        judged = _ask(judges, "judge", gather(lights, anchors))
        verdicts = [one for found in judged for one in found]
    finally:
        for judge in judges:
            judge.close()
    return lights, anchors, verdicts


def _ask(judges: list, step: str, *given: Any) -> list:
    """Have every judge do a step at the same time; return what each of them says."""
    for judge in judges:
        judge.ask(step, *given)
    return [judge.answer() for judge in judges]


class _Here:
    """A judge in this process."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def ask(self, step: str, *given: Any) -> None:
        self.said = getattr(self.judge, step)(*given)

    def answer(self) -> Any:
        return self.said

    def close(self) -> None:
        """Nothing was opened."""


class _Away:
    """A judge in a process of its own, which has all that this one had in memory."""

    def __init__(self, judge: Judge) -> None:
        context = multiprocessing.get_context("fork")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(judge, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, step: str, *given: Any) -> None:
        self.line.send((step, given))

    def answer(self) -> Any:
        try:
            well, said = self.line.recv()
        except EOFError as error:
            raise WorkFailed("a process that checked files ended before its time") from error
        if not well:
            raise WorkFailed(said)
        return said

    def close(self) -> None:
        with suppress(OSError):
            self.line.send(("", ()))  # closing says nothing: its siblings hold copies of the line
        self.line.close()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(judge: Judge, line: Connection) -> None:
    """Do the steps that come over the line until one has no name, or until the parent is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        try:
            step, given = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        if not step:
            return
        try:
            said = (True, getattr(judge, step)(*given))
        except Exception:
            said = (False, traceback.format_exc())
        line.send(said)
