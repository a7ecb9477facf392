"""A reader of scripts: whether what is said is what the Document says, word by word.

A script differs from its Document in ways that are declared, and in no other: marks of citations
are left out, short forms are said in full, signs become words, and the names of a table's columns
are said again in each row. So the two are compared letter by letter and digit by digit: all of the
Document's must be there, in order, and only declared words may stand between.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.elements import long_date
from handbook.formats.plain_text import about
from handbook.formats.said import first_difference, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.document import Document
    from handbook.load import Edition

CITED = "doc-biblioref"
SHOWN = 6
"""How many words a message shows."""


def script_faults(script: str, document: Document, edition: Edition) -> list[str]:
    """Return where a script does not say what a Document says, in sentences."""
    expected = units(in_full(" ".join(heard(document).words), edition))
    found = units(script)
    at = first_difference(expected, found, [units(one) for one in declared(document, edition)])
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
    labels = [units(one) for one in declared(document, edition)]
    return [
        f"its chapter '{title}' has not the heading '{heading}'"
        for title, heading in zip(titles, wanted, strict=True)
        if first_difference(units(in_full(heading, edition)), units(title), labels) is not None
    ]


def units(text: str) -> tuple[str, ...]:
    """Return the words of a text without their signs, each digit by itself."""
    return tuple(re.findall(r"[^\W\d_]+|\d", unicodedata.normalize("NFKC", text)))


def heard(document: Document):
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


def in_full(text: str, edition: Edition) -> str:
    """Return a text with short forms and `.0` in full, and addresses without their beginning."""
    text = re.sub(r"\bhttps?://(?:www\.)?(?=\w)", "", text)
    words = edition.settings.words.formats.speech
    text = re.sub(r"(\d)\.(0+)(?!\.?\d)", rf"\1 {words.point} \2", text)
    forms = words.abbreviations
    for short in sorted(forms, key=len, reverse=True):
        before, after = r"(?<![\w.])", r"(?!\w)"
        kept = unicodedata.normalize("NFKC", short)
        text = re.sub(before + re.escape(kept) + after, forms[short], text)
    return text


def declared(document: Document, edition: Edition) -> Iterator[str]:
    """Yield what a script may say beside the Document's own words."""
    settings, words = edition.settings, edition.settings.words.formats.speech
    for name, value in words.model_dump().items():
        if isinstance(value, str) and "{" not in value:
            yield value
        if name == "currencies":
            yield from (one for pair in value.values() for one in pair)
    for table in document.tree().iter("table"):
        yield words.rows.format(number=len(table.findall("tbody/tr")))
        for column in table.iterfind("thead/tr/th"):
            name = "".join(column.itertext())
            yield from (name, re.sub(r"(?<=\d)[-–](?=\d)", f" {words.to} ", name))
    day = long_date(settings.edition.date, settings.words)
    number = settings.words.edition.format(version=settings.edition.version, date=day)
    yield in_full(words.opening.format(title=settings.title, edition=number), edition)
    for line in about(document, edition):
        yield in_full(addressed(line, edition), edition)


def addressed(line: str, edition: Edition) -> str:
    """Return a line with the signs of the addresses in it as words."""
    words = edition.settings.words.formats.speech
    names = {".": words.dot, "@": words.at, "/": words.slash}

    def say(match: re.Match) -> str:
        bare = re.sub(r"^https?://(?:www\.)?", "", match[0]).rstrip("/")
        return "".join(f" {names[sign]} " if sign in names else sign for sign in bare)

    return re.sub(r"https?://\S+|\S+@\S+\w", say, line)
