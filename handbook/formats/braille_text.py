"""Lines of a Document as cells of Unified English Braille, with emphasis, notes and addresses.

The Rules of Unified English Braille, second edition 2013, are cited by their clause
(https://www.iceb.org/ueb.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.formats import braille_louis as louis
from handbook.formats.braille_signs import BLANK, LOWERED, RAISED, in_signs, to_cells
from handbook.formats.kept import worked_out

if TYPE_CHECKING:
    from lxml import etree

    from handbook.formats.words import FormatWords

SUPERSCRIPT, SUBSCRIPT, ALONE = 1 << 16, 1 << 17, 1 << 18
"""Typeforms of ours: digits that stand higher or lower, and a word to be translated by itself."""
OURS = SUPERSCRIPT | SUBSCRIPT | ALONE
NUMBER_AND_LETTER = re.compile(r"\S*\d[A-J]\S*")
"""In capitals, liblouis 3.24 leaves out what tells such a letter from a digit (5.6.2)."""
FORMS = {"strong": louis.BOLD, "em": louis.ITALIC, "code": louis.UNCONTRACTED}
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|\S+\.(?:gov|org|com|net|info|eu|ac|co|io|uk)\b\S*"
)
BETWEEN_NUMBERS = re.compile(r"(?<=\d) (?=\d)")
NO_BREAK = "\u00a0"
NOTE_BEGINS, NOTE_ENDS = to_cells("@.<"), to_cells("@.>")
"""Around what the transcriber says (3.27)."""
PLACES = {SUPERSCRIPT: "9", SUBSCRIPT: "5"}
CONTINUED = to_cells('"')
SLASH = to_cells("_/")
OTHER_BREAKS = tuple(map(to_cells, ("-", ".-", "4")))
ROOTS = frozenset(to_cells("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


@dataclass(frozen=True, slots=True)
class Run:
    """Some text with its typeforms."""

    text: str
    form: int = 0


class Translator:
    """Turns text into cells of one grade."""

    def __init__(self, grade: int, language: str, words: FormatWords) -> None:
        self.grade, self.language, self.words = grade, language, words
        self.table = louis.GRADE_1 if grade == 1 else louis.GRADE_2
        self.form = 0 if language.startswith("en") else louis.UNCONTRACTED

    def line(self, element: etree._Element, *, plain: bool = False, before: str = "") -> str:
        """Return all inside an element as cells; `plain` leaves emphasis out, as in headings."""
        runs = [Run(before, self.form), *self.runs(element, self.form)]
        if plain:
            runs = [Run(run.text, run.form & ~(louis.BOLD | louis.ITALIC)) for run in runs]
        return self.cells(runs)

    def text(self, text: str, form: int = 0) -> str:
        """Return some words as cells."""
        return self.cells([Run(text, form | self.form)])

    def note(self, text: str) -> str:
        """Return words of ours as a transcriber's note."""
        return NOTE_BEGINS + self.text(text) + NOTE_ENDS

    def runs(self, element: etree._Element, form: int) -> Iterator[Run]:
        """Yield what is inside an element, in order."""
        yield Run(element.text or "", form)
        for child in element:
            yield from self.element(child, form)
            yield Run(child.tail or "", form)

    def element(self, element: etree._Element, form: int) -> Iterator[Run]:
        """Yield one element of a line."""
        tag, role = element.tag, element.get("role")
        form |= FORMS.get(tag, 0)
        language = element.get("lang", self.language)
        if language.partition("-")[0] != self.language.partition("-")[0]:
            form |= louis.UNCONTRACTED
        if role == "doc-backlink":
            return
        if tag == "br":
            yield Run(" ", form)
        elif tag == "img":
            yield Run(f" [{self.words.image} {element.get('alt')}] " if element.get("alt") else "")
        elif tag in ("sup", "sub"):
            yield from self.small(element, form, SUPERSCRIPT if tag == "sup" else SUBSCRIPT)
        elif tag == "q":
            yield from (Run("“", form), *self.runs(element, form), Run("”", form))
        else:
            yield from self.runs(element, form)

    def small(self, element: etree._Element, form: int, place: int) -> Iterator[Run]:
        """Yield a number that stands higher or lower; letters there are read as they are."""
        text = "".join(element.itertext()).strip()
        if text.isascii() and text.isdigit():
            yield Run(text, place)
        else:
            yield from self.runs(element, form)

    def cells(self, runs: Iterable[Run]) -> str:
        """Return runs of text as cells, words parted by one blank each."""
        runs = list(runs)
        said = "".join(f"{run.form}:{len(run.text)}:{run.text}" for run in runs)
        return worked_out(f"cells by {self.table}", said, lambda: self.translated(runs))

    def translated(self, runs: list[Run]) -> str:
        characters, forms = folded(runs)
        for match in ADDRESS.finditer(characters):
            for at in range(*match.span()):
                forms[at] |= louis.UNCONTRACTED
        for match in NUMBER_AND_LETTER.finditer(characters):
            for at in range(*match.span()):
                forms[at] |= 0 if forms[at] & OURS else ALONE
        return "".join(self.pieces(BETWEEN_NUMBERS.sub(NO_BREAK, characters), forms))

    def pieces(self, text: str, forms: list[int]) -> Iterator[str]:
        """Yield the cells of a text, the digits that stand higher or lower apart (3.24)."""
        start = 0
        while start < len(text):
            place = forms[start] & OURS
            end = start
            while end < len(text) and forms[end] & OURS == place:
                end += 1
            piece, kinds = text[start:end], tuple(form & ~OURS for form in forms[start:end])
            if place in PLACES:
                mark = to_cells(";" + PLACES[place])
                yield mark + louis.translate(piece, louis.GRADE_1)
            else:
                yield louis.translate(piece, self.table, kinds if any(kinds) else None)
            start = end


def folded(runs: Iterable[Run]) -> tuple[str, list[int]]:
    """Return the text of runs, its white space made single, and the form of each character."""
    text, forms = "", []
    for run in runs:
        for character in in_signs(run.text):
            form = run.form
            if character in RAISED:
                character, form = str(RAISED.index(character)), SUPERSCRIPT
            elif character in LOWERED:
                character, form = str(LOWERED.index(character)), SUBSCRIPT
            if character.isspace():
                if not text or text[-1] == " ":
                    continue
                character = " "
            text += character
            forms.append(form)
    stripped = text.rstrip()
    return stripped, forms[: len(stripped)]


def wrapped(cells: str, first: int, others: int, width: int) -> list[str]:
    """Return cells in lines: the first begins at cell `first`, the others at `others`, from 1.

    A word that is longer than a line goes on after dot 5, at best behind a slash (10.13.11).
    """
    lines, line, empty = [], BLANK * (first - 1), True
    for word in cells.split(BLANK):
        if not word:
            continue
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line)
            line, empty = BLANK * (others - 1), True
        line += ("" if empty else BLANK) + word
        empty = False
        while len(line) > width:
            indent = len(line) - len(line.lstrip(BLANK))
            cut = break_point(line, max(indent, width // 2), width - 1)
            lines.append(line[:cut] + CONTINUED)
            line = BLANK * (others - 1) + line[cut:]
    return lines if empty else [*lines, line]


def break_point(line: str, least: int, most: int) -> int:
    """Return where a long word may be cut: behind a slash, another sign, or between two letters."""
    slash = line.rfind(SLASH, least, most)
    if slash > 0:
        return slash + len(SLASH)
    ends = [at + len(one) for one in OTHER_BREAKS if (at := line.rfind(one, least, most)) > 0]
    if ends:
        return max(ends)
    for cut in range(most, least, -1):
        if line[cut - 1] in ROOTS and line[cut] in ROOTS:
            return cut
    return most
