"""What an author can put right: a Problem says where, what and how."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

CODES: dict[str, str] = {
    "alt-file-name": "The description of a picture is the name of its file.",
    "alt-image-of": "The description of a picture says only that it is a picture.",
    "alt-too-long": "The description of a picture has more than 400 characters.",
    "audit-too-old": "A check by people is older than a year.",
    "broken-map": "The outlines of the map cannot be read.",
    "broken-yaml": "The settings at the top of the file cannot be read.",
    "capitals": "Words or a heading are in capital letters for no reason.",
    "click-here": "The text tells readers to click.",
    "control-character": "The file holds a character that no reader can see or hear.",
    "date-in-future": "A date that must lie in the past lies in the future.",
    "date-past": "The day by which something was promised has come.",
    "duplicate-id": "Two things have the same id.",
    "duplicate-key": "The same field is written twice.",
    "duplicate-number": "Two principles have the same number.",
    "easy-read-citation": "A sentence of an Easy Read version cites a source.",
    "easy-read-sentence": "A sentence is not as Easy Read asks.",
    "easy-read-word": "A hard word of an Easy Read version is not explained.",
    "empty-file": "The file has nothing in it.",
    "empty-heading": "A heading has no words.",
    "empty-link": "A link has no words.",
    "empty-section": "A section has a heading and nothing below it.",
    "empty-value": "A field has a name and no value.",
    "figure-without-source": "A figure in the text has no source beside it.",
    "file-too-large": "The file is larger than a page of text can be.",
    "hard-word": "A word has a simpler one.",
    "idiom": "A phrase does not mean what its words say.",
    "image-heavy": "A picture file is heavy to load.",
    "image-oversized": "A picture has more pixels than a page can show.",
    "image-too-large": "The picture file is too large to publish.",
    "image-type": "The picture is not an SVG, PNG, JPEG or WebP file.",
    "image-unsafe": "The picture could run a program or fetch something from elsewhere.",
    "image-without-alt": "A picture has no description in words.",
    "image-without-credit": "A picture does not say who made it and under which licence.",
    "impossible-date": "A date is not in the calendar, or not written year-month-day.",
    "link-broken": "A link leads to a page on another site that is gone.",
    "link-moved": "A link leads to a page on another site that has moved for good.",
    "link-outside": "A link or path leads out of the project.",
    "link-unsure": "Another site did not say whether the page of a link is there.",
    "long-sentence": "A sentence has more than 30 words.",
    "long-sentences": "The sentences of a page have more than 18 words on average.",
    "measure-without-source": "A published measure is named without its source.",
    "missing-field": "A field that every such file needs is not there.",
    "missing-file": "A file that the handbook needs is not there.",
    "missing-front-matter": "The file does not begin with its settings between two lines of ---.",
    "missing-image": "The picture file is not there.",
    "missing-section": "A section that every such page needs is not there.",
    "not-utf-8": "The file is not saved as UTF-8 text.",
    "orphan-page": "No other page leads to this one.",
    "page-not-in-nav": "A page is not in the reading order.",
    "page-twice-in-nav": "A page is in the reading order more than once.",
    "passive-voice": "A sentence does not say first who acts, or who has to.",
    "path-outside": "A file is a link to something outside the project.",
    "raw-html": "The text holds HTML that the handbook cannot publish in every format.",
    "reading-age": "A page asks for a reading age above 12.",
    "section-order": "The sections are not in the order that every such page has.",
    "silence-without-effect": "A remark allows advice that is not given there.",
    "silence-without-reason": "A remark allows advice and does not say why.",
    "skipped-heading": "A heading jumps over a level.",
    "stale-review": "A page was last reviewed more than two years before the edition.",
    "statement-claim": "The accessibility statement claims what only evidence may say.",
    "statement-section": "The accessibility statement has a section that the handbook makes.",
    "statement-title": "The title of the accessibility statement does not say what it is.",
    "statement-too-old": "The accessibility statement was not reviewed within a year.",
    "statement-twice": "Two pages are the accessibility statement.",
    "table-without-caption": "A table has no caption.",
    "table-without-headers": "A table has a column or a row without a header.",
    "text-to-replace": "A text that `handbook new` asks for is still to be written.",
    "title-in-body": "The text has a heading of the first level, which is the title's.",
    "too-deep": "Lists or fields stand too many levels inside one another.",
    "unknown-anchor": "A link names a part of a page that is not there.",
    "unknown-attribute": "Curly brackets hold something that the handbook does not know.",
    "unknown-choice": "The value is not in the list of values for this field.",
    "unknown-field": "A field has a name that is not in the content model.",
    "unknown-language": "A phrase is marked with something that is not a language code.",
    "unknown-note": "The text refers to a note that is not there.",
    "unknown-page": "A link leads to a page that is not there.",
    "unknown-place": "The map has a place that is not in the settings.",
    "unknown-principle": "No principle has this id.",
    "unknown-section": "A page has a section that such pages do not have.",
    "unknown-source": "No source has this id.",
    "unsafe-link": "A link opens what no page may open, or something else than its words say.",
    "unsupported-markup": "The text holds Markdown that not every format can carry.",
    "vague-link": "The words of a link do not say where it leads.",
    "wrong-name": "A file name has something other than small letters, digits and hyphens.",
    "wrong-type": "A field holds the wrong kind of value.",
    "yaml-alias": "The settings use an anchor or alias.",
}
"""Every code and what it means; the editors' guide explains each with an example."""
_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ADVICE = frozenset(
    """
    alt-file-name alt-image-of alt-too-long capitals click-here easy-read-sentence hard-word
    idiom image-heavy image-oversized long-sentence long-sentences measure-without-source
    orphan-page passive-voice reading-age stale-review
""".split()
)
"""Codes of advice, which an author may decline where it does not help (advice/silences.py)."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that an author can put right, at a place in a file (counted from 1)."""

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: str
    severity: Literal["error", "advice"] = "error"

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"no problem code is called {self.code!r}")

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}"
        said = f"{where}: {self.severity}: {self.message} ({self.code})"
        return f"{visible(said)}\n  fix: {visible(self.fix)}"


def visible(words: str) -> str:
    """Return words with what would steer a terminal spelt out; it may come in a file's name."""
    return _STEERS.sub(lambda found: found[0].encode("unicode_escape").decode(), words)


class ProblemsFound(Exception):
    """The source has Problems; nothing may be rendered from it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """Return Problems as text, in order of place, with a closing line that counts them."""
    found = sorted(set(problems))
    errors = sum(problem.severity == "error" for problem in found)
    counts = [count(errors, "problem")] if errors or not found else []
    if advice := len(found) - errors:
        counts.append("1 piece of advice" if advice == 1 else f"{advice} pieces of advice")
    files = count(len({problem.path for problem in found}), "file")
    return "\n".join([*map(str, found), f"{' and '.join(counts)} in {files}"])


def count(number: int, noun: str) -> str:
    """Return a number with its noun: '1 file', '2 files'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the known name that looks most like `name`, or None when none does."""
    known = list(names)
    folded = {candidate.lower(): candidate for candidate in known}
    close = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, names: Iterable[str], *, otherwise: str) -> str:
    """Return a fix that offers the nearest known name, or the text `otherwise`."""
    close = nearest(name, names)
    return f"did you mean '{close}'? {otherwise}" if close else otherwise
