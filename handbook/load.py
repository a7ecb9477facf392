"""From files on disk to a finished Edition, or every Problem in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from handbook.checking import check_addresses, check_duplicates
from handbook.checklists import compose_checklists
from handbook.document import Document
from handbook.easy_read import EasyRead, read_easy_reads
from handbook.finish import Finisher, page_url, reading_order
from handbook.making import Making
from handbook.maps import Outlines, read_outlines
from handbook.model import CaseStudy, Guide, Handbook, Page, Principle, Showing, Source, Term
from handbook.problems import Problem, ProblemsFound
from handbook.read_again import Memory, PackedRead, read_all
from handbook.reading import (
    SOURCES,
    TERMS,
    check_names_of_files,
    page_paths,
    read_sources,
    read_terms,
)
from handbook.recorded import Recorded, read_recorded
from handbook.report import compose_report
from handbook.reviews import check_reviews
from handbook.settings import Settings, check_nav, load_settings
from handbook.shelf import Shelf
from handbook.sources import read_text
from handbook.statement_check import is_statement
from handbook.words import Words

if TYPE_CHECKING:
    from handbook.audit.model import Audit
    from handbook.kept_bodies import Bodies


@dataclass(frozen=True)
class Edition:
    """What is published: the checked content and the Documents made from it."""

    root: Path
    """The project's top folder."""
    handbook: Handbook
    pages: Mapping[str, Document]
    """Project path to Document, in reading order."""
    make_report: Callable[[], Document] = field(compare=False, repr=False)
    """Gives the whole handbook as one Document."""
    easy_reads: Mapping[str, Document]
    """Project path of a page to its Easy Read version, where people have written one."""
    checklists: Mapping[str, Document]
    """Path to Document; a checklist is made from the recommendations and has no file."""
    files: tuple[str, ...]
    """Every text file that was read."""
    advice: tuple[Problem, ...]
    """What would make the text better; it does not stand in the way of publishing."""
    outlines: Outlines | None
    """The borders of places, if the settings name a map."""

    @property
    def settings(self) -> Settings:
        return self.handbook.settings

    @cached_property
    def report(self) -> Document:
        """The whole handbook as one Document."""
        return self.make_report()

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every page and every Easy Read version by the path of its own file."""
        easy = {document.path: document for document in self.easy_reads.values()}
        return MappingProxyType({**self.pages, **easy})


def load(
    root: Path,
    config: str = "mkdocs.yml",
    *,
    today: date | None = None,
    evidence: Audit | None = None,
    memory: Memory | None = None,
    advise: bool = True,
    keep: bool = False,
) -> Edition:
    """Read, check, link and compose a handbook.

    `today` is the day that dates are held against; without it they are held against the edition's.
    `evidence` is what judges found in the very copy that is made; it goes into the statement.
    `memory` keeps what was read of each page for the next time, where a process loads often.
    Without `advise` the Edition has no advice: a fifth of the time, where nobody is to read it.
    With `keep` the texts of pages are kept below .cache as they were read, for the next time.
    Raises ProblemsFound with every Problem in every file, all at once.
    """
    problems: list[Problem] = []
    root = Path(root).resolve()
    settings = load_settings(root, config, problems)
    words = settings.words if settings else Words()
    paths = page_paths(root)
    with _bodies(root, keep) as bodies:
        reads = read_all(root, paths, words, problems, memory, bodies)
    sources, cited = read_sources(root, problems)
    terms = read_terms(root, problems)
    easy = read_easy_reads(root, paths, problems)
    recorded = read_recorded(root, problems)
    check_duplicates(reads, problems)
    check_names_of_files(root, problems)
    if settings is None:
        raise ProblemsFound(problems)
    check_addresses(paths, settings, problems)
    check_nav(settings, config, {path for path in paths if path.startswith("content/")}, problems)
    edition_date = settings.edition.date
    statements = [read.unpack() for read in reads if is_statement(read.page)]
    problems.extend(recorded.check(statements, words.statement, edition_date, today))
    if today:
        pages_read = [read for read in reads if read.page and not is_statement(read.page)]
        days = [(read.path, read.page.reviewed) for read in pages_read]
        days += [(one.path, one.fields.reviewed) for one in easy]
        problems.extend(check_reviews(root, days, max(today, edition_date)))
    outlines = read_outlines(root, settings, paths, problems)
    written = [read.page for read in reads if read.page is not None]
    handbook = make_handbook(settings, written, sources, terms, recorded, evidence)
    making = Making(root, handbook, tuple(paths), cited, problems)
    making.compose(_used_up(reads), easy, advise=advise)
    finisher = Finisher(handbook, problems)
    pages, easy_reads = making.finish(finisher, easy)
    if problems:
        raise ProblemsFound(problems)
    advice: list[Problem] = []
    if advise:
        advice += [*_advice(making, easy), *recorded.advise(edition_date, today)]
    checklists = {one.path: finisher.checklist(one) for one in compose_checklists(handbook)}
    mapped = (settings.map.file,) if settings.map else ()
    easy_files = (one.path for one in easy)
    files = (config, SOURCES, TERMS, *mapped, *paths, *easy_files, *recorded.files)
    return Edition(
        root,
        handbook,
        MappingProxyType({path: pages[path] for path in reading_order(handbook)}),
        _later(finisher, making.trees),
        MappingProxyType(easy_reads),
        MappingProxyType(checklists),
        files,
        tuple(advice),
        outlines,
    )


def _bodies(root: Path, keep: bool) -> AbstractContextManager[Bodies | None]:
    if not keep:
        return nullcontext()
    from handbook.kept_bodies import Bodies  # and SQLite, which a check does without

    return Bodies(root)


def _used_up(reads: list[PackedRead]) -> Iterator[PackedRead]:
    """Yield each page that was read, and keep it no longer."""
    reads.reverse()
    while reads:
        yield reads.pop()


def make_handbook(
    settings: Settings,
    pages: Iterable[Page],
    sources: dict[str, Source],
    terms: list[Term],
    recorded: Recorded | None = None,
    evidence: Audit | None = None,
) -> Handbook:
    """Return the model of some pages, their references known from both sides."""
    pages = list(pages)
    studies = sorted(
        (page for page in pages if isinstance(page, CaseStudy)),
        key=lambda page: (page.title.casefold(), page.id),
    )
    showings: dict[str, tuple[Showing, ...]] = {}
    for study in studies:
        for one in study.shows:
            shown = showings.get(one.principle, ())
            showings[one.principle] = (*shown, Showing(study.id, one.how))
    principles = sorted(
        (page for page in pages if isinstance(page, Principle)),
        key=lambda page: (page.number, page.id),
    )
    guides = (page for page in pages if isinstance(page, Guide))
    return Handbook(
        settings,
        tuple(principles),
        tuple(studies),
        tuple(guides),
        MappingProxyType(sources),
        tuple(terms),
        MappingProxyType(showings),
        recorded.audits if recorded else (),
        recorded.exceptions if recorded else (),
        evidence,
    )


def _later(finisher: Finisher, trees: Shelf) -> Callable[[], Document]:
    """Return what gives the report, which is composed and validated when it is first asked for."""
    urls = {path: page_url(path, finisher.handbook.settings) for path in trees}

    def report() -> Document:
        made = finisher.report(compose_report(finisher.handbook, trees, urls))
        if finisher.problems:
            raise ProblemsFound(finisher.problems)
        return made

    return report


def _advice(making: Making, easy_reads: list[EasyRead]) -> list[Problem]:
    """Return all advice on pages, lists and Easy Read versions; its code is read when wanted."""
    from handbook.advice.edition import left_to_write, settle_edition

    root, handbook, advised = making.root, making.handbook, making.advised
    lists = (SOURCES, TERMS, *(one.path for one in easy_reads))
    texts = {path: read_text(root, path, []) or "" for path in lists}
    return [
        *settle_edition(root, handbook, advised, easy_reads, making.reached),
        *left_to_write(advised, texts, handbook.settings.words.replace_this),
    ]
