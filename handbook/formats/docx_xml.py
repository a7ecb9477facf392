"""The names of WordprocessingML, and small functions that make its elements."""

from __future__ import annotations

from lxml import etree

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
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Value = str | int | float


def name(short: str) -> str:
    """Return the full name of 'w:p'; a name without a prefix is one without a namespace."""
    prefix, colon, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}" if colon else short


def w(tag: str, *children: etree._Element | None, **attributes: Value) -> etree._Element:
    """Return an element of WordprocessingML with its attributes; None is no child."""
    return element(f"w:{tag}", {f"w:{key}": value for key, value in attributes.items()}, *children)


def element(
    short: str, attributes: dict[str, Value], *children: etree._Element | None
) -> etree._Element:
    """Return an element; it and its attributes have their prefixes written out."""
    made = etree.Element(name(short), nsmap=SPACES)
    for key, value in attributes.items():
        made.set(name(key), str(value))
    made.extend(child for child in children if child is not None)
    return made


def text(words: str) -> etree._Element:
    """Return words; spaces at their ends stay."""
    made = w("t")
    made.text = words
    made.set(XML_SPACE, "preserve")
    return made


def xml(root: etree._Element) -> bytes:
    """Return an element as a whole file."""
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
        return xml(root)
