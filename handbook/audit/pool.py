"""Judges at work in processes of their own, so that one that crashes or hangs harms no other.

A process is started anew, not forked: judges bring threads, browsers and virtual machines. It has
one kind of these at a time, and is ended, with all that it started, when a judge takes too long.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from handbook.audit.judge import QUIET, Judge, Look, Seen
from handbook.audit.site import Site
from handbook.workers import PATIENCE, PR_SET_PDEATHSIG

START = 60
"""Seconds that a process and what a judge needs have to begin."""
MOST_FAILURES = 4
"""Times that a judge may crash or take too long before it is asked no more."""


class JudgeFailed(Exception):
    """A judge did not answer; the message says how that came."""


@dataclass(slots=True)
class Batch:
    """Looks that one judge takes in one go."""

    judge: Judge
    looks: list[Look]
    again: bool = False
    """Whether a judge has failed at it before."""


@dataclass(slots=True)
class Hand:
    """A process, the way to it, and what it is at."""

    process: BaseProcess
    line: Connection
    needs: str
    batch: Batch | None = None
    left: list[Look] = field(default_factory=list)
    heard: float = 0.0
    """When it last said something, by the clock of this process."""
    begun: bool = False
    """Whether it has answered before, so that what it needs has started."""

    @property
    def patience(self) -> float:
        return self.batch.judge.seconds + (0 if self.begun else START)


def take_all(
    site: Site, batches: Sequence[Batch], processes: int
) -> Iterator[tuple[Judge, Look, Seen | JudgeFailed]]:
    """Have judges take all looks, in up to so many processes; yield each look as it is taken.

    One more process is for judges that mostly wait. A look at which a judge fails twice yields the
    failure. A judge that fails too often is asked no more: all its other looks yield that failure.
    """
    waiting, hands, failures = list(batches), [], Counter()
    try:
        while waiting or any(hand.batch for hand in hands):
            hands = [hand for hand in hands if _has_work(hand, waiting)]
            while batch := next_to_start(waiting, hands, processes):
                hands.append(_start(site, batch.judge.needs))
                _has_work(hands[-1], waiting)
            for hand in _heard(hands):
                yield from _answers(hand, waiting, failures)
            hands = [hand for hand in hands if hand.process.is_alive() or hand.batch]
    finally:
        for hand in hands:
            _end(hand)


def next_to_start(waiting: list[Batch], hands: list[Hand], processes: int) -> Batch | None:
    """Return the first batch for which another process may be started."""
    quiet = sum(hand.needs == QUIET for hand in hands)
    room = {True: quiet == 0, False: len(hands) - quiet < processes}
    return next((one for one in waiting if room[one.judge.needs == QUIET]), None)


def _has_work(hand: Hand, waiting: list[Batch]) -> bool:
    """Give a process its next batch if it is free; end it where none is of its kind."""
    if hand.batch:
        return True
    place = next((n for n, one in enumerate(waiting) if one.judge.needs == hand.needs), None)
    if place is None:
        _end(hand)
        return False
    hand.batch = waiting.pop(place)
    hand.left, hand.heard = list(hand.batch.looks), time.monotonic()
    with suppress(BrokenPipeError):  # it died: listening to it will tell
        hand.line.send((hand.batch.judge.id, hand.batch.looks))
    return True


def _heard(hands: Sequence[Hand]) -> list[Hand]:
    """Return the processes that have something to say, or have been silent for too long."""
    lines = {hand.line: hand for hand in hands}
    ready = wait(list(lines), timeout=1.0)
    late = [hand for hand in hands if time.monotonic() - hand.heard > hand.patience]
    return [lines[line] for line in ready] or late


def _answers(
    hand: Hand, waiting: list[Batch], failures: Counter
) -> Iterator[tuple[Judge, Look, Seen | JudgeFailed]]:
    """Yield what a process says; where its judge failed, put back what is left to do."""
    batch = hand.batch
    failure = None
    if hand.line.poll():
        try:
            kind, *rest = hand.line.recv()
        except (EOFError, ConnectionResetError):
            hand.process.join()
            kind, rest = "failed", [f"its process ended with {hand.process.exitcode}"]
        hand.heard, hand.begun = time.monotonic(), True
        if kind == "seen":
            hand.left.remove(rest[0])
            yield batch.judge, rest[0], rest[1]
            return
        if kind == "failed" or hand.left:
            failure = JudgeFailed(rest[0] if rest else "it did not answer")
    else:
        failure = JudgeFailed(f"it took longer than {hand.patience:.0f} seconds")
    hand.batch = None
    if failure:
        _end(hand)
        yield from _put_back(batch, hand.left, failure, waiting, failures)


def _put_back(
    batch: Batch, left: list[Look], failure: JudgeFailed, waiting: list[Batch], failures: Counter
) -> Iterator[tuple[Judge, Look, JudgeFailed]]:
    """Ask again for what is left, the first look alone; yield what is not asked for again."""
    failures[batch.judge.id] += 1
    gone = left[:1] if batch.again and len(left) == 1 else []
    if failures[batch.judge.id] >= MOST_FAILURES:
        gone = list(left)
        mine = [one for one in waiting if one.judge is batch.judge]
        for one in mine:
            waiting.remove(one)
            gone += one.looks
    rest = [look for look in left if look not in gone]
    parts = (rest[:1], rest[1:]) if len(left) < len(batch.looks) else _halves(rest)
    waiting[:0] = [Batch(batch.judge, part, again=True) for part in parts if part]
    for look in gone:
        yield batch.judge, look, failure


def _halves(looks: list[Look]) -> tuple[list[Look], list[Look]]:
    middle = (len(looks) + 1) // 2
    return looks[:middle], looks[middle:]


def _start(site: Site, needs: str) -> Hand:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, site, os.getpid()))
    process.start()
    theirs.close()
    return Hand(process, ours, needs)


def _serve(line: Connection, site: Site, parent: int) -> None:
    """Take the looks that come over the line until it closes."""
    from handbook.audit.judges.registry import JUDGES
    from handbook.audit.resources import end_all

    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while os.getppid() == parent:
            name, looks = line.recv()
            try:
                for look, seen in JUDGES[name].judge(site, looks):
                    line.send(("seen", look, seen))
                line.send(("done",))
            except Exception as error:
                traceback.print_exc()
                line.send(("failed", traceback.format_exception_only(error)[-1].strip()))
    end_all()
    sys.stdout.flush()
    os._exit(0)  # what a virtual machine of Java does when Python ends is no concern of ours


def _end(hand: Hand) -> None:
    """End a process and all that it started."""
    hand.line.close()
    if hand.batch:
        hand.process.terminate()
    hand.process.join(PATIENCE)
    if hand.process.is_alive():
        hand.process.kill()
        hand.process.join()
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(hand.process.pid, signal.SIGKILL)
