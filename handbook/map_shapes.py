"""Draw the outlines of places as SVG paths of whole numbers, made simpler by a stated tolerance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from handbook.maps import Outlines, Point, Ring

WIDTH = 1000
"""Units from the west to the east of the drawing."""
TOLERANCE = 2.0
"""How many units a border may move when points are left out (Douglas and Peucker, 1973)."""
LEVELS = 24
"""At how many heights of a place the spot for its number is looked for."""

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """One place as drawn."""

    place: str
    path: str
    x: int
    """Where its number stands: always inside the place."""
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map as drawn: its size in units, and its places in the order of the settings."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def draw(outlines: Outlines) -> Drawing:
    """Return the drawing of outlines; the same outlines give the same numbers anywhere."""
    arcs, height = _project(outlines.arcs)
    spots = [_round(_simplify(arc)) for arc in arcs]
    shapes = []
    for place, rings in outlines.rings.items():
        drawn = [spot for ring in rings if len(spot := _ring(ring, spots)) > 2]
        if drawn:
            largest = max(drawn, key=lambda ring: abs(_area(ring)))
            shapes.append(Shape(place, "".join(map(_path, drawn)), *_inside(largest)))
    return Drawing(WIDTH, height, tuple(shapes))


def _project(arcs: Sequence[Sequence[Point]]) -> tuple[list[list[Point]], int]:
    """Return the arcs in units of the drawing, north up, and its height.

    Degrees are drawn true to scale at the middle latitude; other units are taken as a plane.
    """
    xs, ys = zip(*(point for arc in arcs for point in arc), strict=True)
    left, right, low, top = min(xs), max(xs), min(ys), max(ys)
    degrees = left >= -180 and right <= 180 and low >= -90 and top <= 90
    narrow = cos(radians((low + top) / 2)) if degrees else 1
    scale = WIDTH / ((right - left) * narrow)
    projected = [[((x - left) * narrow * scale, (top - y) * scale) for x, y in arc] for arc in arcs]
    return projected, round((top - low) * scale)


def _simplify(points: Sequence[Point]) -> list[Point]:
    """Return a line without the points that lie within the tolerance of it; its ends stay."""
    first, last = points[0], points[-1]
    far, place = max(
        ((_distance(point, first, last), number) for number, point in enumerate(points)),
    )
    if far <= TOLERANCE:
        return [first, last]
    return _simplify(points[: place + 1])[:-1] + _simplify(points[place:])


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the line between two others, or from their one place."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = hypot(x2 - x1, y2 - y1)
    if length == 0:
        return hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def _round(points: Iterable[Point]) -> list[Spot]:
    return [(round(x), round(y)) for x, y in points]


def _ring(ring: Ring, arcs: Sequence[Sequence[Spot]]) -> list[Spot]:
    """Return the spots of a ring, each once, without the first again at its end."""
    line = [spot for arc in ring for spot in (arcs[arc] if arc >= 0 else reversed(arcs[~arc]))]
    found = [spot for number, spot in enumerate(line) if number == 0 or spot != line[number - 1]]
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def _path(ring: Sequence[Spot]) -> str:
    """Return a ring as path data: one absolute start, then steps."""
    steps = zip(ring[1:], ring, strict=False)
    moves = " ".join(f"{x - x0} {y - y0}" for (x, y), (x0, y0) in steps)
    return f"M{ring[0][0]} {ring[0][1]}l{moves}z".replace(" -", "-")


def _area(ring: Sequence[Spot]) -> float:
    """Return twice the area of a ring."""
    sides = zip(ring, _turned(ring), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in sides)


def _turned(ring: Sequence[Spot]) -> list[Spot]:
    return [*ring[1:], ring[0]]


def _inside(ring: Sequence[Spot]) -> Spot:
    """Return the spot with most room around it, of those in the middle of a ring's widths."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    levels = [low + (high - low) * (number + 0.5) / LEVELS for number in range(LEVELS)]
    middles = [(x, level) for level in levels for x in _middles(ring, level)]
    sides = list(zip(ring, _turned(ring), strict=True))
    x, y = max(middles, key=lambda spot: min(_to_side(spot, *side) for side in sides))
    return round(x), round(y)


def _middles(ring: Sequence[Spot], level: float) -> list[float]:
    """Return the middles of a ring's widths at one height."""
    crossings = sorted(
        x1 + (level - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, _turned(ring), strict=True)
        if (y1 > level) != (y2 > level)
    )
    return [(left + right) / 2 for left, right in zip(crossings[::2], crossings[1::2], strict=True)]


def _to_side(spot: Point, start: Spot, end: Spot) -> float:
    """Return how far a spot is from one side of a ring."""
    (x, y), (x1, y1), (x2, y2) = spot, start, end
    wide, high = x2 - x1, y2 - y1
    along = ((x - x1) * wide + (y - y1) * high) / ((wide * wide + high * high) or 1)
    along = min(1, max(0, along))
    return hypot(x - x1 - along * wide, y - y1 - along * high)
