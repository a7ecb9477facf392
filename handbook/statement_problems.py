"""The statement's lists of what is not accessible: known problems, findings, what is unexamined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from handbook.compliance import criterion_of, of_kind
from handbook.elements import make
from handbook.markup import typeset
from handbook.wcag import VERSION, criteria, required

if TYPE_CHECKING:
    from handbook.exceptions import KnownProblem
    from handbook.statement import Statement

LONGEST = 160
"""Letters of a judge's own words that the statement shows; the evidence has all of them."""


def exception_items(
    statement: Statement, kind: str, *, short: bool = False
) -> Iterator[etree._Element]:
    """Yield a list item for each exception of a kind; `short` has only what readers can act on."""
    for known in of_kind(statement.handbook.exceptions, kind):
        said = [typeset(known.effect or known.reason)]
        if not short:
            said += details(statement, known)
        if known.instead:
            said.append(statement.words.instead.format(instead=typeset(known.instead)))
        yield make("li", " ".join(said), None if short else assessment(statement, known))


def assessment(statement: Statement, known: KnownProblem) -> list[etree._Element | str]:
    """Return a link to the assessment of a burden, as a sentence."""
    if not known.assessment or not known.assessed:
        return []
    text = statement.words.assessment.format(date=statement.day(known.assessed))
    return [" ", make("a", text, href=known.assessment), "."]


def details(statement: Statement, known: KnownProblem) -> list[str]:
    """Return why, which criterion it fails and when it will be mended, each as a sentence."""
    words, said = statement.words, []
    if known.effect:
        said.append(typeset(known.reason))
    if known.criterion:
        said.append(criterion_sentence(statement, known.criterion))
    if known.until:
        said.append(words.mended_by.format(date=statement.day(known.until)))
    return said


def criterion_sentence(statement: Statement, number: str) -> str:
    """Return which success criterion something fails, by number, name and level."""
    one, words = criteria()[number], statement.words
    sentence = words.fails if required(number) else words.beyond
    return sentence.format(version=VERSION, number=number, name=one.name, level=one.level)


def finding_items(statement: Statement, *, whole: bool = False) -> Iterator[etree._Element]:
    """Yield a list item for each rule that judges found broken; `whole` adds criterion and date."""
    evidence, words = statement.handbook.evidence, statement.words
    groups = defaultdict(list)
    for judged, found in evidence.findings if evidence else ():
        groups[judged.title, found.rule, found.criterion].append(found)
    for (title, rule, standard), found in sorted(groups.items()):
        count = len({one.path for one in found})
        sentence = words.found_one if count == 1 else words.found_many
        text = shortened(found[0].text)
        said = [sentence.format(rule=f"{title}, {rule}", text=text, count=count)]
        if whole:
            number = criterion_of(standard)
            said += [criterion_sentence(statement, number)] if number in criteria() else []
            day = statement.day(date.fromisoformat(evidence.date))
            said.append(words.no_date_yet.format(date=day))
        yield make("li", " ".join(said))


def shortened(text: str) -> str:
    """Return a judge's words as one sentence that is not too long."""
    line = " ".join(text.split())
    line = line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
    return line if line.endswith((".", "…", "!", "?")) else f"{line}."


def open_checks(statement: Statement) -> Iterator[str]:
    """Yield a sentence on each thing that keeps us from knowing more."""
    found, words, handbook = statement.compliance, statement.words, statement.handbook
    for one in handbook.audits:
        if one.status == "problems":
            yield typeset(one.found)
    if not found.tested:
        yield words.not_tested
    if handbook.evidence and handbook.evidence.not_run:
        names = "; ".join(judged.title for judged in handbook.evidence.not_run)
        yield words.not_run.format(judges=names)
    if not found.examined:
        yield words.not_examined.format(version=VERSION)
