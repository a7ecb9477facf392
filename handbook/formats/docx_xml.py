"""The names of WordprocessingML, and small functions that make its elements."""

from __future__ import annotations

from lxml import etree

from handbook.formats.xml_parts import Element, Value, written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
SPACES = {
    "w": W,
    "r": OFFICE,
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "a": f"{DRAWING}/main",
    "pic": f"{DRAWING}/picture",
    "asvg": SVG,
    "adec": DECORATIVE,
}


def w(tag: str, *parts: Element | str | None, **attributes: Value) -> Element:
    """Return an element of WordprocessingML with its attributes; None is no part."""
    return Element(f"w:{tag}", {f"w:{key}": value for key, value in attributes.items()}, parts)


def element(name: str, attributes: dict[str, Value], *parts: Element | None) -> Element:
    """Return an element; it and its attributes have their prefixes written out."""
    return Element(name, attributes, parts)


def text(words: str) -> Element:
    """Return words; spaces at their ends stay."""
    return Element("w:t", {"xml:space": "preserve"}, [words])


def xml(root: Element) -> bytes:
    """Return an element as a whole file."""
    return written(root, SPACES, standalone=True)


def whole(root: etree._Element) -> bytes:
    """Return the tree of a part that has names of its own as a whole file."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class Relations:
    """What one part of a file points to, each with an id of its own."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, str], str] = {}

    def add(self, kind: str, target: str) -> str:
        """Return the id of a target; `kind` is the last part of the relation's name."""
        return self.ids.setdefault((kind, target), f"rId{len(self.ids) + 1}")

    def file(self) -> bytes:
        """Return the file that lists them (ISO/IEC 29500-2, 6.5)."""
        space = f"{PACKAGE}/relationships"
        root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
        for (kind, target), one in self.ids.items():
            above = f"{PACKAGE}/relationships/metadata" if kind == "core-properties" else OFFICE
            given = {"Id": one, "Type": f"{above}/{kind}", "Target": target}
            if kind == "hyperlink":
                given["TargetMode"] = "External"
            etree.SubElement(root, f"{{{space}}}Relationship", given)
        return whole(root)
