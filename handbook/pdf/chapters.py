"""A report's HTML parted into chapters that are laid out apart, each from a new page on."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html


@dataclass(frozen=True, slots=True)
class Chapter:
    """A piece of the report that begins a page."""

    name: str
    """The id of its first element that has one; each chapter has another."""
    html: str
    """A whole HTML page: the report's head, and of its body this piece in what it stands in."""
    joined: bool
    """Whether it stands in the same part of the report as the chapter before it."""
    outside: frozenset[str]
    """The names of places in other chapters that it leads to."""
    pictures: tuple[str, ...]
    """The files that it shows, by their paths in the project."""


def chapters(page: str) -> list[Chapter]:
    """Return the chapters of a report in their order; together they have all of its words."""
    root = html.document_fromstring(page)
    pieces = list(parted(root.find("body")[0]))
    owners = {root.find("body")[0].get("id"): 0} | owners_of(pieces)
    made, before = [], None
    for number, (part, elements) in enumerate(pieces):
        joined = part is not None and part is before
        links = (link.get("href", "") for element in elements for link in element.iter("a"))
        pictures = {image.get("src", "") for element in elements for image in element.iter("img")}
        targets = {href[1:] for href in links if href.startswith("#")}
        outside = frozenset(name for name in targets if owners.get(name, number) != number)
        made.append(Chapter(name_of(elements, number), alone(root, part, elements, joined, number),
                            joined, outside, tuple(sorted(pictures))))
        before = part
    return made


def owners_of(pieces: list[tuple]) -> dict[str, int]:
    """Return the number of the piece that each id stands in; a part's id is in its first."""
    owners: dict[str, int] = {}
    for number, (part, elements) in enumerate(pieces):
        if part is not None and part.get("id"):
            owners.setdefault(part.get("id"), number)
        for element in elements:
            owners |= {inner.get("id"): number for inner in element.iter() if inner.get("id")}
    return owners


def parted(report) -> Iterator[tuple]:
    """Yield each piece that begins a page: the part it stands in, if it does, and its elements."""
    for child in report:
        if "part" not in child.get("class", "").split():
            yield None, [child]
            continue
        piece: list = []
        for element in child:
            if begins_page(element):
                yield child, piece
                piece = []
            piece.append(element)
        yield child, piece


def begins_page(element) -> bool:
    """Tell whether an element in a part begins a page: print.css says the same.

    The first chapter stands below the part's title, except a principle.
    """
    kinds = element.get("class", "").split()
    before = element.getprevious()
    if "chapter" not in kinds or before is None:
        return False
    return before.tag != "h2" or "principle" in kinds


def name_of(elements: list, number: int) -> str:
    """Return the id that a piece is known by."""
    names = (inner.get("id") for element in elements for inner in element.iter())
    return next(filter(None, names), f"piece-{number}")


def alone(root, part, elements: list, joined: bool, number: int) -> str:
    """Return a page that holds one piece, in elements like those it stands in.

    The id of such an element is in its first piece only.
    """
    whole = etree.Element("html", dict(root.attrib))
    whole.append(copy.deepcopy(root.find("head")))
    report = root.find("body")[0]
    place = etree.SubElement(etree.SubElement(whole, "body", dict(root.find("body").attrib)),
                             report.tag, dict(report.attrib))
    if number:
        place.attrib.pop("id", None)
    if part is not None:
        place = etree.SubElement(place, part.tag, dict(part.attrib))
        if joined:
            place.attrib.pop("id", None)
    for element in elements:
        place.append(copy.deepcopy(element))
    return "<!DOCTYPE html>\n" + html.tostring(whole, encoding="unicode")
