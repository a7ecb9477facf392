"""The gate of integrity: marked content, tags, links, IDs and headers all name one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from handbook.pdf.fonts import FAMILIES
from handbook.pdf.reading import Annotation, Content, Element, TaggedPdf, destinations
from handbook.pdf.text_tree import attributes, place_named

NOTES = frozenset({"Note", "FENote"})
SPOKEN_FOR = frozenset({"Figure", "Link"})
"""Types that may bring words to be said in place of their text."""


def integrity(pdf: TaggedPdf) -> list[str]:
    """Check that content, structure elements, links, IDs and headers all name one another."""
    elements = list(pdf.root.walk())
    numbers = read_numbers(pdf.pdf.Root.StructTreeRoot.get("/ParentTree", {}))
    return [*mark_faults(pdf, elements), *content_faults(pdf, elements, numbers),
            *link_faults(pdf, elements, numbers), *place_faults(pdf, elements),
            *id_faults(pdf, elements), *reference_faults(elements),
            *header_faults(elements), *figure_faults(elements), *parent_faults(elements),
            *font_faults(pdf)]


def mark_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """Marks: each begins and ends; nothing is said in place of the text but links and pictures."""
    for number, page in enumerate(pdf.pages, start=1):
        if page.unpaired:
            yield f"page {number}: {page.unpaired} marks do not both begin and end."
        for words in page.replaced:
            yield f"page {number}: '{words}' is said in place of some text."
    for element in elements:
        if element.type not in SPOKEN_FOR and (words := element.instead()) is not None:
            yield f"'{words}' is said in place of the {element.type} '{element.text()}'."


def content_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Marked content: each piece in one element, which the parent tree names; none untagged."""
    listed = Counter()
    for element in elements:
        for kid in element.kids:
            if not isinstance(kid, Content):
                continue
            where = f"page {kid.page + 1}, marked content {kid.mcid}"
            listed[kid.page, kid.mcid] += 1
            if kid.words is None:
                yield f"{where}: the tag {element.type} lists it, but the page does not have it."
            owners = numbers.get(int(pdf.pdf.pages[kid.page].obj.get("/StructParents", -1)), [])
            if kid.mcid >= len(owners) or not same(owners[kid.mcid], element.object):
                yield f"{where}: the parent tree does not name the tag {element.type}."
    for number, page in enumerate(pdf.pages):
        for mcid in page.marked:
            if listed[number, mcid] != 1:
                yield (f"page {number + 1}, marked content {mcid}: it stands in "
                       f"{listed[number, mcid]} tags instead of one.")
        if page.twice:
            yield f"page {number + 1}: the numbers {page.twice} are used twice."
        if page.loose.strip():
            yield f"page {number + 1}: '{page.loose.strip()}' is neither tagged nor an artifact."


def link_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Links: each annotation on its page and in one Link, with the words of that Link."""
    owners: dict = {}
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Annotation):
                owners.setdefault(kid.object.objgen, []).append(element)
                owner = numbers.get(int(kid.object.get("/StructParent", -1)))
                if element.type != "Link" or owner is None or not same(owner, element.object):
                    yield f"the link '{element.text()}' and its tag do not name each other."
        if element.type == "Link" and not re.search(r"\w", spoken_link(element)):
            yield f"the link '{element.text()}' is heard as a sign only."
    for number, page in enumerate(pdf.pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            found = owners.pop(annotation.objgen, [])
            if len(found) != 1:
                yield f"page {number}: a link stands in {len(found)} tags."
            yield from (f"page {number}: {fault}" for fault in
                        annotation_faults(annotation, found, page.mediabox))
    for element, *_ in owners.values():
        yield f"the link '{element.text()}' is on no page."


def annotation_faults(annotation, owners: list[Element], page) -> Iterator[str]:
    """One link on a page: its words are its tag's, and it can be reached there."""
    words = str(annotation.get("/Contents", ""))
    if not words.strip():
        yield "a link has no words."
    elif owners and not squeezed(spoken_link(owners[0])).startswith(squeezed(words)):
        yield f"the link '{spoken_link(owners[0])}' is called '{words}'."
    if not lies_on(annotation.Rect, page):
        yield f"the link '{words}' is not on the paper."


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def place_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """Links and bookmarks: each leads to a place that is there, in PDF 2.0 to an element."""
    places, known = destinations(pdf), {element.object.objgen for element in elements}
    modern = pdf.pdf.pdf_version >= "2.0"
    for number, page in enumerate(pdf.pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            name = place_named(annotation)
            if name is None:
                continue
            if name not in places:
                yield f"page {number}: a link leads to '{name}', which is nowhere."
            if modern and not leads_to_element(annotation, known):
                yield f"page {number}: the link to '{name}' does not lead to a tag."
    for item in pdf.pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/Title" in item and "/Parent" in item:
            place = item.get("/Dest", item.get("/A", {}).get("/D"))
            if not place or place[0].objgen not in pdf.page_numbers:
                yield f"the bookmark '{item.Title}' leads nowhere."
            if modern and not leads_to_element(item, known):
                yield f"the bookmark '{item.Title}' does not lead to a tag."


def leads_to_element(item: pikepdf.Object, known: set) -> bool:
    """Tell whether a link or bookmark leads to a structure element (ISO 32000-2, 12.3.2.3)."""
    goal = item.get("/A", {}).get("/SD", [None])[0]
    return goal is not None and goal.objgen in known


def spoken_link(element: Element) -> str:
    """Return what a screen reader says for a link."""
    return str(element.object.get("/Alt", "")) or element.text()


def id_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """IDs: each once, in the ID tree, on every note; each header that a cell names is a TH."""
    named = {}
    for element in elements:
        if name := str(element.object.get("/ID", "")):
            if name in named:
                yield f"the ID '{name}' is given twice."
            named[name] = element
        elif element.type in NOTES:
            yield "a note has no ID."
    tree = pdf.pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    kept = {str(tree[i]): tree[i + 1] for i in range(0, len(tree), 2)}
    for name in sorted(named.keys() | kept.keys()):
        if name not in named or name not in kept or not same(kept[name], named[name].object):
            yield f"the ID '{name}' is not the same in the tags and in the ID tree."
    for element in elements:
        for name in names_of_headers(element):
            if name not in named or named[name].type != "TH":
                yield f"a table cell names the header '{name}', which is not there."


def reference_faults(elements: list[Element]) -> Iterator[str]:
    """What names another element names one that is there; a note of PDF 2.0 is named back."""
    kept = {element.object.objgen: element for element in elements}
    for element in elements:
        for other in element.object.get("/Ref", []):
            if other.objgen not in kept:
                yield f"the tag {element.type} '{element.text()}' refers to nothing."
            elif "FENote" in (element.type, kept[other.objgen].type) and not any(
                    same(back, element.object) for back in other.get("/Ref", [])):
                yield f"the tag {element.type} '{element.text()}' is not referred back to."
        if element.type == "FENote" and not element.object.get("/Ref"):
            yield f"nothing refers to the note '{element.text()}'."


def header_faults(elements: list[Element]) -> Iterator[str]:
    """Tables: each header that a cell names is of its row or of its column (UA-1, 7.5).

    No cell of a Document spans others, so a cell's place in its row is its column.
    """
    for table in elements:
        if table.type != "Table":
            continue
        rows = [row for row in table.walk() if row.type == "TR"]
        places = {str(cell.object.get("/ID", "")): (i, j)
                  for i, row in enumerate(rows) for j, cell in enumerate(row.kids)}
        for i, row in enumerate(rows):
            for j, cell in enumerate(row.kids):
                for name in names_of_headers(cell):
                    if name in places and i != places[name][0] and j != places[name][1]:
                        yield f"the cell '{cell.text()}' names a header of another column."


def names_of_headers(cell: Element) -> list[str]:
    """Return the IDs of the headers that a cell names."""
    return [str(name) for entry in attributes(cell) for name in entry.get("/Headers", [])]


def figure_faults(elements: list[Element]) -> Iterator[str]:
    """Pictures: each with words and with a box that lies on its page."""
    for element in elements:
        if element.type != "Figure":
            continue
        if not element.text().strip():
            yield "a picture has no words."
        box = next((entry.BBox for entry in attributes(element) if "/BBox" in entry), None)
        page = pikepdf.Page(element.object.Pg).mediabox
        if box is None or not lies_on(box, page):
            yield f"the box of the picture '{element.text()}' is not on its page."


def lies_on(box, page) -> bool:
    """Tell whether a box, by any two opposite corners, lies on a page (ISO 32000-1, 7.9.5)."""
    left, right = sorted((float(box[0]), float(box[2])))
    foot, top = sorted((float(box[1]), float(box[3])))
    return page[0] <= left < right <= page[2] and page[1] <= foot < top <= page[3]


def parent_faults(elements: list[Element]) -> Iterator[str]:
    """Every element names the element above it."""
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Element) and not same(kid.object.get("/P"), element.object):
                yield f"the tag {kid.type} in {element.type} names another parent."


def font_faults(pdf: TaggedPdf) -> Iterator[str]:
    """Fonts: the handbook's own, each with its letters in the file (UA-1, 7.21.4.1)."""
    for item in pdf.pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/FontDescriptor":
            continue
        name = str(item.FontName).partition("+")[2].replace("-", " ")
        if not name.startswith(FAMILIES):
            yield f"'{str(item.FontName)[1:]}' is not a font of the handbook."
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()):
            yield f"the letters of the font '{name}' are not in the file."


def same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Tell whether two references name one object."""
    return getattr(one, "objgen", None) == other.objgen != (0, 0)


def read_numbers(tree: pikepdf.Object) -> dict:
    """Return a number tree as a mapping (ISO 32000-1, 7.9.7)."""
    found = {}
    for kid in tree.get("/Kids", []):
        found |= read_numbers(kid)
    numbers = tree.get("/Nums", [])
    return found | {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
