"""Defects to plant in a good PDF, one a function, and the gates that must see each.

A function takes a `Planting` and changes its file; a raw one takes the file's bytes and returns
others. The words above each are the names of the gates that see it: every one that does.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pikepdf

GATES = ("words", "kinds", "integrity", "veraPDF", "page-validation", "syntax")
"""Our three, two validators, and qpdf by way of pikepdf."""


@dataclass(frozen=True)
class Defect:
    """One thing that can be wrong with a PDF."""

    plant: Callable
    gates: frozenset[str]
    standard: str
    raw: bool

    @property
    def name(self) -> str:
        return self.plant.__name__

    def in_file(self, data: bytes) -> bytes:
        """Return a file with the defect in it."""
        if self.raw:
            return self.plant(data)
        with pikepdf.open(io.BytesIO(data)) as file:
            self.plant(Planting(file))
            return saved(file)


DEFECTS: dict[str, Defect] = {}


def defect(*gates: str, standard: str = "ua-1", raw: bool = False) -> Callable:
    """Keep a function as a defect that these gates see."""
    def keep(plant: Callable) -> Callable:
        if plant.__name__ in DEFECTS or not set(gates) <= set(GATES):
            raise AssertionError(f"{plant.__name__} is there twice, or names an unknown gate")
        DEFECTS[plant.__name__] = Defect(plant, frozenset(gates), standard, raw)
        return plant
    return keep


def saved(file: pikepdf.Pdf) -> bytes:
    """Return a file as bytes, with nothing added."""
    data = io.BytesIO()
    file.save(data, deterministic_id=True, fix_metadata_version=False)
    return data.getvalue()


@dataclass
class Planting:
    """A good file, open, with ways to its parts."""

    file: pikepdf.Pdf

    @property
    def root(self) -> pikepdf.Object:
        return self.file.Root

    @property
    def tree(self) -> pikepdf.Object:
        return self.file.Root.StructTreeRoot

    @cached_property
    def elements(self) -> list[pikepdf.Object]:
        """Every structure element, in reading order."""
        return [item for item in self.file.objects if isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/StructElem"]

    def all(self, kind: str) -> list[pikepdf.Object]:
        """Return all elements of a type, in reading order."""
        return [item for item in self.elements if str(item.S) == f"/{kind}"]

    def one(self, kind: str, number: int = 0) -> pikepdf.Object:
        return self.all(kind)[number]

    def having(self, key: str, value: str) -> pikepdf.Object:
        """Return the first element that has an entry with these words in it."""
        return next(item for item in self.elements if value in str(item.get(key, "")))

    @property
    def links(self) -> list[pikepdf.Object]:
        """Every link annotation, in the order of the pages."""
        return [link for page in self.file.pages for link in page.obj.get("/Annots", [])]

    def place_of_owners(self, page: int) -> int:
        """Return where in the parent tree the elements of a page's marked content stand."""
        key = int(self.file.pages[page].obj.StructParents)
        numbers = self.tree.ParentTree.Nums
        return next(i + 1 for i in range(0, len(numbers), 2) if int(numbers[i]) == key)

    def owners(self, page: int) -> pikepdf.Object:
        """Return the elements of a page's marked content, by its numbers."""
        return self.tree.ParentTree.Nums[self.place_of_owners(page)]

    @property
    def fonts(self) -> list[pikepdf.Object]:
        """Every font dictionary of type 0."""
        return [item for item in self.file.objects if isinstance(item, pikepdf.Dictionary)
                and item.get("/Subtype") == "/Type0"]

    def rewrite(self, page: int, change: Callable[[list], list]) -> None:
        """Change the operators of a page's content: a list of operands and operator."""
        sheet = self.file.pages[page]
        parsed = [(list(operands), str(operator))
                  for operands, operator in pikepdf.parse_content_stream(sheet)]
        parts = [(operands, pikepdf.Operator(name)) for operands, name in change(parsed)]
        sheet.obj.Contents = self.file.make_stream(pikepdf.unparse_content_stream(parts))

    def rewrite_xmp(self, before: str, after: str) -> None:
        """Put other words into the XMP packet."""
        text = self.root.Metadata.read_bytes().decode()
        if before not in text:
            raise AssertionError(f"the packet has no {before!r}")
        self.root.Metadata.write(text.replace(before, after).encode())


def spot(operators: list, element: pikepdf.Object) -> int:
    """Return the index of the mark that begins an element's first content."""
    wanted = element.K if isinstance(element.K, int) else next(
        kid for kid in element.K if isinstance(kid, int))
    return next(i for i, (operands, name) in enumerate(operators)
                if name == "BDC" and operands[1].get("/MCID") == wanted)


def page_of(planting: Planting, element: pikepdf.Object) -> int:
    """Return the number of the page that an element begins on."""
    return next(i for i, page in enumerate(planting.file.pages) if page.objgen == element.Pg.objgen)


def mark_with(pdf: Planting, element: pikepdf.Object, tag: str,
              properties: pikepdf.Dictionary) -> None:
    """Give the first content of an element another mark."""
    def change(operators: list) -> list:
        operators[spot(operators, element)] = ([pikepdf.Name(f"/{tag}"), properties], "BDC")
        return operators
    pdf.rewrite(page_of(pdf, element), change)
