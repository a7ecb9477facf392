"""Advice on plain English: sentence length, and reading age by two published measures.

Flesch-Kincaid grade: J. P. Kincaid and others, Derivation of new readability formulas, US Naval
Technical Training Command, Research Branch Report 8-75, 1975. Automated Readability Index:
R. J. Senter and E. A. Smith, AMRL-TR-66-220, 1967. Reading age is the school grade plus five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lxml import etree

from handbook.blocks import place_of
from handbook.problems import Problem

LONGEST_SENTENCE = 30
LONGEST_AVERAGE = 18
OLDEST_READER = 12
FEWEST_SENTENCES = 8
"""Below this, a page is too short for a reading age to mean anything."""
_BLOCKS = ("p", "li", "dd")
_LEFT_OUT = frozenset({"code", "pre", "sup", "table", "figcaption", "ul", "ol", "dl", "p"})
_QUOTATION = re.compile(r"[“‘][^“”‘’]{12,}[”’]")
_SENTENCE_END = re.compile(r"(?<=[.?!:])[”’)]*\s+(?=[“‘(]*[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
_LETTERS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<![aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<![td])ed$|(?<![sxzcg])es$")


class Sentence(NamedTuple):
    text: str
    block: etree._Element

    @property
    def length(self) -> int:
        """How many words and figures it has."""
        return len(_WORD.findall(self.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is."""

    sentences: int
    words_per_sentence: float
    flesch_kincaid_age: float
    automated_age: float


def advise(path: str, sentences: Sequence[Sentence], *, reading_age: bool) -> list[Problem]:
    """Return advice on the sentences of a page, each at its place."""
    advice = [_too_long(path, one) for one in sentences if one.length > LONGEST_SENTENCE]
    reading = measure(sentences)
    if reading is None:
        return advice
    start = place_of(sentences[0].block)
    if reading.words_per_sentence > LONGEST_AVERAGE:
        advice.append(
            Problem(
                path,
                *start,
                "long-sentences",
                f"sentences here have {reading.words_per_sentence:.0f} words on average",
                f"make two of one until the average is {LONGEST_AVERAGE} or less",
                "advice",
            )
        )
    ages = {
        "Flesch-Kincaid": reading.flesch_kincaid_age,
        "Automated Readability Index": reading.automated_age,
    }
    high = [f"{age:.1f} by {name}" for name, age in ages.items() if age > OLDEST_READER]
    if reading_age and high:
        advice.append(
            Problem(
                path,
                *start,
                "reading-age",
                f"the reading age of this page is {' and '.join(high)}",
                f"use shorter words and sentences, until it is {OLDEST_READER} or less",
                "advice",
            )
        )
    return advice


def sentences_of(body: etree._Element) -> Iterator[Sentence]:
    """Yield the sentences of running text; tables, code, notes' marks and headings are left out."""
    left_out = {block for outer in body.iter("table", "figure") for block in outer.iter(*_BLOCKS)}
    for block in body.iter(*_BLOCKS):
        if block in left_out:
            continue
        for text in _SENTENCE_END.split(_own_words(block)):
            if _WORD.search(text):
                yield Sentence(text.strip(), block)


def measure(sentences: Sequence[Sentence]) -> Reading | None:
    """Return the reading ages of a text, or None when it is too short.

    Quotations and names are left out: an author cannot write them in shorter words.
    """
    kept = [words for one in sentences if (words := _plain_words(one.text))]
    if len(kept) < FEWEST_SENTENCES:
        return None
    words = [word for sentence in kept for word in sentence]
    length = len(words) / len(kept)
    syllables = sum(map(count_syllables, words)) / len(words)
    letters = len("".join(words)) / len(words)
    everything = sum(one.length for one in sentences) / len(sentences)
    return Reading(
        len(kept),
        everything,
        0.39 * length + 11.8 * syllables - 15.59 + 5,
        4.71 * letters + 0.5 * length - 21.43 + 5,
    )


@cache
def count_syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    return max(1, len(_VOWELS.findall(_SILENT_E.sub("", plain))))


def _plain_words(text: str) -> list[str]:
    """Return a sentence's words without quotations, names and figures."""
    first, *others = _LETTERS.findall(_QUOTATION.sub("", text)) or [""]
    return [first, *[word for word in others if word[0] > "Z"]] if first else []


def _own_words(element: etree._Element) -> str:
    """Return a block's own text, without blocks inside it, marks and code."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _LEFT_OUT and not child.get("sources"):
            parts.append(_own_words(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split()).replace(" .", ".").replace(" ,", ",")


def _too_long(path: str, sentence: Sentence) -> Problem:
    count = sentence.length
    start = " ".join(sentence.text.split()[:6])
    return Problem(
        path,
        *place_of(sentence.block),
        "long-sentence",
        f"the sentence that starts '{start}' has {count} words",
        f"make two of it; the most is {LONGEST_SENTENCE}",
        "advice",
    )
