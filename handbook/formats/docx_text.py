"""The text of a Word file: the elements for a flow of paragraphs, lists, tables and pictures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from handbook.formats.docx_pictures import Pictures
from handbook.formats.docx_styles import BULLETS, LEVELS, TABLE, fonts, twips
from handbook.formats.docx_xml import Relations, text, w
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
    inlines_of,
)
from handbook.formats.looks import APART, CODE_FONT, LOOKS, STEP, WIDTH
from handbook.formats.xml_parts import Element

if TYPE_CHECKING:
    from handbook.load import Edition


RAISED = {"sup": "superscript", "sub": "subscript"}


class Text:
    """Writes one part of a file: the text itself, or its notes."""

    def __init__(self, flow: Flow, edition: Edition, shared: Shared, relations: Relations) -> None:
        self.flow, self.edition, self.shared, self.relations = flow, edition, shared, relations

    # Blocks

    def blocks(self, blocks: list[Block], depth: int = 0) -> list[Element]:
        """Return elements; `depth` is the number of lists around them."""
        made: list[Element] = []
        for place, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                apart = place > 0 and isinstance(blocks[place - 1], Items | Table)
                made.append(self.paragraph(block, depth=depth, apart=apart))
            elif isinstance(block, Items):
                made += self.items(block, depth)
            elif isinstance(block, Contents):
                made += self.contents(block)
            else:
                made += [self.paragraph(block.caption, depth=depth), self.table(block)]
        return made

    def paragraph(
        self,
        block: Paragraph,
        *,
        depth: int = 0,
        number: int | None = None,
        apart: bool = False,
    ) -> Element:
        """Return a paragraph; `number` is that of the numbering of which it begins an item."""
        look = LOOKS[block.look]
        level = min(depth, LEVELS) - 1
        numbered = number is not None
        place = {"left": twips(look.left + STEP * (level + 1))}
        if numbered:
            place["hanging"] = twips(STEP)
        said = w(
            "pPr",
            w("pStyle", val=look.word_id) if block.look != "text" else None,
            w("keepNext") if block.keep else None,
            w("pageBreakBefore") if block.new_page else None,
            w("numPr", w("ilvl", val=level), w("numId", val=number)) if numbered else None,
            w("spacing", before=round(APART * 20)) if apart and look.before < APART else None,
            w("ind", **place) if depth else None,
        )
        return w("p", said if said.parts else None, *self.inlines(block.inlines))

    def items(self, block: Items, depth: int) -> list[Element]:
        """Return the paragraphs of a list; only the first of each item has its number."""
        depth += 1
        number = BULLETS
        if block.start is not None:
            number = self.shared.numbering(min(depth, LEVELS) - 1, block.start)
        made: list[Element] = []
        for item in block.items:
            first, rest = item[:1], item[1:]
            if not first or not isinstance(first[0], Paragraph):
                first, rest = [Paragraph("item")], item
            made.append(self.paragraph(first[0], depth=depth, number=number))
            made += self.blocks(rest, depth)
        return made

    def contents(self, block: Contents) -> list[Element]:
        """Return the list of contents as one that Word can fill with page numbers when asked."""
        entries = self.blocks(list(block.entries))
        code = w("instrText", ' TOC \\o "2-3" \\h ')
        put_first(entries[0], field("begin"), w("r", code), field("separate"))
        entries[-1].append(field("end"))
        kind = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        return [w("sdt", w("sdtPr", kind), w("sdtContent", *entries))]

    def table(self, block: Table) -> Element:
        """Return a table whose first row is its header on each page."""
        rows, columns = len(block.rows) - 1, len(block.widths)
        size = self.edition.settings.words.formats.table_size.format(rows=rows, columns=columns)
        seen = {"firstRow": 1, "lastRow": 0, "firstColumn": int(block.row_headers),
                "lastColumn": 0, "noHBand": 1, "noVBand": 1}  # fmt: skip
        widths = [twips(one) for one in block.widths]
        value = f"{0x0620 | 0x80 * block.row_headers:04X}"
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val=TABLE),
                w("tblW", w=twips(WIDTH), type="dxa"),
                w("tblLayout", type="fixed"),
                w("tblLook", val=value, **seen),
                w("tblCaption", val=block.title),
                w("tblDescription", val=f"{block.title.rstrip('.')}. {size}"),
            ),
            w("tblGrid", *(w("gridCol", w=one) for one in widths)),
            *(self.row(row, widths, header=not place) for place, row in enumerate(block.rows)),
        )

    def row(self, cells: list, widths: list[int], *, header: bool) -> Element:
        made = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None))
        for cell, width in zip(cells, widths, strict=True):
            room = w("tcPr", w("tcW", w=width, type="dxa"))
            made.append(w("tc", room, *self.blocks(list(cell.paragraphs))))
        return made

    # Lines

    def inlines(self, inlines: list[Inline]) -> list[Element]:
        """Return what is in a line; neighbours with the same link share it."""
        made = []
        for _, group in groupby(inlines, key=lambda one: id(getattr(one, "link", None))):
            held = list(group)
            parts = [part for one in held for part in self.inline(one)]
            link = getattr(held[0], "link", None)
            made += [self.link(link, parts)] if link else parts
        return made

    def inline(self, one: Inline) -> list[Element]:
        if isinstance(one, Run):
            return [run(one)]
        if isinstance(one, Break):
            return [w("r", w("br"))]
        if isinstance(one, Picture):
            return [w("r", self.shared.pictures.drawing(one, self.relations))]
        if isinstance(one, Anchor):
            number = self.shared.places[one.name]
            begin = w("bookmarkStart", id=number, name=place_name(number))
            return [begin, w("bookmarkEnd", id=number)]
        return self.note_use(one)

    def link(self, link: Link, parts: list[Element]) -> Element:
        """Return a link: to a web address, or to a place in the file."""
        made = w("hyperlink", *parts, history=1)
        if link.target.startswith("#"):
            made.attributes["w:anchor"] = place_name(self.shared.places[link.target[1:]])
        else:
            made.attributes["r:id"] = self.relations.add("hyperlink", link.target)
        if link.label:
            made.attributes["w:tooltip"] = link.label
        return made

    def note_use(self, one: NoteUse) -> list[Element]:
        """Return the mark of a note; a second use of it refers to the first."""
        place = f"_note{one.note}"
        if not one.first:
            return [w("fldSimple", raised(text(str(one.note))), instr=f" NOTEREF {place} \\f \\h ")]
        number = len(self.shared.places) + one.note
        return [
            w("bookmarkStart", id=number, name=place),
            raised(w("footnoteReference", id=one.note)),
            w("bookmarkEnd", id=number),
        ]

    # Notes

    def footnotes(self) -> Element:
        """Return the notes, after the two lines that Word draws above notes."""
        root = w("footnotes")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(w("footnote", w("p", w("r", w(kind))), type=kind, id=number))
        for number, note in enumerate(self.flow.notes, start=1):
            made = self.blocks(note)
            put_first(made[0], raised(w("footnoteRef")), w("r", text(" ")))
            root.append(w("footnote", *made, id=number))
        return root


class Shared:
    """What the text and its notes have together: places, numberings and pictures."""

    def __init__(self, flow: Flow, edition: Edition) -> None:
        everything = [*inlines_of(flow.blocks), *(one for note in flow.notes
                                                  for one in inlines_of(note))]  # fmt: skip
        names = [one.name for one in everything if isinstance(one, Anchor)]
        self.places = {name: number for number, name in enumerate(names, start=1)}
        self.numberings: list[tuple[int, int]] = []
        self.pictures = Pictures(edition)

    def numbering(self, level: int, start: int) -> int:
        """Return the number of a new numbering."""
        self.numberings.append((level, start))
        return BULLETS + len(self.numberings)


def place_name(number: int) -> str:
    """Return the name of a bookmark; Word hides those that begin with _ from its list."""
    return f"_to{number:04}"


def field(kind: str) -> Element:
    """Return the beginning or the end of something that Word can fill in."""
    return w("r", w("fldChar", fldCharType=kind))


def raised(mark: Element) -> Element:
    """Return the mark of a note."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), mark)


def put_first(paragraph: Element, *parts: Element) -> None:
    """Put something at the beginning of a paragraph's line."""
    place = 1 if paragraph.parts and paragraph.parts[0].name == "w:pPr" else 0
    paragraph.parts[place:place] = parts


def run(one: Run) -> Element:
    """Return words with their looks and their language."""
    style = "Hyperlink" if one.link else "CodeInText" if one.code else "Strong" if one.bold else ""
    said = w(
        "rPr",
        w("rStyle", val=style) if style else None,
        fonts(CODE_FONT) if one.code and one.link else None,
        w("b") if one.bold else None,
        w("vertAlign", val=RAISED[one.position]) if one.position else None,
        w("lang", val=one.language) if one.language else None,
    )
    return w("r", said if said.parts else None, text(one.text))
