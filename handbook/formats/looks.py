"""How each kind of paragraph looks in word processors: large, dark, left aligned, never slanted.

UKAAF G003, Creating clear print and large print documents (2019): 12 point or more, bold and not
italics for stress, no words in capitals or underlined but for links, lines aligned left. Colours
stand out from their ground by 7:1 or more (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

INK, QUIET, LINK, LINE, GROUND = "14181F", "40464F", "12408F", "767065", "F5F0E6"
FONT, CODE_FONT = "Arial", "Courier New"
SIZE = 12
"""Points."""
EASY = 4 / 3
"""How much larger Easy Read is: 16 points, as its publishers ask for."""
LINE_HEIGHT = 1.3
PAGE = (210, 297)
"""A4, in millimetres, as are the next three."""
MARGIN = 22
STEP = 9
"""How far each level of a list goes in."""
WIDTH = PAGE[0] - 2 * MARGIN
APART = 8
"""Points between a list or a table and the paragraph after it."""
TALLEST = 130
"""Of a picture, in millimetres."""


@dataclass(frozen=True, slots=True)
class Look:
    """One style. Lengths are points but for `left`, in millimetres."""

    word: str
    """The style's name in Word; where Word has one of its own, that one."""
    odt: str
    """The style's name in OpenDocument."""
    size: float = SIZE
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 8
    left: float = 0
    level: int | None = None
    """That of a heading."""
    keep: bool = False
    """Whether it stays on the page of the next paragraph."""
    edge: bool = False
    """Whether a thick line stands at its left."""
    ground: bool = False
    """Whether it has a ground of its own."""
    code: bool = False

    @property
    def word_id(self) -> str:
        return "".join(part[:1].upper() + part[1:] for part in self.word.split())

    @property
    def odt_id(self) -> str:
        return self.odt.replace(" ", "_20_")


def _heading(level: int, size: float, before: float, after: float) -> Look:
    return Look(f"heading {level}", f"Heading {level}", size=size, before=before, after=after,
                bold=True, level=level, keep=True)  # fmt: skip


LOOKS = {
    "text": Look("Normal", "Text body"),
    "heading-1": _heading(1, 26, 0, 12),
    "heading-2": _heading(2, 19, 24, 8),
    "heading-3": _heading(3, 15, 18, 6),
    "heading-4": _heading(4, 13, 14, 4),
    "heading-5": _heading(5, 12, 12, 4),
    "heading-6": _heading(6, 12, 12, 4),
    "kicker": Look("Kicker", "Kicker", bold=True, colour=QUIET, after=4, keep=True),
    "subtitle": Look("Subtitle", "Subtitle", size=16, colour=QUIET),
    "summary": Look("Summary", "Summary", size=15, after=12),
    "term": Look("Term", "Term", bold=True, after=0, keep=True),
    "definition": Look("Definition", "Definition", left=STEP),
    "item": Look("List Paragraph", "List Contents", after=4),
    "item-facts": Look("List Facts", "List Facts", colour=QUIET, after=8),
    "picture": Look("Picture", "Picture", before=6, after=4, keep=True),
    "caption": Look("caption", "Caption", colour=QUIET, after=12),
    "table-caption": Look("Table Caption", "Table Caption", bold=True, before=10, after=4,
                          keep=True),
    "cell": Look("Table Text", "Table Contents", before=2, after=2),
    "cell-heading": Look("Table Heading", "Table Heading", bold=True, before=2, after=2),
    "note": Look("Note", "Note", left=6, edge=True),
    "note-title": Look("Note Title", "Note Title", left=6, bold=True, after=2, keep=True,
                       edge=True),
    "quotation": Look("Quote", "Quotations", left=STEP),
    "code": Look("HTML Preformatted", "Preformatted Text", code=True, ground=True),
    "contents-1": Look("toc 1", "Contents 1", bold=True, before=8, after=3),
    "contents-2": Look("toc 2", "Contents 2", left=STEP, after=3),
    "contents-3": Look("toc 3", "Contents 3", left=2 * STEP, after=3),
    "ways-back": Look("Ways Back", "Ways Back", colour=QUIET, after=8),
    "footnote": Look("footnote text", "Footnote", after=4),
    "about": Look("About This File", "About This File", colour=QUIET, before=2, after=2, keep=True),
    "footer": Look("footer", "Footer", colour=QUIET, after=0),
}  # fmt: skip


LARGER = {"heading-1": 34, "heading-2": 26, "heading-3": 22, "heading-4": 16, "heading-5": 14}
"""The headings of the report: its chapters' titles are of the third level."""


def looks_for(kind: str) -> dict[str, Look]:
    """Return the looks for a kind of Document; all letters of Easy Read are larger."""
    looks = dict(LOOKS)
    if kind == "report":
        looks |= {name: replace(looks[name], size=size) for name, size in LARGER.items()}
        looks["heading-1"] = replace(looks["heading-1"], before=180)
    if kind == "easy_read":
        for name, look in LOOKS.items():
            looks[name] = replace(look, size=round(look.size * EASY), after=look.after + 3)
        looks["picture"] = replace(looks["picture"], before=20)
    return looks
