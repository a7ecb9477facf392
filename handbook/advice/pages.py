"""All advice on one page, at the author's lines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from handbook.advice.pictures import advise_alt, advise_file
from handbook.advice.wording import Remark, heading_remarks, remarks, rules_for
from handbook.blocks import place_of
from handbook.images import picture_size
from handbook.nodes import locate
from handbook.plain_english import Sentence, advise, sentences_of
from handbook.problems import Problem
from handbook.references import scalars
from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.easy_read import EasyRead
    from handbook.model import Term
    from handbook.reading import PageRead
    from handbook.settings import Settings

OLDEST_REVIEW = 24
"""Months between a page's review and the edition that still has it."""
_QUOTED = re.compile(r"[“‘][^“”‘’]{12,}[”’]")
_MEASURE = re.compile(
    r"\b(?:[Ss]urvey of [A-Z]\w+|Census\b|Index of [A-Z]\w+(?: [A-Z]\w+)*|"
    r"[A-Z]\w+(?: [A-Z]\w+)* (?:Survey|Index|Toolkit|Census|Scale)\b)"
)
_MEASURE_NAMES = ("urvey", "Index", "Toolkit", "Census", "Scale")
"""One of them stands in every name of a measure; a page without is not looked through."""
_FIELDS: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "principle": (
        ("summary",), ("recommendations", "*", "text"), ("questions", "*"),
        ("measures", "*", "what"), ("basis", "*", "supports"), ("figure", "caption"),
    ),
    "case_study": (
        ("summary",), ("shows", "*", "how"), ("people",), ("evaluation", "note"),
        ("figures", "*", "note"), ("images", "*", "caption"),
    ),
    "guide": (("summary",),),
}  # fmt: skip
"""The fields that readers read as sentences, by kind of page."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """What advice on a page needs to know beside the page."""

    root: Path
    english: bool
    known: frozenset[str]
    """Words that the handbook explains, in small letters."""
    day: date
    """The edition's date, from which the age of a review is counted."""
    mark: str
    """What stands before a text that is to be replaced."""


def measuring(root: Path, settings: Settings, terms: Iterable[Term]) -> Measuring:
    """Return what advice on the pages of a handbook needs."""
    forms = [(term.term, term.abbreviation, *term.also) for term in terms]
    known = frozenset(form.lower() for one in forms for form in one if form)
    english = settings.language.lower().split("-")[0] == "en"
    mark = settings.words.replace_this
    return Measuring(root, english, known, settings.edition.date, mark)


def advise_page(read: PageRead, about: Measuring) -> list[Problem]:
    """Return all advice on a page whose fields are in order, silenced or not."""
    if read.page is None:
        return []
    advice = [*_stale(read, about), *_pictures(read, about)]
    if about.english:
        sentences = list(sentences_of(read.body.root))
        advice += advise(read.path, sentences, reading_age=read.kind != "case_study")
        advice += [*_wording(read, sentences, about.known), *_headings(read)]
    if read.kind != "guide":
        advice += _measures(read)
    return advice


def orphan(path: str, place: tuple[int, int]) -> Problem:
    """Return the advice on a page that no other page leads to."""
    return Problem(
        path,
        *place,
        "orphan-page",
        "no other page leads here; a reader has to know it from the list of contents",
        "link to it from the text of a page where a reader would want it",
        "advice",
    )


def advise_easy_pictures(easy: EasyRead, about: Measuring) -> Iterator[Problem]:
    """Yield advice on the pictures of an Easy Read version."""
    for p, part in enumerate(easy.fields.parts):
        for i, idea in enumerate(part.ideas):
            place = locate(easy.node, ("parts", p, "ideas", i, "picture", "alt"))
            yield from advise_alt(easy.path, place, idea.picture.alt, idea.picture.file)
            yield from _weight(about.root, easy.path, place, idea.picture.file)


def _wording(
    read: PageRead, sentences: Iterable[Sentence], known: Collection[str]
) -> Iterator[Problem]:
    """Yield advice on the words of the text and of the fields; quotations are left alone."""
    front, body = read.source.front, read.body.root
    quoted = {block for outer in body.iter("blockquote") for block in outer.iter("p", "li", "dd")}
    said = [(_unquoted(one.text), one.block) for one in sentences if one.block not in quoted]
    values = [one for steps in _FIELDS[read.kind] for one in scalars(front, steps)]
    written = [(_unquoted(one.value), one) for one in values]
    rules = rules_for(text for text, _ in [*said, *written])
    for text, block in said if rules else ():
        for one in remarks(text, known, rules):
            yield _placed(read, one, place_of(block))
    for text, value in written if rules else ():
        for one in remarks(text, known, rules):
            yield _advice(read.path, (value.line, value.column), one)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(" ", text)


def _headings(read: PageRead) -> Iterator[Problem]:
    for element in read.body.root.iter("h2", "h3", "h4", "h5", "h6"):
        for one in heading_remarks(text_of(element)):
            yield _advice(read.path, place_of(element), one)


def _placed(read: PageRead, remark: Remark, start: tuple[int, int]) -> Problem:
    """Return advice at its first words, which stand somewhere in the block that starts here."""
    lines = read.source.body.split("\n")
    first = remark.words.split()[0]
    for row in range(start[0] - read.source.body_line, len(lines)):
        if not lines[row].strip():
            break
        column = lines[row].find(" ".join(remark.words.split()))
        column = column if column >= 0 else lines[row].find(first)
        if column >= 0:
            return _advice(read.path, (row + read.source.body_line, column + 1), remark)
    return _advice(read.path, start, remark)


def _advice(path: str, place: tuple[int, int], one: Remark) -> Problem:
    return Problem(path, *place, one.code, one.message, one.fix, "advice")


def _stale(read: PageRead, about: Measuring) -> Iterator[Problem]:
    day = read.page.reviewed
    months = (about.day.year - day.year) * 12 + about.day.month - day.month
    if months > OLDEST_REVIEW:
        yield Problem(
            read.path,
            *locate(read.source.front, ("reviewed",)),
            "stale-review",
            f"this page was last reviewed {months} months before this edition",
            "read it again, mend what has changed, and write the new date",
            "advice",
        )


def _pictures(read: PageRead, about: Measuring) -> Iterator[Problem]:
    """Yield advice on the pictures in the text and in the fields of a page."""
    page, front = read.page, read.source.front
    fields = [("figure", (), getattr(page, "figure", None))]
    fields += [("images", (i,), one) for i, one in enumerate(getattr(page, "images", ()))]
    for name, number, picture in fields:
        if picture is not None:
            place = locate(front, (name, *number, "alt"))
            yield from advise_alt(read.path, place, picture.alt, picture.file)
            yield from _weight(about.root, read.path, place, picture.file)
    for image in read.body.root.iter("img"):
        place, src = place_of(image), image.get("src", "")
        yield from advise_alt(read.path, place, image.get("alt") or "", src)
        folder = Path(read.path).parent
        yield from _weight(about.root, read.path, place, f"{folder.as_posix()}/{src}")


def _weight(root: Path, path: str, place: tuple[int, int], file: str) -> Iterator[Problem]:
    """Yield advice on a picture's file, if it is a sound one of this project."""
    file = posixpath.normpath(file)
    if size := picture_size(root, file):
        yield from advise_file(root, path, place, file, size[0])


def _measures(read: PageRead) -> Iterator[Problem]:
    """Yield advice on each paragraph and item that names a published measure and cites nothing."""
    words = "".join(read.body.root.itertext())
    if not any(name in words for name in _MEASURE_NAMES):
        return
    for block in read.body.root.iter("p", "li"):
        if block.tag == "p" and block.getparent().tag == "li":
            continue
        found = _MEASURE.search(text_of(block))
        if found and not _cited(block):
            yield Problem(
                read.path,
                *place_of(block),
                "measure-without-source",
                f"'{found[0]}' has no source beside it",
                "cite where a reader finds its questions, for example [@S36]",
                "advice",
            )


def _cited(block: etree._Element) -> bool:
    inside = any(outer.tag in ("table", "figure") for outer in block.iterancestors())
    return inside or block.find(".//a[@sources]") is not None
