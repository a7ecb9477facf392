"""Defects of the structure tree: types, order and parents."""

from __future__ import annotations

from pikepdf import Array, Name

from tests.defects import Planting, defect


@defect("kinds")
def heading_as_paragraph(pdf: Planting) -> None:
    pdf.one("H4").S = Name.P


@defect("kinds")
def paragraph_as_heading(pdf: Planting) -> None:
    pdf.one("BlockQuote").K[0].S = Name.H4


@defect("kinds")
def heading_of_another_level(pdf: Planting) -> None:
    pdf.one("H3", 1).S = Name.H2


@defect("kinds", "veraPDF", "page-validation")
def skipped_heading_level(pdf: Planting) -> None:
    pdf.one("H4").S = Name.H6


@defect("kinds", "veraPDF", "page-validation")
def heading_without_level(pdf: Planting) -> None:
    pdf.one("H3").S = Name.H


@defect("veraPDF", "page-validation")
def list_item_without_body(pdf: Planting) -> None:
    pdf.one("LI", -2).K[-1].S = Name.P


@defect("kinds")
def list_taken_apart(pdf: Planting) -> None:
    found = next(item for item in pdf.all("L") if item.A.ListNumbering == "/Decimal")
    found.S = Name.Div
    for item in found.K:
        item.S = Name.Div
        for kid in item.K:
            kid.S = Name.P


@defect("integrity")
def list_that_is_not_numbered(pdf: Planting) -> None:
    del next(item for item in pdf.all("L") if item.A.ListNumbering == "/Decimal")["/A"]


@defect("kinds", "integrity", "veraPDF", "page-validation")
def contents_as_plain_list(pdf: Planting) -> None:
    for item in pdf.all("TOC"):
        item.S = Name.L
    for item in pdf.all("TOCI"):
        item.S = Name.LI


@defect("kinds", "veraPDF", "page-validation")
def contents_entry_outside_contents(pdf: Planting) -> None:
    pdf.one("TOC").S = Name.Sect


@defect("kinds")
def quotation_as_paragraph(pdf: Planting) -> None:
    pdf.one("BlockQuote").S = Name.Div


@defect("kinds")
def code_not_tagged(pdf: Planting) -> None:
    pdf.one("Code").S = Name.Span


@defect("kinds")
def emphasis_not_tagged(pdf: Planting) -> None:
    pdf.one("Strong").S = Name.Span


@defect("kinds", "veraPDF", "page-validation")
def unknown_type(pdf: Planting) -> None:
    pdf.one("BlockQuote").S = Name.Chapter


@defect("veraPDF", "page-validation")
def standard_type_mapped_to_another(pdf: Planting) -> None:
    pdf.tree.RoleMap.P = Name.H1


@defect("veraPDF", "page-validation")
def types_mapped_in_a_circle(pdf: Planting) -> None:
    pdf.tree.RoleMap.Em, pdf.tree.RoleMap.Strong = Name.Strong, Name.Em


@defect("integrity", "veraPDF", "page-validation")
def no_structure_tree(pdf: Planting) -> None:
    del pdf.root.StructTreeRoot


@defect("veraPDF", "page-validation")
def not_marked_as_tagged(pdf: Planting) -> None:
    pdf.root.MarkInfo.Marked = False


@defect("veraPDF", "page-validation")
def tags_said_to_be_suspect(pdf: Planting) -> None:
    pdf.root.MarkInfo.Suspects = True


@defect("kinds")
def another_root_than_document(pdf: Planting) -> None:
    pdf.one("Document").S = Name.Sect


# Order and parents


@defect("words")
def paragraphs_exchanged(pdf: Planting) -> None:
    item = pdf.one("Art")
    item.K[0], item.K[2] = item.K[2], item.K[0]


@defect("words", "kinds")
def kids_reversed(pdf: Planting) -> None:
    item = max(pdf.all("P"), key=lambda one: len(one.K))
    item.K = Array(reversed(list(item.K)))


@defect("words", "kinds")
def chapters_exchanged(pdf: Planting) -> None:
    part = pdf.one("Part")
    part.K[1], part.K[2] = part.K[2], part.K[1]


@defect("words", "integrity")
def paragraph_left_out(pdf: Planting) -> None:
    del pdf.one("Art").K[2]


@defect("words", "integrity")
def element_listed_twice(pdf: Planting) -> None:
    item = pdf.one("Art")
    item.K.append(item.K[0])


@defect("integrity")
def another_parent_named(pdf: Planting) -> None:
    pdf.one("H4").P = pdf.one("Document")


@defect("integrity", "veraPDF", "page-validation")
def no_parent_named(pdf: Planting) -> None:
    del pdf.one("H4")["/P"]
