"""Keys of what a build of the website keeps: a hash of all that the kept bytes depend on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.programs import packages

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.site_pages import Site

PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("content", "principles", "case_studies", "editions")
"""What authors write stands in these, and in the settings."""
_HREF = re.compile(r'\shref="([^"]+)')


def digest(*parts: object) -> str:
    """Return a hash of some values as they are written in Python."""
    whole = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def files_digest(folders: Iterable[Path]) -> str:
    """Return a hash of the names and bytes of all files in some folders."""
    whole = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" not in file.parts:
                name = file.relative_to(folder).as_posix().encode()
                whole.update(name + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


@cache
def program_digest(*folders: Path) -> str:
    """Return a hash of our code and data, of more folders, and of Python and its packages."""
    return digest(files_digest((PACKAGE, *folders)), packages())


def sources_digest(root: Path) -> str:
    """Return a hash of everything that stands where authors write."""
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    settings = (root / "mkdocs.yml").read_bytes()
    return digest(files_digest(folders), [path.name for path in folders], settings)


def outside(paths: Iterable[str]) -> list[str]:
    """Return those paths that do not stand in a folder that authors write in."""
    return sorted({path for path in paths if path.partition("/")[0] not in FOLDERS})


def others_digest(root: Path, paths: Iterable[str]) -> str:
    """Return a hash of some files, there or not."""
    files = [root / path for path in paths]
    return digest([file.read_bytes() if file.is_file() else None for file in files])


class PageKeys:
    """The keys of the pages of one site."""

    def __init__(self, site: Site, program: str, policy: str) -> None:
        self.site, self.program, self.policy = site, program, policy

    def key(self, path: str) -> str:
        """Return the key of a page: its Document, and what it says of others."""
        site, document = self.site, self.site.pages[path]
        return digest(
            self.shared,
            document,
            site.order.places[path],
            list(site.files_for(path)),
            self.seen(document.path),
            [self.leads_to(href) for href in sorted(set(_HREF.findall(document.xhtml)))],
            [site.edition.handbook.sources[name] for name in document.citations],
            self.parent(document),
            self.long_list(document),
            self.sorted_list(document),
            self.everything if self.is_wide(document) else "",
        )

    def is_wide(self, document: Document) -> bool:
        """Tell whether a page shows what may stand in any other: the home page, lists, the map."""
        guide = self.site.edition.handbook.pages.get(document.path)
        listed = getattr(guide, "lists", None) and document.kind != "leaf"
        return not document.url or bool(listed) or document.kind == "map"

    @cached_property
    def shared(self) -> str:
        """What every page shows or is made by."""
        site, edition = self.site, self.site.edition
        kinds = edition.settings.kinds
        named = [edition.pages.get(one) for one in (kinds.principle.list, kinds.case_study.list)]
        named += [page for page in edition.pages.values() if not page.url]
        return digest(
            self.program,
            self.policy,
            edition.settings,
            [(page.title, page.url) for page in named if page],
            [self.seen(page.path) for page in edition.handbook.guides],
            dict(edition.handbook.lists),
            bool(edition.easy_reads),
            site.order.sections,
            dict(site.browse.maps),
            self._evidence(),
        )

    def _evidence(self) -> object:
        handbook = self.site.edition.handbook
        return [getattr(handbook, name, None) for name in ("audits", "exceptions", "evidence")]

    @cached_property
    def everything(self) -> str:
        """What the pages of lists show."""
        handbook, browse = self.site.edition.handbook, self.site.browse
        return digest(
            handbook.principles,
            handbook.case_studies,
            handbook.guides,
            handbook.terms,
            dict(browse.listings),
            browse.drawing,
            dict(browse.full_names),
            list(self.site.edition.checklists),
        )

    @cached_property
    def _models(self) -> Mapping[str, str]:
        return {path: digest(page) for path, page in self.site.edition.handbook.pages.items()}

    def seen(self, path: str) -> object:
        """Return what other pages may show of a page: where it is, and its fields."""
        page = self.site.edition.documents.get(path)
        return (page.url if page else None, self._models.get(path))

    def leads_to(self, href: str) -> object:
        """Return where a link of a Document leads now."""
        path, _, anchor = href.partition("#")
        return (href, self.seen(path), self.site.paging.places.get((path, anchor)))

    @cached_property
    def _parents(self) -> Mapping[str, Document]:
        edition = self.site.edition
        return {easy.path: edition.pages[path] for path, easy in edition.easy_reads.items()}

    def parent(self, document: Document) -> object:
        """Return what an Easy Read version, or a page that has one, shows of the other."""
        page, easy = self._parents.get(document.path), self.site.edition.easy_reads
        version = easy.get(document.path)
        return (page and (page.title, page.url, page.kind), version and version.url)

    def long_list(self, document: Document) -> object:
        """Return where a page of a long list stands in it."""
        leaf = self.site.paging.leaves.get(document.path)
        home = leaf and (leaf.home.path, leaf.home.url, leaf.home.title, leaf.home.kind)
        return leaf and (leaf.number, leaf.urls, home)

    def sorted_list(self, document: Document) -> object:
        """Return what the page of a place or topic shows of the list that it comes from."""
        one = self.site.browse.homes.get(document.path)
        return one and (one.kind, one.page, one.url, one.name, one.one, len(one.items))
