"""Defects of marks and of the parent tree."""

from __future__ import annotations

from pikepdf import Dictionary

from tests.defects import Planting, defect, mark_with


@defect("words", "integrity")
def number_used_twice(pdf: Planting) -> None:
    heading, other = pdf.one("H3"), pdf.one("H4")
    number = next(kid for kid in other.K if isinstance(kid, int))
    mark_with(pdf, heading, "H3", Dictionary(MCID=number))


@defect("words", "integrity")
def number_listed_twice(pdf: Planting) -> None:
    heading = pdf.one("H4")
    heading.K.append(heading.K[0])


@defect("integrity")
def number_that_is_not_on_the_page(pdf: Planting) -> None:
    pdf.one("H4").K.append(900)


@defect("words", "integrity")
def number_in_no_element(pdf: Planting) -> None:
    del pdf.one("H4")["/K"]


@defect("words", "kinds", "integrity")
def number_on_another_page(pdf: Planting) -> None:
    pdf.one("H4").Pg = pdf.file.pages[-1].obj


@defect("integrity")
def parent_tree_naming_another(pdf: Planting) -> None:
    pdf.owners(3)[0] = pdf.one("Table")


@defect("integrity", "veraPDF")
def parent_tree_naming_nothing(pdf: Planting) -> None:
    owners = pdf.owners(3)
    owners[next(i for i, owner in enumerate(owners) if owner is not None)] = None


@defect("integrity", "veraPDF")
def parent_tree_without_a_page(pdf: Planting) -> None:
    numbers, at = pdf.tree.ParentTree.Nums, pdf.place_of_owners(3)
    del numbers[at]
    del numbers[at - 1]


@defect("integrity", "veraPDF", "page-validation")
def no_parent_tree(pdf: Planting) -> None:
    del pdf.tree["/ParentTree"]


@defect("integrity", "veraPDF")
def page_not_in_the_parent_tree(pdf: Planting) -> None:
    del pdf.file.pages[3].obj["/StructParents"]


@defect("integrity", "veraPDF", "page-validation")
def mark_that_does_not_end(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = next(i for i, (_operands, name) in enumerate(operators) if name == "EMC")
        return operators[:at] + operators[at + 1:]
    pdf.rewrite(3, change)


@defect("integrity")
def mark_that_ends_nothing(pdf: Planting) -> None:
    pdf.rewrite(3, lambda operators: [*operators, ([], "EMC")])
