"""What an audit found, as values and as the file audit.json.

The file has no time of day and no path of a machine, and its keys are sorted: the same findings
give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

SCHEMA = 1
RUN = "run"
NOT_RUN = "not run"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault that a judge reports."""

    path: str
    """The file, below the site's folder."""
    state: str
    """How it was looked at, such as 'dark'; empty where there is one way only."""
    rule: str
    """The judge's own name for what is broken."""
    criterion: str
    """What standard asks for it, such as 'wcag2aa'; empty where the judge does not say."""
    text: str
    """What is wrong, and where in the file."""

    def __str__(self) -> str:
        state = f" ({self.state})" if self.state else ""
        criterion = f" [{self.criterion}]" if self.criterion else ""
        return f"{self.path}{state}: {self.rule}{criterion}: {self.text}"


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """A finding that may stand, and a person's reason."""

    path: str
    rule: str
    reason: str
    criterion: str = ""
    since: str = ""
    """The day of the decision."""
    until: str = ""
    """The day from which it counts as a fault again; empty where it stays."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one judge did."""

    id: str
    title: str
    version: str
    judges: str
    """What it looks for, in a sentence."""
    status: str
    """'run' or 'not run'."""
    why: str = ""
    """Why it did not run, and how to get it."""
    looked_at: Mapping[str, int] = field(default_factory=dict)
    """How much it looked at, by what is counted: files, states, rules, links."""
    tests: int = 0
    """How many times it looked at a file."""
    findings: tuple[Finding, ...] = ()
    exceptions: tuple[Accepted, ...] = ()
    """Faults that may stand for now: the known problems of a statement."""
    answered: tuple[Accepted, ...] = ()
    """What the judge left to people, and what a person found there: no faults."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How often one published file was looked at, and by whom."""

    sha256: str
    tests: int
    faults: int
    judges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that all judges found in one published folder."""

    date: str
    """The day of the audit, as 2026-11-23."""
    address: str
    """Where the site is published; empty where it does not say."""
    pages: int
    downloads: int
    judges: tuple[Judged, ...]
    files: Mapping[str, Looks]
    """Path below the site's folder to what was done with the file."""
    by_hand: tuple[Mapping[str, Any], ...] = ()
    """What people checked: content/audits/*.yml."""
    unjudged: tuple[str, ...] = ()
    """What no program can judge."""

    def judge(self, id: str) -> Judged:
        """Return what one judge did; raises KeyError where there is no such judge."""
        for one in self.judges:
            if one.id == id:
                return one
        raise KeyError(id)

    @property
    def findings(self) -> tuple[tuple[Judged, Finding], ...]:
        """Every fault, with the judge that reports it."""
        return tuple((one, finding) for one in self.judges for finding in one.findings)

    @property
    def tests(self) -> int:
        """How many times a judge looked at a file."""
        return sum(one.tests for one in self.judges)

    @property
    def not_run(self) -> tuple[Judged, ...]:
        """The judges that did not run."""
        return tuple(one for one in self.judges if one.status != RUN)

    def of(self, path: str) -> Iterator[tuple[Judged, Finding]]:
        """Yield the faults of one file, with the judge that reports each."""
        return ((one, found) for one, found in self.findings if found.path == path)

    def to_json(self) -> str:
        """Return the text of audit.json."""
        data = {"schema": SCHEMA, **asdict(_plain(self))}
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.to_json(), "utf-8")


def _plain(audit: Audit) -> Audit:
    """Return an audit whose mappings can be copied."""
    return Audit(
        audit.date, audit.address, audit.pages, audit.downloads, audit.judges,
        dict(audit.files), tuple(map(dict, audit.by_hand)), audit.unjudged,
    )  # fmt: skip


def from_json(text: str) -> Audit:
    """Return the audit that audit.json holds; raises ValueError for another schema."""
    data = json.loads(text)
    if data.pop("schema", None) != SCHEMA:
        raise ValueError(f"audit.json is not of schema {SCHEMA}")
    judges = tuple(_judged(one) for one in data.pop("judges"))
    files = {path: Looks(**{**one, "judges": tuple(one["judges"])})
             for path, one in data.pop("files").items()}  # fmt: skip
    data |= {"by_hand": tuple(data["by_hand"]), "unjudged": tuple(data["unjudged"])}
    return Audit(judges=judges, files=MappingProxyType(files), **data)


def _judged(data: dict) -> Judged:
    findings = tuple(Finding(**one) for one in data.pop("findings"))
    exceptions, answered = (
        tuple(Accepted(**one) for one in data.pop(name)) for name in ("exceptions", "answered")
    )
    return Judged(findings=findings, exceptions=exceptions, answered=answered, **data)


def read_audit(file: Path) -> Audit:
    """Return the audit that a file holds."""
    return from_json(file.read_text("utf-8"))
