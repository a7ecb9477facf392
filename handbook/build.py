"""Build every format of an edition into one folder, check the result, and publish it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from handbook import pdf
from handbook.document import Document
from handbook.formats.files import REPORT as WHOLE
from handbook.formats.files import FormatFailed, write_formats
from handbook.formats.registry import FORMATS
from handbook.links_out import broken_links
from handbook.load import Edition, load
from handbook.progress import Progress, counted, duration, size
from handbook.publish import WAITING, publication
from handbook.site_offline import ZIP, offer_zip, write_zip

DOWNLOADS = "downloads"
REPORT = "report.pdf"
#: Seconds between two looks at how many pages there are.
LOOK = 0.5


class BuildFailed(Exception):
    """A step of the build did not end well; the message says which and what to do."""


@dataclass(frozen=True)
class Built:
    """What a build made, for the words at its end."""

    output: Path
    edition: str
    pages: int
    files: int
    bytes: int
    downloads: tuple[tuple[Path, int], ...]
    """The files of the whole handbook."""
    page_files: int
    """How many files there are of single pages."""
    seconds: float
    no_pdf: str | None

    def summary(self) -> str:
        """Return what was made, where, how big, and how to look at it, as lines of text."""
        output = shown(self.output)
        whole = [counted(self.pages, "page"), counted(self.files, "file"), size(self.bytes)]
        made = [(f"{output}/", "the website: " + ", ".join(whole))]
        made += [(f"{output}/{path}", size(number)) for path, number in self.downloads]
        if self.page_files:
            files = counted(self.page_files, "file")
            made += [(f"{output}/{DOWNLOADS}/", f"single pages in other formats: {files}")]
        width = max(len(name) for name, _ in made)
        lines = ["", f"Made {self.edition} in {duration(self.seconds)}:"]
        lines += [f"  {name:{width}}  {what}" for name, what in made]
        if self.no_pdf:
            lines += ["", f"No PDF was made: {self.no_pdf}"]
        return "\n".join([*lines, "", *self.look()])

    def look(self) -> list[str]:
        """Return how to open the result, as commands that work as they stand."""
        python, output = shown(Path(sys.executable)), shown(self.output)
        return [
            "To look at it:",
            f'  "{python}" -m http.server --bind 127.0.0.1 --directory "{output}" 8000',
            "  then open http://127.0.0.1:8000/ in a browser",
        ]


def build(root: Path, output: Path, *, require_pdf: bool, progress: Progress) -> Built:
    """Build the handbook in `root` and publish it as the folder `output`, whole or not at all.

    Raises ProblemsFound for what an author can fix, BuildFailed and CannotPublish for the rest.
    """
    started = time.monotonic()
    root = root.resolve()
    progress.say("Checking the sources")
    edition = load(root)
    no_pdf = pdf.missing()
    if no_pdf and require_pdf:
        raise BuildFailed(f"the PDF files cannot be made: {no_pdf}")
    set_date(edition.settings.edition.date)
    with publication(output) as new:
        # MkDocs empties its folder and rewrites every page there: the files wait beside it.
        waiting = new.with_name(WAITING)
        waiting.mkdir()
        downloads = [] if no_pdf else make_pdf(edition, waiting, progress)
        downloads += make_formats(edition, waiting, progress)
        make_site(edition, new, downloads, progress)
        waiting.rename(new / DOWNLOADS)
        make_zip(edition, new, progress)
        check_site(new, edition, pdf_made=not no_pdf, progress=progress)
        return described(new, output, edition, no_pdf, time.monotonic() - started)


def set_date(day: date) -> None:
    """Give every tool the edition's date for today, so that the same sources make the same bytes.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    value = os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    if not value.isascii() or not value.isdigit():
        raise BuildFailed(
            f"SOURCE_DATE_EPOCH is '{value}', which is not a number of seconds. Unset it, or give"
            " the seconds since 1 January 1970"
        )


def make_pdf(edition: Edition, folder: Path, progress: Progress) -> list[dict]:
    """Write the PDF files; return the list that the pages show, in the order of their paths."""
    progress.say("Making the PDF files")
    try:
        made = pdf.write_all(edition, folder, progress)
    except pdf.RenderFailed as error:
        raise BuildFailed(f"a PDF could not be made:\n{error}") from error
    return [
        {
            "page": one.page,
            "format": "pdf",
            "style": one.style,
            "path": f"{DOWNLOADS}/{one.file.relative_to(folder).as_posix()}",
            "bytes": one.file.stat().st_size,
        }
        for one in made
    ]


def make_formats(edition: Edition, folder: Path, progress: Progress) -> list[dict]:
    """Write and check the files of every format but PDF; return the list that the pages show."""
    progress.say("Making the other formats")
    others = [one for one in FORMATS.values() if one.id != "pdf" and not one.missing()]
    try:
        made = write_formats(edition, folder, others, progress)
    except FormatFailed as error:
        raise BuildFailed(str(error)) from error
    return [
        {
            "page": one.page,
            "format": one.format,
            "style": "standard",
            "path": f"{DOWNLOADS}/{one.file.relative_to(folder).as_posix()}",
            "bytes": one.file.stat().st_size,
        }
        for one in made
    ]


def make_site(edition: Edition, new: Path, downloads: list[dict], progress: Progress) -> None:
    """Have MkDocs build the website into `new`; any warning of its fails the build."""
    progress.say("Making the website")
    with settings_file(edition.root, downloads) as settings:
        # Not --quiet: it would keep warnings from being counted, and --strict from failing.
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        command = [*mkdocs, "--config-file", str(settings), "--site-dir", str(new)]
        status, words = watch(command, edition.root, new, len(documents(edition)), progress)
    if status:
        raise BuildFailed(f"MkDocs could not build the website:\n{words.strip()}")


def make_zip(edition: Edition, new: Path, progress: Progress) -> None:
    """Write the whole site as one file among the downloads, and offer it with its size."""
    progress.say("Making the website as one file")
    (new / DOWNLOADS).mkdir(exist_ok=True)
    number = write_zip(new, new / DOWNLOADS / ZIP)
    offer_zip(new, f"{DOWNLOADS}/{ZIP}", number, edition.settings.words.site)


@contextmanager
def settings_file(root: Path, downloads: list[dict]) -> Iterator[Path]:
    """Write the settings of this one build beside mkdocs.yml, from which they inherit."""
    for left in root.glob(".mkdocs-*.yml"):
        if not running(left.stem.removeprefix(".mkdocs-")):
            left.unlink(missing_ok=True)
    path = root / f".mkdocs-{os.getpid()}.yml"
    settings = {"INHERIT": "mkdocs.yml", "extra": {"handbook_downloads": downloads}}
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def running(number: str) -> bool:
    """Whether a process with this number runs."""
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def watch(
    command: Sequence[str], root: Path, new: Path, pages: int, progress: Progress
) -> tuple[int, str]:
    """Run a command and count the pages that appear in `new`; return its status and its words."""
    with tempfile.TemporaryFile() as words:
        with subprocess.Popen(command, cwd=root, stdout=words, stderr=words) as process:
            try:
                while process.poll() is None:
                    progress("pages", min(written(new), pages - 1), pages)
                    time.sleep(LOOK)
            except BaseException:
                process.terminate()
                raise
        if process.returncode == 0:
            progress("pages", pages, pages)
        words.seek(0)
        return process.returncode, words.read().decode("utf-8", "replace")


def written(folder: Path) -> int:
    """Return how many pages a folder holds by now."""
    return sum(name.endswith(".html") for _, _, names in os.walk(folder) for name in names)


def check_site(new: Path, edition: Edition, *, pdf_made: bool, progress: Progress) -> None:
    """Raise BuildFailed unless the folder holds what it must and every address in it works."""
    progress.say("Checking the result")
    needed = ["index.html", *([f"{DOWNLOADS}/{REPORT}"] if pdf_made else [])]
    faults = [f"{name} is missing" for name in needed if not (new / name).is_file()]
    faults += [
        f"{document.url}index.html is missing"
        for document in documents(edition)
        if not (new / document.url / "index.html").is_file()
    ]
    faults += broken_links(new, edition.settings.site_url)
    if faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        raise BuildFailed(f"the finished website has {counted(len(faults), 'fault')}:\n{lines}")


def described(
    new: Path, output: Path, edition: Edition, no_pdf: str | None, seconds: float
) -> Built:
    """Return what the folder holds."""
    files = sorted(path for path in new.rglob("*") if path.is_file())
    folder = new / DOWNLOADS
    offered = [path for path in files if path.is_relative_to(folder)]
    whole = {f"{WHOLE}.{one.extension}" for one in FORMATS.values()} | {ZIP}
    downloads = [path for path in offered if path.parent == folder and path.name in whole]
    settings = edition.settings
    return Built(
        output=output,
        edition=f"{settings.title}, edition {settings.edition.version}",
        pages=len(documents(edition)),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        downloads=tuple((path.relative_to(new), path.stat().st_size) for path in downloads),
        page_files=len(offered) - len(downloads),
        seconds=seconds,
        no_pdf=no_pdf,
    )


def documents(edition: Edition) -> list[Document]:
    """Return every Document that has a page of its own on the website."""
    return [*edition.pages.values(), *edition.easy_reads.values()]


def shown(path: Path) -> str:
    """Return a path as people would type it here."""
    path = Path(os.path.abspath(path))
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
