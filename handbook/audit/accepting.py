"""Findings that may stand: questions of axe that a person has answered, and known problems.

What the theme itself makes judges ask is answered in answered.yml, beside this module; a team's own
exceptions are in content/audits/exceptions.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from handbook.audit.model import Accepted, Finding

if TYPE_CHECKING:
    from handbook.exceptions import KnownProblem

OPEN = "needs review"
"""The start of the criterion of a finding that a judge leaves to people."""
EVERYWHERE = "*"


@dataclass
class Settled:
    """What is left of the findings of one judge."""

    findings: list[Finding] = field(default_factory=list)
    exceptions: dict[Accepted, None] = field(default_factory=dict)
    answered: dict[Accepted, None] = field(default_factory=dict)

    def settle(
        self, judge: str, finding: Finding, known: Iterable[KnownProblem], day: date
    ) -> bool:
        """Put a finding where it belongs; tell whether it counts as a fault."""
        if reason := answer(finding):
            self.answered[Accepted(EVERYWHERE, finding.rule, reason)] = None
            return False
        if one := exception(judge, finding, known, day):
            accepted = Accepted(
                finding.path, finding.rule, one.reason, one.criterion or finding.criterion,
                one.since.isoformat(), one.until.isoformat() if one.until else "",
            )  # fmt: skip
            kept = self.answered if one.kind == "false-alarm" else self.exceptions
            kept[accepted] = None
            return False
        self.findings.append(finding)
        return True


def exception(
    judge: str, finding: Finding, known: Iterable[KnownProblem], day: date
) -> KnownProblem | None:
    """Return the exception that a finding falls under, unless its time is over."""
    for one in known:
        mine = one.rule == finding.rule and one.judge in (None, judge)
        over = one.until is not None and one.until <= day
        if mine and not over and any(fnmatchcase(finding.path, where) for where in one.where):
            return one
    return None


def answer(finding: Finding) -> str:
    """Return what a person found where a judge leaves something open; empty without an answer."""
    if not finding.criterion.startswith(OPEN):
        return ""
    fitting = (one["reason"] for one in answers() if fits(one, finding))
    return " ".join(next(fitting, "").split())


def fits(answer: Mapping[str, str], finding: Finding) -> bool:
    """Tell whether an answer is about what was left open at a place."""
    same = answer["rule"] == finding.rule
    return same and bool(re.search(answer["html"], finding.text, re.DOTALL))


@cache
def answers() -> tuple[dict[str, str], ...]:
    """Return what answered.yml says: rule, html and reason."""
    file = Path(__file__).with_name("answered.yml")
    return tuple(yaml.safe_load(file.read_text("utf-8")))
