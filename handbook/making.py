"""The pages of a handbook on their way from what was read to Documents, one tree at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from handbook.checking import check_names, known_names
from handbook.compose import compose_page
from handbook.composer import Material
from handbook.document import Document
from handbook.easy_read import SUFFIX, EasyRead, compose_easy_read
from handbook.finish import Finisher, own_addresses
from handbook.glossary import Glossary
from handbook.images import resolve_images
from handbook.links import Targets, anchors_of, check_citations, leads_to, resolve_links
from handbook.model import Handbook
from handbook.problems import Problem
from handbook.read_again import PackedRead
from handbook.reading import PageRead, page_id
from handbook.shelf import Shelf

if TYPE_CHECKING:
    from handbook.advice.edition import Advised


def compose_read(
    handbook: Handbook, read: PageRead, problems: list[Problem]
) -> etree._Element:
    """Return a page's tree, or its text alone if it cannot be composed yet.

    The text that was read is used up.
    """
    if read.page is None or not read.whole:
        return read.body.root
    material = Material(read.page, read.source.front, read.body.root, read.body.notes)
    return compose_page(handbook, material, problems)


def _adviser(root: Path, handbook: Handbook) -> Callable[[PageRead], Advised]:
    """Return what gives advice on a page; its code is read only where advice is wanted."""
    from handbook.advice.edition import advise_read
    from handbook.advice.pages import measuring

    about = measuring(root, handbook.settings, handbook.terms)
    return lambda read: advise_read(read, about)


@dataclass(slots=True)
class Making:
    """The pages and Easy Read versions of one handbook, first composed, then linked and finished.

    Between the two steps the parts of every page are known; of the trees there are only bytes.
    """

    root: Path
    handbook: Handbook
    paths: tuple[str, ...]
    """Every page, also those that could not be read."""
    cited: Collection[str] | None
    """Every source, or None if the list of them could not be read."""
    problems: list[Problem]
    trees: Shelf = field(default_factory=Shelf)
    """Of pages; when they are finished, their links are resolved and citations are still marks."""
    easy_trees: Shelf = field(default_factory=Shelf)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    """The parts of each page that could be composed."""
    easy_anchors: dict[str, set[str]] = field(default_factory=dict)
    advised: list[Advised] = field(default_factory=list)
    """Advice on pages, where it is asked for, while no problem stands in the way."""
    reached: set[str] = field(default_factory=set)
    """Pages to which another leads."""

    def compose(
        self, reads: Iterable[PackedRead], easy_reads: Iterable[EasyRead], *, advise: bool
    ) -> None:
        """Compose every page, and every Easy Read version whose page could be read."""
        handbook, problems = self.handbook, self.problems
        names = known_names(handbook.settings, self.paths, self.cited)
        adviser = _adviser(self.root, handbook) if advise else None
        explained = next((page.path for page in handbook.guides if page.lists == "glossary"), None)
        glossary = Glossary(handbook.terms, explained)
        for packed in reads:
            read = packed.unpack()
            check_names(read, names, problems)
            if adviser and not problems:
                self.advised.append(adviser(read))
            self._compose(read, glossary)
        for easy in easy_reads:
            if page := handbook.pages.get(easy.page):
                tree = compose_easy_read(easy, page, handbook.settings, problems)
                self.easy_anchors[easy.path] = anchors_of(tree)
                self.easy_trees.put(easy.path, tree)

    def _compose(self, read: PageRead, glossary: Glossary) -> None:
        tree = compose_read(self.handbook, read, self.problems)
        if tree.tag == "article":
            if glossary.page:
                glossary.mark(read.path, tree, "../" * read.path.count("/") + glossary.page)
            self.anchors[read.path] = anchors_of(tree)
        self.trees.put(read.path, tree)

    def finish(
        self, finisher: Finisher, easy_reads: Iterable[EasyRead]
    ) -> tuple[dict[str, Document], dict[str, Document]]:
        """Return the Documents of the pages and of the Easy Read versions, by the page's path.

        A tree whose file has Problems, here or before, is linked for the sake of those in its links
        and becomes no Document.
        """
        faulty = {problem.path for problem in self.problems}
        targets, easy_targets = self._targets()
        pages, easy = {}, {}
        for path, tree in self.trees.items():
            sound = self._link(path, tree, targets)
            self.trees.put(path, tree)
            self.reached.update(target for target in leads_to(tree) if target != path)
            if sound and path not in faulty and path in self.anchors:
                pages[path] = finisher.page(path, tree)
        for one in easy_reads:
            if one.path in self.easy_trees:
                tree = self.easy_trees[one.path]
                sound = self._link(one.path, tree, easy_targets)
                if sound and one.path not in faulty:
                    easy[one.page] = finisher.easy_read(one, tree)
        return pages, easy

    def _targets(self) -> tuple[Targets, Targets]:
        """Return what links of pages, and those of Easy Read versions, may lead to.

        An id in an Easy Read version leads to the Easy Read version of that page, if there is one.
        """
        ids = {page_id(path): path for path in self.paths}
        unread = set(self.paths) - set(self.anchors)
        easy_ids = {page_id(path.replace(SUFFIX, ".md")): path for path in self.easy_trees}
        own = own_addresses(self.paths, self.handbook.settings)
        every = {**self.anchors, **self.easy_anchors}
        return (
            Targets(self.anchors, ids, unread, own),
            Targets(every, {**ids, **easy_ids}, unread, own),
        )

    def _link(self, path: str, tree: etree._Element, targets: Targets) -> bool:
        """Resolve a tree's links, pictures and citations; say whether each leads somewhere."""
        before = len(self.problems)
        resolve_links(path, tree, targets, self.problems)
        resolve_images(path, tree, self.root, self.problems)
        if self.cited is not None:
            check_citations(path, tree, self.cited, self.problems)
        return len(self.problems) == before
