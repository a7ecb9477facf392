"""A Document's tree with its words in braille, to be laid out anew for each display."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from handbook.blocks import heading_level
from handbook.document import BLOCK
from handbook.elements import make
from handbook.formats import braille_louis as louis
from handbook.formats.braille_signs import BLANK
from handbook.formats.braille_text import Translator
from handbook.formats.braille_trees import first_line, gathered
from handbook.formats.words import FormatWords

KEPT = ("id", "scope")
"""The attributes that stay; others hold print, addresses or looks."""
PLAIN = frozenset("h1 h2 h3 h4 h5 h6 dt th".split())
LEAVES = frozenset("p figcaption caption dt dd td th".split())
CLASSES = {"kicker": "kicker", "callout-title": "title"}


class BrailleTree:
    """Puts one Document's elements into braille, block by block."""

    def __init__(self, translator: Translator, words: FormatWords) -> None:
        self.translator, self.words = translator, words

    def element(self, element: etree._Element) -> etree._Element:
        """Return a block with all that is in it in braille."""
        tag = element.tag
        if heading_level(element) or (tag in LEAVES and not holds_blocks(element)):
            return self.leaf(element)
        if tag in ("ul", "ol"):
            return self.list(element)
        if tag == "pre":
            lines = "".join(element.itertext()).strip("\n").split("\n")
            return make("div", [self.said(line, louis.UNCONTRACTED) for line in lines])
        made = copied(element, "div" if tag == "header" else tag)
        for child in self.children(element):
            made.append(child)
        return made

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield the blocks inside an element; bare words are paragraphs, pictures are notes."""
        loose: list[etree._Element | str] = [element.text or ""]
        for child in element:
            described = child.tag == "img" and element.tag == "figure"
            if child.tag not in BLOCK and not described:
                loose += [child, child.tail or ""]
                continue
            yield from self.paragraph(loose)
            if described and child.get("alt"):
                yield self.picture(child.get("alt"))
            elif not described:
                yield self.element(child)
            loose = [child.tail or ""]
        yield from self.paragraph(loose)

    def paragraph(self, parts: Sequence[etree._Element | str]) -> Iterator[etree._Element]:
        cells = self.translator.line(gathered(parts))
        if cells:
            yield make("p", spaced(cells))

    def leaf(self, element: etree._Element) -> etree._Element:
        """Return a heading, a paragraph or a cell with its words as one text."""
        made = copied(element, element.tag)
        made.text = spaced(self.translator.line(element, plain=element.tag in PLAIN))
        return made

    def said(self, text: str, form: int = 0) -> etree._Element:
        return make("p", spaced(self.translator.text(text, form)))

    def picture(self, description: str) -> etree._Element:
        """Return a picture's description as a transcriber's note."""
        note = self.translator.note(f"{self.words.image} {description}")
        return make("p", spaced(note), class_="tn")

    def list(self, element: etree._Element) -> etree._Element:
        """Return a list whose items begin with their numbers or bullets, in braille."""
        made = copied(element, "ul")
        for number, item in enumerate(element, int(element.get("start", "1"))):
            mark = f"{number}. " if element.tag == "ol" else "• "
            head, rest = first_line(item)
            line = make("p", spaced(self.translator.line(head, before=mark)))
            made.append(copied(item, "li"))
            made[-1].append(line)
            for child in rest:
                made[-1].append(self.element(child))
        return made


def holds_blocks(element: etree._Element) -> bool:
    return any(child.tag in BLOCK for child in element)


def copied(element: etree._Element, tag: str) -> etree._Element:
    """Return an empty element with the attributes that stay."""
    made = etree.Element(tag)
    for name in KEPT:
        if element.get(name):
            made.set(name, element.get(name))
    kinds = [CLASSES[one] for one in element.get("class", "").split() if one in CLASSES]
    if kinds:
        made.set("class", " ".join(kinds))
    return made


def spaced(cells: str) -> str:
    """Return cells with a plain space between words, where a line may end."""
    return cells.replace(BLANK, " ")
