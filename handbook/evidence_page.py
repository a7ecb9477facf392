"""The page that shows the evidence: every judge, and every page with the files made from it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from handbook.audit.judge import LOWEST
from handbook.elements import long_date
from handbook.evidence import FILE, anchor
from handbook.statement_words import check_ids

if TYPE_CHECKING:
    from handbook.audit.model import Audit, Judged
    from handbook.model import Handbook

MARK = "<!-- evidence -->"


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the site, as the evidence lists it."""

    path: str
    title: str
    files: tuple[str, ...]
    """Paths of what people can download of it."""


def evidence_html(audit: Audit, handbook: Handbook, pages: Iterable[Shown], address: str) -> str:
    """Return the body of the page; `address` is that of the statement, as a link from it."""
    parts = [
        *overview(audit, handbook),
        *judges_table(audit, handbook),
        *answers(audit, handbook),
        *limits(handbook, address),
        *pages_table(audit, handbook, pages),
    ]
    return "".join(parts)


def overview(audit: Audit, handbook: Handbook) -> Iterator[str]:
    """Yield when who tested what, in a sentence, and the data behind it."""
    words, day = handbook.settings.words.evidence, date.fromisoformat(audit.date)
    count = len(audit.findings)
    said = words.when.format(
        date=long_date(day, handbook.settings.words),
        tests=f"{audit.tests:,}",
        pages=f"{audit.pages:,}",
        downloads=f"{audit.downloads:,}",
        faults=faults(count, handbook),
    )
    yield f"<p>{escape(said)}</p>"
    site = handbook.settings.site_url
    address = f"{site.rstrip('/')}/{FILE}" if site else f"../{FILE}"
    yield f'<ul class="plain"><li><a href="{escape(address)}">{escape(words.data)}</a></ul>'


def faults(count: int, handbook: Handbook) -> str:
    words = handbook.settings.words.evidence
    some = words.one_fault if count == 1 else words.many_faults.format(count=count)
    return some if count else words.no_faults


def judges_table(audit: Audit, handbook: Handbook) -> Iterator[str]:
    """Yield each judge with its version, what it looked at and what it found."""
    words = handbook.settings.words.evidence
    headers = (words.program, words.looks_for, words.looked_at, words.found)
    yield f'<h2 id="judges">{escape(words.judges)}</h2>'
    yield from table_start(words.judges_caption, headers)
    for one in audit.judges:
        name = escape(f"{one.title} {one.version}".strip())
        cells = (one.judges, looked_at(one, handbook), result(one, audit, handbook))
        yield f'<tr id="judge-{escape(one.id)}"><th scope="row">{name}'
        yield from cells_of(headers[1:], cells)
    yield "</table>"


def table_start(caption: str, headers: Iterable[str]) -> Iterator[str]:
    yield f"<table><caption>{escape(caption)}</caption><thead><tr>"
    yield from (f'<th scope="col">{escape(one)}' for one in headers)
    yield "<tbody>"


def cells_of(headers: Iterable[str], cells: Iterable[object]) -> Iterator[str]:
    """Yield cells that name their column where a table shows as a list, on narrow screens."""
    for header, cell in zip(headers, cells, strict=True):
        yield f'<td data-label="{escape(header)}">{escape(str(cell))}'


def looked_at(one: Judged, handbook: Handbook) -> str:
    """Return what a judge counted, each count with its name.

    What is the lowest of some measures, a speed, is another each time, so the page would be too; it
    stands in audit.json.
    """
    words = handbook.settings.words.evidence
    counted = (name for name in one.looked_at if not name.startswith(LOWEST))
    names = sorted(counted, key=lambda name: (name != "files", name))
    counts = [words.counted.format(number=f"{one.looked_at[n]:,}", what=n) for n in names]
    return ", ".join(counts)


def result(one: Judged, audit: Audit, handbook: Handbook) -> str:
    """Return what a judge found, or why it did not run; that is never a pass."""
    if one in audit.not_run:
        return handbook.settings.words.evidence.did_not_run.format(why=one.why).strip()
    return faults(len(one.findings), handbook)


def answers(audit: Audit, handbook: Handbook) -> Iterator[str]:
    """Yield every finding that may stand, with the reason that a person gave."""
    words = handbook.settings.words.evidence
    counts = Counter(
        (judged.title, one.rule, one.reason)
        for judged in audit.judges
        for one in (*judged.exceptions, *getattr(judged, "answered", ()))
    )
    if not counts:
        return
    yield f'<h2 id="answers">{escape(words.answered)}</h2><ul>'
    for (judge, rule, reason), count in sorted(counts.items()):
        said = words.answer.format(judge=judge, rule=rule, count=count, reason=reason)
        yield f"<li>{escape(said)}"
    yield "</ul>"


def limits(handbook: Handbook, address: str) -> Iterator[str]:
    """Yield what only people can check, and when they last did."""
    everything = handbook.settings.words
    words, made = everything.evidence, {one.check: one.date for one in handbook.audits}
    yield f'<h2 id="limits">{escape(words.limits)}</h2><p>{escape(words.limits_why)}</p><ul>'
    for check in check_ids():
        name = getattr(everything.statement.checks, check.replace("-", "_"))
        day = made.get(check)
        said = words.last if day else words.never
        shown = long_date(day, everything) if day else ""
        yield f"<li>{escape(said.format(check=name, date=shown))}"
    yield "</ul>"
    if address:
        link = f'<a href="{escape(address)}">{escape(words.statement)}</a>'
        yield f'<ul class="plain"><li>{link}</ul>'


def pages_table(audit: Audit, handbook: Handbook, pages: Iterable[Shown]) -> Iterator[str]:
    """Yield a row for each page, with the tests of the page and of the files made from it."""
    words = handbook.settings.words.evidence
    headers = (words.page, words.tests, words.files, words.faults)
    yield f'<h2 id="pages">{escape(words.pages)}</h2><p>{escape(words.pages_why)}</p>'
    yield from table_start(words.pages_caption, headers)
    for one in pages:
        address = posixpath.relpath(one.path.removesuffix("index.html") or ".", "evidence")
        address += "/" if one.path.endswith("index.html") else ""
        link = f'<a href="{escape(address)}">{escape(one.title)}</a>'
        yield f'<tr id="{escape(anchor(one.path))}"><th scope="row">{link}'
        yield from cells_of(headers[1:], numbers(one, audit, handbook))
    yield "</table>"


def numbers(one: Shown, audit: Audit, handbook: Handbook) -> tuple[int, str, int]:
    """Return the tests of a page, its files with their tests, and the faults of all of these."""
    words = handbook.settings.words.evidence
    files = [audit.files[name] for name in one.files if name in audit.files]
    page = audit.files.get(one.path)
    found = sum(looks.faults for looks in files) + (page.faults if page else 0)
    tests = sum(looks.tests for looks in files)
    said = words.files_tests.format(files=len(files), tests=tests) if files else words.no_files
    return page.tests if page else 0, said, found
