"""The names of OpenDocument, and small functions that make its elements."""

from __future__ import annotations

from handbook.formats.xml_parts import Element, Value, written

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = {
    "office": f"{OASIS}:office:1.0",
    "style": f"{OASIS}:style:1.0",
    "text": f"{OASIS}:text:1.0",
    "table": f"{OASIS}:table:1.0",
    "draw": f"{OASIS}:drawing:1.0",
    "meta": f"{OASIS}:meta:1.0",
    "fo": f"{OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{OASIS}:svg-compatible:1.0",
    "manifest": f"{OASIS}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
VERSION = "1.3"
"""OASIS, Open Document Format for Office Applications 1.3, 27 April 2021."""


def element(
    name: str,
    attributes: dict[str, Value] | None = None,
    *parts: Element | None,
    words: str | None = None,
) -> Element:
    """Return an element, its words before its parts; all names have their prefixes written out."""
    return Element(name, attributes or {}, (words, *parts))


def millimetres(length: float) -> str:
    return f"{length:g}mm"


def points(length: float) -> str:
    return f"{length:g}pt"


def xml(root: Element) -> bytes:
    """Return an element as a whole file."""
    return written(root, SPACES)
