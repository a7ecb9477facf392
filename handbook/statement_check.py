"""What an accessibility statement may not be: old, named otherwise, or claiming more than is known.

The compliance status and the lists of tests are computed. A sentence of the author's that claims
them, or tests that nobody recorded, is a Problem. The words that claim are known in English only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from lxml import etree

from handbook.blocks import heading_level, problem_at
from handbook.days import a_year_before
from handbook.model import Page
from handbook.nodes import locate
from handbook.problems import Problem
from handbook.reading import PageRead
from handbook.statement_public import Fixed
from handbook.statement_words import StatementWords
from handbook.trees import text_of

TITLE = "accessibility statement"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_HEDGED = re.compile(
    r"\b(?:aims?|wants?|tr(?:y|ies)|plans?|hopes?|if|whether|not|no|never|nobody|yet|must|should)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:fully|partially|wholly|completely)\s+(?:compliant|conformant|accessible)\b"
    r"|\b(?:compl(?:y|ies|iant)|conform(?:s|ant)?)\s+(?:with|to)\b"
    r"|\b(?:meets?|passe[sd]|satisf(?:y|ies))\b.{0,60}\b(?:WCAG|AAA?|guidelines|standard|criteria)\b"
    r"|\b100\s*%\s*accessible\b|\baccessible\s+to\s+(?:everyone|all)\b",
    re.IGNORECASE,
)
_TESTED = (
    r"\b(?:tested|tried|checked|read|heard|used|reviewed|evaluated)\b.{0,60}\b(?:with|by|in)\b"
)
CLAIMS = {
    rf"{_TESTED}.{{0,40}}\b(?:screen readers?|NVDA|JAWS|VoiceOver|TalkBack)\b": (
        "screen-reader",
        "pdf-screen-reader",
    ),
    rf"{_TESTED}.{{0,40}}\bbraille readers?\b": ("braille",),
    rf"{_TESTED}.{{0,40}}\b(?:disabled (?:people|readers|users)|people with disabilities)\b": (
        "tasks",
        "screen-reader",
        "easy-read",
        "sign-language",
    ),
    rf"{_TESTED}.{{0,40}}\bpeople with (?:a )?learning disabilit(?:y|ies)\b": ("easy-read",),
    rf"{_TESTED}.{{0,40}}\bexperts?\b": ("every-criterion",),
}
"""What a sentence claims, as a regular expression, and the checks one of which must be recorded."""


def check_statement(
    read: PageRead, done: Collection[str], words: StatementWords, today: date
) -> list[Problem]:
    """Return what is wrong with the page that is the statement.

    `done` are the ids of the checks that people have recorded.
    """
    page = read.page
    found = [*_title(read), *_days(read, today), *_sections(read, words)]
    for part in read.body.root.iter("p", "li", "td", "dd"):
        if part.find("p") is None:
            found += _claims(read.path, part, done)
    return found if page.statement else []


def check_one_statement(reads: list[PageRead]) -> list[Problem]:
    """Return a Problem for each statement after the first."""
    _, *others = [read for read in reads if is_statement(read.page)] or [None]
    return [
        Problem(
            read.path,
            *locate(read.source.front, ("statement",)),
            "statement-twice",
            "another page is the accessibility statement already",
            "keep the field statement: on one of them",
        )
        for read in others
    ]


def is_statement(page: Page | None) -> bool:
    """Tell whether a page is the accessibility statement."""
    return getattr(page, "statement", None) is not None


def _title(read: PageRead) -> Iterator[Problem]:
    """GOV.UK's auditors: the title is 'Accessibility statement', alone or with 'for' and a name."""
    if not read.page.title.casefold().startswith(TITLE):
        yield Problem(
            read.path,
            *locate(read.source.front, ("title",)),
            "statement-title",
            "readers look for this page under the name Accessibility statement",
            "write title: Accessibility statement, or Accessibility statement for and a name",
        )


def _days(read: PageRead, today: date) -> Iterator[Problem]:
    """GOV.UK's auditors: prepared, and reviewed within the last year."""
    front, reviewed, prepared = read.source.front, read.page.reviewed, read.page.statement.prepared
    if reviewed < a_year_before(today):
        yield Problem(
            read.path,
            *locate(front, ("reviewed",)),
            "statement-too-old",
            f"this statement was last reviewed on {reviewed}, more than a year before {today}",
            "read it through, mend it, and write today's date",
        )
    if prepared > reviewed:
        yield Problem(
            read.path,
            *locate(front, ("statement", "prepared")),
            "date-in-future",
            f"it was prepared on {prepared}, after it was last reviewed on {reviewed}",
            "write the day on which it was first published",
        )


def check_statement_begun(read: PageRead, today: date) -> list[Problem]:
    """Return a Problem for a review that is still to come."""
    if read.page.reviewed <= today:
        return []
    return [
        Problem(
            read.path,
            *locate(read.source.front, ("reviewed",)),
            "date-in-future",
            f"this statement was reviewed on {read.page.reviewed}, and today is {today}",
            "write the day on which it was really read through",
        )
    ]


def _sections(read: PageRead, words: StatementWords) -> Iterator[Problem]:
    """Yield a Problem for each heading that the handbook makes itself."""
    ours = {getattr(source, name) for source in (words, Fixed) for name in MADE}
    folded = {_fold(heading) for heading in ours}
    for heading in read.body.root.iter():
        if heading_level(heading) and _fold(text_of(heading)) in folded:
            yield problem_at(
                read.path,
                heading,
                "statement-section",
                f"the handbook makes the section '{text_of(heading)}' itself",
                "delete it, or give your own section another heading",
            )


MADE = ("feedback", "compliance", "non_accessible", "problems", "burden", "outside", "preparation")
"""The names of headings that are made in both models."""


def _fold(words: str) -> str:
    return words.casefold().replace("’", "'").strip()


def _claims(path: str, part: etree._Element, done: Collection[str]) -> Iterator[Problem]:
    """Yield a Problem for each sentence that claims more than is recorded."""
    for sentence in _SENTENCE.split(" ".join(text_of(part).split())):
        if _HEDGED.search(sentence):
            continue
        if found := _STATUS.search(sentence):
            yield problem_at(
                path,
                part,
                "statement-claim",
                f"'{found[0]}' says how far the website complies",
                "delete the sentence: the statement computes it from the tests and checks",
            )
        for pattern, checks in CLAIMS.items():
            found = re.search(pattern, sentence, re.IGNORECASE)
            if found and not set(checks) & set(done):
                yield problem_at(
                    path,
                    part,
                    "statement-claim",
                    f"'{found[0]}' claims a check that nobody has recorded",
                    f"record it in content/audits/ ({' or '.join(checks)}), or delete the sentence",
                )
