"""What every part of the code that works on element trees shares."""

from __future__ import annotations

from lxml import etree

AT = "at"
"""The attribute that carries 'line:column' until a Document is finished."""


def append_text(element: etree._Element, words: str) -> None:
    """Add text at the end of an element, after its last child."""
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + words
    else:
        element.text = (element.text or "") + words


def text_of(element: etree._Element) -> str:
    """Return an element's words, white space folded."""
    return " ".join("".join(element.itertext()).split())
