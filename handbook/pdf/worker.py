"""Processes that lay out and draw chapters: forks of this one, with the tools that it has read.

A worker reads jobs and writes results, one for one, as pickles through two pipes. Its process has
no threads besides it, and no end but its own: it ends when its jobs do, or by a signal.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import traceback
from contextlib import suppress
from io import BufferedReader, BufferedWriter

from handbook.pdf.errors import RenderFailed


class Local:
    """A worker in this process; the presses of all workers are copies of its own."""

    def __init__(self, settings: tuple) -> None:
        from handbook.pdf.press import Press  # Pango reads the fonts when it is imported
        self.press, self.result = Press(*settings), None
        self.busy: int | None = None
        self.held: set[int] = set()

    def send(self, number: int, job: tuple) -> None:
        """Do a job at once."""
        self.busy = number
        self.result = getattr(self.press, job[0])(*job[1:])

    def receive(self):
        return self.result

    def close(self) -> None:
        self.press = None


class Worker:
    """A process that does jobs with a copy of a press."""

    def __init__(self, press) -> None:
        jobs, self.jobs = pipe()
        self.results, results = pipe()
        self.process = os.fork()
        if self.process == 0:
            self.jobs.close()
            self.results.close()
            serve(press, jobs, results)
        jobs.close()
        results.close()
        self.busy: int | None = None
        self.held: set[int] = set()

    def send(self, number: int, job: tuple) -> None:
        """Give the process a job for a chapter."""
        self.busy = number
        try:
            pickle.dump(job, self.jobs)
            self.jobs.flush()
        except BrokenPipeError as error:
            raise self.ended() from error

    def receive(self):
        """Return the result of the job, or raise what it raised."""
        try:
            done, result = pickle.load(self.results)
        except EOFError as error:
            raise self.ended() from error
        if done:
            return result
        if isinstance(result, tuple):
            raise RenderFailed(*result)
        raise RuntimeError(f"in a process that draws chapters:\n{result}")

    def ended(self) -> RenderFailed:
        return RenderFailed("A process that draws chapters of the PDF came to an end with status "
                            f"{self.wait()}. Is there enough memory?")

    def wait(self) -> int | None:
        """Wait for the end of the process; return its status the first time."""
        process, self.process = self.process, None
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) if process else None

    def close(self) -> None:
        """End the process, whatever it does."""
        self.results.close()
        with suppress(BrokenPipeError):  # it ended with a job unread
            self.jobs.close()
        if self.process:
            os.kill(self.process, signal.SIGTERM)
            self.wait()


def pipe() -> tuple[BufferedReader, BufferedWriter]:
    """Return the two ends of a pipe."""
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


def first_ready(workers: list):
    """Return a worker whose job is done; wait for one."""
    busy = [worker for worker in workers if worker.busy is not None]
    for worker in busy:
        if isinstance(worker, Local):
            return worker
    with selectors.DefaultSelector() as ready:
        for worker in busy:
            ready.register(worker.results, selectors.EVENT_READ, worker)
        return ready.select()[0][0].data


def serve(press, jobs: BufferedReader, results: BufferedWriter) -> None:
    """Do jobs until there are no more, and end the process without what its parent would tidy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        while True:
            what, *details = pickle.load(jobs)
            pickle.dump(answer(press, what, details), results)
            results.flush()
    except (EOFError, BrokenPipeError):
        pass  # the parent has all that it wants, or is gone
    finally:
        os._exit(0)


def answer(press, what: str, details: list) -> tuple[bool, object]:
    """Return a job's result, or why there is none: sentences, or a traceback of our mistake."""
    try:
        return True, getattr(press, what)(*details)
    except RenderFailed as error:
        return False, error.sentences
    except Exception:
        return False, traceback.format_exc()
