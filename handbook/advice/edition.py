"""All advice on the pages of one edition, without what authors declined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
from handbook.to_replace import advise_to_replace

if TYPE_CHECKING:
    from handbook.model import Handbook
    from handbook.reading import PageRead


@dataclass(frozen=True, slots=True)
class Advised:
    """Advice on one page, before it is known whether another page leads to it."""

    path: str
    advice: tuple[Problem, ...]
    """Silenced or not."""
    silences: tuple[Silence, ...]
    title_at: tuple[int, int]
    to_replace: tuple[Problem, ...]
    """On what `handbook new` left to be written; it cannot be silenced."""


def advise_read(read: PageRead, about: Measuring) -> Advised:
    """Return the advice on a page whose fields are in order."""
    return Advised(
        read.path,
        tuple(advise_page(read, about)),
        tuple(silences_of(read)),
        locate(read.source.front, ("title",)),
        tuple(advise_to_replace(read.path, read.source.text, about.mark)),
    )


def settle_edition(
    root: Path,
    handbook: Handbook,
    advised: Iterable[Advised],
    easy_reads: Iterable[EasyRead],
    reached: Collection[str],
) -> tuple[Problem, ...]:
    """Return the advice that is not silenced, on every page and every Easy Read version.

    `reached` are the pages to which another leads.
    """
    about = measuring(root, handbook.settings, handbook.terms)
    alone = orphans(handbook, reached)
    found: list[Problem] = []
    for one in advised:
        by_itself = [orphan(one.path, one.title_at)] if one.path in alone else []
        found += settle(one.path, [*one.advice, *by_itself], one.silences)
    for easy in easy_reads:
        found += settle(easy.path, advise_easy(easy, about), easy.silences)
    return tuple(found)


def left_to_write(
    advised: Iterable[Advised], texts: Mapping[str, str], mark: str
) -> list[Problem]:
    """Return advice on each text that `handbook new` left to be written, in every kind of file.

    `texts` are those of files that are no pages, by their paths.
    """
    found = [one for path, text in texts.items() for one in advise_to_replace(path, text, mark)]
    return found + [one for page in advised for one in page.to_replace]


def advise_easy(easy: EasyRead, about: Measuring) -> list[Problem]:
    """Return all advice on an Easy Read version, silenced or not."""
    return [*advise_easy_read(easy), *advise_easy_pictures(easy, about)]


def silences_of(read: PageRead) -> list[Silence]:
    """Return what an author allows in the fields and in the text of a page."""
    return [*read.source.silences, *read.body.silences]


def orphans(handbook: Handbook, reached: Collection[str]) -> set[str]:
    """Return the paths of pages to which no other page's own text or fields lead.

    Neither the home page nor a page that lists entries, sources or terms is one.
    """
    kinds = handbook.settings.kinds
    known = {"content/index.md", kinds.principle.list, kinds.case_study.list}
    known |= {page.path for page in handbook.guides if page.lists}
    return set(handbook.pages) - known - set(reached)
