"""What a check finds in some of the files, in three steps that need more and more of the rest.

`read` needs only the files, `compose` the fields of the pages they name, and `judge` the parts of
every page. Between two steps the whole handbook's facts are gathered (judges.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from handbook.advice.edition import advise_easy, silences_of
from handbook.advice.pages import advise_page, measuring
from handbook.advice.silences import Silence
from handbook.checking import check_names, check_own, known_names
from handbook.easy_read import SUFFIX, EasyRead, compose_easy_read, read_easy_read
from handbook.finish import Finisher
from handbook.images import resolve_images
from handbook.links import Targets, anchors_of, check_citations, leads_to, resolve_links
from handbook.load import make_handbook
from handbook.making import compose_read
from handbook.markup import typeset
from handbook.model import Handbook, Page, Source, Term
from handbook.nodes import locate
from handbook.problems import Problem
from handbook.reading import PageRead, page_id, read_page
from handbook.recorded import Recorded
from handbook.settings import Settings
from handbook.sources import read_text
from handbook.to_replace import advise_to_replace


@dataclass(frozen=True, slots=True)
class Shared:
    """What every file is judged with, and what none of them changes."""

    root: Path
    settings: Settings
    paths: tuple[str, ...]
    """Every page."""
    sources: dict[str, Source]
    cited: frozenset[str] | None
    terms: tuple[Term, ...]
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class Light:
    """What the rest of the handbook needs to know of a file that was read."""

    path: str
    id: str
    composed: bool
    """Whether a Document can be made of it; a link to a part of it can then be checked."""
    number: int | None = None
    number_at: tuple[int, int] = (1, 1)
    vague: bool = False
    """Whether its title says too little for a link."""
    names: tuple[str, ...] = ()
    """The principles that its fields name."""
    shows: tuple[str, ...] = ()
    """The principles that a case study shows."""
    listing: bool = False
    """Whether it lists other pages, sources or terms."""
    statement: bool = False
    title_at: tuple[int, int] = (1, 1)
    reviewed: str = ""
    """The day on which it was last read through: year-month-day, empty if it names none."""


@dataclass(slots=True)
class Facts:
    """What a page asks of the rest of the handbook."""

    links: tuple[str, ...] = ()
    """Addresses as they are written, once each."""
    cited: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Paths from the project's top folder."""
    leads: tuple[str, ...] = ()
    """Pages that its text or its fields lead to."""


@dataclass(slots=True)
class Verdict:
    """What was found in one file."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    """Silenced or not."""
    silences: list[Silence] = field(default_factory=list)
    to_write: list[Problem] = field(default_factory=list)
    """Advice on what `handbook new` left to be written; it cannot be silenced."""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class World:
    """The facts of the whole handbook that links are checked with."""

    targets: Targets
    easy_targets: Targets
    """The same for Easy Read versions, whose links lead to Easy Read versions."""


class Judge:
    """Some of a handbook's files, and what is found in them."""

    def __init__(self, shared: Shared, paths: Iterable[str]) -> None:
        self.shared, self.paths = shared, tuple(paths)
        self.verdicts = {path: Verdict(path) for path in self.paths}
        self.reads: dict[str, PageRead] = {}
        self.easy: dict[str, EasyRead] = {}
        self.trees: dict[str, etree._Element] = {}
        self.handbook: Handbook | None = None
        self.about = measuring(shared.root, shared.settings, shared.terms)

    def read(self) -> tuple[list[Light], list[Page]]:
        """Read the files; return what the rest must know of them, and the pages they are."""
        lights, pages = [], []
        for path in self.paths:
            light, page = self._read_easy(path) if path.endswith(SUFFIX) else self._read(path)
            lights.append(light)
            pages += [page] if page else []
        return lights, pages

    def _read_easy(self, path: str) -> tuple[Light, None]:
        page, shared = path.removesuffix(SUFFIX) + ".md", self.shared
        easy = read_easy_read(shared.root, path, shared.paths, self.verdicts[path].problems)
        if easy:
            self.easy[path], verdict = easy, self.verdicts[path]
            verdict.to_write = still_to_write(shared, path)
            verdict.advice = advise_easy(easy, self.about)
            verdict.silences = list(easy.silences)
        day = easy.fields.reviewed.isoformat() if easy else ""
        return Light(path, page_id(page), False, reviewed=day), None

    def _read(self, path: str) -> tuple[Light, Page | None]:
        problems = self.verdicts[path].problems
        read = read_page(self.shared.root, path, self.shared.settings.words, problems)
        if read is None:
            return Light(path, page_id(path), False), None
        self.reads[path], verdict = read, self.verdicts[path]
        verdict.to_write = advise_to_replace(path, read.source.text, self.about.mark)
        verdict.advice, verdict.silences = advise_page(read, self.about), silences_of(read)
        check_own(read, problems)
        return self._light(read), read.page

    def _light(self, read: PageRead) -> Light:
        page, front = read.page, read.source.front
        if page is None:
            return Light(read.path, read.id, False)
        vague = self.shared.settings.words.vague_links
        shows = tuple(one.principle for one in getattr(page, "shows", ()))
        return Light(
            read.path,
            read.id,
            read.whole,
            read.number,
            read.number_at,
            typeset(page.title).lower().strip(" .") in ("", *vague),
            (*shows, *getattr(page, "related", ())),
            shows,
            bool(getattr(page, "lists", None)),
            bool(getattr(page, "statement", None)),
            locate(front, ("title",)),
            page.reviewed.isoformat(),
        )

    def compose(self, pages: Iterable[Page]) -> dict[str, set[str]]:
        """Compose the files' trees; return the parts of each. `pages` are those they name."""
        shared = self.shared
        handbook = make_handbook(
            shared.settings, pages, dict(shared.sources), list(shared.terms), shared.recorded
        )
        self.handbook = handbook
        for path, read in self.reads.items():
            problems = self.verdicts[path].problems
            self.trees[path] = compose_read(handbook, read, problems)
        for path, easy in self.easy.items():
            if page := handbook.pages.get(easy.page):
                problems = self.verdicts[path].problems
                self.trees[path] = compose_easy_read(easy, page, shared.settings, problems)
        return {
            path: anchors_of(tree) for path, tree in self.trees.items() if tree.tag == "article"
        }

    def judge(self, world: World) -> list[Verdict]:
        """Check what needs the whole handbook, and return everything that was found."""
        names = known_names(self.shared.settings, self.shared.paths, self.shared.cited)
        for path, read in self.reads.items():
            check_names(read, names, self.verdicts[path].problems)
        for path, tree in self.trees.items():
            self._link(path, tree, world)
        return list(self.verdicts.values())

    def _link(self, path: str, tree: etree._Element, world: World) -> None:
        """Resolve one tree's links and pictures, and validate it when all is well."""
        verdict, shared = self.verdicts[path], self.shared
        problems = verdict.problems
        links = {link.get("href") for link in tree.iter("a") if link.get("href") is not None}
        targets = world.easy_targets if path.endswith(SUFFIX) else world.targets
        resolve_links(path, tree, targets, problems)
        resolve_images(path, tree, shared.root, problems)
        if shared.cited is not None:
            check_citations(path, tree, shared.cited, problems)
        cited = {one for link in tree.iterfind(".//a[@sources]") for one in _sources(link)}
        verdict.facts = Facts(
            tuple(sorted(links)),
            tuple(sorted(cited)),
            tuple(sorted({image.get("src") for image in tree.iter("img")})),
            tuple(sorted(set(leads_to(tree)) - {path})),
        )
        if tree.tag == "article" and not problems:
            finisher = Finisher(self.handbook, problems)
            check = finisher.check if path.endswith(SUFFIX) else finisher.check_page
            check(path, tree)


def _sources(link: etree._Element) -> list[str]:
    return (link.get("sources") or "").split()


def still_to_write(shared: Shared, path: str) -> list[Problem]:
    """Return advice on what `handbook new` left to be written in a file."""
    text = read_text(shared.root, path, []) or ""
    return advise_to_replace(path, text, shared.settings.words.replace_this)


