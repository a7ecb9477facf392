"""The three shapes that stand for the pillars, as SVG on a 24-unit grid."""

from __future__ import annotations

from lxml import etree

SHAPES = {
    "circles": (
        '<circle cx="8.25" cy="12" r="6.25" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<circle cx="15.75" cy="12" r="6.25" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M12 7a6.25 6.25 0 0 1 0 10a6.25 6.25 0 0 1 0-10z" fill="currentColor"/>'
    ),
    "triangle": (
        '<path d="M12 4.5 21 19.5H3z" fill="currentColor" stroke="currentColor" '
        'stroke-width="2" stroke-linejoin="round"/>'
    ),
    "bars": (
        '<path d="M3 6h18v4.5H3zM3 13.5h18V18H3z" fill="currentColor" stroke="currentColor" '
        'stroke-width="1" stroke-linejoin="round"/>'
    ),
}
"""Shape name (the `shape` of a pillar in the settings) to what is drawn."""


def shape_svg(name: str) -> str:
    """Return a shape as SVG that takes the colour of the text around it.

    It is hidden from screen readers: the word for the pillar always stands beside it
    (WCAG 2.2, 1.4.1 and 1.1.1).
    """
    return (
        f'<svg class="shape {name}" viewBox="0 0 24 24" width="24" height="24" '
        f'aria-hidden="true">{SHAPES[name]}</svg>'
    )


def shape_element(name: str) -> etree._Element:
    """Return a shape as an element to put into a page's tree."""
    return etree.fromstring(shape_svg(name))
