"""Compose the whole report as one tree from the trees of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from handbook.blocks import heading_level, slugify, unique
from handbook.book_index import compose_index
from handbook.citations import bibliography
from handbook.elements import add, facts, long_date, make
from handbook.markup import typeset
from handbook.model import Guide, Handbook
from handbook.settings import NavItem
from handbook.trees import text_of

Trees = Mapping[str, etree._Element]


def compose_report(handbook: Handbook, trees: Trees, urls: Mapping[str, str]) -> etree._Element:
    """Return the report's tree; citations are still marks, links between pages still paths.

    `trees` gives a fresh tree of a page, its links resolved, at each look; `urls` are their
    addresses on the site, for links to pages that the report leaves out.
    """
    return _Report(handbook, trees, urls).compose()


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A page at its place in the report."""

    path: str
    level: int


class _Report:
    def __init__(self, handbook: Handbook, trees: Trees, urls: Mapping[str, str]) -> None:
        self.handbook, self.trees, self.urls = handbook, trees, urls
        self.settings, self.words = handbook.settings, handbook.settings.words
        self.pages = handbook.pages
        self.included = {
            chapter.path for item in self.settings.nav for chapter in self.chapters(item)
        }
        self.included |= {self.list_path(item.kind) for item in self.settings.nav if item.kind}
        self.names: dict[str, int] = {}
        self.numbers = {page.id: page.number for page in handbook.principles}

    def compose(self) -> etree._Element:
        report = make("article", self.cover(), class_="report", lang=self.settings.language)
        parts = [part for item in self.settings.nav if (part := self.part(item)) is not None]
        back = [compose_index(self.handbook, parts), self.colophon()]
        parts += [part for part in back if part is not None]
        add(report, self.contents(parts), parts)
        return report

    # What is in it

    def list_path(self, kind: str) -> str:
        return getattr(self.settings.kinds, kind).list

    def entries(self, kind: str):
        return self.handbook.principles if kind == "principle" else self.handbook.case_studies

    def chapters(self, item: NavItem, level: int = 2) -> Iterator[_Chapter]:
        """Yield the pages below a place in the reading order, in order."""
        if item.kind:
            yield from (_Chapter(page.path, 3) for page in self.entries(item.kind))
        elif item.items:
            for inner in item.items:
                yield from self.chapters(inner, 3)
        elif item.path in self.pages and self.in_report(item.path):
            yield _Chapter(item.path, level)

    def in_report(self, path: str) -> bool:
        page = self.pages[path]
        return path in self.trees and (not isinstance(page, Guide) or page.report)

    # Parts

    def part(self, item: NavItem) -> etree._Element | None:
        chapters = [chapter for chapter in self.chapters(item) if chapter.path in self.trees]
        if not chapters and not item.kind:
            return None
        if item.path:
            return self.chapter(chapters[0])
        title = typeset(item.title or "")
        name = unique(f"report--part-{slugify(title)}", self.names)
        part = make("section", make("h2", title, id=f"{name}-title"), class_="part", id=name)
        if item.kind:
            add(part, self.introduction(self.list_path(item.kind)))
        add(part, [self.chapter(chapter) for chapter in chapters])
        return part

    def introduction(self, path: str) -> list[etree._Element]:
        """Return the text of a list page, without its title, to stand below the part's heading."""
        if path not in self.trees:
            return []
        page = self.adapted(_Chapter(path, 2))
        header, *rest = list(page)
        return [*header.findall("p"), *rest]

    def chapter(self, chapter: _Chapter) -> etree._Element:
        page = self.adapted(chapter)
        page.set("id", self.pages[chapter.path].id)
        page.set("class", f"{page.get('class')} chapter")
        return page

    def adapted(self, chapter: _Chapter) -> etree._Element:
        """Return a page's tree with headings lowered and ids made the report's own."""
        page = self.trees[chapter.path]
        owner = self.pages[chapter.path].id
        for element in page.iter():
            if level := heading_level(element):
                element.tag = f"h{min(level + chapter.level - 1, 6)}"
            for name in ("id", "aria-labelledby"):
                if element.get(name):
                    element.set(name, f"{owner}--{element.get(name)}")
            if element.tag == "a" and element.get("href"):
                element.set("href", self.href(owner, element.get("href")))
        if getattr(self.pages[chapter.path], "lists", None) == "sources":
            for listed in page.findall("ul[@class='entries']"):
                page.remove(listed)
        return page

    def href(self, owner: str, href: str) -> str:
        """Return where a page's link leads in the report."""
        path, _, part = href.partition("#")
        if not path:
            return f"#{owner}--{part}"
        if path not in self.pages:
            return href
        if path not in self.included or part.startswith("listed-"):
            base = f"{self.settings.site_url}{self.urls[path]}"
            return f"{base}#{part}" if part else base
        target = self.pages[path].id
        return f"#{target}--{part}" if part else f"#{self.top(path, target)}"

    def top(self, path: str, target: str) -> str:
        """Return the id of a page in the report; a list page's is that of its part."""
        for item in self.settings.nav:
            if item.kind and self.list_path(item.kind) == path:
                return f"report--part-{slugify(typeset(item.title or ''))}"
        return target

    # Front and back

    def cover(self) -> etree._Element:
        settings = self.settings
        date = long_date(settings.edition.date, self.words)
        edition = self.words.edition.format(version=settings.edition.version, date=date)
        subtitle = (
            make("p", typeset(settings.subtitle), class_="subtitle") if settings.subtitle else None
        )
        return make(
            "header",
            make("h1", typeset(settings.title), class_="title", id="report--title"),
            subtitle,
            make("p", edition, class_="edition"),
            class_="cover",
        )

    def contents(self, parts: list[etree._Element]) -> etree._Element:
        return make(
            "nav",
            make("h2", self.words.contents, id="report--contents"),
            make("ol", [self.contents_item(part) for part in parts]),
            class_="contents",
            role="doc-toc",
        )

    def contents_item(self, part: etree._Element) -> etree._Element:
        inner = [self.contents_item(chapter) for chapter in part.findall("article")]
        heading = next(element for element in part.iter() if heading_level(element))
        number = self.numbers.get(part.get("id", ""))
        title = f"{number} {text_of(heading)}" if number else text_of(heading)
        link = make("a", title, href=f"#{part.get('id')}")
        return make("li", link, make("ol", inner) if inner else None)

    def colophon(self) -> etree._Element:
        """Return what this edition is, who made it, how it was checked and what it is set in."""
        settings, words = self.settings, self.words.book
        said = [
            (words.version, settings.edition.version),
            (words.date, long_date(settings.edition.date, self.words)),
            (words.publisher, settings.publisher),
            (words.licence, settings.licence),
            (words.contact, self.words.contact.format(contact=settings.contact)),
            (words.checks, words.how_checked),
            (words.letters, words.fonts),
        ]
        return make(
            "section",
            make("h2", self.words.colophon, id="report--colophon-title"),
            facts([(name, typeset(value)) for name, value in said]),
            class_="colophon",
            id="report--colophon",
        )


def add_bibliography(
    report: etree._Element,
    handbook: Handbook,
    used: dict[str, list[str]],
    also: list[str],
) -> None:
    """Put the list of sources into the chapter about sources, or before what ends the report."""
    home = next((page for page in handbook.guides if page.lists == "sources"), None)
    chapter = report.find(f".//article[@id='{home.id}']") if home else None
    level = 3
    if chapter is not None:
        level = next(filter(None, map(heading_level, chapter.iter()))) + 1
    listed = bibliography(used, handbook, level=level if chapter is not None else 2, also=also)
    if listed is None:
        return
    listed[0].set("id", "report--sources")
    if chapter is not None:
        chapter.append(listed)
    else:
        ends = [part for part in report if part.get("class") in ("index", "colophon")]
        ends[0].addprevious(listed)
