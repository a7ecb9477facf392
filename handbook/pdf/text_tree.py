"""A PDF's structure tree as indented text, for people to read and tests to compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handbook.pdf.objects import text_of
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
    targets = dict.fromkeys(target(kid.file, kid.item) for kid in kids
                            if isinstance(kid, Annotation))
    return " ".join([*([f'"{text}"'] if text else []), *(f"-> {place}" for place in targets)])


def target(file: TaggedPdf, annotation: dict) -> str:
    """Return where a link leads: an address, or the name of a place in the file."""
    address = file.objects.entry(annotation, "/A", "/URI")
    return f"#{place_named(file, annotation)}" if address is None else text_of(address)


def place_named(file: TaggedPdf, annotation: dict) -> str | None:
    """Return the name of the place in the file that a link leads to, if it does."""
    place = place_of(file, annotation)
    return text_of(place) if isinstance(place, str) else None if place is None else str(place)


def place_of(file: TaggedPdf, item: dict) -> Any:
    """Return the place that a link or bookmark leads to: its name, or a page and a point on it."""
    place = file.objects.entry(item, "/Dest")
    return file.objects.entry(item, "/A", "/D") if place is None else place


def describe(element: Element) -> str:
    """Return an element's ID, language, words, attributes and what it refers to."""
    look = element.file.objects.look
    found = [f"{key[1:]}={text_of(element.get(key))}" for key in SHOWN if key in element.item]
    for entry in element.attributes:
        for key in ATTRIBUTES:
            if key in entry:
                value = look(entry[key])
                value = " ".join(map(text_of, value)) if key == "/Headers" else value[1:]
                found.append(f"{key[1:]}={value}")
    for other in map(look, element.get("/Ref") or ()):
        name = text_of(look(other["/ID"])) if "/ID" in other else other["/S"][1:]
        found.append(f"Ref={name}")
    return f" ({', '.join(found)})" if found else ""
