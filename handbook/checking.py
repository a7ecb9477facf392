"""Checks that need more than one file: ids, numbers and names that point elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from handbook.model import Principle
from handbook.nodes import locate
from handbook.problems import Problem
from handbook.reading import PageRead
from handbook.references import Names, check_references
from handbook.settings import Settings

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_GROUPS = ("pillars", "stages", "audiences", "topics", "places")


def check_ids(reads: Iterable[PageRead], problems: list[Problem]) -> None:
    """Add a Problem for each id or number that cannot be used or is given twice."""
    ids: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for read in reads:
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
        if read.id in ids:
            problems.append(
                Problem(
                    read.path,
                    1,
                    1,
                    "duplicate-id",
                    f"{ids[read.id]} has the same id, '{read.id}'",
                    "rename one of the two files",
                )
            )
        ids.setdefault(read.id, read.path)
        if isinstance(read.page, Principle):
            _check_number(read, read.page.number, numbers, problems)
            _check_recommendations(read, read.page, problems)


def check_names(
    settings: Settings,
    reads: list[PageRead],
    paths: Iterable[str],
    sources: set[str] | None,
    problems: list[Problem],
) -> None:
    """Add a Problem for each id in the fields of a page that names nothing.

    `paths` are those of all pages, also of those that could not be read.
    """
    choices = {group: list(settings.choices(group)) for group in _GROUPS}
    principles = [Path(path).stem for path in paths if path.startswith("principles/")]
    names = Names(choices, principles, sources)
    for read in reads:
        check_references(read.kind, read.source.front, read.path, names, problems)


def _check_number(
    read: PageRead,
    number: int,
    numbers: dict[int, str],
    problems: list[Problem],
) -> None:
    if number in numbers:
        problems.append(
            Problem(
                read.path,
                *locate(read.source.front, ("number",)),
                "duplicate-number",
                f"{numbers[number]} has the number {number} too",
                "give each principle its own",
            )
        )
    numbers.setdefault(number, read.path)


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
