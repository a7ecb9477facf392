"""The lines of a flow: white space as browsers show it, code as it is, widths of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.formats.flow import Anchor, Break, Inline, Link, Run
from handbook.formats.looks import WIDTH
from handbook.trees import text_of

if TYPE_CHECKING:
    from lxml import etree

SPACES = re.compile(r"[ \t\r\n]+")
LETTER = 2.4
"""The width of a letter in a table, in millimetres: a little more than Arial's mean at 12 pt."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What words in a line take from the elements around them."""

    bold: bool = False
    code: bool = False
    position: str = ""
    language: str | None = None
    link: Link | None = None


def run(text: str | None, marks: Marks) -> Run:
    return Run(text or "", marks.bold, marks.code, marks.position, marks.language, marks.link)


def code_lines(element: etree._Element) -> list[Inline]:
    """Return the lines of code, each as it is written."""
    made: list[Inline] = []
    for number, line in enumerate("".join(element.itertext()).strip("\n").split("\n")):
        made += [Break()] if number else []
        made += [Run(line, code=True)] if line else []
    return made


def tidy(inlines: list[Inline]) -> list[Inline]:
    """Return what is in a line with its white space as browsers show it."""
    made: list[Inline] = []
    last, after_space = None, True
    for one in inlines:
        if isinstance(one, Run):
            text = SPACES.sub(" ", one.text)
            text = text.removeprefix(" ") if after_space else text
            if not text:
                continue
            one = one if text == one.text else replace(one, text=text)
            last, after_space = len(made), text.endswith(" ")
        elif isinstance(one, Break):
            trim(made, last)
            last, after_space = None, True
        elif not isinstance(one, Anchor):
            last, after_space = None, False
        made.append(one)
    trim(made, last)
    return [one for one in made if not isinstance(one, Run) or one.text]


def trim(inlines: list[Inline], place: int | None) -> None:
    """Take the space from the end of the run at a place."""
    if place is not None and inlines[place].text.endswith(" "):
        inlines[place] = replace(inlines[place], text=inlines[place].text.removesuffix(" "))


def widths(element: etree._Element) -> list[float]:
    """Return the widths of a table's columns in millimetres, by their longest words and texts."""
    columns = list(zip(*([text_of(cell) for cell in row] for row in element.iter("tr")),
                       strict=True))  # fmt: skip
    least = [max(len(word) for text in one for word in (text.split() or [""])) for one in columns]
    least = [one * LETTER + 5 for one in least]
    wish = [min(60, max(map(len, one))) * LETTER + 5 for one in columns]
    spare = max(0.0, WIDTH - sum(least))
    more = [max(0.0, wished - needed) for wished, needed in zip(wish, least, strict=True)]
    total = sum(more) or 1
    made = [needed + spare * one / total for needed, one in zip(least, more, strict=True)]
    return [one * WIDTH / sum(made) for one in made]
