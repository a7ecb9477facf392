"""Drawings that copy parts of themselves: a few lines can ask for more shapes than any machine has.

`use` draws a copy of another element (https://www.w3.org/TR/SVG2/struct.html#UseElement); patterns,
markers, masks and the like draw one wherever they are named.
"""

from __future__ import annotations

import re

from lxml import etree

MOST_SHAPES = 100_000
"""Elements that a drawing may ask for, with all copies; a map of a city has some thousands."""
_NAMED = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)|^#(.+)$")


def too_many_copies(root: etree._Element) -> str | None:
    """Return what is wrong with the copies in a drawing, or None."""
    parts = {element.get("id"): element for element in root.iter() if element.get("id")}
    counted: dict[str, int] = {}
    try:
        return (
            f"asks for more than {MOST_SHAPES:,} shapes"
            if _shapes(root, parts, counted, ()) > MOST_SHAPES
            else None
        )
    except RecursionError:
        return "draws itself inside itself"


def _shapes(
    part: etree._Element,
    parts: dict[str, etree._Element],
    counted: dict[str, int],
    inside: tuple[str, ...],
) -> int:
    """Return how many elements drawing a part asks for. Raises RecursionError for a loop."""
    count = 0
    for element in part.iter(etree.Element):
        count += 1
        for value in element.attrib.values():
            for found in _NAMED.finditer(value):
                name = found[1] or found[2]
                if name in inside:
                    raise RecursionError
                if name in parts and name not in counted:
                    counted[name] = _shapes(parts[name], parts, counted, (*inside, name))
                count += counted.get(name, 0)
    return count
