"""The signs that our braille is made of, and what stands for a character that has none.

Both the writer and the checkers go by this list: it is what braille declares that it changes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CELLS_A_LINE = 40
LINES_A_PAGE = 25
"""The last line of a page holds its number."""
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""Braille ASCII: the character for each of the 64 cells, in the order of Unicode (U+2800 on)."""
BLANK = "\u2800"
SIGNS = frozenset("‘’“”–—…£€¥¢§¶©®™°•×÷−→←↑↓½¼¾«»")
ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327")
"""Grave, acute, circumflex, tilde, diaeresis, ring, caron and cedilla (UEB 2013, 4.2)."""
LETTERS = frozenset("øØłŁ")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = "₀₁₂₃₄₅₆₇₈₉"
KEPT = SIGNS | LETTERS | frozenset(RAISED + LOWERED)
OTHERWISE = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2032": "'",
    "\u2033": "''",
    "\u201a": "‘",
    "\u201e": "“",
    "\u2044": "/",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ß": "ss",
    "ẞ": "SS",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ħ": "h",
    "đ": "d",
    "ı": "i",
}
"""What stands for a character that UEB, or liblouis 3.24, has no sign of its own for."""
OPENING = re.compile(r'(?<![^\s(\[{/‘–—-])"(?=\S)')


_CELLS = {ord(one): chr(0x2800 + place) for place, one in enumerate(ASCII)}
_ASCII = {ord(cell): chr(one) for one, cell in _CELLS.items()}


def to_cells(braille_ascii: str) -> str:
    """Return braille ASCII as cells of Unicode."""
    return braille_ascii.translate(_CELLS)


def to_ascii(cells: str) -> str:
    """Return cells of Unicode as braille ASCII; raises ValueError for a cell of eight dots."""
    made = cells.translate(_ASCII)
    if not made.isascii():
        raise ValueError(f"'{cells}' is not braille of six dots")
    return made


def in_signs(text: str) -> str:
    """Return a text in characters that our braille has signs for.

    White space stays; what does not show is left out; an unknown accent is left out; anything else
    without a sign stands as its name in square brackets.
    """
    text = OPENING.sub("“", text).replace('"', "”")
    if text.isascii():
        return text
    return "".join(map(_sign, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=5_000)
def _sign(character: str) -> str:
    """Return what stands for one character."""
    if character.isascii() or character in KEPT:
        return character
    if character in OTHERWISE:
        return OTHERWISE[character]
    kind = unicodedata.category(character)
    if character.isspace() or kind == "Zs":
        return " "
    if kind in ("Cf", "Mn", "Me", "Cc"):
        return ""
    base, *marks = unicodedata.normalize("NFD", character)
    if base.isascii() and base.isalpha():
        kept = [mark for mark in marks if mark in ACCENTS][: len(marks) == 1]
        return unicodedata.normalize("NFC", base + "".join(kept))
    form = unicodedata.normalize("NFKC", character)
    if form != character and form.isascii():
        return form
    return f"[{unicodedata.name(character, 'sign').lower()}]"
