"""The gate of integrity, for what leads somewhere: links, and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from handbook.pdf.reading import Annotation, Element, TaggedPdf, destinations, lies_on, same
from handbook.pdf.text_tree import place_named


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
    modern = pdf.is_modern
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
