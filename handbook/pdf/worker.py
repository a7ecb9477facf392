"""Processes that lay out and draw chapters, each with its own WeasyPrint.

They are programs of their own, so that any process may start them, also one that may not fork.
A worker reads jobs and writes results, one for one, as pickles on its standard streams.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import subprocess
import sys
import traceback
from pathlib import Path

from handbook.pdf.errors import RenderFailed
from handbook.pdf.fonts import own_fonts_only

PACKAGE = Path(__file__).resolve().parent.parent.parent
"""The folder from which the package can be imported."""


class Local:
    """A worker in this process."""

    def __init__(self, settings: tuple) -> None:
        self.settings, self.press, self.result = settings, None, None
        self.busy: int | None = None
        self.held: set[int] = set()

    def send(self, number: int, job: tuple) -> None:
        """Do a job at once."""
        from handbook.pdf.press import Press
        self.press = self.press or Press(*self.settings)
        self.busy = number
        self.result = getattr(self.press, job[0])(*job[1:])

    def receive(self):
        return self.result

    def close(self) -> None:
        self.press = None


class Worker:
    """A process that does jobs."""

    def __init__(self, settings: tuple) -> None:
        path = os.pathsep.join(filter(None, [str(PACKAGE), os.environ.get("PYTHONPATH")]))
        program = [sys.executable, "-c", "from handbook.pdf.worker import main; main()"]
        self.process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env={**os.environ, "PYTHONPATH": path})
        self.busy: int | None = None
        self.held: set[int] = set()
        self.write(settings)

    def send(self, number: int, job: tuple) -> None:
        """Give the process a job for a chapter."""
        self.busy = number
        self.write(job)

    def write(self, what: tuple) -> None:
        try:
            pickle.dump(what, self.process.stdin)
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise self.ended() from error

    def receive(self):
        """Return the result of the job, or raise what it raised."""
        try:
            done, result = pickle.load(self.process.stdout)
        except EOFError as error:
            raise self.ended() from error
        if done:
            return result
        if isinstance(result, tuple):
            raise RenderFailed(*result)
        raise RuntimeError(f"in a process that draws chapters:\n{result}")

    def ended(self) -> RenderFailed:
        return RenderFailed("A process that draws chapters of the PDF came to an end with status "
                            f"{self.process.wait()}. Is there enough memory?")

    def close(self) -> None:
        """End the process, whatever it does."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.terminate()
        self.process.wait()


def first_ready(workers: list):
    """Return a worker whose job is done; wait for one."""
    busy = [worker for worker in workers if worker.busy is not None]
    for worker in busy:
        if isinstance(worker, Local):
            return worker
    with selectors.DefaultSelector() as ready:
        for worker in busy:
            ready.register(worker.process.stdout, selectors.EVENT_READ, worker)
        return ready.select()[0][0].data


def main() -> None:
    """Do jobs until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    jobs, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    with own_fonts_only():
        from handbook.pdf.press import Press
        press = Press(*pickle.load(jobs))
        while True:
            try:
                what, *details = pickle.load(jobs)
            except EOFError:
                return
            pickle.dump(answer(press, what, details), results)
            results.flush()


def answer(press, what: str, details: list) -> tuple[bool, object]:
    """Return a job's result, or why there is none: sentences, or a traceback of our mistake."""
    try:
        return True, getattr(press, what)(*details)
    except RenderFailed as error:
        return False, error.sentences
    except Exception:
        return False, traceback.format_exc()
