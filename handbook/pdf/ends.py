"""What a chapter leaves open for the merge: a dictionary in its catalog, not in the merged file's.

In PDF 2.0 links, bookmarks, contents and notes name structure elements, also those of other
chapters; ISO 14289-2, 8.2.5.8, 8.2.5.14 and 8.8.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
import pydyf
from pikepdf import Array, Dictionary, Name

from handbook.pdf.boxes import Node
from handbook.pdf.parts import ENDS
from handbook.pdf.pdf2 import HEADINGS, NEW_TYPES, first_target, places, refers_to, walk


def leave_open(pdf, tree: Node, modern: bool) -> None:
    """List table cells and, in PDF 2.0, what others may name and what names others.

    Cells, Headings and Renewed are elements in their order; Places are names, each with its
    element; Asked are elements, each with the name that it refers to.
    """
    nodes = list(walk(tree))
    ends = {"Cells": references(node for node in nodes if node.type in ("TH", "TD"))}
    if modern:
        here = places(tree)
        asked = [(node, name) for node in nodes if node.type in ("Reference", "TOCI")
                 and (name := first_target(node)) is not None and name not in here]
        ends |= {
            "Headings": references(node for node in nodes if node.type in HEADINGS),
            "Renewed": references(node for node in nodes if node.type in NEW_TYPES),
            "Places": pydyf.Array([item for name, node in sorted(here.items()) for item in
                                   (pydyf.String(name), node.object.reference)]),
            "Asked": pydyf.Array([item for node, name in asked for item in
                                  (node.object.reference, pydyf.String(name))])}
    pdf.catalog[ENDS] = pydyf.Dictionary(ends)


def references(nodes: Iterable[Node]) -> pydyf.Array:
    return pydyf.Array([node.object.reference for node in nodes])


class OpenEnds:
    """The ends that the chapters of a PDF 2.0 file left open, until all of them are there."""

    def __init__(self, root: pikepdf.Object) -> None:
        self.space = root.Namespaces[0]
        self.places: dict[bytes, pikepdf.Object] = {}
        self.asked: list[tuple[pikepdf.Object, bytes]] = []
        self.headings: list[list[pikepdf.Object]] = []

    def add(self, ends: Dictionary) -> None:
        """Take in those of a chapter, which has been copied into the file."""
        for element in ends.Renewed:
            element.NS = self.space
        self.headings.append(list(ends.Headings))
        named, asked = list(ends.Places), list(ends.Asked)
        self.places |= {bytes(name): element
                        for name, element in zip(named[::2], named[1::2], strict=True)}
        self.asked += [(element, bytes(name))
                       for element, name in zip(asked[::2], asked[1::2], strict=True)]

    def close(self, pdf: pikepdf.Pdf, points: dict[bytes, pikepdf.Object]) -> None:
        """Let all that names an element of another chapter lead to it; `points` are on pages.

        Raises KeyError for a place that no chapter has.
        """
        for element, name in self.asked:
            target = self.places[name]
            if refers_to(str(element.S)[1:], str(target.S)[1:]):
                add_reference(element, target)
                if target.S == "/FENote":
                    add_reference(target, element)
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                if (name := annotation.get("/Dest")) is not None:
                    del annotation["/Dest"]
                    annotation.A = leading(name, self.places[bytes(name)], points[bytes(name)])


def add_reference(element: pikepdf.Object, target: pikepdf.Object) -> None:
    """Let an element refer to one more (ISO 32000-2, 14.7.2)."""
    element.Ref = Array([*element.get("/Ref", []), target])


def leading(place, element: pikepdf.Object, point: Iterable) -> Dictionary:
    """Return the action that leads to a structure element, and to a page for older readers."""
    return Dictionary(Type=Name.Action, S=Name.GoTo, D=place,
                      SD=Array([element, *list(point)[1:]]))
