"""What a Document says, and what a file made from it says: the two must be the same.

This is how lost descriptions of pictures, numbers of lists, notes and cells of tables are found,
which checkers of a file's form do not see.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.blocks import heading_level
from handbook.document import INLINE

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

OUTSIDE = re.compile(r"(?:https?:|mailto:|tel:)")
AROUND = 6
"""How many words a message shows before the place of a difference, and after it."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one text in reading order; None for what a format cannot carry."""

    title: str | None
    language: str | None
    words: tuple[str, ...]
    headings: tuple[tuple[int, str], ...] | None
    """Level and words of each heading."""
    phrases: tuple[tuple[str, str], ...] | None
    """Language and words of each part in another language."""
    addresses: tuple[str, ...] | None
    """Where the links out of the text lead: web addresses, or paths of the handbook's pages."""


@lru_cache(maxsize=2)
def said(document: Document) -> Said:
    """Return what a Document says.

    Each picture stands for its description, each item of a numbered list begins with its number,
    and a way back from a note or a source says nothing.
    """
    return said_of(document.tree(), document)


def said_of(root: etree._Element, document: Document) -> Said:
    """Return what a tree says that is a Document's, or a part of it."""
    language = document.language
    return Said(
        document.title,
        language,
        tuple(split(_text(root))),
        tuple((level, _joined(one)) for one in root.iter() if (level := heading_level(one))),
        tuple(
            (one.get("lang"), _joined(one))
            for one in root.iter()
            if one.get("lang", language) != language
        ),
        tuple(href for one in root.iter("a") if not (href := one.get("href")).startswith("#")),
    )


def on_the_web(expected: Said, edition: Edition) -> Said:
    """Return the same with web addresses in place of the paths of the handbook's own pages."""
    site = edition.settings.site_url.rstrip("/")
    found = []
    for address in expected.addresses:
        path, mark, anchor = address.partition("#")
        own = edition.documents.get(path)
        found.append(f"{site}/{own.url}{mark}{anchor}" if own else address)
    return replace(expected, addresses=tuple(found))


def split(pieces: Iterable[str]) -> list[str]:
    """Return the words of pieces of text; a form of a letter counts as the letter (NFKC)."""
    return unicodedata.normalize("NFKC", "".join(pieces)).split()


def _joined(element: etree._Element) -> str:
    return " ".join(split(_text(element)))


def _text(element: etree._Element) -> list[str]:
    pieces: list[str] = []
    _gather(element, pieces.append)
    return pieces


def _gather(element: etree._Element, say: Callable[[str | None], None]) -> None:
    """Say the pieces of an element's text, in order."""
    tag, role = element.tag, element.get("role")
    if role == "doc-backlink":
        return
    apart = " " if tag not in INLINE or tag in ("img", "br") or role == "doc-noteref" else ""
    say(apart)
    say("“" if tag == "q" else "")
    say((element.get("alt") if tag == "img" else element.text) or "")
    number = int(element.get("start", "1")) if tag == "ol" else None
    for child in element:
        if number is not None:
            say(f" {number}. ")
            number += 1
        _gather(child, say)
        say(child.tail or "")
    say("”" if tag == "q" else "")
    say(apart)


def differences(
    expected: Said, found: Said, *, labels: Iterable[str] = (), joint: str = ""
) -> list[str]:
    """Return where a file does not say what its Document says, in sentences.

    `labels` are what the writer says it adds; a word may have one of the signs `joint` after it in
    the file.
    """
    faults = []
    if found.title is not None and not found.title.startswith(expected.title):
        faults.append(f"its title is '{found.title}' instead of '{expected.title}'")
    if found.language is not None and found.language != expected.language:
        faults.append(f"its language is '{found.language}' instead of '{expected.language}'")
    parts = tuple(tuple(split([label])) for label in labels)
    at = first_difference(expected.words, found.words, parts, joint)
    if at is not None:
        there, here = at
        faults.append(
            f"after '{_shown(expected.words[max(0, there - AROUND):there])}' it says "
            f"'{_shown(found.words[here:here + AROUND])}' instead of "
            f"'{_shown(expected.words[there:there + AROUND])}'"
        )
    for name in ("headings", "phrases", "addresses"):
        one, other = getattr(expected, name), getattr(found, name)
        if other is not None and one != other:
            pairs = zip([*one, None], [*other, None], strict=False)
            wanted, got = next((a, b) for a, b in pairs if a != b)
            faults.append(f"its {name} are not those of the text: {got} instead of {wanted}")
    return faults


def _shown(words: Sequence[str]) -> str:
    return " ".join(words) or "nothing"


def first_difference(
    expected: Sequence[str],
    found: Sequence[str],
    labels: Sequence[tuple[str, ...]] = (),
    joint: str = "",
) -> tuple[int, int] | None:
    """Return the place in both where they part, or None when only labels stand between.

    A word that may be either the text's own or a label is tried as both.
    """
    if expected == found:
        return None
    starts: dict[str, list[tuple[str, ...]]] = {}
    for label in labels:
        starts.setdefault(label[0], []).append(label)
    marks = [at for at, word in enumerate(found) if word in starts] + [len(found)]
    open_ways, seen, furthest = [(0, 0)], set(), (0, 0)
    while open_ways:
        there, here = open_ways.pop()
        while here < len(found):
            there, here = passed(expected, found, there, here, marks[bisect_left(marks, here)])
            if here == len(found):
                break
            heard = found[here]
            if heard in starts:
                if (there, here) in seen:
                    break
                seen.add((there, here))
                for label in starts[heard]:
                    if tuple(found[here : here + len(label)]) == label:
                        open_ways.append((there, here + len(label)))
            if there == len(expected):
                break
            if heard != expected[there] and not is_joined(heard, expected[there], joint):
                break
            there, here = there + 1, here + 1
        furthest = max(furthest, (there, here))
        if there == len(expected) and here == len(found):
            return None
    return furthest


def passed(
    expected: Sequence[str], found: Sequence[str], there: int, here: int, end: int
) -> tuple[int, int]:
    """Return the places in both behind words that are the same, before the place `end` in `found`.

    They are compared in ever shorter parts, which is quick where all of them are the same.
    """
    length = end - here
    while length > 0:
        if expected[there : there + length] == found[here : here + length]:
            there, here = there + length, here + length
            length = min(length, end - here)
        else:
            length //= 2
    return there, here


def is_joined(heard: str, word: str, joint: str) -> bool:
    """Tell whether a word of the file is one of the text with one of the signs after it."""
    return heard[:-1] == word and heard[-1] in joint
