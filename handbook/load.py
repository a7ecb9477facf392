"""From files on disk to a finished Edition, or every Problem in them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from handbook.advice.edition import advise_edition
from handbook.checking import check_addresses, check_ids, check_names
from handbook.checklists import compose_checklists
from handbook.compose import compose_page
from handbook.composer import Material
from handbook.document import Document
from handbook.easy_read import (
    SUFFIX,
    EasyRead,
    compose_easy_read,
    read_easy_reads,
)
from handbook.finish import Finisher, own_addresses, page_url, reading_order
from handbook.glossary import Glossary
from handbook.images import resolve_images
from handbook.links import Targets, anchors_of, check_citations, resolve_links
from handbook.maps import Outlines, read_outlines
from handbook.model import CaseStudy, Guide, Handbook, Page, Principle, Showing, Source, Term
from handbook.problems import Problem, ProblemsFound
from handbook.reading import (
    SOURCES,
    TERMS,
    Memory,
    PageRead,
    check_names_of_files,
    page_id,
    page_paths,
    read_again,
    read_sources,
    read_terms,
)
from handbook.recorded import Recorded, read_recorded
from handbook.report import compose_report
from handbook.settings import Settings, check_nav, load_settings
from handbook.sources import read_text
from handbook.to_replace import advise_to_replace
from handbook.words import Words

if TYPE_CHECKING:
    from handbook.audit.model import Audit

Trees = dict[str, etree._Element]


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
) -> Edition:
    """Read, check, link and compose a handbook.

    `today` is the day that dates are held against; without it they are held against the edition's.
    `evidence` is what judges found in the very copy that is made; it goes into the statement.
    `memory` keeps what was read of each page for the next time, where a process loads often.
    Raises ProblemsFound with every Problem in every file, all at once.
    """
    problems: list[Problem] = []
    root = Path(root).resolve()
    settings = load_settings(root, config, problems)
    words = settings.words if settings else Words()
    paths = page_paths(root)
    memory = {} if memory is None else memory
    found = (read_again(root, path, words, problems, memory) for path in paths)
    reads = [read for read in found if read]
    sources, cited = read_sources(root, problems)
    terms = read_terms(root, problems)
    easy = read_easy_reads(root, paths, problems)
    recorded = read_recorded(root, problems)
    check_ids(reads, problems)
    check_names_of_files(root, problems)
    if settings is None:
        raise ProblemsFound(problems)
    check_names(settings, reads, paths, cited, problems)
    check_addresses(paths, settings, problems)
    check_nav(settings, config, {path for path in paths if path.startswith("content/")}, problems)
    edition_date = settings.edition.date
    problems.extend(recorded.check(reads, words.statement, edition_date, today))
    outlines = read_outlines(root, settings, paths, problems)
    written = [read.page for read in reads if read.page is not None]
    handbook = make_handbook(settings, written, sources, terms, recorded, evidence)
    trees = _compose(handbook, reads, problems)
    easy_trees = _compose_easy_reads(handbook, easy, problems)
    _link(root, settings, trees, easy_trees, paths, cited, problems)
    advice = () if problems else advise_edition(root, handbook, reads, easy, trees)
    finisher = Finisher(handbook, problems)
    easy_reads = {
        one.page: finisher.easy_read(one, easy_trees[one.path])
        for one in easy
        if one.path in easy_trees and not problems
    }
    pages, report = _finish(finisher, trees, later=memory is not None)
    checklists = {one.path: finisher.checklist(one) for one in compose_checklists(handbook)}
    mapped = (settings.map.file,) if settings.map else ()
    easy_files = (one.path for one in easy)
    files = (config, SOURCES, TERMS, *mapped, *paths, *easy_files, *recorded.files)
    return Edition(
        root,
        handbook,
        MappingProxyType(pages),
        report,
        MappingProxyType(easy_reads),
        MappingProxyType(checklists),
        files,
        (
            *advice,
            *_to_replace(root, reads, easy, words),
            *recorded.advise(edition_date, today),
        ),
        outlines,
    )


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


def _compose(handbook: Handbook, reads: list[PageRead], problems: list[Problem]) -> Trees:
    """Return a tree for each page; one that cannot be composed yet gives its text alone."""
    explained = next((page.path for page in handbook.guides if page.lists == "glossary"), None)
    glossary = Glossary(handbook.terms, explained)
    trees: Trees = {}
    for read in reads:
        tree = trees[read.path] = compose_read(handbook, read, problems)
        if explained and tree.tag == "article":
            glossary.mark(read.path, tree, "../" * read.path.count("/") + explained)
    return trees


def compose_read(
    handbook: Handbook, read: PageRead, problems: list[Problem], *, keep: bool = True
) -> etree._Element:
    """Return a page's tree, or its text alone if it cannot be composed yet.

    Without `keep` the text that was read is used up.
    """
    body, notes = read.body.root, read.body.notes
    if keep:
        body, notes = copy.deepcopy(body), copy.deepcopy(notes)
    if read.page is None or not read.whole:
        return body
    material = Material(read.page, read.source.front, body, notes)
    return compose_page(handbook, material, problems)


def _compose_easy_reads(
    handbook: Handbook, easy_reads: list[EasyRead], problems: list[Problem]
) -> Trees:
    """Return a tree for each Easy Read version whose page could be read."""
    pages = handbook.pages
    return {
        easy.path: compose_easy_read(easy, pages[easy.page], handbook.settings, problems)
        for easy in easy_reads
        if easy.page in pages
    }


def _link(
    root: Path,
    settings: Settings,
    trees: Trees,
    easy_trees: Trees,
    paths: list[str],
    cited: set[str] | None,
    problems: list[Problem],
) -> None:
    """Resolve every link, picture and citation, adding a Problem for each that fails.

    An id in an Easy Read version leads to the Easy Read version of that page, if there is one.
    """
    anchors = anchors_of({path: tree for path, tree in trees.items() if tree.tag == "article"})
    ids = {page_id(path): path for path in paths}
    unread = set(paths) - set(anchors)
    easy_ids = {page_id(path.replace(SUFFIX, ".md")): path for path in easy_trees}
    own = own_addresses(paths, settings)
    every = {**anchors, **anchors_of(easy_trees)}
    easy_targets = Targets(every, {**ids, **easy_ids}, unread, own)
    for path, tree in {**trees, **easy_trees}.items():
        targets = easy_targets if path in easy_trees else Targets(anchors, ids, unread, own)
        resolve_links(path, tree, targets, problems)
        resolve_images(path, tree, root, problems)
        if cited is not None:
            check_citations(path, tree, cited, problems)


def _finish(
    finisher: Finisher, trees: Trees, *, later: bool
) -> tuple[dict[str, Document], Callable[[], Document]]:
    """Return the pages' Documents in reading order, and what gives the report's.

    The report is composed and validated now, or `later`, when it is first asked for. With any
    Problem, finish what can be for the sake of its Problems, and raise them all.
    """
    handbook, problems = finisher.handbook, finisher.problems
    if problems:
        faulty = {problem.path for problem in problems}
        for path, tree in trees.items():
            if tree.tag == "article" and path not in faulty:
                finisher.page(path, tree)
        raise ProblemsFound(problems)
    urls = {path: page_url(path, handbook.settings) for path in trees}
    whole = copy.deepcopy(trees) if later else compose_report(handbook, trees, urls)
    pages = {path: finisher.page(path, trees[path]) for path in reading_order(handbook)}

    def report() -> Document:
        made = finisher.report(compose_report(handbook, whole, urls) if later else whole)
        if problems:
            raise ProblemsFound(problems)
        return made

    if problems:
        raise ProblemsFound(problems)
    if later:
        return pages, report
    made = report()
    return pages, lambda: made


def _to_replace(
    root: Path, reads: list[PageRead], easy_reads: list[EasyRead], words: Words
) -> list[Problem]:
    """Return advice on each text that `handbook new` left to be written, in every kind of file."""
    lists = (SOURCES, TERMS, *(one.path for one in easy_reads))
    texts = {path: read_text(root, path, []) or "" for path in lists}
    texts |= {read.path: read.source.text for read in reads}
    mark = words.replace_this
    return [one for path, text in texts.items() for one in advise_to_replace(path, text, mark)]
