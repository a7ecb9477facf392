"""The gate of integrity: marked content, tags, links, IDs and headers all name one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook.formats.contrast import ENHANCED, contrast
from handbook.pdf.fonts import FAMILIES
from handbook.pdf.link_integrity import link_faults, place_faults
from handbook.pdf.objects import is_reference, text_of
from handbook.pdf.reading import COLOUR, Content, Element, TaggedPdf, lies_on

NOTES = frozenset({"Note", "FENote"})
BULLETS = frozenset("•◦▪")
MARKED = frozenset({"Disc", "Circle", "Square"})
PAPER = "ffffff"
Headers = dict[Element, list[str]]
"""The IDs of the headers that each cell names."""
SPOKEN_FOR = frozenset({"Figure", "Link"})
"""Types that may bring words to be said in place of their text."""


def integrity(pdf: TaggedPdf) -> list[str]:
    """Check that content, structure elements, links, IDs and headers all name one another."""
    elements = pdf.elements
    headers = {cell: names_of_headers(cell) for cell in elements if "/A" in cell.item}
    numbers = dict(pdf.objects.pairs(
        pdf.objects.entry(pdf.catalog, "/StructTreeRoot", "/ParentTree"), "/Nums"))
    return [*mark_faults(pdf, elements), *content_faults(pdf, elements, numbers),
            *link_faults(pdf, elements, numbers), *place_faults(pdf, elements),
            *id_faults(pdf, elements, headers), *reference_faults(pdf, elements),
            *header_faults(elements, headers), *list_faults(elements), *figure_faults(elements),
            *parent_faults(elements), *font_faults(pdf), *colour_faults(pdf)]


def same(one: object, ref: str | None) -> bool:
    """Tell whether a value is the reference to an object that has one."""
    return ref is not None and one == ref


def mark_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """Marks: each begins and ends; nothing is said in place of the text but links and pictures."""
    for number, page in enumerate(pdf.pages, start=1):
        if page.unpaired:
            yield f"page {number}: {page.unpaired} marks do not both begin and end."
        for words in page.replaced:
            yield f"page {number}: '{words}' is said in place of some text."
    for element in elements:
        words = None if element.type in SPOKEN_FOR else element.instead()
        if words is not None:
            yield f"'{words}' is said in place of the {element.type} '{element.text()}'."


def content_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Marked content: each piece in one element, which the parent tree names; none untagged."""
    listed = Counter()
    owners_on = [pdf.objects.look(numbers.get(sheet.get("/StructParents"))) or []
                 for sheet in pdf.sheets]
    for element in elements:
        for kid in element.kids:
            if not isinstance(kid, Content):
                continue
            listed[kid.page, kid.mcid] += 1
            if kid.words is None:
                yield (f"{spot(kid)}: the tag {element.type} lists it, but the page does not "
                       "have it.")
            owners = owners_on[kid.page]
            if element.ref is None or kid.mcid >= len(owners) or owners[kid.mcid] != element.ref:
                yield f"{spot(kid)}: the parent tree does not name the tag {element.type}."
    for number, page in enumerate(pdf.pages):
        for mcid in page.marked:
            if listed[number, mcid] != 1:
                yield (f"page {number + 1}, marked content {mcid}: it stands in "
                       f"{listed[number, mcid]} tags instead of one.")
        if page.twice:
            yield f"page {number + 1}: the numbers {page.twice} are used twice."
        if page.loose.strip():
            yield f"page {number + 1}: '{page.loose.strip()}' is neither tagged nor an artifact."


def spot(content: Content) -> str:
    """Return where marked content is, in words."""
    return f"page {content.page + 1}, marked content {content.mcid}"


def id_faults(pdf: TaggedPdf, elements: list[Element], headers: Headers) -> Iterator[str]:
    """IDs: each once, in the ID tree, on every note; each header that a cell names is a TH."""
    named = {}
    for element in elements:
        if "/ID" in element.item and (name := text_of(element.get("/ID") or "")):
            if name in named:
                yield f"the ID '{name}' is given twice."
            named[name] = element
        elif element.type in NOTES:
            yield "a note has no ID."
    tree = pdf.objects.entry(pdf.catalog, "/StructTreeRoot", "/IDTree")
    kept = {text_of(pdf.objects.look(name)): owner
            for name, owner in pdf.objects.pairs(tree, "/Names")}
    for name in sorted(named.keys() | kept.keys()):
        if name not in named or name not in kept or not same(kept[name], named[name].ref):
            yield f"the ID '{name}' is not the same in the tags and in the ID tree."
    for names in headers.values():
        for name in names:
            if name not in named or named[name].type != "TH":
                yield f"a table cell names the header '{name}', which is not there."


def reference_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """What names another element names one that is there; a note of PDF 2.0 is named back.

    ISO 14289-2, 8.2.5.8 and 8.2.5.14.
    """
    kept, modern = {element.ref: element for element in elements}, pdf.is_modern
    for element in elements:
        others = element.get("/Ref") or ()
        if modern and element.type == "TOCI" and not others:
            yield f"the entry '{element.text()}' of the contents refers to nothing."
        for other in others:
            if not is_reference(other) or other not in kept:
                yield f"the tag {element.type} '{element.text()}' refers to nothing."
            elif "FENote" in (element.type, kept[other].type) and not any(
                    same(back, element.ref) for back in kept[other].get("/Ref") or ()):
                yield f"the tag {element.type} '{element.text()}' is not referred back to."
        if element.type == "FENote" and not others:
            yield f"nothing refers to the note '{element.text()}'."


def header_faults(elements: list[Element], headers: Headers) -> Iterator[str]:
    """Tables: each header that a cell names is of its row or of its column (UA-1, 7.5).

    No cell of a Document spans others, so a cell's place in its row is its column.
    """
    for table in elements:
        if table.type != "Table":
            continue
        rows = [row for row in table.walk() if row.type == "TR"]
        places = {text_of(cell.get("/ID") or ""): (i, j)
                  for i, row in enumerate(rows) for j, cell in enumerate(row.kids)}
        for i, row in enumerate(rows):
            for j, cell in enumerate(row.kids):
                for name in headers.get(cell, ()):
                    if name in places and i != places[name][0] and j != places[name][1]:
                        yield f"the cell '{cell.text()}' names a header of another column."


def names_of_headers(cell: Element) -> list[str]:
    """Return the IDs of the headers that a cell names."""
    look = cell.file.objects.look
    return [text_of(look(name)) for entry in cell.attributes
            for name in look(entry.get("/Headers")) or ()]


def list_faults(elements: list[Element]) -> Iterator[str]:
    """Lists: each says how it is numbered, as its labels are (ISO 32000-1, 14.8.5.5)."""
    for element in elements:
        if element.type != "L":
            continue
        kind = next((entry["/ListNumbering"][1:] for entry in element.attributes
                     if "/ListNumbering" in entry), None)
        labels = [label.text().strip() for item in element.kids for label in item.kids[:1]
                  if label.type == "Lbl"]
        wanted = ({"Decimal"} if all(label[:1].isdigit() for label in labels) else
                  MARKED if set(labels) <= BULLETS else {kind} - {None})
        if kind is None or (labels and kind not in wanted):
            yield f"the list '{element.text()[:40]}' says that it is numbered by {kind}."


def figure_faults(elements: list[Element]) -> Iterator[str]:
    """Pictures: each with words and with a box that lies on its page."""
    for element in elements:
        if element.type != "Figure":
            continue
        if not element.text().strip():
            yield "a picture has no words."
        objects = element.file.objects
        box = next((objects.look(entry["/BBox"]) for entry in element.attributes
                    if "/BBox" in entry), None)
        page = objects.inherited(element.get("/Pg"), "/MediaBox")
        if box is None or not lies_on(box, page):
            yield f"the box of the picture '{element.text()}' is not on its page."


def parent_faults(elements: list[Element]) -> Iterator[str]:
    """Every element names the element above it."""
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Element) and (
                    element.ref is None or kid.item.get("/P") != element.ref):
                yield f"the tag {kid.type} in {element.type} names another parent."


def font_faults(pdf: TaggedPdf) -> Iterator[str]:
    """Fonts: the handbook's own, each with its letters in the file (UA-1, 7.21.4.1)."""
    for item in pdf.objects.known.values():
        if not isinstance(item, dict) or item.get("/Type") != "/FontDescriptor":
            continue
        name = item["/FontName"].partition("+")[2].replace("-", " ")
        if not name.startswith(FAMILIES):
            yield f"'{item['/FontName'][1:]}' is not a font of the handbook."
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
            yield f"the letters of the font '{name}' are not in the file."


def colour_faults(pdf: TaggedPdf) -> Iterator[str]:
    """Letters: each colour stands out from the paper as 7:1 (WCAG 2.2, 1.4.6).

    What is painted below them is not looked at: the styles have no light letters on dark ground.
    """
    for number, page in enumerate(pdf.pages, start=1):
        for colour, words in page.colours.items():
            if colour in COLOUR:
                yield f"page {number}: the colour of '{words}' is not given as RGB."
            elif contrast(colour, PAPER) < ENHANCED:
                yield f"page {number}: '{words}' hardly stands out from the paper."

