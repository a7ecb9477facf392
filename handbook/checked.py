"""Check a handbook as `load` does, with what earlier checks found out, and on all processors.

What is found in one file follows from that file, from the settings and the terms, and from a few
facts about the rest: which pages, parts of pages, sources and pictures there are. They are kept
with the verdict (kept.py); a file is judged again only when one of them has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook.advice.pages import orphan
from handbook.advice.silences import settle
from handbook.checking import check_addresses, check_duplicates
from handbook.easy_read import SUFFIX, easy_read_paths
from handbook.finish import own_addresses
from handbook.judged import Light, Shared, Verdict, World, still_to_write
from handbook.judges import judge_all
from handbook.kept import Kept, read_kept, stamps, write_kept
from handbook.links import Targets, leads_somewhere
from handbook.maps import read_outlines
from handbook.model import Page
from handbook.problems import Problem
from handbook.programs import code_digest, digest_of
from handbook.reading import (
    SOURCES,
    TERMS,
    check_names_of_files,
    page_id,
    page_paths,
    read_page,
    read_sources,
    read_terms,
)
from handbook.recorded import read_recorded
from handbook.reviews import check_reviews
from handbook.settings import check_nav, load_settings
from handbook.sources import LARGEST_TEXT
from handbook.words import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    problems: tuple[Problem, ...]
    """Errors, or advice where there is no error."""
    files: int
    """How many text files were read."""
    judged: int
    """How many pages and Easy Read versions were judged anew."""


def check(root: Path, config: str = "mkdocs.yml", *, today: date | None = None) -> Checked:
    """Return the problems that `load` raises, or the advice that its Edition has.

    What is found is kept below `root` for the next check.
    """
    problems: list[Problem] = []
    root = Path(root).resolve()
    settings = load_settings(root, config, problems)
    paths = page_paths(root)
    easy_paths = easy_read_paths(root, paths)
    sources, cited = read_sources(root, problems)
    terms = read_terms(root, problems)
    recorded = read_recorded(root, problems)
    check_names_of_files(root, problems)
    files = len(paths) + len(easy_paths) + len(recorded.files) + 3
    if settings is None:
        for path in paths:
            read_page(root, path, Words(), problems)
        return Checked(tuple(problems), files, len(paths))
    check_nav(settings, config, {path for path in paths if path.startswith("content/")}, problems)
    check_addresses(paths, settings, problems)
    read_outlines(root, settings, paths, problems)
    shared = Shared(
        root, settings, tuple(paths), sources, None if cited is None else frozenset(cited),
        tuple(terms), recorded,
    )  # fmt: skip
    pool = _Pool(shared, _key(root, config), [*paths, *easy_paths], sound=not problems)
    problems += pool.judge(today)
    files += settings.map is not None
    if not problems:
        problems = pool.advice(today)
    return Checked(tuple(problems), files, len(pool.stale))


def _key(root: Path, config: str) -> str:
    """Return a hash of what every verdict rests on: settings, terms and code."""
    texts = [(root / path).read_bytes() for path in (config, TERMS) if (root / path).is_file()]
    return digest_of(code_digest().encode(), config.encode(), *texts)


@dataclass(slots=True)
class _Pool:
    """The verdicts on all files of a handbook: those that still hold, and those made anew."""

    shared: Shared
    key: str
    paths: list[str]
    sound: bool
    """Whether all is well so far: with a problem in the lists nothing new is kept."""
    digests: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    lights: dict[str, Light] = field(default_factory=dict)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def judge(self, today: date | None) -> list[Problem]:
        """Judge what has to be judged, and return every problem."""
        root = self.shared.root
        self.digests = {path: _digest(root / path) for path in self.paths}
        kept = read_kept(root, self.key)
        self.kept = {
            path: one
            for path, one in kept.items()
            if self.digests.get(path) == one.digest and not one.light.statement
        }
        self._hold_on()
        self._judge(sorted(set(self.paths) - set(self.kept)))
        while again := self._shaken():
            for path in again:
                del self.kept[path]
            self._judge(again)
        problems = [one for verdict in self.verdicts.values() for one in verdict.problems]
        check_duplicates(self._pages(), problems)
        problems += self._statements(today)
        if today:
            problems += self._reviews(today)
        if not problems and self.sound:
            self._keep()
        return problems

    def _hold_on(self) -> None:
        for path, one in self.kept.items():
            self.lights[path], self.anchors[path] = one.light, set(one.anchors)
            self.verdicts[path] = one.verdict

    def _judge(self, paths: list[str]) -> None:
        """Judge some files anew."""
        if not paths:
            return
        self.stale += paths
        lights, anchors, verdicts = judge_all(self.shared, paths, self._others, self._world)
        for path in paths:
            self.anchors.pop(path, None)
        self.lights |= {light.path: light for light in lights}
        self.anchors |= anchors
        self.verdicts |= {verdict.path: verdict for verdict in verdicts}

    def _others(self, lights: list[Light]) -> list[Page]:
        """Return the pages that some files need for composing and that are not among them."""
        here = {light.path for light in lights}
        self.lights |= {light.path: light for light in lights}
        wanted = {path for light in lights if light.listing for path in self.shared.paths}
        wanted |= {f"principles/{name}.md" for light in lights for name in light.names}
        wanted |= {path.removesuffix(SUFFIX) + ".md" for path in here if path.endswith(SUFFIX)}
        shown = {light.id for light in lights if light.path.startswith("principles/")}
        wanted |= {one.path for one in self.lights.values() if shown & set(one.shows)}
        there = wanted & set(self.shared.paths) - here
        reads = [
            read_page(self.shared.root, path, self.shared.settings.words, [])
            for path in sorted(there, key=self.shared.paths.index)
        ]
        return [read.page for read in reads if read and read.page]

    def _world(self, lights: list[Light], anchors: dict[str, set[str]]) -> World:
        """Return what links are checked with."""
        return _world(self.shared, {**self.anchors, **anchors})

    def _shaken(self) -> list[str]:
        """Return the files whose kept verdict rests on something that is no longer so."""
        world = _world(self.shared, self.anchors)
        principles = {Path(path).stem for path in self.paths if path.startswith("principles/")}
        shown = {name for light in self.lights.values() for name in light.shows}
        listed, vague = self._listed(), any(light.vague for light in self.lights.values())

        def holds(path: str, one: Kept) -> bool:
            facts, light = one.verdict.facts, one.light
            targets = world.easy_targets if path.endswith(SUFFIX) else world.targets
            return (
                not vague
                and set(light.names) <= principles
                and one.shown == (light.id in shown)
                and (not light.listing or one.listed == listed)
                and (self.shared.cited is not None and self.shared.cited.issuperset(facts.cited))
                and one.pictures == stamps(self.shared.root, facts.pictures)
                and all(leads_somewhere(path, href, targets) for href in facts.links)
            )

        return [path for path, one in self.kept.items() if not holds(path, one)]

    def _listed(self) -> str:
        """Return a hash of what lists show and what may break them."""
        rows = sorted(f"{one.path} {one.composed} {one.vague}" for one in self.lights.values())
        file = self.shared.root / SOURCES
        return digest_of("\n".join(rows).encode(), file.read_bytes() if file.is_file() else b"")

    def _pages(self) -> Iterable[Light]:
        return (self.lights[path] for path in self.shared.paths if path in self.lights)

    def _statements(self, today: date | None) -> list[Problem]:
        """Return what is wrong with the records and the statement, whose page is read again."""
        shared = self.shared
        paths = [light.path for light in self._pages() if light.statement]
        reads = [read_page(shared.root, path, shared.settings.words, []) for path in paths]
        words, day = shared.settings.words.statement, shared.settings.edition.date
        return shared.recorded.check([read for read in reads if read], words, day, today)

    def _reviews(self, today: date) -> list[Problem]:
        """Return a problem for each review that is still to come."""
        day = max(today, self.shared.settings.edition.date)
        return check_reviews(self.shared.root, self._days(), day)

    def _days(self) -> Iterator[tuple[str, date]]:
        """Yield each page, but for the statement, and Easy Read version with its day of review."""
        for path, light in self.lights.items():
            if light.reviewed and not light.statement:
                yield path, date.fromisoformat(light.reviewed)

    def _keep(self) -> None:
        shown = {name for light in self.lights.values() for name in light.shows}
        listed, root = self._listed(), self.shared.root
        for path in filter(self.digests.get, self.stale):
            verdict, light = self.verdicts[path], self.lights[path]
            self.kept[path] = Kept(
                self.digests[path],
                light,
                verdict,
                tuple(sorted(self.anchors.get(path, ()))),
                light.id in shown,
                stamps(root, verdict.facts.pictures),
                listed if light.listing else "",
            )
        if self.stale:
            write_kept(root, self.key, self.kept)

    def advice(self, today: date | None) -> list[Problem]:
        """Return all advice that is not silenced."""
        shared, kinds = self.shared, self.shared.settings.kinds
        reached = {"content/index.md", kinds.principle.list, kinds.case_study.list}
        for verdict in self.verdicts.values():
            reached.update(verdict.facts.leads)
        found: list[Problem] = []
        for path, verdict in self.verdicts.items():
            light, advice = self.lights[path], list(verdict.advice)
            if path in shared.paths and path not in reached and not light.listing:
                advice.append(orphan(path, light.title_at))
            found += [*settle(path, advice, verdict.silences), *verdict.to_write]
        for path in (SOURCES, TERMS):
            found += still_to_write(shared, path)
        return found + shared.recorded.advise(shared.settings.edition.date, today)


def _world(shared: Shared, anchors: dict[str, set[str]]) -> World:
    """Return what links are checked with, from the parts of every page and Easy Read version."""
    paths, own = shared.paths, own_addresses(shared.paths, shared.settings)
    pages = {path: found for path, found in anchors.items() if not path.endswith(SUFFIX)}
    ids = {page_id(path): path for path in paths}
    easy = {page_id(p.removesuffix(SUFFIX) + ".md"): p for p in anchors if p.endswith(SUFFIX)}
    unread = set(paths) - set(pages)
    return World(
        Targets(pages, ids, unread, own), Targets(anchors, {**ids, **easy}, unread, own)
    )


def _digest(file: Path) -> str:
    """Return a hash of a file; one that cannot be read has none and is judged each time."""
    try:
        small = file.is_file() and file.stat().st_size <= LARGEST_TEXT
        return digest_of(file.read_bytes()) if small else ""
    except OSError:
        return ""


