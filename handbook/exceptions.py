"""What is known not to be accessible, with a reason and a date: content/audits/exceptions.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from handbook.fields import Day, Fields, Text, WebAddress, check_fields
from handbook.manual_audits import EXCEPTIONS
from handbook.nodes import Node, Sequence, locate, parse_yaml
from handbook.problems import Problem, did_you_mean
from handbook.sources import read_text
from handbook.wcag import VERSION, criteria

NEEDED = {"problem": ("effect", "until"), "burden": ("effect", "assessment", "assessed")}
"""The fields that a kind of exception needs beside those that all need."""


class ExceptionFields(Fields):
    """One entry of content/audits/exceptions.yml."""

    rule: Text
    """The judge's own name for what is broken, or 'by hand' for what a person found."""
    judge: Text | None = None
    """The id of the judge; without one, the rule of any judge."""
    where: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Files below the site's folder; * stands for any letters: 'downloads/*.pdf'."""
    kind: Literal["problem", "burden", "out-of-scope", "false-alarm"] = "problem"
    """problem: we will mend it. false-alarm: the judge is wrong, and readers have no problem."""
    reason: Text
    effect: Text | None = None
    """What it means for readers: the sentence that the statement shows."""
    instead: Text | None = None
    """What readers can use until then, as a sentence."""
    criterion: Text | None = None
    """The success criterion of WCAG that it fails, such as 1.4.3."""
    since: Day
    until: Day | None = None
    """The day by which it will be mended."""
    assessment: WebAddress | None = None
    """Where the assessment of the burden is published."""
    assessed: Day | None = None
    """When the assessment was completed."""


class KnownProblem(ExceptionFields):
    line: int = 1


@dataclass(frozen=True, slots=True)
class ExceptionRead:
    """One exception as read, with the nodes that know its lines."""

    known: KnownProblem
    node: Node


def read_exceptions(root: Path, problems: list[Problem]) -> list[ExceptionRead]:
    """Return the exceptions in the order of the file; there are none where there is no file."""
    if not (root / EXCEPTIONS).exists():
        return []
    text = read_text(root, EXCEPTIONS, problems)
    node = parse_yaml(EXCEPTIONS, text, problems) if text is not None else None
    if node is None:
        return []
    if not isinstance(node, Sequence):
        fix = "start each entry with a hyphen"
        place = (node.line, node.column)
        problems.append(Problem(EXCEPTIONS, *place, "wrong-type", "this file is not a list", fix))
        return []
    reads = [_read(item, problems) for item in node.items]
    return [read for read in reads if read is not None]


def _read(node: Node, problems: list[Problem]) -> ExceptionRead | None:
    fields = check_fields(ExceptionFields, node, EXCEPTIONS, problems)
    if fields is None:
        return None
    found = list(_faults(fields, node))
    problems.extend(found)
    if found:
        return None
    return ExceptionRead(KnownProblem.model_construct(**dict(fields), line=node.line), node)


def _faults(fields: ExceptionFields, node: Node) -> Iterator[Problem]:
    """Yield a Problem for each field that this kind of exception lacks, or that names nothing."""
    for name in NEEDED.get(fields.kind, ()):
        if getattr(fields, name) is None:
            message = f"an exception of the kind '{fields.kind}' needs the field '{name}'"
            fix = f"add a line {name}: with its value"
            yield Problem(EXCEPTIONS, *locate(node, ()), "missing-field", message, fix)
    if fields.criterion is not None and fields.criterion not in criteria():
        message = f"WCAG {VERSION} has no success criterion '{fields.criterion}'"
        fix = did_you_mean(fields.criterion, criteria(), otherwise="write its number, as in 1.4.3")
        place = locate(node, ("criterion",))
        yield Problem(EXCEPTIONS, *place, "unknown-choice", message, fix)


def check_promises(reads: list[ExceptionRead], today: date) -> list[Problem]:
    """Return a Problem for each promise whose day has come and whose exception still stands."""
    return [
        Problem(
            EXCEPTIONS,
            *locate(read.node, ("until",)),
            "date-past",
            f"this was to be mended by {read.known.until}, and today is {today}",
            "mend it and delete this entry, or give readers a new date and the reason",
        )
        for read in reads
        if read.known.until is not None and read.known.until <= today
    ]


def check_begun(reads: list[ExceptionRead], today: date) -> list[Problem]:
    """Return a Problem for each exception that begins, or was assessed, in the future."""
    return [
        Problem(
            EXCEPTIONS,
            *locate(read.node, (name,)),
            "date-in-future",
            f"'{name}' is {day}, and today is {today}",
            "write the day on which it was found or assessed",
        )
        for read in reads
        for name in ("since", "assessed")
        if (day := getattr(read.known, name)) is not None and day > today
    ]
