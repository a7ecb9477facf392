"""Finish trees into Documents: number sources, list them, validate, freeze."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from handbook.checklists import Checklist
from handbook.citations import bibliography, number_citations
from handbook.composer import kind_of
from handbook.document import Document, headings_of, serialise, validate
from handbook.easy_read import EasyRead
from handbook.markup import typeset
from handbook.model import Handbook, Page
from handbook.problems import Problem
from handbook.report import add_bibliography
from handbook.settings import NavItem, Settings


@dataclass(frozen=True, slots=True)
class Finisher:
    """Makes Documents of one handbook and gathers what is wrong with them."""

    handbook: Handbook
    problems: list[Problem]

    def page(self, path: str, root: etree._Element) -> Document:
        """Return the Document of a page from its tree, which it changes."""
        page = self.handbook.pages[path]
        self._cite(page, root)
        return self._document(
            root,
            path=path,
            id=page.id,
            kind=kind_of(page),
            title=typeset(page.title),
            summary=typeset(page.summary),
            url=page_url(path, self.handbook.settings),
            reviewed=page.reviewed,
        )

    def check_page(self, path: str, root: etree._Element) -> None:
        """Gather what is wrong with a page's tree, which it changes, and make no Document of it."""
        self._cite(self.handbook.pages[path], root)
        self.check(path, root)

    def check(self, path: str, root: etree._Element) -> None:
        """Gather what is wrong with a tree whose sources are numbered."""
        vague = frozenset(self.handbook.settings.words.vague_links)
        self.problems.extend(validate(path, root, vague))

    def _cite(self, page: Page, root: etree._Element) -> None:
        """Number the sources that a page cites, and list them at its end."""
        used = number_citations(root, self.handbook)
        listed = bibliography(used, self.handbook, level=2, also=getattr(page, "sources", ()))
        if listed is not None:
            root.append(listed)

    def easy_read(self, easy: EasyRead, root: etree._Element) -> Document:
        """Return the Document of an Easy Read version; its address is below its page's."""
        page = self.handbook.pages[easy.page]
        return self._document(
            root,
            path=easy.path,
            id=f"{page.id}--easy-read",
            kind="easy_read",
            title=typeset(easy.fields.title),
            summary=typeset(page.summary),
            url=f"{page_url(easy.page, self.handbook.settings)}easy-read/",
            reviewed=easy.fields.reviewed,
        )

    def checklist(self, made: Checklist) -> Document:
        """Return the Document of a checklist."""
        return self._document(
            made.tree,
            path=made.path,
            id=f"checklist-{made.name}",
            kind="checklist",
            title=made.title,
            summary=made.summary,
            url=made.url,
            reviewed=None,
        )

    def report(self, root: etree._Element) -> Document:
        """Return the Document of the report from its tree, which it changes."""
        settings = self.handbook.settings
        used = number_citations(root, self.handbook)
        also = [name for study in self.handbook.case_studies for name in study.sources]
        add_bibliography(root, self.handbook, used, also)
        return self._document(
            root,
            path="report",
            id="report",
            kind="report",
            title=typeset(settings.title),
            summary=typeset(settings.description),
            url="",
            reviewed=settings.edition.date,
        )

    def _document(self, root: etree._Element, **about) -> Document:
        settings = self.handbook.settings
        self.check(about["path"], root)
        images = dict.fromkeys(image.get("src") for image in root.iter("img"))
        listed = root.iterfind(".//section[@role='doc-bibliography']/ol/li")
        return Document(
            **about,
            language=settings.language,
            xhtml=serialise(root),
            headings=headings_of(root),
            images=tuple(images),
            citations=tuple(item.get("id").removeprefix("source-") for item in listed),
        )


def page_url(path: str, settings: Settings) -> str:
    """Return a page's address below the site's root, with a slash at its end."""
    kinds = settings.kinds
    if path in (kinds.principle.list, kinds.case_study.list):
        kind = kinds.principle if path == kinds.principle.list else kinds.case_study
        return f"{kind.path}/"
    folder, _, rest = path.removesuffix(".md").partition("/")
    if folder in ("principles", "case_studies"):
        kind = kinds.principle if folder == "principles" else kinds.case_study
        return f"{kind.path}/{rest}/"
    rest = "" if rest == "index" else rest.removesuffix("/index")
    return f"{rest}/" if rest else ""


def own_addresses(paths: Iterable[str], settings: Settings) -> dict[str, str]:
    """Return the whole web address of each page, without a slash at its end, to its path."""
    base = settings.site_url
    if not base.startswith("http"):
        return {}
    start = base if base.endswith("/") else f"{base}/"
    return {f"{start}{page_url(path, settings)}".rstrip("/"): path for path in paths}


def reading_order(handbook: Handbook) -> list[str]:
    """Return the paths of all pages in the order of the settings' nav."""

    def paths(item: NavItem) -> Iterator[str]:
        if item.kind:
            yield getattr(handbook.settings.kinds, item.kind).list
            entries = handbook.principles if item.kind == "principle" else handbook.case_studies
            yield from (page.path for page in entries)
        elif item.path:
            yield item.path
        for inner in item.items:
            yield from paths(inner)

    ordered = [path for item in handbook.settings.nav for path in paths(item)]
    return list(dict.fromkeys([*ordered, *handbook.pages]))
