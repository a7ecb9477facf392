"""The PDF's structure tree, built by HTML element at WeasyPrint's one seam."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pydyf
import weasyprint
import weasyprint.pdf

from handbook.pdf.boxes import Collector, Mark, Node
from handbook.pdf.errors import RenderFailed
from handbook.pdf.pdf2 import NAMESPACE, NEW_TYPES, lead_to_elements, leave_open, renew
from handbook.pdf.roles import ROLE_MAP, structure

TESTED = "70.0"
SEAM = ["pdf", "document", "pdf_version", "page_streams"]
PRINTED = 4
"""Annotation flag Print (ISO 19005-2, 6.3.2)."""
POINTS = 0.75
"""A CSS pixel in points."""


@contextmanager
def own_structure_tree(chapter: str = "") -> Iterator[None]:
    """Let WeasyPrint call our builder instead of its own; loud about any other version.

    With the name of a `chapter` the file is that one, which is to be merged with others.
    """
    guard(weasyprint.__version__, list(inspect.signature(weasyprint.pdf.add_tags).parameters))
    before = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = partial(add_tags, chapter=chapter) if chapter else add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before


def guard(version: str, parameters: list[str]) -> None:
    """Raise RenderFailed unless this is the WeasyPrint that the builder was tested with."""
    if version != TESTED or parameters != SEAM:
        raise RenderFailed(
            f"WeasyPrint {version} is installed; the structure tree was tested with {TESTED}. "
            "Install that version, or see that weasyprint.pdf.add_tags still takes "
            f"({', '.join(SEAM)}) and that Document._render goes the way of "
            "handbook/pdf/paging.py, run tests/test_pdf_structure.py and "
            "tests/test_pdf_chapters.py, read the changes in tests/golden, and set TESTED in "
            "handbook/pdf/structure.py.")


def prune_links(document) -> None:
    """Keep one annotation for each line of a link: none for leaders or boxes inside the link."""
    for page in document.pages:
        page.links[:] = [link for link in page.links if link[3].element_tag == "a"]


def add_tags(pdf, document, pdf_version, page_streams, *, chapter: str = "") -> None:
    """Write the structure tree, the parent tree and the ID tree (ISO 32000-1, 14.7)."""
    collected = Collector(document, page_streams)
    mark_artifacts(page_streams, collected.artifacts)
    root = add(pdf, {"Type": "/StructTreeRoot"})
    top, two = structure(collected.root, chapter), pdf_version == "2.0"
    if two:
        renew(top)
    writer = Writer(pdf, document, name_space(pdf, root) if two else None)
    writer.add(top, root)
    writer.write(top)
    if two:
        (leave_open if chapter else lead_to_elements)(pdf, top)
    root["K"] = pydyf.Array([top.object.reference])
    root["ParentTree"] = writer.parent_tree(collected.artifacts).reference
    root["ParentTreeNextKey"] = len(page_streams) + len(writer.links)
    if writer.names:
        names = [item for pair in sorted(writer.names.items()) for item in pair]
        names[::2] = map(pydyf.String, names[::2])
        root["IDTree"] = add(pdf, {"Names": pydyf.Array(names)}).reference
    if not two and (mapped := writer.types & ROLE_MAP.keys()):
        root["RoleMap"] = pydyf.Dictionary({
            name: f"/{ROLE_MAP[name]}" for name in sorted(mapped)})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def name_space(pdf, root: pydyf.Dictionary) -> pydyf.Dictionary:
    """Return the namespace of PDF 2.0, made known to the tree (ISO 32000-2, 14.7.4.2)."""
    space = add(pdf, {"Type": "/Namespace", "NS": pydyf.String(NAMESPACE)})
    root["Namespaces"] = pydyf.Array([space.reference])
    return space


def mark_artifacts(streams, artifacts) -> None:
    """Turn marked content that is no part of the text into artifacts, in the content streams."""
    for stream, found in zip(streams, artifacts, strict=True):
        for at, item in enumerate(stream.stream):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in found:
                stream.stream[at - 1:at + 1] = [
                    b"/Artifact", pydyf.Dictionary(found[item["MCID"]])]


def add(pdf, entries: dict) -> pydyf.Dictionary:
    """Return a new dictionary that is an object of the PDF."""
    item = pydyf.Dictionary(entries)
    pdf.add_object(item)
    return item


class Writer:
    """Writes typed nodes as structure elements."""

    def __init__(self, pdf, document, space: pydyf.Dictionary | None) -> None:
        self.pdf, self.document, self.space = pdf, document, space
        self.owners: list[dict[int, bytes]] = [{} for _ in document.pages]
        self.links: list[bytes] = []
        self.names: dict[str, bytes] = {}
        self.types: set[str] = set()

    def add(self, node: Node, parent: pydyf.Dictionary) -> None:
        """Make the objects first, parents before children, so that each can name the other."""
        self.types.add(node.type)
        node.object = add(self.pdf, {
            "Type": "/StructElem", "S": f"/{node.type}", "P": parent.reference})
        if self.space is not None and node.type in NEW_TYPES:
            node.object["NS"] = self.space.reference
        for kid in node.kids:
            if isinstance(kid, Node):
                self.add(kid, node.object)

    def write(self, node: Node) -> None:
        """Fill one structure element and those below it."""
        item, page = node.object, first_page(node)
        if page is not None:
            item["Pg"] = self.pdf.page_references[page]
        content = [self.kid(kid, node, page) for kid in node.kids]
        content += [self.link(node, *link) for link in node.links]
        if content:
            item["K"] = pydyf.Array(content)
        item.update(node.entries)
        if node.refs:
            item["Ref"] = pydyf.Array([other.object.reference for other in node.refs])
        if name := node.entries.get("ID"):
            self.names[name.string] = item.reference
        attributes = [self.attribute(entry) for entry in node.attributes]
        if attributes:
            item["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)

    def kid(self, kid: Node | Mark, node: Node, page: int | None):
        """Return what stands for one kid in /K: a reference, an MCID, or a page and an MCID."""
        if isinstance(kid, Node):
            self.write(kid)
            return kid.object.reference
        self.owners[kid.page][kid.mcid] = node.object.reference
        if kid.page == page:
            return kid.mcid
        return pydyf.Dictionary({
            "Type": "/MCR", "Pg": self.pdf.page_references[kid.page], "MCID": kid.mcid})

    def link(self, node: Node, page: int, annotation: pydyf.Dictionary) -> pydyf.Dictionary:
        """Tie one link annotation to its element; its Contents are its words (UA-1, 7.18)."""
        annotation["Contents"] = pydyf.String(link_words(node.element))
        annotation["F"] = PRINTED
        annotation["StructParent"] = len(self.document.pages) + len(self.links)
        self.links.append(node.object.reference)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference,
                                 "Pg": self.pdf.page_references[page]})

    def attribute(self, entry: dict) -> pydyf.Dictionary:
        """Return an attribute object, with a picture's box turned into points."""
        if "BBox" in entry:
            page, box = entry["BBox"]
            left, top = box.content_box_x(), box.content_box_y()
            foot = self.document.pages[page].height - top - box.height
            corners = left, foot, left + box.width, foot + box.height
            entry["BBox"] = pydyf.Array([round(corner * POINTS, 2) for corner in corners])
        return pydyf.Dictionary(entry)

    def parent_tree(self, artifacts: list[dict]) -> pydyf.Dictionary:
        """Return the tree that leads from marked content and links back to their elements."""
        numbers: list = []
        for page, owners in enumerate(self.owners):
            last = max([-1, *owners, *artifacts[page]])
            numbers += [page, pydyf.Array([owners.get(i, b"null") for i in range(last + 1)])]
        for key, owner in enumerate(self.links, start=len(self.owners)):
            numbers += [key, owner]
        return add(self.pdf, {"Nums": pydyf.Array(numbers)})


def first_page(node: Node) -> int | None:
    """Return the number of the page that a node begins on."""
    for kid in node.kids:
        page = kid.page if isinstance(kid, Mark) else first_page(kid)
        if page is not None:
            return page
    return node.links[0][0] if node.links else None


def link_words(element) -> str:
    """Return what a link says: its label, its words, or the words of the picture in it."""
    words = element.get("aria-label") or " ".join("".join(element.itertext()).split())
    return words or " ".join(image.get("alt", "") for image in element.iter("img"))
