"""Whether contractions stand where they must in braille, and only there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.formats.braille_expected import changed, vocabulary
from handbook.formats.braille_grade_2 import GradeTwo, same, why_missed
from handbook.formats.said import said, split

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

PUNCTUATION = ".,;:!?()[]'\""
MOST_MISSES = 0.02
FEW = 5
"""A file may have so many words that liblouis cannot read back, beside those of known kinds."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """What was seen of the contractions of some text."""

    count: int
    """How many words were read."""
    strange: tuple[tuple[str, str], ...]
    """What liblouis read, and the word that stands there, where no known reason explains it."""
    spelt: frozenset[str]
    """Words that could be written shorter."""
    shortened: tuple[str, ...]
    """Words that are contracted though they are code or in another language."""

    def faults(self) -> list[str]:
        """Return what is wrong, in sentences."""
        most = max(FEW, MOST_MISSES * self.count)
        found = [
            f"'{word}' is contracted, though it is code or in another language"
            for word in self.shortened
        ]
        if len(self.spelt) > most:
            found.append(
                f"{len(self.spelt)} words are not contracted, such as '{min(self.spelt)}'"
            )
        if len(self.strange) > most:
            examples = ", ".join(f"'{read}' for '{word}'" for read, word in self.strange[:5])
            found.append(f"{len(self.strange)} words are read wrongly, such as {examples}")
        return found


def reading_faults(reader: GradeTwo, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with the contractions of a file that has been read."""
    return lengths(reader, document, edition).faults()


def lengths(reader: GradeTwo, document: Document, edition: Edition) -> Lengths:
    """Return where contractions are missing, or stand in another language, in code or addresses."""
    strange = tuple(miss for miss in reader.misses if why_missed(*miss) is None)
    if not document.language.startswith("en"):
        return Lengths(reader.count, strange, frozenset(), ())
    root = document.tree()
    whole = set(split([same(" ".join(said(document).words))]))
    apart = [one for one in root.iter() if one.tag == "code" or in_other_language(one, document)]
    inside = {
        word.strip(PUNCTUATION) for one in apart for word in split([" ".join(one.itertext())])
    }
    for one in apart:
        one.text = ""
        del one[:]
    outside = {word.strip(PUNCTUATION) for word in vocabulary(changed(document, root), edition)}
    spelt = {word for word in reader.spelt - inside if word in whole and word.isalpha()}
    contracted = {word.strip(PUNCTUATION) for word in reader.contracted}
    shortened = sorted(contracted & (inside - outside))
    return Lengths(reader.count, strange, frozenset(spelt), tuple(shortened))


def in_other_language(element: etree._Element, document: Document) -> bool:
    language = element.get("lang", document.language)
    return language.partition("-")[0] != document.language.partition("-")[0]
