"""Where each page of the website stands: its section, the way to it, what comes before and after.

All is worked out once for the whole site, in time that grows with the pages and not with their
square: a page holds its own neighbours, never the whole order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition
    from handbook.settings import NavItem

MOST_BESIDE = 30
"""A section with more pages than this is not listed on each of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page as others lead to it, or a section that has no page of its own."""

    title: str
    url: str | None
    """Below the site's root; None where there is nothing to lead to."""


@dataclass(frozen=True, slots=True)
class Section:
    """One place at the top of the reading order; its number counts from 0."""

    number: int
    title: str
    first: Step
    """Its page, or the first of its pages."""
    pages: tuple[Step, ...]
    """Those that stand directly in it; none for a page alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one page stands."""

    url: str
    canonical_url: str
    edit_url: str | None
    section: int | None = None
    """Number of its section, from 0; None outside the reading order."""
    trail: tuple[Step, ...] = ()
    """The sections it is in, the outermost first."""
    previous: Step | None = None
    next: Step | None = None
    beside: tuple[str, tuple[Step, ...]] | None = None
    """Title and pages of the section that it stands directly in, where these are few."""


@dataclass(frozen=True, slots=True)
class Order:
    """The reading order of the whole site."""

    sections: tuple[Section, ...]
    places: Mapping[str, Place]
    """By the path of the page."""


def order(
    edition: Edition, documents: Mapping[str, Document], edit_url: Callable[[str], str | None]
) -> Order:
    """Return the order; `edit_url` gives where a page's file is edited, by its path."""
    site_url = edition.settings.site_url
    places = {
        path: Place(page.url, f"{site_url}{page.url}", edit_url(path))
        for path, page in documents.items()
    }
    found = [_Branch.of(item, edition) for item in edition.settings.nav]
    read = [one for branch in found for one in branch.leaves()]
    for number, branch in enumerate(found):
        for path, steps, beside in branch.walk(()):
            places[path] = replace(places[path], section=number, trail=steps, beside=beside)
    for before, after in pairwise(read):
        places[before.path] = replace(places[before.path], next=after.step)
        places[after.path] = replace(places[after.path], previous=before.step)
    sections = [one.section(number) for number, one in enumerate(found) if one.first()]
    return Order(tuple(sections), places)


@dataclass(frozen=True, slots=True)
class _Branch:
    """A page of the reading order, or a section with what is in it."""

    step: Step
    path: str = ""
    inside: tuple[_Branch, ...] = ()

    @classmethod
    def of(cls, item: NavItem, edition: Edition) -> _Branch:
        if item.kind:
            listed = getattr(edition.settings.kinds, item.kind).list
            paths = [page.path for page in edition.pages.values() if page.kind == item.kind]
            return cls(Step(item.title or "", None), "", cls._pages([listed, *paths], edition))
        if item.items:
            inside = tuple(cls.of(child, edition) for child in item.items)
            return cls(Step(item.title or "", None), "", inside)
        page = edition.pages[item.path]
        return cls(Step(item.title or page.title, page.url), item.path)

    @classmethod
    def _pages(cls, paths: list[str], edition: Edition) -> tuple[_Branch, ...]:
        return tuple(
            cls(Step(edition.pages[path].title, edition.pages[path].url), path) for path in paths
        )

    def leaves(self) -> Iterator[_Branch]:
        if self.path:
            yield self
        for one in self.inside:
            yield from one.leaves()

    def first(self) -> _Branch | None:
        return next(self.leaves(), None)

    def section(self, number: int) -> Section:
        pages = tuple(one.step for one in self.inside if one.path)
        return Section(number, self.step.title, self.first().step, pages)

    def walk(self, above: tuple[Step, ...]) -> Iterator[tuple[str, tuple[Step, ...], tuple | None]]:
        """Yield each page's path, the sections it is in, and what stands beside it."""
        if self.path:
            yield self.path, (), None
        steps = tuple(one.step for one in self.inside if one.path)
        listed = (self.step.title, steps) if 1 < len(self.inside) <= MOST_BESIDE else None
        for one in self.inside:
            if one.path:
                yield one.path, (*above, *self._as_step(one)), listed
            else:
                yield from one.walk((*above, *self._as_step(None)))

    def _as_step(self, page: _Branch | None) -> tuple[Step, ...]:
        """Return this section in the trail of a page in it.

        A section whose first page has its name leads to that page, and is left out there.
        """
        first = self.inside[0].step
        if first.title != self.step.title:
            return (self.step,)
        if not self.inside[0].path or self.inside[0] is page:
            return ()
        return (Step(self.step.title, first.url),)
