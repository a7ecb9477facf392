"""XML as it is written: elements that know their names, attributes and parts, and no more.

A parser's tree would look up the namespace of each name again whenever an element gets a parent,
which took most of the time of a word processor's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Value = str | int | float
_SPECIAL = re.compile('[&<>"\t\n\r]')
_WORDS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_VALUES = _WORDS | {'"': "&quot;", "\t": "&#9;", "\n": "&#10;"}


class Element:
    """One element: its name with its prefix, as 'w:p', its attributes, and what is in it."""

    __slots__ = ("attributes", "name", "parts")

    def __init__(
        self, name: str, attributes: Mapping[str, Value], parts: Iterable[Element | str | None]
    ) -> None:
        self.name = name
        self.attributes = dict(attributes)
        self.parts = [part for part in parts if part is not None]

    def append(self, part: Element | str) -> None:
        self.parts.append(part)


def written(root: Element, spaces: Mapping[str, str], *, standalone: bool = False) -> bytes:
    """Return an element as a whole file; `spaces` are the namespaces by their prefixes."""
    names = {f"xmlns:{prefix}": space for prefix, space in spaces.items()}
    alone = " standalone='yes'" if standalone else ""
    pieces = [f"<?xml version='1.0' encoding='UTF-8'{alone}?>\n"]
    _write(Element(root.name, names | root.attributes, root.parts), pieces)
    return "".join(pieces).encode()


def _write(element: Element, pieces: list[str]) -> None:
    """Put an element's text at the end of some pieces."""
    said = f"<{element.name}"
    for name, value in element.attributes.items():
        value = str(value)
        if _SPECIAL.search(value):
            value = _SPECIAL.sub(lambda one: _VALUES[one[0]], value)
        said += f' {name}="{value}"'
    if not element.parts:
        pieces.append(f"{said}/>")
        return
    pieces.append(f"{said}>")
    for part in element.parts:
        if part.__class__ is str:
            special = _SPECIAL.search(part)
            pieces.append(_SPECIAL.sub(_escaped, part) if special else part)
        else:
            _write(part, pieces)
    pieces.append(f"</{element.name}>")


def _escaped(found: re.Match) -> str:
    return _WORDS.get(found[0], found[0])
