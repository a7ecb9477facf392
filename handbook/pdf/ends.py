"""What chapters leave open for the merge: it stands in their catalogs, not in the merged file's.

In PDF 2.0 links, bookmarks, contents and notes name structure elements, also those of other
chapters; ISO 14289-2, 8.2.5.8, 8.2.5.14 and 8.8.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name


def refers_to(kind: str, target: str) -> bool:
    """Tell whether an element of a type names the element that its link leads to."""
    return kind == "TOCI" or target in ("FENote", "BibEntry")


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
