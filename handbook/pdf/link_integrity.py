"""The gate of integrity, for what leads somewhere: links, and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handbook.pdf.objects import text_of
from handbook.pdf.reading import Annotation, Element, TaggedPdf, destinations, lies_on
from handbook.pdf.text_tree import place_named, place_of


def link_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Links: each annotation on its page and in one Link, with the words of that Link."""
    owners: dict = {}
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Annotation):
                owners.setdefault(kid.ref, []).append(element)
                owner = numbers.get(kid.item.get("/StructParent"))
                if element.type != "Link" or owner is None or owner != element.ref:
                    yield f"the link '{element.text()}' and its tag do not name each other."
        if element.type == "Link" and not re.search(r"\w", spoken_link(element)):
            yield f"the link '{element.text()}' is heard as a sign only."
    for number, sheet in enumerate(pdf.sheets, start=1):
        paper = pdf.objects.inherited(sheet, "/MediaBox")
        for ref in pdf.objects.entry(sheet, "/Annots") or ():
            found = owners.pop(ref, [])
            if len(found) != 1:
                yield f"page {number}: a link stands in {len(found)} tags."
            yield from (f"page {number}: {fault}" for fault in
                        annotation_faults(pdf.objects.look(ref), found, paper))
    for element, *_ in owners.values():
        yield f"the link '{element.text()}' is on no page."


def annotation_faults(annotation: dict, owners: list[Element],
                      paper: list[float]) -> Iterator[str]:
    """One link on a page: its words are its tag's, and it can be reached there."""
    words = text_of(annotation.get("/Contents", ""))
    if not words.strip():
        yield "a link has no words."
    elif owners and not squeezed(spoken_link(owners[0])).startswith(squeezed(words)):
        yield f"the link '{spoken_link(owners[0])}' is called '{words}'."
    if not lies_on(annotation["/Rect"], paper):
        yield f"the link '{words}' is not on the paper."


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def place_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """Links and bookmarks: each leads to a place that is there, in PDF 2.0 to an element."""
    places, known = destinations(pdf), {element.ref for element in elements}
    modern, look = pdf.is_modern, pdf.objects.look
    for number, sheet in enumerate(pdf.sheets, start=1):
        for annotation in map(look, pdf.objects.entry(sheet, "/Annots") or ()):
            name = place_named(pdf, annotation)
            if name is None:
                continue
            if name not in places:
                yield f"page {number}: a link leads to '{name}', which is nowhere."
            if modern and not leads_to_element(pdf, annotation, known):
                yield f"page {number}: the link to '{name}' does not lead to a tag."
    for item in pdf.objects.known.values():
        if isinstance(item, dict) and "/Title" in item and "/Parent" in item:
            place, title = place_of(pdf, item), text_of(item["/Title"])
            if not place or place[0] not in pdf.numbers:
                yield f"the bookmark '{title}' leads nowhere."
            if modern and not leads_to_element(pdf, item, known):
                yield f"the bookmark '{title}' does not lead to a tag."


def leads_to_element(pdf: TaggedPdf, item: dict, known: set[str | None]) -> bool:
    """Tell whether a link or bookmark leads to a structure element (ISO 32000-2, 12.3.2.3)."""
    goal = (pdf.objects.entry(item, "/A", "/SD") or [None])[0]
    return goal is not None and goal in known


def spoken_link(element: Element) -> str:
    """Return what a screen reader says for a link."""
    return text_of(element.get("/Alt") or "") or element.text()
