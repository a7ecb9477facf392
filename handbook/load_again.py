"""Load a handbook again after the text of one page was saved, reading that page alone.

Only what nothing else depends on may have changed: the page's own text. Its fields are as they
were, every part of it that others lead to is there, and it has no problem. In all other cases the
whole handbook must be loaded; so a mistake is told in the words of `load`, with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from handbook.checking import check_names, check_own, known_names
from handbook.document import Document
from handbook.finish import Finisher, own_addresses
from handbook.glossary import Glossary
from handbook.images import resolve_images
from handbook.links import Targets, anchors_of, check_citations, resolve_links
from handbook.load import Edition, load
from handbook.making import compose_read
from handbook.problems import Problem, ProblemsFound
from handbook.reading import page_id, read_page


def load_again(edition: Edition, path: str, config: str = "mkdocs.yml") -> Edition | None:
    """Return the edition with a page as its file is now, or None where all must be loaded.

    Its Documents are those of `load`; advice stays as it was.
    """
    document = _document(edition, path)
    if document is None or not set(document.images) <= set(edition.pages[path].images):
        return None
    if not _parts_in_use(edition, path) <= {*_ids(document)}:
        return None
    pages = MappingProxyType({**edition.pages, path: document})
    before = edition.make_report
    last = before.last if isinstance(before, _Report) else before
    return replace(edition, pages=pages, make_report=_Report(edition.root, config, last))


@dataclass(frozen=True, slots=True)
class _Report:
    """Gives the report of the files as they are when it is asked for."""

    root: Path
    config: str
    last: Callable[[], Document]
    """Gives the report of the last whole load; a file may have a mistake by the time."""

    def __call__(self) -> Document:
        try:
            return load(self.root, self.config, advise=False).report
        except ProblemsFound:
            return self.last()


def _document(edition: Edition, path: str) -> Document | None:
    """Return a page's Document, made from its file; None with a problem or another field."""
    handbook, before = edition.handbook, edition.handbook.pages.get(path)
    problems: list[Problem] = []
    read = before and read_page(edition.root, path, handbook.settings.words, problems)
    if not read or read.page != before or not read.whole or getattr(before, "statement", False):
        return None
    cited = set(handbook.sources)
    check_own(read, problems)
    check_names(read, known_names(handbook.settings, tuple(handbook.pages), cited), problems)
    tree = compose_read(handbook, read, problems)
    if explained := handbook.lists.get("glossary"):
        glossary = Glossary(handbook.terms, explained)
        glossary.mark(path, tree, "../" * path.count("/") + explained)
    resolve_links(path, tree, _targets(edition, path, anchors_of(tree)), problems)
    resolve_images(path, tree, edition.root, problems)
    check_citations(path, tree, cited, problems)
    document = None if problems else Finisher(handbook, problems).page(path, tree)
    return None if problems else document


def _targets(edition: Edition, path: str, anchors: set[str]) -> Targets:
    """Return what links of a page, which has these parts, may lead to."""
    paths = tuple(edition.handbook.pages)
    ids = {page_id(one): one for one in paths}
    own = own_addresses(paths, edition.settings)
    return Targets(_Parts(edition.pages, path, anchors), ids, set(), own)


class _Parts(Mapping[str, set[str]]):
    """The parts of each page as its text has them; those of other pages are looked up when asked.

    What finishing adds, the list of sources and the marks that lead to it, is no such part.
    """

    def __init__(self, pages: Mapping[str, Document], path: str, anchors: set[str]) -> None:
        self.pages, self.path, self.anchors = pages, path, anchors

    def __getitem__(self, path: str) -> set[str]:
        return self.anchors if path == self.path else {*_ids(self.pages[path])}

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def _ids(document: Document) -> Iterator[str]:
    """Yield the ids in a Document that its text or fields gave it."""
    article = document.tree()
    for listed in article.findall("section[@role='doc-bibliography']"):
        article.remove(listed)
    for element in article.iter():
        name = element.get("id")
        if name and element.get("role") != "doc-biblioref":
            yield name


def _parts_in_use(edition: Edition, path: str) -> set[str]:
    """Return the parts of a page that other Documents lead to."""
    start, found = f' href="{path}#', set()
    others = {**edition.documents, **edition.checklists}
    for document in (one for name, one in others.items() if name != path):
        for rest in document.xhtml.split(start)[1:]:
            found.add(rest.partition('"')[0])
    return found
