"""What each page of a finished site says of its own tests: a badge that leads to the evidence.

A badge stands only where a judge has looked at that very page and found nothing, and where nothing
is known to be wrong with it. The theme leaves a mark where it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.elements import long_date
from handbook.evidence import PAGE, anchor

if TYPE_CHECKING:
    from handbook.audit.model import Audit, Looks
    from handbook.exceptions import KnownProblem
    from handbook.words import Words

MARK = "<!-- checked -->"
_TOP = re.compile(r'<link rel="stylesheet" href="([^"]*?)assets/')


def marked_pages(site: Path) -> dict[str, str]:
    """Return the text of each page that has the mark, by its path below the site."""
    texts = {file: file.read_text("utf-8") for file in sorted(site.rglob("*.html"))}
    return {
        file.relative_to(site).as_posix(): text for file, text in texts.items() if MARK in text
    }


def with_badges(
    pages: Mapping[str, str], audit: Audit, known: Iterable[KnownProblem], words: Words
) -> dict[str, str]:
    """Return each page with its badge, or without a trace of one."""
    found = {}
    for path, text in pages.items():
        looks = audit.files.get(path)
        earned = looks is not None and clean(path, looks, known) and path != f"{PAGE}index.html"
        said = badge(path, text, looks, audit, words) if earned else ""
        found[path] = text.replace(MARK, said)
    return found


def clean(path: str, looks: Looks, known: Iterable[KnownProblem]) -> bool:
    """Tell whether a judge looked at a file, found nothing, and nothing else is known of it."""
    barred = any(one.kind != "false-alarm" and concerns(one, path) for one in known)
    return looks.tests > 0 and not looks.faults and not barred


def concerns(known: KnownProblem, path: str) -> bool:
    """Tell whether an exception is about a file."""
    return any(fnmatchcase(path, pattern) for pattern in known.where)


def badge(path: str, text: str, looks: Looks, audit: Audit, words: Words) -> str:
    """Return the badge of a page as one entry of a list, a link to the evidence for that page."""
    said = words.statement.badge_one if looks.tests == 1 else words.statement.badge_many
    day = long_date(date.fromisoformat(audit.date), words)
    top = _TOP.search(text)
    address = f"{top[1] if top else ''}{PAGE}#{anchor(path)}"
    return f'<li><a href="{escape(address)}">{escape(said.format(date=day, tests=looks.tests))}</a>'
