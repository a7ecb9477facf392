"""The files of an edition: every Document in every format, checked, with a name that stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats import kept
from handbook.formats.base import Format, FormatFailed, Measures
from handbook.formats.cache import Cache
from handbook.formats.inputs import key, maker, readable
from handbook.pdf.memory import collect_when_grown, collector_at_rest
from handbook.workers import WorkFailed, spread

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

HOME = "home"
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was written."""

    page: str
    """What it holds: 'report', or the path of a Document."""
    format: str
    file: Path
    measures: Measures


def file_name(document: Document, format: Format) -> str:
    """Return the name of a Document's file below the folder of downloads: its web address."""
    if document.kind == "report":
        name = REPORT
    else:
        name = document.url.rstrip("/") or HOME
        if document.url and name in (HOME, REPORT):
            name += "-page"
    return f"{name}.{format.extension}"


def wanted(edition: Edition, formats: Iterable[Format]) -> list[tuple[Document, Format]]:
    """Return what is to be made, in the order in which it is made."""
    formats = list(formats)
    pages = (edition.pages, edition.easy_reads, edition.checklists)
    documents = [edition.report, *(one for kind in pages for one in kind.values())]
    return [(one, format) for one in documents for format in formats if format.is_for(one)]


def write_formats(
    edition: Edition,
    folder: Path,
    formats: Iterable[Format],
    progress: Callable[..., None] | None = None,
    *,
    processes: int = 1,
    cache: Cache | None = None,
) -> list[Made]:
    """Write every file of an edition in some formats; return the files written.

    `progress` is told what is being made, how many files are done, how many there are, and which
    share of the work is done. The bytes do not depend on the number of processes, nor on what the
    cache holds. Raises FormatFailed with the faults of the first file that cannot be made or that
    its checker refuses, and OSError when the disk does not take a file.
    """
    jobs = plan(edition, folder, formats, cache)
    made = {job: found for job in jobs if (found := job.kept())}
    left = sorted((job for job in jobs if job not in made), key=lambda job: -job.effort)
    steps = Steps(progress, jobs, left)
    first = [job for job in left if not job.needs]
    try:
        for wave in (first, [job for job in left if job.needs]):
            for job, result in make_all(wave, processes, steps):
                made[job] = result
    except BaseException:
        if cache:
            cache.sweep()  # the other processes were ended at whatever they did
        raise
    if cache:
        cache.keep_only(place for job in jobs for place in job.places())
        tidy(jobs)
    return [made[job] for job in jobs]


def tidy(jobs: list[Job]) -> None:
    """Have each format that keeps more than its files remove what no Document needs."""
    for format in {job.format.id: job.format for job in jobs if job.format.tidy}.values():
        own = [job for job in jobs if job.format.id == format.id]
        format.tidy([(job.document, job.readable) for job in own])


def plan(
    edition: Edition, folder: Path, formats: Iterable[Format], cache: Cache | None
) -> list[Job]:
    """Return a job for each file; one that needs another file comes to know its job."""
    jobs: dict[tuple[str, str], Job] = {}
    found = wanted(edition, formats)
    for document, format in sorted(found, key=lambda one: bool(one[1].beside)):
        needs = jobs.get((document.path, format.beside))
        job = Job(edition, folder, document, format, cache, needs)
        jobs[document.path, format.id] = job
    return [jobs[document.path, format.id] for document, format in found]


def make_all(jobs: list[Job], processes: int, steps: Steps) -> Iterator[tuple[Job, Made]]:
    """Make files that do not need one another; yield each as it is made."""
    names, foreseen = [job.name for job in jobs], (FormatFailed, OSError)
    results = spread(names, lambda number: jobs[number].make(), processes, foreseen, steps.at_work)
    try:
        for number, result in results:
            steps.count(jobs[number])
            yield jobs[number], result
    except WorkFailed as error:
        raise FormatFailed(str(error)) from error


class Job:
    """One file to be made."""

    def __init__(
        self, edition: Edition, folder: Path, document: Document, format: Format,
        cache: Cache | None, needs: Job | None,
    ) -> None:  # fmt: skip
        self.document, self.format, self.cache, self.needs = document, format, cache, needs
        self.name = file_name(document, format)
        self.file = folder / self.name
        self.effort = format.effort * len(document.xhtml)
        self.readable = readable(document, edition)
        other = needs.key if needs else ""
        self.key = key(document, format, self.readable, other) if cache else ""

    def places(self) -> tuple[tuple[str, str], ...]:
        """Return where in the cache the file is, and what was worked out for it."""
        return (self.format.id, self.key), kept.place(self.format.id, self.document.path)

    def kept(self) -> Made | None:
        """Write the file from the cache and return it, if the cache has it."""
        found = self.cache.get(self.format.id, self.key) if self.cache else None
        return self.write(*found) if found else None

    def make(self) -> Made:
        """Make the file, check it, keep it and write it."""
        by = maker(self.format, self.readable) if self.cache else ""
        memory = kept.at_hand(self.cache, self.format.id, self.document.path, by)
        with collector_at_rest(), memory:
            data, measures = self.made()
        collect_when_grown()
        if self.cache:
            self.cache.put(self.format.id, self.key, data, measures)
        return self.write(data, measures)

    def made(self) -> tuple[bytes, Measures]:
        """Return the file's bytes, which have passed its check, and how much they hold."""
        given = [self.document, self.readable]
        if self.format.beside:
            given.append(self.needs.file.read_bytes() if self.needs else None)
        try:
            data = self.format.write(*given)
        except FormatFailed as error:
            raise self.failed("cannot be made of", error.args) from error
        if faults := self.format.check(data, *given):
            raise self.failed("does not say what is in", faults)
        return data, self.format.measure(data)

    def failed(self, what: str, faults: Iterable[str]) -> FormatFailed:
        lines = "".join(f"\n  {fault}" for fault in faults)
        return FormatFailed(f"{self.name} {what} {self.document.path}:{lines}")

    def write(self, data: bytes, measures: Measures) -> Made:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(data)
        return Made(self.document.path, self.format.id, self.file, measures)


class Steps:
    """Tells how far the work is: how many files, and which share of all effort."""

    def __init__(
        self, progress: Callable[..., None] | None, jobs: list[Job], left: list[Job]
    ) -> None:
        self.progress = progress or (lambda *_, **__: None)
        self.done, self.total = len(jobs) - len(left), len(jobs)
        self.effort, self.spent = sum(job.effort for job in left), 0.0
        self.at_work(["files"])

    def at_work(self, names: list[str]) -> None:
        """Say what is being made: the first of the files."""
        share = self.spent / self.effort if self.effort else 1.0
        self.progress(names[0], self.done, self.total, share=share)

    def count(self, job: Job) -> None:
        """Count a file as made."""
        self.done, self.spent = self.done + 1, self.spent + job.effort
        if self.done == self.total:
            self.at_work(["files"])
