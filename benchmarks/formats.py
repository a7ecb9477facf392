"""How long every format but PDF takes: for all pages, and after one page has changed.

`python -m benchmarks.formats` makes the files of this handbook three times, from nothing, after a
change, and once more in another process with another seed of hashes. It prints a table and writes
it into benchmarks/README.md. With `--with-pdf` the PDF files are made first, uncounted, and each
EPUB marks their pages; without, it marks none. Times are those of one processor, with all programs
that are started. It works on a copy, so that the code may change meanwhile.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.build import set_date
from handbook.formats.base import Format
from handbook.formats.cache import Cache
from handbook.formats.files import file_name, write_formats
from handbook.formats.registry import FORMATS
from handbook.formats.words import FormatWords
from handbook.load import Edition, load

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
BEGIN, END = "<!-- formats: written by benchmarks/formats.py -->", "<!-- end of formats -->"
SOURCES = ("mkdocs.yml", "content", "principles", "case_studies")
CODE = ("handbook", "benchmarks")
COLD, CHANGED = 25.0, 2.0
"""The most CPU seconds for 40 pages from nothing, and after one page changed."""
PAGES = 40
PDF = "application/pdf"


def main() -> int:
    """Measure, print and write the table; return 1 when a bar is not met."""
    with_pdf = sys.argv[1:] == ["--with-pdf"]
    with TemporaryDirectory() as folder:
        work = Path(folder)
        copy(work / "first", SOURCES)
        copy(work / "changed", SOURCES)
        copy(work / "code", CODE)
        change_one_page(work / "changed")
        first = in_a_process(work, "first", "cache", with_pdf)
        changed = in_a_process(work, "changed", "cache", with_pdf)
        again = in_a_process(work, "first", "other-cache", with_pdf)
    lines, sound = table(first, changed, again)
    print("\n".join(lines))
    write_table(lines)
    return 0 if sound else 1


def copy(folder: Path, names: tuple[str, ...]) -> None:
    """Copy some of the project."""
    folder.mkdir()
    for name in names:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)


def first_principle(root: Path) -> Path:
    """Return the file of the page that is changed."""
    return min((root / "principles").glob("*.md"))


def change_one_page(root: Path) -> None:
    """Add words to the text of the first principle."""
    page = first_principle(root)
    text = page.read_text("utf-8")
    at = text.index("\n\n", text.index("## "))
    page.write_text(f"{text[:at]}\n\nOne more.{text[at:]}", "utf-8")


def in_a_process(work: Path, name: str, cache: str, with_pdf: bool) -> dict:
    """Make all files of a copy in a process of its own; return what it measured."""
    command = [sys.executable, "-m", "benchmarks.formats", work / name, work / cache, str(with_pdf)]
    environment = os.environ | {"PYTHONHASHSEED": str(len(cache)), "PYTHONPATH": "."}
    done = subprocess.run(
        command, cwd=work / "code", env=environment, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def measure(root: Path, cache: Cache, with_pdf: bool) -> dict:
    """Make each format but PDF; return times, sizes and hashes by format."""
    began = os.getloadavg()[0]
    edition, files = load(root), root.with_name("files")
    set_date(edition.settings.edition.date)
    others = [one for one in FORMATS.values() if one.media_type != PDF and not one.extra]
    if lacking := [need for one in others if (need := one.missing())]:
        raise SystemExit("\n".join(lacking))
    if with_pdf:
        beside = {one.beside for one in others} - {""}
        write_formats(edition, files, [FORMATS[name] for name in sorted(beside)], cache=cache)
    formats = {one.id: timed(edition, files, one, cache, with_pdf) for one in others}
    for one in others:
        formats[one.id]["page"] = page_alone(edition, files, one, with_pdf)
    load_average = max(began, os.getloadavg()[0])
    return {"pages": len(edition.pages), "pdf": with_pdf, "load": load_average, "formats": formats}


def timed(edition: Edition, folder: Path, format: Format, cache: Cache, with_pdf: bool) -> dict:
    """Make the files of one format; return how long that took and what came of it."""
    needed = [FORMATS[format.beside]] if format.beside and with_pdf else []
    before = seconds()
    made = write_formats(edition, folder, [*needed, format], cache=cache)
    spent = seconds() - before
    files = sorted(one.file for one in made if one.format == format.id)
    whole = sha256()
    for file in files:
        whole.update(sha256(file.read_bytes()).digest())
    size = sum(file.stat().st_size for file in files)
    return {
        "seconds": spent,
        "files": len(files),
        "bytes": size,
        "hash": whole.hexdigest(),
    }


def page_alone(edition: Edition, folder: Path, format: Format, with_pdf: bool) -> float:
    """Return how long it takes to make and check the file of the one page, once more."""
    needed = [FORMATS[format.beside]] if format.beside and with_pdf else []
    page = edition.pages[first_principle(edition.root).relative_to(edition.root).as_posix()]
    given = [page, edition]
    given += [(folder / file_name(page, one)).read_bytes() for one in needed]
    before = seconds()
    format.check(format.write(*given), *given)
    return seconds() - before


def seconds() -> float:
    """Return the CPU seconds of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def table(first: dict, changed: dict, again: dict) -> tuple[list[str], bool]:
    """Return the table as lines of Markdown, and whether every bar is met."""
    lines = [
        "| Format | Files | MB | From nothing | One page changed | Its own file | Same bytes |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    words, same = FormatWords(), {}
    for name, one in first["formats"].items():
        same[name] = one["hash"] == again["formats"][name]["hash"]
        after = changed["formats"][name]
        lines.append(
            f"| {FORMATS[name].text(words).name} | {one['files']} | {one['bytes'] / 1e6:.1f} "
            f"| {one['seconds']:.1f} | {after['seconds']:.1f} | {after['page']:.2f} "
            f"| {yes(same[name])} |"
        )
    cold, files = total(first, "seconds"), total(first, "files")
    after, page = total(changed, "seconds"), total(changed, "page")
    for_40 = cold * PAGES / first["pages"]
    lines += [
        f"| All | {files} |  | {cold:.1f} | {after:.1f} | {page:.2f} | {yes(all(same.values()))} |",
        "",
        "Times are CPU seconds, each file read back and checked. From nothing: "
        f"{first['pages']} pages, their Easy Read versions and checklists, and the whole "
        f"handbook; that is {for_40:.1f} s for {PAGES} pages, and the bar is {COLD:.0f} s. One "
        f"page changed: its file and that of the whole handbook, which holds it; the bar is "
        f"{CHANGED:.0f} s. Same bytes: made again in another process, with another seed. Each EPUB "
        f"was made {'with' if first['pdf'] else 'without'} the pages of its PDF. Load average: "
        f"{first['load']:.0f} from nothing, {changed['load']:.0f} after the change; where it is "
        "above 1, other work made these times too long.",
    ]
    return lines, for_40 <= COLD and after <= CHANGED and all(same.values())


def total(run: dict, name: str) -> float:
    """Return the sum of one measure over all formats."""
    return sum(one[name] for one in run["formats"].values())


def yes(so: bool) -> str:
    return "yes" if so else "no"


def write_table(lines: list[str]) -> None:
    """Put the table between its marks in the README, at the end where there are none yet."""
    text = README.read_text("utf-8") if README.exists() else "# Benchmarks\n"
    if BEGIN not in text:
        command = "`python -m benchmarks.formats` measures every format but PDF."
        text = f"{text.rstrip()}\n\n## Formats\n\n{command}\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(lines)
    README.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        place, kept, printed = sys.argv[1:]
        print(json.dumps(measure(Path(place), Cache(Path(kept)), printed == "True")))
    else:
        sys.exit(main())
