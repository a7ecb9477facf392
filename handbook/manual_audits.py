"""What people checked by hand: one file a check in content/audits/, checked like a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from handbook.days import a_year_before
from handbook.fields import Day, Fields, Text, check_fields
from handbook.nodes import Node, locate, parse_yaml
from handbook.problems import Problem, did_you_mean
from handbook.sources import read_text
from handbook.statement_words import check_ids

FOLDER = "content/audits"
EXCEPTIONS = f"{FOLDER}/exceptions.yml"


class ManualAuditFields(Fields):
    """One check that people really made; what has no file was not made."""

    check: Text
    """An id of `statement_words.CheckWords`."""
    status: Literal["no-problems", "mended", "problems"]
    """mended: problems were found, and none of them is left."""
    role: Text
    """Who checked, and in what role: 'a braille reader, paid for a day'. No name is needed."""
    date: Day
    with_: Annotated[tuple[Text, ...], Field(alias="with", min_length=1)]
    """Assistive technology, or whatever else was used."""
    looked_at: Text
    found: Text


class ManualAudit(ManualAuditFields):
    path: str


@dataclass(frozen=True, slots=True)
class AuditRead:
    """The record of a check as read, with the nodes that know its lines."""

    audit: ManualAudit
    node: Node


def read_audits(root: Path, problems: list[Problem]) -> list[AuditRead]:
    """Return the checks that are recorded, by file name; a name that starts with _ is a draft."""
    files = sorted((root / FOLDER).glob("*.yml"))
    paths = [file.relative_to(root).as_posix() for file in files if file.name[0] not in "_."]
    reads = [_read(root, path, problems) for path in paths if path != EXCEPTIONS]
    return [read for read in reads if read is not None]


def _read(root: Path, path: str, problems: list[Problem]) -> AuditRead | None:
    text = read_text(root, path, problems)
    node = parse_yaml(path, text, problems) if text is not None else None
    fields = check_fields(ManualAuditFields, node, path, problems) if node is not None else None
    if node is None or fields is None:
        return None
    if fields.check not in check_ids():
        problems.append(_unknown_check(path, node, fields.check))
        return None
    return AuditRead(ManualAudit.model_construct(**dict(fields), path=path), node)


def _unknown_check(path: str, node: Node, check: str) -> Problem:
    fix = did_you_mean(check, check_ids(), otherwise=f"the checks are {', '.join(check_ids())}")
    message = f"'{check}' is not a check that people make"
    return Problem(path, *locate(node, ("check",)), "unknown-choice", message, fix)


def check_audits(reads: Iterable[AuditRead], today: date) -> list[Problem]:
    """Return a Problem for each check that is dated in the future."""
    return [
        Problem(
            read.audit.path,
            *locate(read.node, ("date",)),
            "date-in-future",
            f"this check is dated {read.audit.date}, and today is {today}",
            "record what was done, once it is done",
        )
        for read in reads
        if read.audit.date > today
    ]


def advise_audits(reads: Iterable[AuditRead], today: date) -> list[Problem]:
    """Return advice on each check whose newest record is older than a year."""
    return [
        Problem(
            read.audit.path,
            *locate(read.node, ("date",)),
            "audit-too-old",
            f"'{read.audit.check}' was last checked on {read.audit.date}, more than a year ago",
            "check it again, or say in the statement why not",
            "advice",
        )
        for read in newest(reads)
        if read.audit.date < a_year_before(today)
    ]


def newest(reads: Iterable[AuditRead]) -> list[AuditRead]:
    """Return the newest record of each check, in the order of the checks."""
    last: dict[str, AuditRead] = {}
    for read in sorted(reads, key=lambda one: (one.audit.date, one.audit.path)):
        last[read.audit.check] = read
    return [last[name] for name in check_ids() if name in last]
