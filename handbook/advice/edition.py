"""All advice on the pages of one edition, without what authors declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from handbook.advice.pages import (
    Measuring,
    advise_easy_pictures,
    advise_page,
    measuring,
    orphan,
)
from handbook.advice.silences import Silence, settle
from handbook.easy_read import EasyRead, advise_easy_read
from handbook.nodes import locate
from handbook.problems import Problem

if TYPE_CHECKING:
    from handbook.model import Handbook
    from handbook.reading import PageRead

_MADE = frozenset({"entry", "rec-facts"})
"""Classes of what lists of entries are made of: a list leads to everything."""


def advise_edition(
    root: Path,
    handbook: Handbook,
    reads: Iterable[PageRead],
    easy_reads: Iterable[EasyRead],
    trees: Mapping[str, etree._Element],
) -> tuple[Problem, ...]:
    """Return advice on every page and every Easy Read version; the trees' links are resolved."""
    about = measuring(root, handbook.settings, handbook.terms)
    alone = orphans(handbook, trees)
    found: list[Problem] = []
    for read in reads:
        advice = advise_page(read, about)
        if read.path in alone:
            advice.append(orphan(read.path, locate(read.source.front, ("title",))))
        found += settle(read.path, advice, silences_of(read))
    for easy in easy_reads:
        found += settle(easy.path, advise_easy(easy, about), easy.silences)
    return tuple(found)


def advise_easy(easy: EasyRead, about: Measuring) -> list[Problem]:
    """Return all advice on an Easy Read version, silenced or not."""
    return [*advise_easy_read(easy), *advise_easy_pictures(easy, about)]


def silences_of(read: PageRead) -> list[Silence]:
    """Return what an author allows in the fields and in the text of a page."""
    return [*read.source.silences, *read.body.silences]


def orphans(handbook: Handbook, trees: Mapping[str, etree._Element]) -> set[str]:
    """Return the paths of pages to which no other page's own text or fields lead.

    Neither the home page nor a page that lists entries, sources or terms is one.
    """
    kinds = handbook.settings.kinds
    reached = {"content/index.md", kinds.principle.list, kinds.case_study.list}
    reached |= {page.path for page in handbook.guides if page.lists}
    for path, tree in trees.items():
        reached.update(target for target in leads_to(tree) if target != path)
    return set(trees) - reached


def leads_to(tree: etree._Element) -> Iterator[str]:
    """Yield the paths of the pages that a page leads to, but for those in lists of all entries."""
    for link in tree.iter("a"):
        target = link.get("href", "").partition("#")[0]
        if target.endswith(".md") and link.get("class") != "term":
            around = {outer.get("class") for outer in link.iterancestors()}
            if not around & _MADE:
                yield target
