"""Chapters joined to one PDF: one structure tree, one set of names, one outline, one font a face.

ISO 32000-1: structure 14.7, names 7.7.4 and 12.3.2.3, outline 12.3.3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.pdf.ends import OpenEnds
from handbook.pdf.font_union import Cut, glyphs_of, join_fonts
from handbook.pdf.memory import hold
from handbook.pdf.outline import write_outline
from handbook.pdf.parts import ELSEWHERE, ENDS, Bound


def merge(chapters: Sequence[Bound], cut: Cut = glyphs_of) -> bytes:
    """Return one PDF with the pages of all chapters in order.

    What is in a chapter that is joined to the one before it joins the structure element of their
    part. `cut` makes the fonts.
    """
    merger = Merger(chapters[0])
    hold(merger)
    for chapter in chapters[1:]:
        merger.add(chapter)
    return merger.finish(chapters, cut)


class Merger:
    """A growing PDF; it begins as the first chapter, from which it has all that is said once."""

    def __init__(self, first: Bound) -> None:
        self.pdf = pikepdf.open(BytesIO(first.drawn.data))
        self.sources = [self.pdf]
        self.root = self.pdf.Root.StructTreeRoot
        self.top = self.root.K[0]
        self.kids = list(self.top.K)
        self.part, self.part_kids = None, []
        self.owners = list(self.root.ParentTree.Nums)
        self.next = int(self.root.ParentTreeNextKey)
        self.ids = pairs(self.root.get("/IDTree", {}))
        self.places = pairs(self.pdf.Root.get("/Names", {}).get("/Dests", {}))
        self.resources = [self.pdf.pages[0].obj.Resources]
        self.ends = OpenEnds(self.root) if self.pdf.pdf_version >= "2.0" else None
        if self.ends:
            self.ends.add(self.pdf.Root[f"/{ENDS}"])
            del self.pdf.Root[f"/{ENDS}"]

    def add(self, chapter: Bound) -> None:
        """Append the pages of a chapter, and its elements, IDs and places."""
        source = pikepdf.open(BytesIO(chapter.drawn.data))
        self.sources.append(source)
        self.count_on(source)
        before = len(self.pdf.pages)
        for page in source.pages:
            self.pdf.pages.append(page)
        self.resources.append(self.pdf.pages[before].obj.Resources)
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        self.add_elements(list(tree.K[0].K), chapter.joined)
        numbers = list(tree.ParentTree.Nums)
        for key, owner in zip(numbers[::2], numbers[1::2], strict=True):
            self.owners += [int(key) + self.next, owner]
        self.next += int(tree.ParentTreeNextKey)
        if self.ends:
            ends = source.make_indirect(source.Root[f"/{ENDS}"])
            self.ends.add(self.pdf.copy_foreign(ends))
        self.ids |= pairs(tree.get("/IDTree", {}))
        self.add_roles(tree)
        if "/Names" in source.Root:
            names = source.make_indirect(source.Root.Names.Dests)
            self.places |= pairs(self.pdf.copy_foreign(names))

    def add_roles(self, tree: Dictionary) -> None:
        """Take over what a chapter's structure types stand for (ISO 32000-1, 14.7.3)."""
        if "/RoleMap" in tree:
            roles = self.root.get("/RoleMap", Dictionary())
            self.root.RoleMap = Dictionary({**dict(roles.items()), **dict(tree.RoleMap.items())})

    def count_on(self, source: pikepdf.Pdf) -> None:
        """Let the keys into the parent tree of a chapter follow those of the chapters before."""
        for page in source.pages:
            page.obj.StructParents = int(page.obj.StructParents) + self.next
            for annotation in page.obj.get("/Annots", []):
                annotation.StructParent = int(annotation.StructParent) + self.next

    def add_elements(self, elements: list[pikepdf.Object], same_part: bool) -> None:
        """Put a chapter's elements into the document, or those in its part into the last part."""
        if not same_part:
            self.close_part()
            for element in elements:
                element.P = self.top
            self.kids += elements
            return
        if self.part is None:
            self.part = self.kids[-1]
            self.part_kids = list(self.part.K)
        for element in list(elements[0].K):
            element.P = self.part
            self.part_kids.append(element)

    def close_part(self) -> None:
        """Give the last part all that was found to stand in it."""
        if self.part is not None:
            self.part.K = Array(self.part_kids)
            self.part = None

    def finish(self, chapters: Sequence[Bound], cut: Cut) -> bytes:
        """Write what all chapters share, and return the file."""
        self.close_part()
        self.top.K = Array(self.kids)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.root.ParentTreeNextKey = self.next
        if self.ids:
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=in_order(self.ids)))
        if self.places:
            self.pdf.Root.Names = Dictionary(Dests=Dictionary(Names=in_order(self.places)))
        lead_home(self.pdf, self.places)
        if self.ends:
            self.ends.close(self.pdf, self.places)
        share_resources(self.pdf, self.resources, cut)
        write_outline(self.pdf, chapters, self.ends and self.ends.headings)
        made = BytesIO()
        self.pdf.save(made, deterministic_id=True, compress_streams=True,
                      object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue()


def pairs(tree) -> dict[bytes, pikepdf.Object]:
    """Return what a name tree without branches holds (ISO 32000-1, 7.9.6)."""
    names = list(tree.get("/Names", []))
    return {bytes(name): item for name, item in zip(names[::2], names[1::2], strict=True)}


def in_order(names: dict[bytes, pikepdf.Object]) -> Array:
    """Return the array of a name tree, sorted as the standard asks."""
    return Array([item for name in sorted(names) for item in (String(name), names[name])])


def lead_home(pdf: pikepdf.Pdf, places: dict[bytes, pikepdf.Object]) -> None:
    """Let links to other chapters lead to their places in the file.

    Raises KeyError for a place that no chapter has.
    """
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            address = str(annotation.get("/A", {}).get("/URI", ""))
            if address.startswith(ELSEWHERE):
                name = String(address.removeprefix(ELSEWHERE))
                if bytes(name) not in places:
                    raise KeyError(str(name))
                del annotation["/A"]
                annotation.Dest = name


# What pages draw with


def share_resources(pdf: pikepdf.Pdf, chapters: list[Dictionary], cut: Cut) -> None:
    """Let all chapters have one set of fonts and colours, and each picture once."""
    colours = chapters[0].ColorSpace
    fonts = join_fonts(pdf, [chapter.Font for chapter in chapters if "/Font" in chapter], cut)
    seen: dict[bytes, pikepdf.Object] = {}
    for chapter in chapters:
        tidy(chapter, fonts, colours, seen)


def tidy(resources: Dictionary, fonts: Dictionary, colours: Dictionary, seen: dict) -> None:
    """Put shared fonts and colours into resources, and into those of the drawings in them."""
    if "/Font" in resources:
        resources.Font = fonts
    if "/ColorSpace" in resources:
        resources.ColorSpace = colours
    for kind in (Name.XObject, Name.Pattern):
        for name, drawing in resources.get(kind, {}).items():
            resources[kind][name] = shared(drawing, fonts, colours, seen)


def shared(drawing: pikepdf.Stream, fonts: Dictionary, colours: Dictionary,
           seen: dict) -> pikepdf.Object:
    """Return the first drawing or picture that is the same as this one."""
    if "/SMask" in drawing:
        drawing.SMask = shared(drawing.SMask, fonts, colours, seen)
    if "/Group" in drawing and "/CS" in drawing.Group:
        drawing.Group.CS = colours.srgb
    if "/Resources" in drawing:
        inner = drawing.Resources
        tidy(inner, fonts, colours, seen)
        drawing.Resources = seen.setdefault(inner.unparse(resolved=True), inner)
    digest = hashlib.sha256(drawing.stream_dict.unparse() + b"\n" + drawing.read_raw_bytes())
    return seen.setdefault(digest.digest(), drawing)
