"""A reader of uncontracted braille, written from the rules alone: cells in, words out.

It shares no code with liblouis or with our writer. Clauses are those of The Rules of Unified
English Braille, second edition 2013 (https://www.iceb.org/ueb.html).
"""

from __future__ import annotations

import unicodedata

DIGITS = dict(zip("ABCDEFGHIJ", "1234567890", strict=True))
"""Letters after the numeric indicator (6.1)."""
NUMERIC = {"1": ",", "4": ".", "/": "\u2044"}
"""What may stand within a number (6.2, 6.4)."""
SUPERSCRIPT, SUBSCRIPT = "\ue009", "\ue005"
"""What stands before a raised or lowered number in the words that are read."""

TYPEFORMS = [prefix + extent for prefix in (".", "^", "_", "@") for extent in ("2", "1", "7", "'")]
"""Italic, bold, underline and script: symbol, word, passage and end (9.1)."""
UNHEARD = dict.fromkeys(TYPEFORMS, "") | {"@.<": "", "@.>": ""}
"""Signs that stand for no print: typeforms, and what is round a transcriber's note (3.27)."""
SYMBOLS = {
    "1": ",", "2": ";", "3": ":", "4": ".", "6": "!", "'": "'", "-": "-", "0": '"',
    "_/": "/", "_*": "\\", "_<": "{", "_>": "}", "_\\": "|", "_?": "#", "_4": "•",
    "_8": "«", "_0": "»", ".<": "[", ".>": "]", ".0": "%", ".-": "_",
    "@<": "<", "@>": ">", "@A": "@", "@9": "~", "@5": "^", "@&": "&", "@*": "`",
    "@S": "$", "@E": "€", "@L": "£", "@Y": "¥", "@C": "¢",
    "^S": "§", "^P": "¶", "^C": "©", "^R": "®", "^T": "™", "^J": "°",
    '"<': "(", '">': ")", '"9': "*", '"6': "+", '"7': "=", '"8': "×", '"/': "÷", '"-': "−",
    '",-': "–", ",-": "–", ",8": "'", ",0": "'", ",7": '"', ",*": "`",
    "\\O": "→", "\\[": "←", "\\+": "↑", "\\%": "↓",
}  # fmt: skip
"""Section 3, section 7 and 11.6; a quotation mark reads alike whichever way it turns."""
ACCENTS = {
    "^*": "\u0300", "^/": "\u0301", "^%": "\u0302", "^]": "\u0303", "^3": "\u0308",
    "^$": "\u030a", "^+": "\u030c", "^&": "\u0327",
}  # fmt: skip
"""Modifiers, which stand before their letter (4.2)."""
STRUCK = {"@*O": "ø", "@*L": "ł"}
"""Letters with a stroke through them (4.2)."""
LONGEST = 3


class CannotRead(Exception):
    """A sign that the rules do not have; the message shows it where it stands."""


class GradeOne:
    """Reads words one after the other; capitals may go on from word to word."""

    def __init__(self) -> None:
        self.passage = False
        """Whether a capitals passage is open (8.5)."""
        self.known: dict[tuple[str, bool], tuple[str, bool]] = {}
        """What was read before: cells and passage to what they say and the passage after them."""

    def words(self, text: str) -> list[str]:
        """Return the words of braille ASCII; no passage goes on from one text to another."""
        self.passage = False
        return [read for word in text.split() if (read := self.word(word))]

    def word(self, cells: str) -> str:
        """Return what one symbols-sequence says."""
        place = cells, self.passage
        found = self.known.get(place)
        if found is None:
            found = self.known[place] = self.sequence(cells), self.passage
        said, self.passage = found
        return said

    def sequence(self, cells: str) -> str:
        """Read one symbols-sequence sign by sign."""
        self.cells, self.at = cells, 0
        self.read: list[str] = []
        self.numeric = self.whole_word = self.next_letter = self.grade_1 = False
        while self.at < len(cells):
            if not (self.indicator() or self.number() or self.letter() or self.symbol()):
                raise CannotRead(f"'{cells[self.at :]}' in '{cells}'")
        return unicodedata.normalize("NFKC", "".join(self.read))

    def take(self, *signs: str) -> bool:
        """Pass over one of some signs if it is next."""
        for sign in signs:
            if self.cells.startswith(sign, self.at):
                self.at += len(sign)
                return True
        return False

    def ahead(self, number: int) -> str:
        return self.cells[self.at : self.at + number]

    def indicator(self) -> bool:
        """Take one sign that changes how those after it are read."""
        if self.ahead(3) in UNHEARD:
            return self.take(self.ahead(3))
        if self.ahead(2) in UNHEARD:
            self.numeric = False
            return self.take(self.ahead(2))
        if self.take(";;;", ";'", ";;", ";"):
            self.numeric, self.grade_1 = False, True
            return True
        if self.take("#"):
            self.numeric = True
            return True
        if self.ahead(1) == "," and self.ahead(2) not in (",-", ",8", ",0", ",*"):
            return self.capitals()
        if self.ahead(2) in ("9#", "5#"):
            self.read.append(SUPERSCRIPT if self.ahead(1) == "9" else SUBSCRIPT)
            self.at += 1
            return True
        return False

    def capitals(self) -> bool:
        """Take a capitals indicator (8.2 to 8.6); it ends numeric mode."""
        self.numeric = False
        if self.ahead(2) == ",7":
            return False
        if self.take(",,,"):
            self.passage = True
        elif self.take(",'"):
            self.passage = self.whole_word = False
        elif self.take(",,"):
            self.whole_word = True
        else:
            self.at += 1
            self.next_letter, self.whole_word = True, False
        return True

    def number(self) -> bool:
        """Take one sign of a number."""
        sign = self.ahead(1)
        if not self.numeric or (sign not in DIGITS and sign not in NUMERIC):
            self.numeric = False
            return False
        self.read.append(DIGITS.get(sign) or NUMERIC[sign])
        self.at += 1
        self.whole_word = False
        return True

    def letter(self) -> bool:
        """Take one letter with its accent, large where capitals are on."""
        mark = ACCENTS.get(self.ahead(2), "")
        start = self.at
        self.at += 2 if mark else 0
        struck = STRUCK.get(self.ahead(3), "")
        sign = self.ahead(3) if struck else self.ahead(1)
        found = struck or (sign.lower() if sign.isalpha() else "")
        if not found:
            self.at = start
            return False
        large = self.passage or self.whole_word or self.next_letter
        found = unicodedata.normalize("NFC", found + mark)
        self.read.append(found.upper() if large else found)
        self.at += len(sign)
        self.next_letter = self.grade_1 = False
        return True

    def symbol(self) -> bool:
        """Take one sign of punctuation, or another one; it ends a capitalised word."""
        for length in range(LONGEST, 0, -1):
            if self.ahead(length) in SYMBOLS and len(self.ahead(length)) == length:
                self.read.append(SYMBOLS[self.ahead(length)])
                self.at += length
                self.whole_word = self.grade_1 = False
                return True
        if self.take("8"):
            self.read.append('"' if self.opens() else "?")
            self.whole_word = self.grade_1 = False
            return True
        return False

    def opens(self) -> bool:
        """Tell whether dots 236 are a quotation mark: a letter follows and none stands before.

        At the head of a word they are a question mark only behind a grade 1 indicator (7.5).
        Behind a bracket that opens in a word, as in code, they are one unless the bracket closes.
        """
        before = "".join(self.read)
        if self.grade_1 or self.at == len(self.cells):
            return False
        in_bracket = before.endswith(("(", "[", "{")) and self.ahead(2) not in ('">', ".>", "_>")
        return in_bracket or not before.strip("(['\"{–-/«<")
