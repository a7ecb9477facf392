"""How long programs take to make a PDF of the same book, how large it is, and whether it is sound.

`python -m benchmarks.pdf --pages 30 150 --runs 3` makes a book of each length with this project
(from nothing, again, and after one page changed), with WeasyPrint as it comes, Chromium,
mkdocs-to-pdf and Typst. Those that the project does not have are installed, with the hashes in
requirements.txt, into a folder of the benchmark's own. A table of medians goes into README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pikepdf

from benchmarks.measure import Cost, Failed, measure
from benchmarks.pdf_content import Chapter, book, write_handbook, write_mkdocs, write_typst
from handbook.audit.judges.verapdf import failed_rules

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- pdf: written by benchmarks/pdf.py -->", "<!-- end of pdf -->"
TOOLS = ROOT / ".cache" / "benchmarks"
HEAD = ("Book", "Program", "Pages", "Seconds", "Processor seconds", "Memory, MB", "Size, kB",
        "PDF/UA-1 rules failed")
TYPST = ("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], "
         "pdf_standards='ua-1')")


@dataclass(frozen=True, slots=True)
class Result:
    """What a program made of a book, as the median of some runs."""

    length: int
    program: str
    pages: int
    cost: Cost
    size: int
    failed: int

    def row(self) -> tuple[str, ...]:
        return (f"{self.length}", self.program, f"{self.pages}", f"{self.cost.seconds:.1f}",
                f"{self.cost.processor:.1f}", f"{self.cost.memory / 1e6:.0f}",
                f"{self.size / 1000:,.0f}", f"{self.failed}")


@dataclass(frozen=True, slots=True)
class Program:
    """A way to make the PDF."""

    name: str
    command: tuple[str, ...]
    target: Path
    prepare: Callable[[], None] = lambda: None
    """What is done before each run, and not measured."""


def main() -> None:
    """Measure, print and write the table."""
    arguments = read_arguments()
    python = tools()
    results: list[Result] = []
    load = os.getloadavg()[0]
    for length in arguments.pages:
        with TemporaryDirectory(prefix="handbook-pdf-") as folder:
            for program in programs(book(length), Path(folder), python):
                results.append(result(length, program, Path(folder), arguments.runs))
                print(" | ".join(results[-1].row()), flush=True)
    lines = [*table(results), "", note(arguments.runs, load), "", *bars(results)]
    write(lines)
    print("\n".join(lines))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[30, 150, 600],
                        help="about how many pages each book has")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    return parser.parse_args()


def tools() -> Path:
    """Return a Python that has Typst and mkdocs-to-pdf; install them when they are not there."""
    wanted = (ROOT / "benchmarks" / "requirements.txt").read_bytes()
    python, have = TOOLS / "bin" / "python", TOOLS / "installed.txt"
    if not have.is_file() or have.read_bytes() != wanted:
        venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes",
                        "--requirement", ROOT / "benchmarks" / "requirements.txt"], check=True)
        have.write_bytes(wanted)
    return python


# Programs


def programs(chapters: list[Chapter], folder: Path, python: Path) -> Iterator[Program]:
    """Write the book for each program, and yield the programs."""
    source, page = folder / "handbook", folder / "page.html"
    write_handbook(chapters, source)
    yield from ours(source, folder)
    run("page", source, page)
    yield Program("WeasyPrint alone", command("stock", page, folder / "stock.pdf"),
                  folder / "stock.pdf")
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        target = folder / "chromium.pdf"
        yield Program("Chromium", (
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--export-tagged-pdf",
            "--generate-pdf-document-outline", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", page.as_uri()),
            target)
    write_mkdocs(chapters, folder / "mkdocs", "to-pdf")
    yield Program("mkdocs-to-pdf", (
        str(python), "-m", "mkdocs", "build", "--quiet", "--config-file",
        str(folder / "mkdocs" / "mkdocs.yml")), folder / "mkdocs" / "site" / "book.pdf")
    write_typst(chapters, folder / "book.typ")
    yield Program("Typst", (
        str(python), "-c", TYPST, str(folder / "book.typ"), str(folder / "typst.pdf")),
        folder / "typst.pdf")


def ours(source: Path, folder: Path) -> Iterator[Program]:
    """Yield this project from nothing, in one process, again, and after one page changed."""
    target, cache = folder / "ours.pdf", source / ".cache"
    chapter = sorted((source / "content").glob("chapter-*.md"))[1]
    text, count = chapter.read_text(encoding="utf-8"), iter(range(1000))

    def change() -> None:
        chapter.write_text(text.replace(". ", f". Change {next(count)}. ", 1), encoding="utf-8")
    forget = lambda: shutil.rmtree(cache, ignore_errors=True)  # noqa: E731
    yield Program("this project, in one process", command("ours-alone", source, target), target,
                  forget)
    yield Program("this project", command("ours", source, target), target, forget)
    yield Program("this project, again", command("ours", source, target), target)
    yield Program("this project, one page changed", command("ours", source, target), target,
                  change)


def command(name: str, source: Path, target: Path) -> tuple[str, ...]:
    return sys.executable, "-m", "benchmarks.pdf_programs", name, str(source), str(target)


def run(name: str, source: Path, target: Path) -> None:
    subprocess.run(command(name, source, target), check=True, cwd=ROOT)


def result(length: int, program: Program, folder: Path, runs: int) -> Result:
    """Run a program some times and look at what it made."""
    costs = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(runs):
        program.prepare()
        program.target.unlink(missing_ok=True)
        costs.append(measure(program.command, folder, environment))
        if not program.target.is_file():
            raise Failed(f"{program.name} wrote no PDF: {(folder / 'words.txt').read_text()}")
    cost = Cost(median(one.seconds for one in costs), median(one.processor for one in costs),
                round(median(one.memory for one in costs)))
    with pikepdf.open(program.target) as file:
        pages = len(file.pages)
    return Result(length, program.name, pages, cost, program.target.stat().st_size,
                  len(failed_rules(program.target)))


# Table


def table(results: list[Result]) -> list[str]:
    rule = ["---", "---", *["---:"] * (len(HEAD) - 2)]
    rows = [HEAD, rule, *(one.row() for one in results)]
    return [f"| {' | '.join(row)} |" for row in rows]


def note(runs: int, load: float) -> str:
    """Say on what machine this was measured, and how busy it was."""
    return (f"Medians of {runs} {'run' if runs == 1 else 'runs'}, with Python "
            f"{platform.python_version()} on {os.cpu_count()} processors. The load average was "
            f"{load:.1f} at the beginning and {os.getloadavg()[0]:.1f} at the end: where it is "
            "above 1, seconds by the clock say little and processor seconds are too high. All "
            "processes of a program are counted. This project loads and checks the sources, makes "
            "the report, reads it back and compares it with them; the others only make the file. "
            "WeasyPrint alone and Chromium print the page that this project makes, with its "
            "style; mkdocs-to-pdf has the same Markdown and a style of its own, Typst the same "
            "words as markup.")


def bars(results: list[Result]) -> list[str]:
    """Return how this project stands against what it asks of itself, for each book."""
    lines = ["| Book | What is asked | At most | Measured | Met |",
             "| --- | --- | ---: | ---: | --- |"]
    for length in dict.fromkeys(one.length for one in results):
        found = {one.program: one for one in results if one.length == length}
        for what, most, value in asked(length, found):
            met = "yes" if value <= most else "no"
            lines.append(f"| {length} | {what} | {most:g} | {value:.2f} | {met} |")
    return lines


def asked(length: int, found: dict[str, Result]) -> Iterator[tuple[str, float, float]]:
    """Yield each thing asked, the most it may be, and what was measured."""
    full, alone = found["this project"], found["this project, in one process"]
    changed, stock = found["this project, one page changed"], found["WeasyPrint alone"]
    other = found["mkdocs-to-pdf"]
    yield "processor, against WeasyPrint alone", 1.1, full.cost.processor / stock.cost.processor
    yield ("processor a page, against mkdocs-to-pdf", 0.5,
           full.cost.processor / full.pages / (other.cost.processor / other.pages))
    yield "size, against WeasyPrint alone", 1.3, full.size / stock.size
    if length >= 150:
        yield "seconds, against one process", 0.65, full.cost.seconds / alone.cost.seconds
        yield ("processor after one page changed, against all", 0.12,
               changed.cost.processor / full.cost.processor)
        yield ("seconds after one page changed, against Typst", 1.0,
               changed.cost.seconds / found["Typst"].cost.seconds)
        most = 300 if length < 600 else 800
        yield "memory, MB", most, full.cost.memory / 1e6
    yield "PDF/UA-1 rules failed", 0, full.failed


def write(lines: list[str]) -> None:
    """Put the table between its markers in README.md, at the end where there are none."""
    text = README.read_text(encoding="utf-8") if README.is_file() else "# Benchmarks\n"
    if BEGIN not in text:
        text += f"\n## PDF\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}",
                      encoding="utf-8")


if __name__ == "__main__":
    main()
