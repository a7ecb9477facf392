"""A reader of scripts: whether what is said is what the Document says, word by word.

A script differs from its Document in ways that are declared, and in no other: marks of citations
are left out, short forms are said in full, signs become words, and the names of a table's columns
are said again in each row. So the two are compared letter by letter and digit by digit: all of the
Document's must be there, in order, or be a short form in full, and only declared words may stand
between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.elements import long_date
from handbook.formats.plain_text import about
from handbook.formats.said import said
from handbook.formats.speech_clean import sayer
from handbook.formats.speech_words import SpeechWords
from handbook.word_group import names_of

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.said import Said
    from handbook.load import Edition

Units = tuple[str, ...]
CITED = "doc-biblioref"
SHOWN = 6
"""How many words a message shows."""
UNSAID = ("https", "http", "www")
"""What stands before an address and is not read out."""


@dataclass(frozen=True, slots=True)
class Declared:
    """How a script may differ from a text."""

    labels: tuple[Units, ...]
    """What may be said beside the text's own words."""
    short: tuple[tuple[Units, Units], ...]
    """What may stand in the text, and what may be said in its place."""


def script_faults(script: str, document: Document, edition: Edition) -> list[str]:
    """Return where a script does not say what a Document says, in sentences."""
    expected, found = units(" ".join(heard(document).words)), units(script)
    at = parted(expected, found, declared(document, edition))
    if at is None:
        return []
    there, here = at
    return [
        f"after '{' '.join(expected[max(0, there - SHOWN) : there])}' it says "
        f"'{' '.join(found[here : here + SHOWN])}' instead of "
        f"'{' '.join(expected[there : there + SHOWN])}'"
    ]


def title_faults(
    titles: list[str], document: Document, edition: Edition, *, depth: int
) -> list[str]:
    """Return which titles of chapters are not the headings down to a level, then the last one."""
    last = edition.settings.words.formats.speech.about
    wanted = [one.text for one in document.headings if one.level <= depth] + [last]
    if len(titles) != len(wanted):
        return [f"it has {len(titles)} chapters instead of {len(wanted)}"]
    may = declared(document, edition)
    return [
        f"its chapter '{title}' has not the heading '{heading}'"
        for title, heading in zip(titles, wanted, strict=True)
        if parted(units(heading), units(title), may) is not None
    ]


def units(text: str) -> Units:
    """Return the words of a text without their signs, each digit by itself."""
    return tuple(re.findall(r"[^\W\d_]+|\d", unicodedata.normalize("NFKC", text)))


def parted(expected: Units, found: Units, may: Declared) -> tuple[int, int] | None:
    """Return the place in both where they part, or None when they differ only as they may.

    Where there is more than one way to go on, each is tried.
    """
    labels: dict[str, list[Units]] = {}
    for label in may.labels:
        labels.setdefault(label[0], []).append(label)
    short: dict[str, list[tuple[Units, Units]]] = {}
    for pair in may.short:
        short.setdefault(pair[0][0], []).append(pair)
    ways, seen, furthest = [(0, 0)], {(0, 0)}, (0, 0)
    while ways:
        there, here = ways.pop()
        furthest = max(furthest, (there, here))
        if (there, here) == (len(expected), len(found)):
            return None
        one, two = expected[there : there + 1], found[here : here + 1]
        steps = [(0, len(label)) for label in labels.get("".join(two), ())
                 if found[here : here + len(label)] == label]  # fmt: skip
        steps += [(len(old), len(new)) for old, new in short.get("".join(one), ())
                  if expected[there : there + len(old)] == old
                  and found[here : here + len(new)] == new]  # fmt: skip
        steps += [(1, 1)] if one and one == two else []
        for step in steps:
            place = (there + step[0], here + step[1])
            if place not in seen:
                seen.add(place)
                ways.append(place)
    return furthest


def heard(document: Document) -> Said:
    """Return what a Document says without the marks of its citations.

    They stay where a cell of a table holds nothing else.
    """
    root = document.tree()
    for mark in [one for one in root.iter("a") if one.get("role") == CITED]:
        cell = next(mark.iterancestors("td", "th"), None)
        if cell is None or any(sign.isalnum() for sign in uncited(cell)):
            mark.tail = f" {mark.tail or ''}"
            etree.strip_elements(mark, "*", with_tail=False)
            mark.text = None
    return said(replace(document, xhtml=etree.tostring(root, encoding="unicode")))


def uncited(element: etree._Element) -> str:
    """Return the words of an element that are not in marks of citations."""
    if element.get("role") == CITED:
        return ""
    inside = (uncited(child) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inside)


def declared(document: Document, edition: Edition) -> Declared:
    """Return how the script of a Document may differ from it."""
    words = edition.settings.words.formats.speech
    labels = dict.fromkeys(units(one) for one in said_beside(document, edition))
    return Declared(tuple(one for one in labels if one), tuple(in_full(words)))


def in_full(words: SpeechWords) -> Iterator[tuple[Units, Units]]:
    """Yield each short form, and what is said in its place."""
    yield from ((units(short), units(long)) for short, long in words.abbreviations.items())
    yield from (((one,), ()) for one in UNSAID)
    letters = zip(("k", "m", "bn"), words.amounts[1:4], strict=False)
    yield from ((units(sign), units(name)) for one, name in letters for sign in (one, one.upper()))


def said_beside(document: Document, edition: Edition) -> Iterator[str]:
    """Yield what a script may say beside the Document's own words."""
    settings, words = edition.settings, edition.settings.words.formats.speech
    say = sayer(words)
    for name in names_of(SpeechWords):
        value = getattr(words, name)
        if isinstance(value, str) and "{" not in value:
            yield value
        if name == "currencies":
            yield from (one for pair in value.values() for one in pair)
    for table in document.tree().iter("table"):
        yield words.rows.format(number=len(table.findall("tbody/tr")))
        for column in table.iterfind("thead/tr/th"):
            column_name = "".join(column.itertext())
            yield from (column_name, say(column_name))
    day = long_date(settings.edition.date, settings.words)
    number = settings.words.edition.format(version=settings.edition.version, date=day)
    yield say(words.opening.format(title=settings.title, edition=number))
    yield from map(say, about(document, edition))
