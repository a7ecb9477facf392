"""The days on which pages were last read through, held against the day of the check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from handbook.nodes import locate, parse_yaml
from handbook.problems import Problem
from handbook.sources import parse_page, read_text

_FIELD = ("reviewed",)


def check_reviews(root: Path, pages: Iterable[tuple[str, date]], today: date) -> list[Problem]:
    """Return a Problem for each review that is still to come.

    `pages` are the paths of pages and of Easy Read versions, each with the day it names.
    """
    return [
        Problem(
            path,
            *_place(root, path),
            "date-in-future",
            f"this page was last reviewed on {day}, and today is {today}",
            "write the day on which it was really read through",
        )
        for path, day in pages
        if day > today
    ]


def _place(root: Path, path: str) -> tuple[int, int]:
    """Return where a file names the day: it is looked for when there is something to say of it."""
    text = read_text(root, path, []) or ""
    if path.endswith(".md"):
        source = parse_page(path, text, [])
        return locate(source.front, _FIELD) if source else (1, 1)
    node = parse_yaml(path, text, [])
    return locate(node, _FIELD) if node else (1, 1)
