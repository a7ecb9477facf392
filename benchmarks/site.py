"""How long site generators take for the same pages: from nothing, again, and after one change.

`python -m benchmarks.site --pages 500 --programs Hugo` measures a piece, one program at one size,
and adds it to results/site.json; without these options it measures every piece that is not there
yet. The table in README.md is written from all pieces. `this project, served` is the time from
saving a file until `handbook serve` gives the page with the new words.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import Cost, below, measure, processor_of
from benchmarks.pieces import add, read, write_table
from benchmarks.site_content import pages
from benchmarks.site_programs import NAMES, ROOT, Program, program

NAME = "site"
SIZES = (50, 500, 2000)
OURS, SERVED = NAMES[0], f"{NAMES[0]}, served"
CASES = ("cold", "again", "changed")
HEAD = ("Pages", "Program", "From nothing, s", "processor s", "Nothing changed, s", "processor s",
        "One page changed, s", "processor s", "Memory, MB", "Output, MB", "One page, kB",
        "gzipped")  # fmt: skip
PAGE = "page-0010"
PATIENCE = 600.0
"""Seconds to wait for a page."""


def main() -> int:
    """Measure what is asked for, and write the table; return 1 when a bar is not met."""
    options = arguments()
    there = read(NAME)
    for size in options.pages:
        for name in options.programs or [*NAMES, SERVED]:
            if options.programs or (str(size), name) not in there:
                add(NAME, (str(size), name), piece(name, size, options.runs, options.cases))
                print(size, name, read(NAME)[str(size), name], flush=True)
    lines, met = table(read(NAME))
    write_table(NAME, "Website", lines)
    print("\n".join(lines))
    return 0 if met else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="*", default=SIZES, help="how many pages")
    parser.add_argument("--programs", nargs="*", choices=[*NAMES, SERVED], help="which programs")
    parser.add_argument("--cases", nargs="*", choices=CASES, default=CASES, help="which builds")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    return parser.parse_args()


def piece(name: str, size: int, runs: int, cases: Sequence[str] = CASES) -> dict[str, Any]:
    """Return what one program costs at one size, as medians of some runs; `cases` in this order."""
    with TemporaryDirectory(prefix="handbook-site-") as folder:
        one = program(OURS if name == SERVED else name, pages(size), Path(folder))
        load = os.getloadavg()[0]
        costs = served(one, runs) if name == SERVED else built(one, runs, cases)
        found: dict[str, Any] = {case: middle(some) for case, some in costs.items()}
        if name != SERVED:
            found |= sizes(one)
    about = {"runs": runs, "load": [round(load, 1), round(os.getloadavg()[0], 1)]}
    return {**found, **about, "search": one.search, "python": platform.python_version()}


def built(one: Program, runs: int, cases: Sequence[str]) -> dict[str, list[Cost]]:
    """Return the costs of the builds: from nothing, with nothing changed, after a change."""
    costs: dict[str, list[Cost]] = {case: [] for case in cases}
    for number in range(runs):
        one.forget()
        for case in cases:
            if case == "changed":
                change(one, f"change {number}")
            costs[case].append(measure(one.command, one.folder, environment()))
    return costs


def served(one: Program, runs: int) -> dict[str, list[Cost]]:
    """Return the costs from the saving of a file to its new page, while the site is served."""
    costs = []
    with server(one) as (process, address):
        wait_for(address, "<h1")
        for number in range(runs):
            before, started = spent(process), time.monotonic()
            change(one, f"change {number}")
            wait_for(address, f"change {number}")
            seconds, after = time.monotonic() - started, spent(process)
            costs.append(Cost(seconds, after - before, 0))
    return {"changed": costs}


@contextmanager
def server(one: Program) -> Iterator[tuple[int, str]]:
    """Run `handbook serve`; give its process and the address of the page that is changed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "handbook", "--root", one.folder, "serve", "--port", f"{port}"]
    with (one.folder / "words.txt").open("wb") as words:
        process = subprocess.Popen(
            command, cwd=one.folder, env=environment(), stdout=words, stderr=words
        )
        try:
            yield process.pid, f"http://127.0.0.1:{port}/snapshots/{PAGE}/"
        finally:
            process.terminate()
            process.wait(30)


def wait_for(address: str, words: str) -> None:
    """Wait until a page holds some words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=60) as answer:
            if words in answer.read().decode("utf-8"):
                return
        time.sleep(0.02)
    raise TimeoutError(f"{address} never held '{words}'")


def spent(process: int) -> float:
    """Return the processor time of a process and all below it."""
    return sum(filter(None, map(processor_of, below(process))))


def change(one: Program, words: str) -> None:
    """Add a paragraph to one page."""
    (file,) = one.pages.rglob(f"{PAGE}.md")
    text = file.read_text("utf-8").partition("\n\nAdded:")[0]
    file.write_text(f"{text}\n\nAdded: {words}.\n", "utf-8")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}


def middle(costs: list[Cost]) -> dict[str, float]:
    """Return the median of each measure."""
    return {
        name: round(median(asdict(one)[name] for one in costs), 3)
        for name in ("seconds", "processor", "memory")
    }


def sizes(one: Program) -> dict[str, int]:
    """Return how large the output is, and the HTML of one page, in bytes."""
    files = [path for path in one.output.rglob("*") if path.is_file()]
    (page,) = [path for path in files if path.parent.name == PAGE and path.suffix == ".html"]
    html = page.read_bytes()
    return {
        "output": sum(path.stat().st_size for path in files),
        "page": len(html),
        "gzipped": len(gzip.compress(html, 9)),
    }


# Table


def table(found: dict[tuple[str, ...], dict]) -> tuple[list[str], bool]:
    """Return the table and the bars as lines of Markdown, and whether every bar is met."""
    rows = [row(size, name, found) for size in map(str, SIZES) for name in (*NAMES, SERVED)
            if (size, name) in found]  # fmt: skip
    rule = ["---:", "---", *["---:"] * (len(HEAD) - 2)]
    bars = list(asked(found))
    lines = [f"| {' | '.join(cells)} |" for cells in (HEAD, rule, *rows)]
    lines += ["", note(found), "", "| What is asked at 2,000 pages | Bar | Measured | Met |",
              "| --- | ---: | ---: | --- |"]  # fmt: skip
    lines += [f"| {what} | {most:,.4g} | {value:,.4g} | {'yes' if value <= most else 'no'} |"
              for what, most, value in bars]  # fmt: skip
    return lines, all(value <= most for _, most, value in bars)


def row(size: str, name: str, found: dict[tuple[str, ...], dict]) -> tuple[str, ...]:
    one = found[size, name]
    cells = [f"{one[case][unit]:.2f}" if case in one else ""
             for case in CASES for unit in ("seconds", "processor")]  # fmt: skip
    whole = [f"{one['cold']['memory'] / 1e6:,.0f}", f"{one['output'] / 1e6:,.1f}",
             f"{one['page'] / 1e3:,.1f}", f"{one['gzipped'] / 1e3:,.1f}"] if "cold" in one else []
    without = "" if one["search"] else ", without search"
    return f"{int(size):,}", f"{name}{without}", *cells, *(whole or [""] * 4)


def asked(found: dict[tuple[str, ...], dict]) -> Iterator[tuple[str, float, float]]:
    """Yield each thing asked, the most it may be, and what was measured."""

    def of(name: str, *path: str, size: str = "2000") -> float:
        value: Any = found[size, name]
        for key in path:
            value = value[key]
        return value

    for ask in _asks(of):
        with suppress(KeyError):
            yield ask()


def _asks(of: Callable[..., float]) -> list[Callable[[], tuple[str, float, float]]]:
    """Return the bars as functions, which fail with KeyError where a piece is missing."""
    time, cold = ("cold", "seconds"), ("cold", "processor")
    return [
        lambda: ("seconds from nothing, against a fifth of Material's", of("Material", *time) / 5,
                 of(OURS, *time)),
        lambda: ("seconds from nothing, against Zensical", of("Zensical", *time), of(OURS, *time)),
        lambda: ("seconds from nothing, against MkDocs", of("MkDocs", *time), of(OURS, *time)),
        lambda: ("seconds when nothing changed", 2.0, of(OURS, "again", "seconds")),
        lambda: ("seconds until a changed page is served", 1.0, of(SERVED, "changed", "seconds")),
        lambda: ("processor, against 500 pages", 4.5,
                 of(OURS, *cold) / of(OURS, *cold, size="500")),
        lambda: ("memory, MB", 200, of(OURS, "cold", "memory") / 1e6),
        lambda: ("output, MB", 50, of(OURS, "output") / 1e6),
        lambda: ("one page gzipped, against 50 pages", 1.05,
                 of(OURS, "gzipped") / of(OURS, "gzipped", size="50")),
    ]  # fmt: skip


def note(found: dict[tuple[str, ...], dict]) -> str:
    """Say how this was measured, and how busy the machine was."""
    loads = [value for one in found.values() for value in one["load"]]
    runs = sorted({one["runs"] for one in found.values()})
    often = " to ".join(str(one) for one in dict.fromkeys((runs[0], runs[-1])))
    return (
        f"Medians of {often} runs on {os.cpu_count()} processors, with load averages from "
        f"{min(loads)} to {max(loads)}: above 1, seconds by the clock say little and processor "
        "seconds are too high. All processes of a program are counted, their memory as the share "
        "that is theirs. This project checks the text, and makes a card for each page, the pages "
        "of each place, topic and year, data and feeds; the others make the pages that they are "
        "given. Output is without files to download."
    )


if __name__ == "__main__":
    sys.exit(main())
