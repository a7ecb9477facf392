"""Outlines of places: read from TopoJSON or GeoJSON, made simpler, drawn."""

import json
import re
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest

import handbook
from handbook.map_shapes import TOLERANCE, WIDTH, draw
from handbook.maps import Outlines
from tests.cases import make_handbook

MAP = '    map: {file: content/maps/places.json, title: Outlines, source: "https://maps.example/",'
MAP += " attribution: Us, licence: CC0}\n"
SETTINGS = {"    places:\n": MAP + "    places:\n      - {id: south-bank, title: South Bank}\n"}
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [10, 50]},
    "objects": {
        "places": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "South Bank", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "north-bank", "arcs": [[[-1, 2]]]},
            ],
        }
    },
    "arcs": [
        [[0, 2], [4, 0]],
        [[4, 2], [0, -2], [-4, 0], [0, 2]],
        [[0, 2], [0, 2], [4, 0], [0, -2]],
    ],
}
SQUARES = {
    "South Bank": [[[10, 50], [12, 50], [12, 51], [10, 51], [10, 50]]],
    "north-bank": [[[10, 51], [12, 51], [12, 52], [10, 52], [10, 51]]],
}
COLLECTION = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": name, "geometry": {"type": "Polygon", "coordinates": rings}}
        for name, rings in SQUARES.items()
    ],
}


def outlines(folder: Path, data: object) -> Outlines:
    changes = {"content/maps/places.json": json.dumps(data), "mkdocs.yml": {"replace": SETTINGS}}
    found = handbook.load(make_handbook(folder, changes)).outlines
    assert found is not None
    return found


def corners(path: str) -> set[tuple[int, int]]:
    """Return the corners of a drawn place, from its start and steps."""
    x = y = 0
    found = set()
    for word, numbers in re.findall(r"([Ml])([^Mlz]+)", path):
        values = [int(one) for one in re.findall(r"-?\d+", numbers)]
        for step in zip(values[::2], values[1::2], strict=True):
            x, y = step if word == "M" else (x + step[0], y + step[1])
            found.add((x, y))
    return found


@pytest.mark.parametrize("data", [TOPOLOGY, COLLECTION], ids=["TopoJSON", "GeoJSON"])
def test_both_forms_give_the_same_places(tmp_path: Path, data: dict) -> None:
    drawing = draw(outlines(tmp_path, data))
    south, north = sorted(drawing.shapes, key=lambda shape: -shape.y)
    assert (south.place, north.place) == ("south-bank", "north-bank")
    half = round(drawing.height / 2 + 0.01)
    assert corners(north.path) == {(0, 0), (WIDTH, 0), (0, half), (WIDTH, half)}
    low = drawing.height
    assert corners(south.path) == {(0, half), (WIDTH, half), (0, low), (WIDTH, low)}
    assert 0 < north.y < half < south.y < drawing.height


def test_the_middle_latitude_is_drawn_true_to_scale(tmp_path: Path) -> None:
    drawing = draw(outlines(tmp_path, COLLECTION))
    assert drawing.height == pytest.approx(WIDTH / 0.629, abs=2)  # 2 by 2 degrees; cos 51 = 0.629


def test_a_shared_border_stays_shared_and_moves_no_more_than_the_tolerance(tmp_path: Path) -> None:
    wiggle = [(10 + number / 50, 51 + (number % 7) * 0.0004) for number in range(101)]
    data = {
        "type": "Topology",
        "objects": {
            "south": {"type": "Polygon", "id": "south-bank", "arcs": [[0, 1]]},
            "north": {"type": "Polygon", "id": "north-bank", "arcs": [[-1, 2]]},
        },
        "arcs": [list(map(list, reversed(wiggle))), [[10, 51], [10, 50], [12, 50], wiggle[-1]],
                 [[10, 51], [10, 52], [12, 52], wiggle[-1]]],
    }  # fmt: skip
    drawing = draw(outlines(tmp_path, data))
    first, second = (corners(shape.path) for shape in drawing.shapes)
    border = first & second
    assert 2 <= len(border) < 20
    scale = drawing.height / 2
    for x, y in wiggle:
        spot = ((x - 10) * WIDTH / 2, (52 - y) * scale)
        assert min(_distance(spot, a, b) for a, b in _pairs(sorted(border))) <= TOLERANCE + 1


def _pairs(spots: list) -> list:
    return list(pairwise(spots))


def _distance(spot, start, end) -> float:
    (x, y), (x1, y1), (x2, y2) = spot, start, end
    wide, high = x2 - x1, y2 - y1
    along = min(1, max(0, ((x - x1) * wide + (y - y1) * high) / (wide**2 + high**2)))
    return hypot(x - x1 - along * wide, y - y1 - along * high)


def test_the_real_map_has_every_place_within_its_frame(project_root: Path) -> None:
    edition = handbook.load(project_root)
    drawing = draw(edition.outlines)
    places = [place.id for place in edition.settings.places]
    assert [shape.place for shape in drawing.shapes] == places
    for shape in drawing.shapes:
        xs, ys = zip(*corners(shape.path), strict=True)
        assert {*xs} <= {*range(WIDTH + 1)} and {*ys} <= {*range(drawing.height + 1)}
        assert min(xs) < shape.x < max(xs) and min(ys) < shape.y < max(ys)
    assert sum(len(shape.path) for shape in drawing.shapes) < 8_000
