"""Say what is being made, how many are done and how long is left."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from typing import TextIO

#: Seconds between two lines about the same thing when the output is not a terminal.
PIPE_INTERVAL = 2.0
#: Seconds of work before a guess at the time left is worth printing.
GUESS_AFTER = 3.0


def duration(seconds: float) -> str:
    """Return a length of time in plain words, rounded as people would say it."""
    if seconds < 60:
        return counted(max(1, round(seconds)), "second")
    minutes = round(seconds / 60)
    return counted(minutes, "minute") if minutes < 60 else counted(round(minutes / 60), "hour")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "2 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: int) -> str:
    """Return a number of bytes in KB or MB of 1,000, as file managers and browsers show it."""
    if number < 1000:
        return counted(number, "byte")
    if number < 999_500:
        return f"{number / 1000:.0f} KB"
    return f"{number / 1_000_000:.1f} MB"


class Progress:
    """Progress as plain text: one line that is rewritten at a terminal, else a line now and then.

    Call it with what is being made, how many are done and how many there will be; the last call
    for a thing has done equal to total.
    """

    def __init__(
        self, stream: TextIO | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.stream = stream or sys.stdout
        self.clock = clock
        self.terminal = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self.open_line = False
        self.task = self.line = ""
        self.started = self.printed = 0.0

    def __call__(
        self,
        what: str,
        done: int,
        total: int,
        *,
        task: str | None = None,
        share: float | None = None,
    ) -> None:
        """Show one step. Steps of one task share a clock; a new total starts a new task.

        `share` is how much of the work is done, where one thing takes longer than another.
        """
        task = task or str(total)
        now = self.clock()
        if task != self.task:
            self.task, self.started, self.printed, self.line = task, now, float("-inf"), ""
        last, line = done >= total, f"  {done} of {total}: {what}"
        news = line != self.line and now - self.printed >= PIPE_INTERVAL
        if self.terminal or last or news:
            self.printed, self.line = now, line
            share = done / max(1, total) if share is None else share
            self._show(f"{line}{self._left(share, now)}", keep=last)
        if last:
            self.task = ""

    def say(self, sentence: str) -> None:
        """Print a sentence that stays."""
        self._show(sentence, keep=True)

    def _left(self, share: float, now: float) -> str:
        spent = now - self.started
        if not 0 < share < 1 or spent < GUESS_AFTER:
            return ""
        return f" (about {duration(spent / share * (1 - share))} left)"

    def _show(self, line: str, *, keep: bool) -> None:
        if not self.terminal:
            self.stream.write(f"{line}\n")
        else:
            width = shutil.get_terminal_size().columns - 1
            start = "\r\x1b[K" if self.open_line else ""
            self.stream.write(f"{start}{line if keep else line[:width]}" + ("\n" if keep else ""))
            self.open_line = not keep
        self.stream.flush()
