"""What a program and all that it starts cost: time, processor and memory (Linux)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK = 0.05
"""Seconds between two looks at the processes."""
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A program that is measured did not end well."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    """By the clock on the wall."""
    processor: float
    """Seconds of processor time, of the process and of every one below it."""
    memory: int
    """The most bytes that all of them held at once; what they share is counted once (PSS)."""


def measure(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command to its end; raise Failed with its words when it fails."""
    started, spent, most = time.monotonic(), {}, 0
    with open(folder / "words.txt", "w+b") as words:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=words,
                                   stderr=words)
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            family = below(process.pid)
            most = max(most, sum(map(memory_of, family)))
            spent |= {one: used for one in family if (used := processor_of(one)) is not None}
            time.sleep(LOOK)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        words.seek(0)
        if process.returncode:
            raise Failed(f"{command[0]}: {words.read().decode(errors='replace')[-2000:]}")
    # Children that a program did not wait for are in the second sum alone.
    waited = usage.ru_utime + usage.ru_stime
    return Cost(seconds, max(waited, sum(spent.values())), most)


def below(process: int) -> list[int]:
    """Return a process and all that it started and that they started."""
    found = [process]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def processor_of(process: int) -> float | None:
    """Return the processor time of one process, without its children."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(process: int) -> int:
    """Return the bytes that a process holds, its part of what it shares with others."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
