"""The last part of the statement: when it was written, and how the website was tested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import sentence
from handbook.composer import make_table
from handbook.elements import make, section
from handbook.markup import typeset
from handbook.statement_words import check_ids

if TYPE_CHECKING:
    from handbook.audit.model import Judged
    from handbook.manual_audits import ManualAudit
    from handbook.statement import Statement


def preparation(statement: Statement) -> Iterator[etree._Element | None]:
    """Yield when the statement was prepared, and the tests by programs and by people."""
    words, page, evidence = statement.words, statement.page, statement.handbook.evidence
    days = {"prepared": statement.fields.prepared, "reviewed": page.reviewed}
    said = statement.fixed.prepared
    yield make("p", said.format(**{name: statement.day(one) for name, one in days.items()}))
    if statement.compliance.tested:
        day = statement.day(date.fromisoformat(evidence.date))
        yield make("p", words.tested.format(date=day, organisation=statement.organisation))
        yield judges_table(statement)
        yield statement.evidence_link()
    else:
        yield make("p", words.never_tested)
    yield section(words.people, 3, "statement-people", list(people(statement)))
    if left := not_yet_done(statement):
        items = make("ul", [make("li", one) for one in left])
        why = make("p", words.not_yet_why)
        yield section(words.not_yet, 3, "statement-not-yet", why, items)


def judges_table(statement: Statement) -> etree._Element:
    """Return each program with its version, what it looks for, and what it found."""
    words = statement.words
    rows = [
        make(
            "tr",
            make("th", f"{one.title} {one.version}".strip(), scope="row"),
            make("td", typeset(one.judges)),
            make("td", result(statement, one)),
        )
        for one in statement.handbook.evidence.judges
    ]
    return make_table(words.judges_caption, [words.judge, words.judged, words.result], rows)


def result(statement: Statement, one: Judged) -> str:
    """Return what a judge found: a judge that did not run has found nothing out."""
    words, count = statement.words, len(one.findings)
    if one in statement.handbook.evidence.not_run:
        return words.did_not_run
    if not count:
        return words.clean
    return words.faults_one if count == 1 else words.faults_many.format(count=count)


def people(statement: Statement) -> Iterator[etree._Element]:
    """Yield the checks that people made, the newest of each kind, or that there is none."""
    words, audits = statement.words, statement.handbook.audits
    if not audits:
        yield make("p", words.nobody)
        return
    terms = make("dl")
    for one in audits:
        terms.append(make("dt", check_name(statement, one.check)))
        who = f"{sentence(typeset(one.role))} {statement.day(one.date)}."
        terms.append(make("dd", who))
        terms.append(make("dd", f"{words.with_what}: {typeset('; '.join(one.with_))}."))
        terms.append(make("dd", outcome(statement, one)))
    yield terms


def outcome(statement: Statement, one: ManualAudit) -> str:
    """Return what people looked at and found, as sentences."""
    words = statement.words
    status = {
        "no-problems": words.status_no_problems,
        "mended": words.status_mended,
        "problems": words.status_problems,
    }
    return f"{typeset(one.looked_at)} {status[one.status]} {typeset(one.found)}"


def not_yet_done(statement: Statement) -> list[str]:
    """Return the name of each check that nobody has made."""
    made = {one.check for one in statement.handbook.audits}
    return [check_name(statement, name) for name in check_ids() if name not in made]


def check_name(statement: Statement, check: str) -> str:
    return getattr(statement.words.checks, check.replace("-", "_"))
