"""How long programs take to make a PDF of the same book, how large it is, and whether it is sound.

`python -m benchmarks.pdf --pages 30 150 --runs 3` makes a book of each length with this project
(from nothing, again, and after one page changed), with WeasyPrint as it comes, Chromium,
mkdocs-to-pdf and Typst. Those that the project does not have are installed, with the hashes in
requirements.txt, into a folder of the benchmark's own.

Each program at each length is a piece, kept in results/pdf.json as soon as it is measured; a table
of all pieces goes into README.md. So a quiet hour can be used in parts:
`--pages 600 --programs weasyprint` measures one piece anew and leaves the others as they were, and
`--table` only writes the table.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from compileall import compile_dir
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from benchmarks import pieces
from benchmarks.measure import Failed, measure
from benchmarks.pdf_content import Chapter, book, write_handbook, write_mkdocs, write_typst
from benchmarks.pdf_table import table
from handbook.audit.judges.verapdf import failed_rules

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".cache" / "benchmarks"
TYPST = ("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], "
         "pdf_standards='ua-1')")
PROGRAMS = ("ours-alone", "ours", "ours-again", "ours-changed", "weasyprint", "chromium",
            "mkdocs-to-pdf", "typst")


@dataclass(frozen=True, slots=True)
class Program:
    """A way to make the PDF."""

    name: str
    command: tuple[str, ...]
    target: Path
    prepare: Callable[[], None] = lambda: None
    """What is done before each run, and not measured."""


def main() -> None:
    """Measure what is asked for, piece by piece; write the table after each."""
    arguments = read_arguments()
    for length in [] if arguments.table else arguments.pages:
        for name in arguments.programs:
            with TemporaryDirectory(prefix="handbook-pdf-") as folder:
                program = find(name, book(length), Path(folder))
                piece = measured(program, Path(folder), arguments.runs)
            pieces.add("pdf", (str(length), name), {"name": program.name, **piece})
            print(length, program.name, piece, flush=True)
            pieces.write_table("pdf", "PDF", table(pieces.read("pdf")))
    pieces.write_table("pdf", "PDF", table(pieces.read("pdf")))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[30, 150, 600],
                        help="about how many pages each book has")
    parser.add_argument("--programs", nargs="+", choices=PROGRAMS, default=PROGRAMS,
                        help="which programs are measured")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    parser.add_argument("--table", action="store_true", help="measure nothing; write the table")
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


def find(name: str, chapters: list[Chapter], folder: Path) -> Program:
    """Write the book for a program, and return the program."""
    makers = {"weasyprint": weasyprint, "chromium": chromium, "mkdocs-to-pdf": mkdocs_to_pdf,
              "typst": typst}
    if name in makers:
        return makers[name](chapters, folder)
    write_handbook(chapters, folder / "handbook")
    return ours(name, folder / "handbook", folder / "ours.pdf")


def weasyprint(chapters: list[Chapter], folder: Path) -> Program:
    target = folder / "stock.pdf"
    return Program("WeasyPrint alone", command("stock", page(chapters, folder), target), target)


def chromium(chapters: list[Chapter], folder: Path) -> Program:
    target = folder / "chromium.pdf"
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise Failed("there is no Chromium on this machine")
    return Program("Chromium", (
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--export-tagged-pdf",
        "--generate-pdf-document-outline", "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}",
        page(chapters, folder).as_uri()), target)


def mkdocs_to_pdf(chapters: list[Chapter], folder: Path) -> Program:
    root = folder / "mkdocs"
    write_mkdocs(chapters, root, "to-pdf")
    return Program("mkdocs-to-pdf", (
        str(tools()), "-m", "mkdocs", "build", "--quiet", "--config-file",
        str(root / "mkdocs.yml")), root / "site" / "book.pdf")


def typst(chapters: list[Chapter], folder: Path) -> Program:
    source, target = folder / "book.typ", folder / "typst.pdf"
    write_typst(chapters, source)
    return Program("Typst", (str(tools()), "-c", TYPST, str(source), str(target)), target)


def page(chapters: list[Chapter], folder: Path) -> Path:
    """Write the page that this project's PDF is made from."""
    write_handbook(chapters, folder / "handbook")
    run("page", folder / "handbook", target := folder / "page.html")
    return target


def ours(name: str, source: Path, target: Path) -> Program:
    """Return this project from nothing, in one process, again, or after one page changed."""
    cache = source / ".cache"
    chapter = sorted((source / "content").glob("chapter-*.md"))[1]
    text, count = chapter.read_text(encoding="utf-8"), iter(range(1000))

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def know() -> None:
        if not cache.exists():
            run("ours", source, target)

    def change() -> None:
        know()
        chapter.write_text(text.replace(". ", f". Change {next(count)}. ", 1), encoding="utf-8")

    title, prepare = {
        "ours-alone": ("this project, in one process", forget),
        "ours": ("this project", forget),
        "ours-again": ("this project, again", know),
        "ours-changed": ("this project, one page changed", change)}[name]
    program = "ours-alone" if name == "ours-alone" else "ours"
    return Program(title, command(program, source, target), target, prepare)


def command(name: str, source: Path, target: Path) -> tuple[str, ...]:
    return sys.executable, "-m", "benchmarks.pdf_programs", name, str(source), str(target)


def run(name: str, source: Path, target: Path) -> None:
    subprocess.run(command(name, source, target), check=True, cwd=ROOT)


def measured(program: Program, folder: Path, runs: int) -> dict[str, Any]:
    """Run a program some times and look at what it made: medians of the runs, in one piece."""
    costs, load = [], [os.getloadavg()[0]]
    compile_dir(ROOT / "handbook", quiet=2)  # as pip does: the other programs are installed so
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(runs):
        program.prepare()
        program.target.unlink(missing_ok=True)
        costs.append(measure(program.command, folder, environment))
        if not program.target.is_file():
            raise Failed(f"{program.name} wrote no PDF: {(folder / 'words.txt').read_text()}")
    load.append(os.getloadavg()[0])
    with pikepdf.open(program.target) as file:
        pages = len(file.pages)
    cost = {what: median(asdict(one)[what] for one in costs) for what in asdict(costs[0])}
    return {"pages": pages, "runs": runs, **{what: round(one, 2) for what, one in cost.items()},
            "least": round(min(one.processor for one in costs), 2), "load": max(load),
            "size": program.target.stat().st_size, "failed": len(failed_rules(program.target)),
            "python": platform.python_version(), "processors": os.cpu_count()}


if __name__ == "__main__":
    main()
