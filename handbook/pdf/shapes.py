"""The three shapes of the handbook as drawings for the PDF: circles, triangle, bars."""

from __future__ import annotations

COLOURS = {"circles": "#00504E", "triangle": "#6E1450", "bars": "#1B3A7A"}
"""The light palette; every pair with white is above 7:1 (WCAG 2.2, 1.4.6)."""

# Each shape stands in a square of 100 units.
PATHS = {
    "circles": '<circle cx="34" cy="50" r="30"/><circle cx="66" cy="50" r="30"/>',
    "triangle": '<path d="M50 10 96 90H4Z"/>',
    "bars": '<path d="M10 20h80v22H10zM10 58h80v22H10z"/>',
}
OUTLINE = 'fill="none" stroke="{colour}" stroke-width="9"'
FILLED = 'fill="{colour}"'


def mark(shape: str) -> str:
    """Return one shape as a small drawing: circles in outline, so that both can be seen."""
    paint = OUTLINE if shape == "circles" else FILLED
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
            f'<g {paint.format(colour=COLOURS[shape])}>{PATHS[shape]}</g></svg>')


def cover() -> str:
    """Return the cover's drawing: the three shapes in a quarter grid of four by three."""
    teal, plum, blue = COLOURS.values()
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
<path d="M0 0h200v200H0z" fill="#F5F0E6"/>
<g fill="none" stroke="{teal}" stroke-width="14">
<circle cx="74" cy="100" r="60"/><circle cx="126" cy="100" r="60"/></g>
<path d="M200 0h200v200H200z" fill="{plum}"/><path d="M300 28 380 172H220z" fill="#FFFFFF"/>
<path d="M0 200h400v100H0z" fill="{blue}"/>
<path d="M30 224h340v18H30zM30 258h340v18H30z" fill="#FFFFFF"/></svg>"""


def strip() -> str:
    """Return the three shapes in a row, for the first page of a part."""
    teal, plum, blue = COLOURS.values()
    tile = '<svg x="{x}" width="100" height="100" viewBox="-20 -20 140 140">{shape}</svg>'
    outline = f'<g {OUTLINE.format(colour=teal)}>{PATHS["circles"]}</g>'
    white = ['<g fill="#FFFFFF">' + PATHS[shape] + "</g>" for shape in ("triangle", "bars")]
    tiles = "".join(tile.format(x=x, shape=shape)
                    for x, shape in zip((0, 100, 200), (outline, *white), strict=True))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
            f'<path d="M0 0h100v100H0z" fill="#F5F0E6"/><path d="M100 0h100v100H100z" '
            f'fill="{plum}"/><path d="M200 0h100v100H200z" fill="{blue}"/>{tiles}</svg>')


def drawings() -> dict[str, str]:
    """Return every drawing that print.css asks for, by name."""
    marks = {f"pdf/{shape}.svg": mark(shape) for shape in PATHS}
    return {**marks, "pdf/cover.svg": cover(), "pdf/strip.svg": strip()}
