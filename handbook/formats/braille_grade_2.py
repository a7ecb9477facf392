"""A reader of contracted braille: liblouis' own way back to print, and what is known to miss.

Where that way back gives a word that the text does not have, the cells are looked up among the
words of the text, each written in cells by itself. Such a word is a miss; it is counted, and its
kind has to be one of those known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from handbook.formats import braille_louis as louis
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs, to_ascii, to_cells
from handbook.formats.kept import worked_out

TYPEFORM = re.compile(r"@\.[<>]|[\^._@][127']")
SUPERSCRIPT = re.compile(r";([95])(#[A-J]+)")
RAISED = {"9": "\ue009", "5": "\ue005"}
MARKED = re.compile("[\ue009\ue005]")
DIGITS = dict(zip("ABCDEFGHIJ", "1234567890", strict=True))
ENDS = dict(zip("1234680'->", ",;:.!?\"'-]", strict=True))
"""Cells of punctuation that may stand at the end of a word."""
SIGN = re.compile(r"[,\".](?=[8<>0])[8<>0]|.")
OPENING = {"8": '"', ",8": "'", '"<': "(", ".<": "["}
CLOSING = ENDS | {",0": "'", '">': ")", ".>": "]"}
SIGNS_INSIDE = {
    ",8": "'", ",0": "'", '"<': "(", '">': ")", "@<": "<", "@>": ">", ".<": "[", ".>": "]",
    "_<": "{", "_>": "}", "_/": "/", "_*": "\\", ".0": "%", '"7': "=", "@9": "*", "4": ".",
}  # fmt: skip
MIDDLE = re.compile("(" + "|".join(map(re.escape, SIGNS_INSIDE)) + ")")
MOST_WAYS = 512
"""How many readings of one word are tried."""
BEGIN = re.compile(r'(?:,?8|["\.]<)*')
END = re.compile(r"(?:,0|[\".]>|[1234680'])*$")
"""Signs in front of a word and behind it (7.1 to 7.6)."""
KNOWN = (
    (r".*;", r".*", "a word sign or a short form before a semicolon: dots 23 are read as 'be'"),
    (r"[Ee]nough\W*", r"[Ee]n\W*", "'enough' before some punctuation is read as two letters"),
    (r"\..*", r"dis.*", "a full stop in front of a word is read as 'dis'"),
    (r"Were\b.*", r'".*', "'were' with a capital letter is read as a quotation mark"),
    (r'.*"\W+', r".*\?.*", "a closing quotation mark before a colon is read as a question mark"),
    (r"[A-Z]+'s\W*", r".*", "the letters behind an acronym's apostrophe are read as capitals"),
    (r"\W*[A-Z]{2}\W*", r".*", "two capital letters that are also a short form"),
)
"""What liblouis 3.24 is known to read wrongly: the word, what it reads, and why."""


@dataclass
class GradeTwo:
    """Reads words one after the other; capitals may go on from word to word."""

    vocabulary: Iterable[str]
    """The words that the text has, as `same` writes them."""
    misses: list[tuple[str, str]] = field(default_factory=list)
    """What liblouis read, and the word whose cells these are."""
    passage: bool = False
    lexicon: dict[str, str] = field(default_factory=dict)
    contracted: set[str] = field(default_factory=set)
    spelt: set[str] = field(default_factory=set)
    """Words that could be written shorter, by whether they were."""

    known: dict[tuple[str, bool], tuple[str, bool, list[tuple[str, str]]]] = field(
        default_factory=dict
    )
    """What was read before: cells and passage to what they say, the passage and what was missed."""

    def __post_init__(self) -> None:
        self.vocabulary = set(self.vocabulary)
        self.count = 0

    def words(self, text: str) -> list[str]:
        """Return the words of braille ASCII; no passage goes on from one text to another."""
        self.passage = False
        return [read for word in text.split() if (read := self.word(word))]

    def word(self, cells: str) -> str:
        """Return what one word says, the same in or outside a passage in capitals."""
        found = self.known.get((cells, self.passage)) or self.learnt(cells)
        read, self.passage, missed = found
        if missed:
            self.misses += missed
        self.count += 1
        return read

    def learnt(self, cells: str) -> tuple[str, bool, list[tuple[str, str]]]:
        """Read a word for the first time; return what `known` has of it from now on."""
        place, before = (cells, self.passage), len(self.misses)
        read = self.sequence(cells)
        self.known[place] = read, self.passage, self.misses[before:]
        del self.misses[before:]
        return self.known[place]

    def sequence(self, cells: str) -> str:
        """Read one word sign by sign, and note whether it is contracted."""
        cells = TYPEFORM.sub("", cells)
        if not cells:
            return ""
        if ",,," in cells:
            self.passage, cells = True, cells.replace(",,,", "", 1)
        opened = self.passage
        if cells.endswith(",'") or (opened and ",'" in cells):
            self.passage, cells = False, cells.replace(",'", "", 1)
        cells = f",,,{cells},'" if opened and cells != "-" else cells
        read = same(back(cells))
        single = singled(cells, read)
        capital = not opened or single == single.upper()
        if capital and {single, bare(single)} & self.vocabulary:
            if single == read:
                self.note_length(cells, bare(read))
            return single
        return (
            self.uncontracted(cells)
            or self.peeled(cells)
            or self.pieced(cells)
            or self.looked_up(cells, read)
        )

    def peeled(self, cells: str) -> str:
        """Return a word of the text that stands here between signs, which are read by the rules.

        liblouis reads single quotation marks within double ones as double ones too.
        """
        begin, end = BEGIN.match(cells).end(), END.search(cells).start()
        if begin >= end or (begin, end) == (0, len(cells)):
            return ""
        before = "".join(OPENING[one] for one in SIGN.findall(cells[:begin]))
        behind = "".join(CLOSING[one] for one in SIGN.findall(cells[end:]))
        ways = (before + read + behind for read in sorted(both_ways(cells[begin:end])))
        return next((way for way in ways if {way, bare(way)} & self.vocabulary), "")

    def pieced(self, cells: str) -> str:
        """Return a word of the text that has signs in its middle, as code and addresses do.

        What stands between two signs is read by liblouis or letter by letter.
        """
        ways = [""]
        for piece in MIDDLE.split(cells):
            read = {SIGNS_INSIDE[piece]} if piece in SIGNS_INSIDE else both_ways(piece)
            ways = [way + one for way in ways for one in sorted(read)][:MOST_WAYS]
        return next((way for way in ways if {way, bare(way)} & self.vocabulary), "")

    def note_length(self, cells: str, word: str) -> None:
        """Note whether a word has the contractions that it could have."""
        if MARKED.search(word):
            return
        signs = in_signs(word)
        long, short = written(signs, louis.GRADE_1), written(signs)
        if bare_letters(long) != bare_letters(short):
            spelt = bare_letters(cells).startswith(bare_letters(long))
            (self.spelt if spelt else self.contracted).add(word)

    def uncontracted(self, cells: str) -> str:
        """Return a word of the text that stands here letter by letter, as addresses do."""
        read = letter_by_letter(cells)
        return read if read in self.vocabulary or bare(read) in self.vocabulary else ""

    def looked_up(self, cells: str, read: str) -> str:
        """Return the word of the text that is written in these cells, or what was read."""
        if not self.lexicon:
            plain = (word for word in sorted(self.vocabulary) if not MARKED.search(word))
            self.lexicon = {written(in_signs(word)): word for word in plain}
        if cells.startswith(",,,"):
            cells = f",,{cells[3:-2]}"
        for end in range(len(cells), 0, -1):
            rest = cells[end:]
            if set(rest) <= set(ENDS) and cells[:end] in self.lexicon:
                word = self.lexicon[cells[:end]] + "".join(map(ENDS.get, rest))
                self.misses += [(read, word)] if read != word else []
                return word
        return read


def letter_by_letter(cells: str) -> str:
    """Return what cells say without contractions; nothing where they cannot be read so."""
    try:
        return GradeOne().word(cells)
    except CannotRead:
        return ""


def both_ways(cells: str) -> set[str]:
    """Return what cells say with contractions and without."""
    return {same(back(cells)), letter_by_letter(cells)} - {""} if cells else {""}


def singled(cells: str, read: str) -> str:
    """Return what was read with single quotation marks where the cells have them (7.6.2)."""
    if cells.startswith(",8") and read.startswith('"'):
        read = f"'{read[1:]}"
    if cells.endswith(",0") and read.endswith('"'):
        read = f"{read[:-1]}'"
    return read


def why_missed(read: str, word: str) -> str | None:
    """Return why liblouis read something else than a word, or None for a kind not yet known."""
    for there, here, reason in KNOWN:
        if re.fullmatch(there, word) and re.fullmatch(here, read):
            return reason
    return None


def written(word: str, table: str = louis.GRADE_2) -> str:
    """Return a word in braille ASCII."""
    return worked_out(f"words by {table}", word, lambda: to_ascii(louis.translate(word, table)))


def bare_letters(cells: str) -> str:
    """Return cells without grade 1 indicators, of which only contracted braille has many."""
    return cells.replace(";", "")


def back(cells: str) -> str:
    """Return what liblouis reads in some cells; numbers that stand high or low keep a mark."""
    return worked_out("the way back", cells, lambda: translated_back(cells))


def translated_back(cells: str) -> str:
    parts = SUPERSCRIPT.split(cells)
    text = louis.translate_back(to_cells(parts[0]), louis.GRADE_2) if parts[0] else ""
    for place, number, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        text += RAISED[place] + "".join(DIGITS[one] for one in number[1:])
        text += louis.translate_back(to_cells(rest), louis.GRADE_2) if rest else ""
    return text


def bare(word: str) -> str:
    """Return a word without the sign that may have been put behind it."""
    return word[:-1] if word[-1:] in (":", ";", "]") else word


def same(text: str) -> str:
    """Return a text with the signs that braille has only one of written alike."""
    if text.isascii():
        return text
    text = re.sub("[‘’]", "'", re.sub("[“”]", '"', text)).replace("—", "–")
    return unicodedata.normalize("NFKC", text)
