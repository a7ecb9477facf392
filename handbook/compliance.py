"""Whether a site meets WCAG at level AA, as far as tests and people have found: never typed.

The three answers are those of the model statement for public bodies. `full` needs tests by programs
that found nothing, and an expert who examined every success criterion within a year and found
nothing either. `not` is the answer as long as nothing was tested at all, or when more than half of
the success criteria fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from handbook.days import a_year_before
from handbook.evidence import judges_that_ran
from handbook.exceptions import KnownProblem
from handbook.manual_audits import ManualAudit
from handbook.wcag import criteria, required

if TYPE_CHECKING:
    from handbook.audit.model import Audit

EXAMINED = "every-criterion"
"""The check of an expert that only a full claim needs."""
_TAG = re.compile(r"wcag([1-4])([1-5])([0-9]{1,2})\b")
_NUMBER = re.compile(r"\b[1-4]\.[1-5]\.[0-9]{1,2}\b")


@dataclass(frozen=True, slots=True)
class Compliance:
    """How far a site meets the standard, and what stands in the way."""

    status: Literal["full", "partial", "not"]
    failing: tuple[str, ...]
    """Success criteria of level A and AA that something fails."""
    problems: bool
    """Whether anything is known to be wrong."""
    exempt: bool
    """Whether anything is left out as a burden, or as outside the law."""
    tested: bool
    """Whether a program judged this very copy."""
    examined: bool
    """Whether an expert examined every success criterion within the last year."""


def compliance(
    known: Sequence[KnownProblem],
    audits: Sequence[ManualAudit],
    evidence: Audit | None,
    day: date,
) -> Compliance:
    """Return how far a site complies, from what is known of it on a day.

    `audits` are the newest check of each kind.
    """
    tested = bool(judges_that_ran(evidence))
    examined = any(
        one.check == EXAMINED and a_year_before(day) <= one.date and one.status != "problems"
        for one in audits
    )
    failing = {one.criterion for one in known if one.kind == "problem"}
    faults = [] if evidence is None else [found for _, found in evidence.findings]
    failing |= {criterion_of(found.criterion) for found in faults}
    failing = tuple(number for number in criteria() if number in failing and required(number))
    problems = bool(faults) or any(one.kind == "problem" for one in known)
    problems |= any(one.status == "problems" for one in audits)
    exempt = any(one.kind in ("burden", "out-of-scope") for one in known)
    whole = tested and examined and not (problems or exempt)
    none = not (tested or examined) or 2 * len(failing) > sum(map(required, criteria()))
    status = "full" if whole else "not" if none else "partial"
    return Compliance(status, failing, problems, exempt, tested, examined)


def criterion_of(text: str) -> str | None:
    """Return the success criterion that a judge names, as '1.4.3' or as 'wcag143', or None."""
    if found := _NUMBER.search(text):
        return found[0]
    found = _TAG.search(text)
    return ".".join(found.groups()) if found else None


def of_kind(known: Iterable[KnownProblem], kind: str) -> list[KnownProblem]:
    """Return the exceptions of one kind, in the order of their file."""
    return [one for one in known if one.kind == kind]
