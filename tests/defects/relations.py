"""Defects of what names another: cells and headers, notes, IDs, references, places."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from tests.defects import Planting, defect


@defect("kinds", "veraPDF", "page-validation")
def row_outside_a_table(pdf: Planting) -> None:
    pdf.one("Table").S = Name.Div


@defect("words", "kinds", "integrity", "veraPDF", "page-validation")
def cell_left_out(pdf: Planting) -> None:
    del pdf.one("TR", 1).K[2]


@defect("kinds", "veraPDF", "page-validation")
def empty_cell_left_out(pdf: Planting) -> None:
    row = pdf.one("TR", 1)
    row.K.append(pdf.file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TD, P=row)))


@defect("words", "kinds", "veraPDF", "page-validation")
def caption_between_rows(pdf: Planting) -> None:
    table = pdf.one("Table")
    table.K = Array([table.K[1], table.K[0], table.K[2]])


@defect("kinds", "integrity")
def header_cell_as_data(pdf: Planting) -> None:
    pdf.one("TH", 1).S = Name.TD


@defect("kinds")
def data_cell_as_header(pdf: Planting) -> None:
    pdf.one("TD").S = Name.TH


@defect("kinds")
def header_of_the_row_said_to_be_the_columns(pdf: Planting) -> None:
    pdf.one("TH", 3).A.Scope = Name.Column


@defect("kinds", "veraPDF", "page-validation")
def no_scope_and_no_headers(pdf: Planting) -> None:
    for cell in pdf.all("TH"):
        del cell["/A"]
    for cell in pdf.all("TD"):
        del cell["/A"]


@defect("integrity")
def header_that_is_not_there(pdf: Planting) -> None:
    pdf.one("TD").A.Headers[0] = String("nobody")


@defect("integrity")
def header_of_another_column(pdf: Planting) -> None:
    cells = pdf.all("TD")
    cells[0].A.Headers[1], cells[1].A.Headers[1] = cells[1].A.Headers[1], cells[0].A.Headers[1]


@defect("veraPDF", "page-validation")
def cell_said_to_span_two(pdf: Planting) -> None:
    pdf.one("TD").A.ColSpan = 2


# Notes, IDs, references


@defect("integrity", "veraPDF", "page-validation")
def note_without_id(pdf: Planting) -> None:
    del pdf.one("Note")["/ID"]


@defect("kinds")
def note_as_paragraph(pdf: Planting) -> None:
    pdf.one("Note").S = Name.P


@defect("integrity")
def same_id_twice(pdf: Planting) -> None:
    pdf.one("TH").ID = pdf.one("Note").ID


@defect("integrity")
def same_id_on_two_header_cells(pdf: Planting) -> None:
    first, second = pdf.all("TH")[:2]
    second.ID = first.ID


@defect("integrity")
def id_not_in_the_id_tree(pdf: Planting) -> None:
    names = pdf.tree.IDTree.Names
    del names[0]
    del names[0]


@defect("integrity")
def id_tree_naming_another(pdf: Planting) -> None:
    names = pdf.tree.IDTree.Names
    names[1], names[3] = names[3], names[1]


@defect("kinds")
def citation_not_tagged_as_reference(pdf: Planting) -> None:
    pdf.one("Reference", -1).S = Name.Span


@defect("kinds")
def source_not_tagged(pdf: Planting) -> None:
    pdf.one("BibEntry").S = Name.Div


# PDF 2.0


@defect("integrity", "veraPDF", standard="ua-2")
def note_that_names_nothing(pdf: Planting) -> None:
    del pdf.one("FENote")["/Ref"]


@defect("veraPDF", standard="ua-2")
def note_of_pdf_1(pdf: Planting) -> None:
    pdf.one("FENote").S = Name.Note


@defect("integrity", "veraPDF", standard="ua-2")
def reference_to_a_note_that_is_gone(pdf: Planting) -> None:
    pdf.one("FENote").Ref[0] = pdf.file.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Reference))


@defect("integrity", standard="ua-2")
def contents_entry_that_names_nothing(pdf: Planting) -> None:
    del pdf.one("TOCI")["/Ref"]


@defect("integrity", "veraPDF", standard="ua-2")
def last_contents_entry_that_names_nothing(pdf: Planting) -> None:
    del pdf.one("TOCI", -1)["/Ref"]


@defect("integrity", "veraPDF", standard="ua-2")
def labels_without_numbering(pdf: Planting) -> None:
    next(item for item in pdf.all("L") if item.A.ListNumbering == "/Disc").A.ListNumbering = (
        Name("/None"))


@defect("veraPDF", standard="ua-2")
def document_in_the_old_namespace(pdf: Planting) -> None:
    del pdf.one("Document")["/NS"]


@defect("integrity", "veraPDF", standard="ua-2")
def link_to_a_place_only(pdf: Planting) -> None:
    link = next(one for one in pdf.links if "/SD" in one.A)
    del link.A["/SD"]


@defect("integrity", "veraPDF", standard="ua-2")
def bookmark_to_a_place_only(pdf: Planting) -> None:
    del pdf.root.Outlines.First.A["/SD"]


@defect("integrity", standard="ua-2")
def link_to_a_tag_that_is_gone(pdf: Planting) -> None:
    link = next(one for one in pdf.links if "/SD" in one.A)
    link.A.SD[0] = pdf.file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P))
