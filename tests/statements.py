"""Statements to test: the small handbook with one, under either model, with or without evidence."""

from pathlib import Path

import handbook
from handbook.audit import Audit, Finding, Judged, Looks
from handbook.audit.model import NOT_RUN, RUN
from handbook.document import Document
from handbook.trees import text_of
from tests.cases import make_handbook

MODELS = ("publisher", "public-sector")
PATH = "content/statement.md"
PAGE = """---
title: Accessibility statement
summary: What works, what does not yet, and whom to tell.
statement:
  model: {model}
  prepared: 2026-01-10
  reply_days: 5
  organisation: Anytown Borough Council
  phone: 020 7946 0000
reviewed: 2026-01-31
---

You can read every page as text.
"""
NAV = {"replace": {"      - content/sources.md\n":
                   "      - content/sources.md\n      - content/statement.md\n"}}  # fmt: skip
PROBLEM = """- rule: color-contrast
  where: [index.html]
  reason: The shade of the heading is too light.
  effect: The heading is hard to read for people who see little contrast.
  instead: The Word file has darker headings.
  criterion: 1.4.3
  since: 2025-12-01
  until: 2026-06-30
"""
BURDEN = """- rule: by hand
  where: [films/*]
  kind: burden
  reason: To caption them all would cost more than a year of our budget.
  effect: Forty old films have no captions.
  criterion: 1.2.2
  since: 2025-12-01
  assessment: https://roads.example/assessment
  assessed: 2025-12-20
"""
OUTSIDE = """- rule: by hand
  where: [live/*]
  kind: out-of-scope
  reason: Live video is exempt.
  since: 2025-12-01
"""
EXAMINED = """check: every-criterion
status: no-problems
role: An accessibility auditor whom we paid
date: 2026-01-20
with: [NVDA 2025.3 with Firefox, a keyboard]
looked_at: One page of each type.
found: Nothing fails.
"""
FAULT = Finding("index.html", "dark", "link-name", "wcag244", "A link has no name.")


def audit(*findings: Finding, ran: bool = True) -> Audit:
    """Return what two judges found; the second of them runs only if `ran`."""
    axe = Judged("axe", "axe-core", "4.10", "Rules of WCAG.", RUN, tests=2, findings=findings)
    idle = Judged("nu", "Nu HTML checker", "", "Valid HTML.", NOT_RUN, "It needs Java.")
    nu = Judged("nu", "Nu HTML checker", "26", "Valid HTML.", RUN, tests=1) if ran else idle
    files = {"index.html": Looks("0" * 64, 3, len(findings), ("axe", "nu"))}
    return Audit("2026-01-30", "https://streets.example/", 1, 0, (axe, nu), files)


def make_statement(
    folder: Path,
    model: str,
    *,
    page: str = PAGE,
    exceptions: str = "",
    examined: bool = False,
    **asked: object,
) -> tuple[handbook.Edition, Document]:
    """Return an edition with a statement, and the statement."""
    changes = {"mkdocs.yml": NAV, PATH: page.format(model=model)}
    if exceptions:
        changes["content/audits/exceptions.yml"] = exceptions
    if examined:
        changes["content/audits/examined.yml"] = EXAMINED
    edition = handbook.load(make_handbook(folder, changes), **asked)
    return edition, edition.pages[PATH]


class Read:
    """A statement as its readers have it: headings, and the words below each."""

    def __init__(self, document: Document) -> None:
        tree = document.tree()
        self.title = text_of(tree.find(".//h1"))
        self.text = text_of(tree)
        self.headings = [text_of(one) for one in tree.iter("h2", "h3")]
        self.links = {one.get("href") for one in tree.iter("a")}
        self.below = {}
        for part in tree.iter("section"):
            blocks = part.iter("h3", "p", "li", "td", "th", "dt", "dd")
            self.below[text_of(part[0])] = " ".join(text_of(one) for one in blocks)
