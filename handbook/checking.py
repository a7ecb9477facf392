"""Checks that need more than one file: ids, numbers and names that point elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Protocol

from handbook.finish import page_url
from handbook.model import Principle
from handbook.nodes import locate
from handbook.problems import Problem
from handbook.reading import PageRead
from handbook.references import Names, check_references
from handbook.settings import Settings

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
RESERVED = frozenset("assets downloads edit pagefind".split())
"""Folders of the website that are not made of pages."""
DRAWN = frozenset(
    "ask-for-a-format data evidence offline plan preferences register search thank-you".split()
)
"""Pages that the theme draws, by the folder of each."""
_GROUPS = ("pillars", "stages", "audiences", "topics", "places")


class Numbered(Protocol):
    """What is known of a page: where it is, its id, and a principle's number."""

    path: str
    id: str
    number: int | None
    number_at: tuple[int, int]


def check_own(read: PageRead, problems: list[Problem]) -> None:
    """Add a Problem for each id that cannot be used, or that one page gives twice."""
    if not _ID.match(read.id):
        problems.append(
            Problem(
                read.path,
                1,
                1,
                "wrong-name",
                f"'{Path(read.path).name}' is not a name for a page",
                "rename it with small letters, digits and hyphens, ending in .md",
            )
        )
    if isinstance(read.page, Principle):
        _check_recommendations(read, read.page, problems)


def check_duplicates(pages: Iterable[Numbered], problems: list[Problem]) -> None:
    """Add a Problem for each id and each number that two pages have."""
    ids: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for page in pages:
        if page.id in ids:
            problems.append(
                Problem(
                    page.path,
                    1,
                    1,
                    "duplicate-id",
                    f"{ids[page.id]} has the same id, '{page.id}'",
                    "rename one of the two files",
                )
            )
        ids.setdefault(page.id, page.path)
        if page.number is not None:
            _check_number(page, numbers, problems)


def check_addresses(
    paths: Iterable[str], settings: Settings, problems: list[Problem]
) -> None:
    """Add a Problem for each page whose address another page, or a part of the site, has already.

    The folders of addresses are settings (`kinds.principle.path`), so two files may clash there.
    """
    taken: dict[str, str] = {}
    for path in paths:
        address = page_url(path, settings)
        folder = address.partition("/")[0]
        if other := taken.get(address):
            what = f"{other} has the same address on the website, '{address}'"
        elif folder in RESERVED or address.rstrip("/") in DRAWN:
            what = f"the website itself has the address '{folder}/'"
        else:
            taken[address] = path
            continue
        fix = "rename the file, or change kinds.principle.path or kinds.case_study.path"
        problems.append(Problem(path, 1, 1, "duplicate-id", what, f"{fix} in the settings"))


def known_names(
    settings: Settings, paths: Iterable[str], sources: Collection[str] | None
) -> Names:
    """Return every id that the fields of pages may name.

    `paths` are those of all pages, also of those that could not be read.
    """
    choices = {group: list(settings.choices(group)) for group in _GROUPS}
    principles = [Path(path).stem for path in paths if path.startswith("principles/")]
    return Names(choices, principles, sources)


def check_names(read: PageRead, names: Names, problems: list[Problem]) -> None:
    """Add a Problem for each id in the fields of a page that names nothing."""
    check_references(read.kind, read.source.front, read.path, names, problems)


def _check_number(page: Numbered, numbers: dict[int, str], problems: list[Problem]) -> None:
    if page.number in numbers:
        problems.append(
            Problem(
                page.path,
                *page.number_at,
                "duplicate-number",
                f"{numbers[page.number]} has the number {page.number} too",
                "give each principle its own",
            )
        )
    numbers.setdefault(page.number, page.path)


def _check_recommendations(read: PageRead, page: Principle, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for place, advice in enumerate(page.recommendations):
        if advice.id in seen:
            where = locate(read.source.front, ("recommendations", place, "id"))
            problems.append(
                Problem(
                    read.path,
                    *where,
                    "duplicate-id",
                    f"two recommendations have the id '{advice.id}'",
                    "give one of the two another id",
                )
            )
        seen.add(advice.id)
