"""A PDF's structure tree as indented text, for people to read and tests to compare."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from handbook.pdf.reading import Annotation, Content, Element, TaggedPdf

SHOWN = ("/ID", "/Lang", "/Alt")
ATTRIBUTES = ("/ListNumbering", "/NoteType", "/Scope", "/Headers")


def text_tree(data: bytes) -> str:
    """Return one line for each structure element, with its text and what describes it."""
    pdf = TaggedPdf(data)
    return "\n".join(lines(pdf.root, 0)) + "\n"


def lines(element: Element, depth: int) -> Iterator[str]:
    """Yield the line of an element, then those of what is in it."""
    words = describe(element)
    simple = not any(isinstance(kid, Element) for kid in element.kids)
    if simple and (text := joined(element.kids)):
        words += f" {text}"
    yield "  " * depth + element.type + words
    if simple:
        return
    run: list = []
    for kid in [*element.kids, None]:
        if isinstance(kid, Content | Annotation):
            run.append(kid)
            continue
        if text := joined(run):
            yield "  " * (depth + 1) + text
        run = []
        if kid is not None:
            yield from lines(kid, depth + 1)


def joined(kids: list) -> str:
    """Return text that stands together in quotation marks, and where links lead."""
    text = "".join(kid.text() for kid in kids)
    targets = dict.fromkeys(target(kid.object) for kid in kids if isinstance(kid, Annotation))
    return " ".join([*([f'"{text}"'] if text else []), *(f"-> {place}" for place in targets)])


def target(annotation: pikepdf.Object) -> str:
    """Return where a link leads: an address, or the name of a place in the file."""
    action = annotation.get("/A", {})
    return str(action.URI) if "/URI" in action else f"#{place_named(annotation)}"


def place_named(annotation: pikepdf.Object) -> str | None:
    """Return the name of the place in the file that a link leads to, if it does."""
    place = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
    return None if place is None else str(place)


def describe(element: Element) -> str:
    """Return an element's ID, language, words, attributes and what it refers to."""
    found = [f"{key[1:]}={element.object[key]}" for key in SHOWN if key in element.object]
    for entry in attributes(element):
        for key in ATTRIBUTES:
            if key in entry:
                value = entry[key]
                value = " ".join(map(str, value)) if key == "/Headers" else str(value)[1:]
                found.append(f"{key[1:]}={value}")
    for other in element.object.get("/Ref", []):
        found.append(f"Ref={other.get('/ID', str(other.S)[1:])}")
    return f" ({', '.join(found)})" if found else ""


def attributes(element: Element) -> list[pikepdf.Object]:
    """Return an element's attribute objects, of which it may have one or many."""
    if element.entries is None:
        entries = element.object.get("/A")
        several = isinstance(entries, pikepdf.Array)
        element.entries = list(entries) if several else [] if entries is None else [entries]
    return element.entries
