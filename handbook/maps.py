"""Read the outlines of places from a TopoJSON or GeoJSON file of the content.

TopoJSON: https://github.com/topojson/topojson-specification. GeoJSON: RFC 7946. Both become arcs,
so that a border which two places share is made simpler once, and no gap opens between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from handbook.blocks import slugify
from handbook.nodes import place_of_offset
from handbook.problems import Problem, did_you_mean
from handbook.settings import Settings
from handbook.sources import read_text

Point = tuple[float, float]
Ring = tuple[int, ...]
"""Numbers of arcs, end to end; ~n is arc n backwards."""
TAKEN = "case_studies/map.md"
"""The page that would stand where the map does."""
POLYGONS = ("Polygon", "MultiPolygon")
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Outlines:
    """The borders of places: the arcs, and the rings of arcs that each place has."""

    arcs: tuple[tuple[Point, ...], ...]
    rings: dict[str, tuple[Ring, ...]]
    """Place id to its rings, holes among them, in the order of the settings' places."""


def read_outlines(
    root: Path, settings: Settings, paths: list[str], problems: list[Problem]
) -> Outlines | None:
    """Return the outlines that the settings name, or None when they name none or have Problems.

    A feature is the place that has its id, or whose id its name gives: 'North Bank' is north-bank.
    """
    if settings.map is None:
        return None
    if TAKEN in paths:
        message, fix = "the map stands at this page's address", "give the file another name"
        problems.append(Problem(TAKEN, 1, 1, "duplicate-id", message, fix))
    path = settings.map.file
    text = read_text(root, path, problems)
    if text is None:
        return None
    try:
        arcs, features = _decode(json.loads(text))
    except json.JSONDecodeError as error:
        problems.append(_broken(path, error.lineno, error.colno))
        return None
    except BROKEN:
        problems.append(_broken(path, 1, 1))
        return None
    found: dict[str, list[Ring]] = {}
    known = [place.id for place in settings.places]
    for name, rings in features:
        place = name if name in known else slugify(name)
        if place not in known:
            problems.append(_unknown(path, text, name, known))
        found.setdefault(place, []).extend(rings)
    return Outlines(arcs, {place: tuple(found[place]) for place in known if place in found})


def _broken(path: str, line: int, column: int) -> Problem:
    return Problem(
        path,
        line,
        column,
        "broken-map",
        "the outlines of the map cannot be read here",
        "save the outlines again as TopoJSON or GeoJSON with polygons",
    )


def _unknown(path: str, text: str, name: str, known: list[str]) -> Problem:
    place = place_of_offset(text, max(0, text.find(json.dumps(name, ensure_ascii=False))))
    otherwise = "add it under places: in the settings, or take it out of the map"
    fix = did_you_mean(slugify(name), known, otherwise=otherwise)
    return Problem(path, *place, "unknown-place", f"the map has '{name}', which is no place", fix)


def _decode(data: Any) -> tuple[tuple[tuple[Point, ...], ...], list[tuple[str, list[Ring]]]]:
    """Return the arcs, and each feature's id and rings."""
    if data["type"] == "Topology":
        arcs = tuple(_arcs(data))
        shapes = [shape for one in data["objects"].values() for shape in _shapes(one)]
        features = [(str(shape["id"]), list(_rings(shape, "arcs"))) for shape in shapes]
        ends = [ring for _, rings in features for ring in rings]
        if not ends or max(max(arc, ~arc) for ring in ends for arc in ring) >= len(arcs):
            raise ValueError
        return arcs, [(name, [tuple(ring) for ring in rings]) for name, rings in features]
    arcs_, features = [], []
    for feature in data["features"]:
        if feature["geometry"]["type"] in POLYGONS:
            rings = [_points(ring) for ring in _rings(feature["geometry"], "coordinates")]
            numbers = range(len(arcs_), len(arcs_) + len(rings))
            arcs_ += rings
            features.append((str(feature["id"]), [(number,) for number in numbers]))
    if not arcs_:
        raise ValueError
    return tuple(arcs_), features


def _shapes(one: Any) -> Iterator[Any]:
    """Yield the polygons of a TopoJSON object."""
    for shape in one["geometries"] if one["type"] == "GeometryCollection" else [one]:
        if shape["type"] in POLYGONS:
            yield shape


def _rings(shape: Any, name: str) -> Iterator[Any]:
    """Yield the rings of a polygon or of several."""
    for polygon in shape[name] if shape["type"] == "MultiPolygon" else [shape[name]]:
        yield from polygon


def _arcs(topology: Any) -> Iterator[tuple[Point, ...]]:
    """Yield a topology's arcs; with a transform they are steps of whole numbers (2.1.2)."""
    if "transform" not in topology:
        yield from map(_points, topology["arcs"])
        return
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        xs, ys = (accumulate(axis) for axis in zip(*arc, strict=True))
        yield _points((x * wide + left, y * high + low) for x, y in zip(xs, ys, strict=True))


def _points(pairs: Iterable[Any]) -> tuple[Point, ...]:
    points = tuple((float(pair[0]), float(pair[1])) for pair in pairs)
    if len(points) < 2:
        raise ValueError
    return points
