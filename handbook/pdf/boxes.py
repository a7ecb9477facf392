"""What WeasyPrint drew, by HTML element: one Node an element, however many pages it covers."""

from __future__ import annotations

from dataclasses import dataclass, field

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

HEADER = {"Type": "/Pagination", "Subtype": "/Header"}
FOOTER = {"Type": "/Pagination", "Subtype": "/Footer"}
REPEATED = {"Type": "/Pagination"}
DRAWING = {"Type": "/Layout"}


@dataclass(eq=False, slots=True)
class Mark:
    """One marked-content sequence: its number on a page."""

    page: int
    mcid: int
    label: bool = False
    """A list item's number or bullet."""


@dataclass(eq=False, slots=True)
class Node:
    """An HTML element on its way to a structure element."""

    element: object
    type: str | None = None
    """The structure type; None when only the contents count."""
    kids: list[Node | Mark] = field(default_factory=list)
    links: list[tuple[int, dict]] = field(default_factory=list)
    """Page and annotation of each line of a link."""
    box: tuple[int, object] | None = None
    """Page and box of a picture."""
    bullet: str | None = None
    """The list's kind of number, as in CSS."""
    entries: dict = field(default_factory=dict)
    attributes: list[dict] = field(default_factory=list)
    refs: list[Node] = field(default_factory=list)
    """Other elements that this one refers to (PDF 2.0)."""
    object: object = None
    """The pydyf dictionary, once written."""


class Collector:
    """Walks the boxes of all pages; `root` and `artifacts` are what it found."""

    def __init__(self, document, streams) -> None:
        root = document._html.etree_element
        self.parents = {child: parent for parent in root.iter() for child in parent}
        self.root = Node(root)
        self.nodes = {root: self.root}
        self.streams = streams
        self.artifacts: list[dict[int, dict]] = [{} for _ in streams]
        self.head_pages: dict[object, int] = {}
        for number, page in enumerate(document.pages):
            self.walk(page._page_box, number, None)
            if streams[number]._tags:
                raise AssertionError(f"page {number + 1} has content that belongs to no box")

    def node(self, element) -> Node:
        """Return an element's node, made at its first box, so nodes stand in reading order."""
        if element not in self.nodes:
            self.nodes[element] = Node(element)
            self.node(self.parents[element]).kids.append(self.nodes[element])
        return self.nodes[element]

    def walk(self, box, page: int, artifact: dict | None, label: bool = False) -> None:
        """Take in one box and all that it holds."""
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        artifact = artifact or self.artifact(box, page)
        known = box.element is self.root.element or box.element in self.parents
        node = self.node(box.element) if known and not artifact else None
        if node is not None:
            self.note(node, box, page)
            label = label or box.element_tag.endswith("::marker")
        if box in self.streams[page]._tags:
            mcid = self.streams[page]._tags.pop(box)["mcid"]
            if artifact:
                self.artifacts[page][mcid] = artifact
            else:
                (node or self.root).kids.append(Mark(page, mcid, label))
        for child in getattr(box, "children", ()):
            self.walk(child, page, artifact, label)

    def note(self, node: Node, box, page: int) -> None:
        """Keep what a box tells about its element."""
        if "::" not in box.element_tag and node.bullet is None:
            node.bullet = box.style["list_style_type"]
        if isinstance(box, boxes.ReplacedBox):
            node.box = (page, box)
        if getattr(box, "link_annotation", None) is not None:
            node.links.append((page, box.link_annotation))

    def artifact(self, box, page: int) -> dict | None:
        """Return how to mark what is no part of the text (ISO 32000-1, 14.8.2.2), else None."""
        if isinstance(box, boxes.MarginBox):
            return HEADER if box.at_keyword.startswith("@top") else FOOTER
        if box.is_leader:
            return DRAWING
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            return REPEATED if self.head_pages.setdefault(box.element, page) != page else None
        if isinstance(box, boxes.ReplacedBox) and not box.element.get("alt"):
            return DRAWING
        return None
