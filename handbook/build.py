"""Build every format of an edition into one folder, check the result, and publish it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from handbook.built import DOWNLOADS, Built, described, documents
from handbook.checksums import write_checksums
from handbook.days import this_day
from handbook.formats.base import Format, FormatFailed
from handbook.formats.cache import FOLDER as CACHE
from handbook.formats.cache import Cache
from handbook.formats.files import Made, write_formats
from handbook.formats.registry import EXTRAS, FORMATS
from handbook.formats.words import FormatWords
from handbook.links_out import broken_links
from handbook.load import Edition, load
from handbook.progress import Progress, counted
from handbook.publish import WAITING, publication
from handbook.site_editor import missing
from handbook.site_offline import ZIP, offer_zip, write_zip
from handbook.workers import processes_for

#: Bytes of memory that a worker takes at most for each letter of the whole handbook.
MEMORY = 600
#: Seconds between two looks at how many pages there are.
LOOK = 0.5


class BuildFailed(Exception):
    """A step of the build did not end well; the message says which and what to do."""


def build(
    root: Path,
    output: Path,
    *,
    progress: Progress,
    extras: Collection[str] = (),
    require_all: bool = False,
    processes: int | None = None,
    cache: Path | None = None,
    judged: bool = False,
    judges: Collection[str] = (),
) -> Built:
    """Build the handbook in `root` and publish it as the folder `output`, whole or not at all.

    `extras` names the groups of formats to make beside those that are always made, in as many
    `processes` as pay; `cache` is the folder of what earlier builds made. A `judged` build is
    published only if every judge that is here, or each of these `judges`, finds what the pages say
    of themselves. Raises ProblemsFound for what an author can fix, BuildFailed and CannotPublish
    for the rest.
    """
    started = time.monotonic()
    root = root.resolve()
    formats, lacking = formats_here(extras)
    if lacking and require_all:
        raise BuildFailed("\n".join(["something is missing here:", *lacking]))
    progress.say("Checking the sources")
    day = this_day() if judged else None
    edition = load(root, today=day, advise=False, keep=True)
    if without := missing(edition.settings):
        lacking = (*lacking, without)
        if require_all:
            raise BuildFailed(f"something is missing here:\n{without}")
    set_date(edition.settings.edition.date)
    with publication(output) as new:
        edition = with_claim(edition, new, day, judges) if day else edition
        # MkDocs empties its folder and rewrites every page there: the files wait beside it.
        waiting = new.with_name(WAITING)
        waiting.mkdir()
        kept = Cache(cache or root / CACHE)
        processes = processes or processes_for(MEMORY * len(edition.report.xhtml))
        downloads = make_formats(edition, waiting, formats, progress, processes, kept)
        make_site(edition, new, downloads, progress)
        waiting.rename(new / DOWNLOADS)
        write_checksums(new)
        if judged:
            prove(edition, new, downloads, progress)
        else:
            make_zip(edition, new, progress)
        write_checksums(new)
        check_site(new, edition, downloads, progress)
        return described(new, output, edition, lacking, time.monotonic() - started)


def formats_here(extras: Collection[str]) -> tuple[list[Format], tuple[str, ...]]:
    """Return the formats to make, and a sentence on each need that keeps others from being made."""
    if unknown := sorted(set(extras) - set(EXTRAS)):
        there = f"There is {', '.join(EXTRAS)}" if EXTRAS else "There is none yet"
        raise BuildFailed(f"no group of formats is called {', '.join(unknown)}. {there}")
    asked = [one for one in FORMATS.values() if not one.extra or one.extra in extras]
    needs = {one.id: need for one in asked if (need := one.missing())}
    lacking = []
    for need in dict.fromkeys(needs.values()):
        names = [one.text(FormatWords()).name for one in asked if needs.get(one.id) == need]
        lacking.append(f"{', '.join(names)}: {need}")
    return [one for one in asked if one.id not in needs], tuple(lacking)


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


def make_formats(
    edition: Edition,
    folder: Path,
    formats: list[Format],
    progress: Progress,
    processes: int,
    cache: Cache,
) -> list[dict]:
    """Write and check every file beside the website; return the list that the pages show."""
    progress.say("Making the other formats")
    try:
        made = write_formats(
            edition, folder, formats, progress, processes=processes, cache=cache
        )
    except FormatFailed as error:
        raise BuildFailed(str(error)) from error
    return [offered(one, folder) for one in made]


def offered(made: Made, folder: Path) -> dict:
    """Return what the pages show of a file."""
    path = f"{DOWNLOADS}/{made.file.relative_to(folder).as_posix()}"
    measures = {name: value for name, value in asdict(made.measures).items() if value is not None}
    return {"page": made.page, "format": made.format, "path": path, **measures}


def make_site(edition: Edition, new: Path, downloads: list[dict], progress: Progress) -> None:
    """Have MkDocs build the website into `new`; any warning of its fails the build."""
    progress.say("Making the website")
    with settings_file(edition, downloads) as settings:
        # Not --quiet: it would keep warnings from being counted, and --strict from failing.
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        command = [*mkdocs, "--config-file", str(settings), "--site-dir", str(new)]
        status, words = watch(command, edition.root, new, len(documents(edition)), progress)
    if status:
        raise BuildFailed(f"MkDocs could not build the website:\n{words.strip()}")


def with_claim(edition: Edition, new: Path, day: date, judges: Collection[str]) -> Edition:
    """Return the edition whose statement says what the judges will say if none finds a fault."""
    from handbook.build_audit import AuditFailed, claimed

    try:
        claim = claimed(new, edition.root, edition.settings.site_url, day, judges)
    except AuditFailed as error:
        raise BuildFailed(str(error)) from error
    return load(edition.root, today=day, evidence=claim, advise=False, keep=True)


def prove(edition: Edition, new: Path, downloads: list[dict], progress: Progress) -> None:
    """Have the judges hold the finished site to what it says of itself."""
    from handbook.build_audit import AuditFailed, Proof

    def zipped() -> None:
        make_zip(edition, new, progress)

    try:
        Proof(new, edition, downloads, zipped, progress).prove()
    except AuditFailed as error:
        raise BuildFailed(str(error)) from error


def make_zip(edition: Edition, new: Path, progress: Progress) -> None:
    """Write the whole site as one file among the downloads, and offer it with its size."""
    progress.say("Making the website as one file")
    (new / DOWNLOADS).mkdir(exist_ok=True)
    number = write_zip(new, new / DOWNLOADS / ZIP)
    offer_zip(new, f"{DOWNLOADS}/{ZIP}", number, edition.settings.words.site)


@contextmanager
def settings_file(edition: Edition, downloads: list[dict]) -> Iterator[Path]:
    """Write the settings of this one build beside mkdocs.yml, from which they inherit."""
    root, evidence = edition.root, edition.handbook.evidence
    for left in root.glob(".mkdocs-*.yml"):
        if not running(left.stem.removeprefix(".mkdocs-")):
            left.unlink(missing_ok=True)
    path = root / f".mkdocs-{os.getpid()}.yml"
    extra = {"handbook_downloads": downloads}
    if evidence:
        extra["handbook_evidence"] = evidence.to_json()
    settings = {"INHERIT": "mkdocs.yml", "extra": extra}
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


def check_site(new: Path, edition: Edition, downloads: list[dict], progress: Progress) -> None:
    """Raise BuildFailed unless the folder holds what it must and every address in it works."""
    progress.say("Checking the result")
    needed = ["index.html", *(one["path"] for one in downloads)]
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
