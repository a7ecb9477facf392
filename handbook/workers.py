"""Jobs spread over processes: each worker is a fork of this process and takes a job at a time.

A worker has all that its parent had in memory when it began, so a job is no more than a number. It
dies with its parent, and takes what it started with it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

PR_SET_PDEATHSIG = 1
LOOK = 1.0
"""Seconds between two looks when nothing happens."""
PATIENCE = 5.0
"""Seconds that a worker has to end by itself."""


class WorkFailed(Exception):
    """A job failed in a way that nobody foresaw; the message names it and says how."""


@dataclass(slots=True)
class Worker:
    """A process, the way to it, and the job it is at."""

    process: BaseProcess
    line: Connection
    job: int | None = None


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def free_memory() -> int | None:
    """Return how many bytes of memory are free for new work, where the system tells (Linux)."""
    with suppress(OSError, ValueError, IndexError), open("/proc/meminfo") as lines:
        for line in lines:
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def processes_for(bytes_each: int) -> int:
    """Return how many workers pay and fit: one a processor, each with its share of the memory."""
    free = free_memory()
    fitting = cores() if free is None else free // max(1, bytes_each)
    return max(1, min(cores(), fitting)) if sys.platform == "linux" else 1


def spread(
    names: Sequence[str],
    work: Callable[[int], Any],
    processes: int,
    expected: tuple[type[Exception], ...] = (),
    at_work: Callable[[list[str]], None] = lambda names: None,
) -> Iterator[tuple[int, Any]]:
    """Do job 0, 1, ... in this order; yield each number with its result, as they end.

    With one process the work is done here. `expected` exceptions come through as they are; for all
    others, and for a worker that dies, WorkFailed names the job. `at_work` is told now and then
    which jobs are being done.
    """
    if processes < 2 or len(names) < 2:
        for number, name in enumerate(names):
            at_work([name])
            yield number, _here(name, work, number, expected)
        return
    gc.freeze()  # what is here now is shared, and stays so when a worker tidies up
    workers: list[Worker] = []
    try:
        for _ in range(min(processes, len(names))):
            workers.append(_start(work, expected, workers))
        yield from _lead(workers, names, at_work)
    finally:
        _end(workers)
        gc.unfreeze()


@contextmanager
def beside(name: str, work: Callable[[], Any], processes: int) -> Iterator[Callable[[], Any]]:
    """Do one job in a process beside this one; what is given waits for its result.

    With one process it is done here, when its result is asked for. Raises WorkFailed, as `spread`.
    """
    if processes < 2:
        yield lambda: _here(name, lambda _number: work(), 0, ())
        return
    gc.freeze()
    worker = _start(lambda _number: work(), (), [])
    _hand_out(worker, iter([0]))

    def result() -> Any:
        worker.job = None
        return _answer(worker, name)

    try:
        yield result
    finally:
        _end([worker])
        gc.unfreeze()


def _here(name: str, work: Callable[[int], Any], number: int, expected: tuple) -> Any:
    try:
        return work(number)
    except expected:
        raise
    except Exception as error:
        raise WorkFailed(f"{name}:\n{traceback.format_exc()}") from error


def _start(work: Callable[[int], Any], expected: tuple, others: list[Worker]) -> Worker:
    import multiprocessing  # slow to read, and needed to start a worker alone

    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    lines = [ours, *(one.line for one in others)]
    process = context.Process(target=_serve, args=(theirs, work, expected, lines, os.getpid()))
    process.start()
    theirs.close()
    return Worker(process, ours)


def _serve(
    line: Connection, work: Callable[[int], Any], expected: tuple, others: list, parent: int
) -> None:
    """Do the jobs that come over the line until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # tidy up what is open
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    for other in others:
        other.close()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while os.getppid() == parent:
            number = line.recv()
            try:
                answer = ("done", work(number))
            except expected as error:
                answer = ("expected", error)
            except Exception:
                answer = ("failed", traceback.format_exc())
            line.send(answer)


def _lead(
    workers: list[Worker], names: Sequence[str], at_work: Callable[[list[str]], None]
) -> Iterator[tuple[int, Any]]:
    """Hand out the jobs and yield what comes back."""
    from multiprocessing.connection import wait

    waiting = iter(range(len(names)))
    for worker in workers:
        _hand_out(worker, waiting)
    while busy := {one.line: one for one in workers if one.job is not None}:
        at_work([names[worker.job] for worker in busy.values()])
        for line in wait(list(busy), timeout=LOOK):
            worker = busy[line]
            number, result = worker.job, _answer(worker, names[worker.job])
            _hand_out(worker, waiting)
            yield number, result


def _answer(worker: Worker, name: str) -> Any:
    """Return the result of a worker's job, or raise what went wrong with it."""
    try:
        how, result = worker.line.recv()
    except (EOFError, ConnectionResetError):
        worker.process.join()
        raise WorkFailed(f"{name}: {_end_of(worker.process)}") from None
    if how == "expected":
        raise result
    if how == "failed":
        raise WorkFailed(f"{name}:\n{result}")
    return result


def _hand_out(worker: Worker, waiting: Iterator[int]) -> None:
    worker.job = next(waiting, None)
    if worker.job is not None:
        with suppress(BrokenPipeError):  # it died: reading from it will tell
            worker.line.send(worker.job)


def _end_of(process: BaseProcess) -> str:
    """Return in words how a worker died."""
    code = process.exitcode
    if code == -signal.SIGKILL:
        return "the system ended the process that made it; it may have run out of memory"
    return f"the process that made it ended with {code}"


def _end(workers: list[Worker]) -> None:
    """End every worker: by closing its line when it waits, else by a signal."""
    for worker in workers:
        worker.line.close()
        if worker.job is not None:
            worker.process.terminate()
    for worker in workers:
        worker.process.join(PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()
