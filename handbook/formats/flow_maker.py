"""A Document's tree as a flow of paragraphs, lists, tables and pictures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from handbook.blocks import heading_level
from handbook.document import BLOCK
from handbook.formats.flow import (
    Anchor,
    Block,
    Break,
    Cell,
    Contents,
    Flow,
    Inline,
    Items,
    Link,
    NoteUse,
    Paragraph,
    Picture,
    Run,
    Table,
)
from handbook.formats.flow_lines import Marks, code_lines, run, tidy, widths
from handbook.formats.last import last_made
from handbook.formats.looks import STEP, TALLEST, WIDTH
from handbook.formats.media import full_address
from handbook.formats.plain_text import about
from handbook.pdf.ways_back import (
    chapters_of,
    name_ways_back,
    shorten_ways_back,
    title_of,
)
from handbook.trees import text_of

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

PIXEL = 25.4 / 96
"""Millimetres, as CSS has it."""
IDEA = 46
"""The widest picture of Easy Read, in millimetres."""
BY_CLASS = {
    "kicker": "kicker",
    "summary": "summary",
    "subtitle": "subtitle",
    "entry-title": "term",
    "rec-facts": "item-facts",
    "callout-title": "note-title",
}
"""Class of a paragraph to its look."""
BY_TAG = {
    "dt": "term",
    "dd": "definition",
    "figcaption": "caption",
    "aside": "note",
    "blockquote": "quotation",
}


@last_made
def make_flow(document: Document, edition: Edition) -> Flow:
    """Return a Document as a flow, with what file it is at its end."""
    article = document.tree()
    shorten_ways_back(article)
    name_ways_back(article, edition.settings.words.back_to_source)
    maker = FlowMaker(document, edition, article)
    blocks = maker.blocks(article)
    for line in about(document, edition):
        blocks.append(about_line(maker, line))
    return Flow(blocks, maker.notes)


def about_line(maker: FlowMaker, line: str) -> Paragraph:
    """Return a line about the file; an address at its end is a link."""
    address = line.rpartition(": ")[2]
    if not address.startswith("https://"):
        return maker.paragraph("about", [Run(line)])
    link = Run(address, link=Link(address))
    return maker.paragraph("about", [Run(line.removesuffix(address)), link])


class FlowMaker:
    """Walks one tree; keeps the places that links lead to, and the notes, as it goes."""

    def __init__(self, document: Document, edition: Edition, article: etree._Element) -> None:
        self.document, self.edition = document, edition
        self.words = edition.settings.words
        self.chapters = chapters_of(article) if document.kind == "report" else {}
        self.targets = {
            one.get("href")
            for one in article.iter("a")
            if "noteref" not in (one.get("href") if one.get("role") == "doc-backlink" else "")
        }
        self.note_items = {
            one.get("id"): one
            for section in article.iter("section")
            if section.get("role") == "doc-endnotes"
            for one in section.iterfind("ol/li")
        }
        self.numbers: dict[str, int] = {}
        self.notes: list[list[Block]] = []
        self.pending: list[Anchor] = []
        self.ways_back: list[etree._Element] = []
        self.new_page = False

    # Blocks

    def blocks(self, parent: etree._Element, look: str = "text") -> list[Block]:
        """Return the blocks inside an element; words that stand bare among them are one too."""
        found: list[Block] = []
        marks = self.marks(parent, Marks())
        loose: list[Inline] = [Run(parent.text or "", language=marks.language)]
        for child in parent:
            tail = Run(child.tail or "", language=marks.language)
            if child.tag in BLOCK:
                found += self.flush(look, loose)
                found += self.block(child, look)
                loose = [tail]
            elif child.tag == "img" and not tidy(loose):
                found += self.flush("picture", [*self.inline(child, marks)])
                loose = [tail]
            else:
                loose += [*self.inline(child, marks), tail]
        return led(found + self.flush(look, loose))

    def flush(self, look: str, loose: list[Inline]) -> list[Block]:
        """Return a paragraph of the words gathered, and one with the ways back from there."""
        inlines = tidy(loose)
        said = any(not isinstance(one, Anchor) for one in inlines)
        made: list[Block] = [self.paragraph(look, inlines)] if said else []
        self.pending += [] if said else inlines
        if self.ways_back:
            made.append(self.paragraph("ways-back", self.back_words()))
            self.ways_back = []
        return made

    def paragraph(self, look: str, inlines: list[Inline]) -> Paragraph:
        made = Paragraph(look, [*self.pending, *inlines], self.new_page)
        self.pending, self.new_page = [], False
        return made

    def block(self, element: etree._Element, look: str) -> list[Block]:
        """Return one block element as blocks."""
        tag, classes = element.tag, element.get("class", "").split()
        self.anchor(element)
        if element.get("role") == "doc-endnotes":
            for inner in element.iter("section", "h2", "h3", "h4", "h5", "h6"):
                self.anchor(inner)
            return []
        self.new_page |= begins_page(element, classes)
        if level := heading_level(element):
            return self.flush(f"heading-{level}", self.inside(element, Marks()))
        if tag == "nav":
            return [*self.block(element[0], look), Contents(self.contents(element[1], 1))]
        if "ideas" in classes:
            return [block for idea in element for block in self.idea(idea)]
        if tag in ("ul", "ol"):
            return [self.list(element, look)]
        if tag == "table":
            return [self.table(element)]
        if tag == "pre":
            return [self.paragraph("code", code_lines(element))]
        if tag == "p" and look in ("text", "item", "note"):
            look = next((BY_CLASS[name] for name in classes if name in BY_CLASS), look)
        return self.blocks(element, BY_TAG.get(tag, look))

    def anchor(self, element: etree._Element) -> None:
        """Keep an element's id for the next paragraph, when links lead to it."""
        name = element.get("id")
        if name and f"#{name}" in self.targets and name not in self.note_items:
            self.pending.append(Anchor(name))

    def list(self, element: etree._Element, look: str) -> Items:
        start = int(element.get("start", "1")) if element.tag == "ol" else None
        made = Items(start)
        inner = look if look in ("note", "quotation") else "item"
        for item in element:
            self.anchor(item)
            made.items.append(self.blocks(item, inner))
        return made

    def idea(self, element: etree._Element) -> list[Block]:
        """Return an idea of Easy Read: a picture and its sentences, on one page."""
        self.anchor(element)
        made = self.blocks(element)
        for block in made[:-1]:
            if isinstance(block, Paragraph):
                block.keep = True
        return made

    def contents(self, element: etree._Element, level: int) -> list[Paragraph]:
        """Return the entries of the list of contents; they have the numbers of their own titles."""
        made: list[Paragraph] = []
        for item in element:
            link = item[0]
            words = self.inside(link, Marks(link=Link(link.get("href"))))
            made.append(self.paragraph(f"contents-{min(level, 3)}", tidy(words)))
            for inner in item.iterfind("ol"):
                made += self.contents(inner, level + 1)
        return made

    def table(self, element: etree._Element) -> Table:
        caption = element.find("caption")
        title = self.paragraph("table-caption", tidy(self.inside(caption, Marks())))
        rows = [[self.cell(cell) for cell in row] for row in element.iter("tr")]
        return Table(title, text_of(caption), widths(element), rows)

    def cell(self, element: etree._Element) -> Cell:
        header = element.tag == "th"
        look = "cell-heading" if header else "cell"
        self.anchor(element)
        blocks = [one for one in self.blocks(element, look) if isinstance(one, Paragraph)]
        return Cell(header, blocks or [self.paragraph(look, [])])

    def back_words(self) -> list[Inline]:
        """Return the ways back from a source: a report's name the chapters that they lead to."""
        made: list[Inline] = []
        for link in self.ways_back:
            target = link.get("href")
            words = link.get("aria-label", "")
            if self.chapters:
                words = title_of(self.chapters[target[1:]])
            made += [Run(", " if made else ""), Run(words, link=Link(target))]
        if self.chapters:
            made.insert(0, Run(f"{self.words.formats.used_in} "))
        return tidy(made)

    # Lines

    def inside(self, element: etree._Element, marks: Marks) -> list[Inline]:
        """Return what is in an element's lines."""
        marks = self.marks(element, marks)
        made: list[Inline] = [run(element.text, marks)]
        for child in element:
            made += [*self.inline(child, marks), run(child.tail, marks)]
        return made

    def marks(self, element: etree._Element, marks: Marks) -> Marks:
        """Return the marks for the words inside an element."""
        tag = element.tag
        language = element.get("lang")
        if tag in BLOCK and language is None:
            above = (one.get("lang") for one in element.iterancestors())
            language = next((one for one in above if one), None)
        if language:
            language = None if language == self.document.language else language
            marks = marks if language == marks.language else replace(marks, language=language)
        if tag in ("strong", "em"):
            return replace(marks, bold=True)
        if tag == "code":
            return replace(marks, code=True)
        return replace(marks, position=tag) if tag in ("sup", "sub") else marks

    def inline(self, element: etree._Element, marks: Marks) -> list[Inline]:
        """Return one element of a line."""
        tag, role = element.tag, element.get("role")
        if role == "doc-backlink":
            self.ways_back.append(element)
            return []
        if role == "doc-noteref":
            return self.note_use(element)
        name = element.get("id")
        place: list[Inline] = [Anchor(name)] if name and f"#{name}" in self.targets else []
        if tag == "br":
            return [*place, Break(marks.link)]
        if tag == "img":
            return [*place, self.picture(element, marks.link)]
        if tag == "a":
            target = full_address(element.get("href"), self.edition)
            marks = replace(marks, link=Link(target, element.get("aria-label")))
        words = self.inside(element, marks)
        if tag == "q":
            inner = self.marks(element, marks)
            words = [run("“", inner), *words, run("”", inner)]
        return [*place, *words]

    def note_use(self, element: etree._Element) -> list[Inline]:
        """Return the mark of a note; make the note where it is used first."""
        name = element.get("href")[1:]
        first = name not in self.numbers
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        if first:
            kept = self.pending, self.ways_back, self.new_page
            self.pending, self.ways_back, self.new_page = [], [], False
            self.notes.append([])
            self.notes[number - 1] = self.note_blocks(self.note_items[name])
            self.pending, self.ways_back, self.new_page = kept
        own = element.get("id")
        place: list[Inline] = [Anchor(own)] if f"#{own}" in self.targets else []
        return [*place, NoteUse(number, first)]

    def note_blocks(self, item: etree._Element) -> list[Block]:
        """Return a note without its way back, which a word processor has of its own."""
        made = self.blocks(item, "footnote")
        said = [one for one in made if getattr(one, "look", "") != "ways-back"]
        first = said[0] if said else None
        return said if isinstance(first, Paragraph) else [self.paragraph("footnote", []), *said]

    def picture(self, element: etree._Element, link: Link | None) -> Picture:
        """Return a picture in its own size, or as large as there is room."""
        sides = [float(element.get(name)) * PIXEL for name in ("width", "height")]
        idea = "idea" in element.getparent().get("class", "").split()
        most = IDEA if idea else WIDTH - STEP
        scale = min(1, most / sides[0], TALLEST / sides[1])
        width, height = (round(side * scale, 2) for side in sides)
        return Picture(element.get("src"), element.get("alt"), width, height, link)


def led(blocks: list[Block]) -> list[Block]:
    """Return blocks; words that lead to a list stay on its page."""
    for one, after in pairwise(blocks):
        if isinstance(one, Paragraph) and isinstance(after, Items):
            one.keep = True
    return blocks


def begins_page(element: etree._Element, classes: list[str]) -> bool:
    """Tell whether a part or chapter begins a page: not a chapter just below its part's title."""
    before = element.getprevious()
    alone = before is not None and heading_level(before)
    return element.tag == "nav" or "part" in classes or ("chapter" in classes and not alone)
