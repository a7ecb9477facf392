"""The text of an OpenDocument file: the elements for a flow."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.formats.drawn import dots, drawing
from handbook.formats.flow import (
    Anchor,
    Block,
    Break,
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
from handbook.formats.looks import CODE_FONT, Look
from handbook.formats.odt_styles import Automatic, language_of
from handbook.formats.odt_xml import element, millimetres
from handbook.formats.xml_parts import Element

if TYPE_CHECKING:
    from handbook.load import Edition


RAISED = {"sup": "super 75%", "sub": "sub 75%"}


class Text:
    """Writes the text; gathers its pictures and the styles that it needs."""

    def __init__(self, flow: Flow, edition: Edition, looks: dict[str, Look]) -> None:
        self.flow, self.edition, self.looks = flow, edition, looks
        self.styles = Automatic()
        self.pictures: dict[str, list[str]] = {}
        self.files: dict[str, bytes] = {}
        self.shown = self.tables = 0

    # Blocks

    def blocks(self, blocks: list[Block]) -> list[Element]:
        """Return elements."""
        made = []
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                apart = place > 0 and isinstance(blocks[place - 1], Items)
                made.append(self.paragraph(block, apart=apart))
            elif isinstance(block, Items):
                made += self.items(block)
            elif isinstance(block, Contents):
                made.append(self.contents(block))
            else:
                made += [self.paragraph(block.caption), self.table(block)]
        return made

    def paragraph(self, block: Paragraph, *, apart: bool = False) -> Element:
        look = self.looks[block.look]
        style = self.styles.paragraph(look, new_page=block.new_page, keep=block.keep, apart=apart)
        made = element("text:p", {"text:style-name": style})
        if look.level:
            kind = {"text:style-name": style, "text:outline-level": look.level}
            made = element("text:h", kind)
        self.fill(made, block.inlines)
        return made

    def items(self, block: Items) -> list[Element]:
        """Return a list; a table in it parts it in two, as OpenDocument has none inside lists."""
        style = {"text:style-name": "Dots" if block.start is None else "Numbers"}
        made: list[Element] = []
        for number, item in enumerate(block.items, start=block.start or 0):
            held = item if item and isinstance(item[0], Paragraph) else [Paragraph("item"), *item]
            place = element("text:list-item")
            for part in self.blocks(held):
                if part.name == "table:table":
                    made.append(part)
                    place = element("text:list-header")
                    continue
                if not made or made[-1].name != "text:list":
                    made.append(element("text:list", style))
                if not place.parts:
                    first = not made[-1].parts and place.name == "text:list-item"
                    if first and block.start is not None and number != 1:
                        place.attributes["text:start-value"] = number
                    made[-1].append(place)
                place.append(part)
        return made

    def contents(self, block: Contents) -> Element:
        """Return the list of contents as one that programs can fill with page numbers."""
        source = element("text:table-of-content-source", {"text:outline-level": 3})
        entries = element("text:index-body", None, *self.blocks(list(block.entries)))
        return element("text:table-of-content", {"text:name": "Contents"}, source, entries)

    def table(self, block: Table) -> Element:
        """Return a table whose first row, and first column, are its headers."""
        self.tables += 1
        rows, columns = len(block.rows) - 1, len(block.widths)
        size = self.edition.settings.words.formats.table_size.format(rows=rows, columns=columns)
        made = element(
            "table:table",
            {"table:name": f"Table{self.tables}", "table:style-name": "Table"},
            element("table:title", words=block.title),
            element("table:desc", words=f"{block.title.rstrip('.')}. {size}"),
        )
        widths = [element("table:table-column", {"table:style-name": self.styles.column(one)})
                  for one in block.widths]  # fmt: skip
        if block.row_headers:
            made.append(element("table:table-header-columns", None, widths.pop(0)))
        made.parts += widths
        head, *body = [self.row(row) for row in block.rows]
        made.append(element("table:table-header-rows", None, head))
        made.parts += body
        return made

    def row(self, cells: list) -> Element:
        made = element("table:table-row", {"table:style-name": "Row"})
        for cell in cells:
            kind = {"table:style-name": "Head" if cell.header else "Cell",
                    "office:value-type": "string"}  # fmt: skip
            made.append(element("table:table-cell", kind, *self.blocks(list(cell.paragraphs))))
        return made

    # Lines

    def fill(self, into: Element, inlines: list[Inline]) -> None:
        """Put what stands in a line into an element; neighbours with the same link share it."""
        for _, group in groupby(inlines, key=lambda one: id(getattr(one, "link", None))):
            held = list(group)
            link = getattr(held[0], "link", None)
            place = self.link(link) if link else into
            for one in held:
                self.put(place, one)
            if link:
                into.append(place)

    def put(self, into: Element, one: Inline) -> None:
        if isinstance(one, Run):
            self.run(into, one)
        elif isinstance(one, Break):
            into.append(element("text:line-break"))
        elif isinstance(one, Picture):
            into.append(self.picture(one))
        elif isinstance(one, Anchor):
            into.append(element("text:bookmark", {"text:name": one.name}))
        else:
            into.append(self.note_use(one))

    def link(self, link: Link) -> Element:
        """Return a link: to a web address, or to a place in the file."""
        made = {"xlink:type": "simple", "xlink:href": link.target,
                "text:style-name": "Internet_20_link",
                "text:visited-style-name": "Internet_20_link"}  # fmt: skip
        if link.label:
            made["office:title"] = link.label
        return element("text:a", made)

    def run(self, into: Element, one: Run) -> None:
        """Put words into a line, in an element of their own when they look other than it."""
        look: dict[str, str] = {}
        if one.bold:
            look["fo:font-weight"] = "bold"
        if one.code:
            look["style:font-name"] = CODE_FONT
        if one.position:
            look["style:text-position"] = RAISED[one.position]
        if one.language:
            look |= language_of(one.language)
        if look:
            span = element("text:span", {"text:style-name": self.styles.words(look)})
            into.append(span)
            into = span
        for part in re.split(r"( {2,})", one.text):
            if part.startswith("  "):
                into.append(element("text:s", {"text:c": len(part)}))
            elif part:
                into.append(part)

    def note_use(self, one: NoteUse) -> Element:
        """Return the mark of a note and the note; a second use of it refers to the first."""
        place = f"note{one.note}"
        if not one.first:
            kind = {"text:note-class": "footnote", "text:ref-name": place,
                    "text:reference-format": "text"}  # fmt: skip
            mark = element("text:note-ref", kind, words=str(one.note))
            raised = self.styles.words({"style:text-position": RAISED["sup"]})
            return element("text:span", {"text:style-name": raised}, mark)
        body = element("text:note-body", None, *self.blocks(self.flow.notes[one.note - 1]))
        number = element("text:note-citation", words=str(one.note))
        kind = {"text:id": place, "text:note-class": "footnote"}
        return element("text:note", kind, number, body)

    def picture(self, one: Picture) -> Element:
        """Return a picture that stands in the line, with its description."""
        self.shown += 1
        kind = {"draw:style-name": "Picture", "draw:name": f"Picture {self.shown}",
                "text:anchor-type": "as-char", "svg:width": millimetres(one.width),
                "svg:height": millimetres(one.height)}  # fmt: skip
        if not one.alt:
            kind["loext:decorative"] = "true"
        images = [
            element("draw:image", {"xlink:href": file, "xlink:type": "simple",
                                   "xlink:show": "embed", "xlink:actuate": "onLoad"})
            for file in self.named(one.path)
        ]  # fmt: skip
        said = element("svg:desc", words=one.alt) if one.alt else None
        return element("draw:frame", kind, *images, said)

    def named(self, path: str) -> list[str]:
        """Return the names of a picture's files, the best first; programs show what they can."""
        if path not in self.pictures:
            stem = f"Pictures/picture{len(self.pictures) + 1:03}"
            ending, data = dots(path, self.edition)
            drawn = drawing(path, self.edition)
            held = {} if drawn is None else {f"{stem}.svg": drawn}
            held[stem + ending] = data
            self.files |= held
            self.pictures[path] = list(held)
        return self.pictures[path]

