"""Defects of links, bookmarks and pictures."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from tests.defects import Planting, defect


@defect("kinds", "integrity")
def link_to_nowhere(pdf: Planting) -> None:
    next(link for link in pdf.links if "/Dest" in link).Dest = String("nowhere")


@defect("kinds")
def links_exchanged(pdf: Planting) -> None:
    one, other = [link for link in pdf.links if "/Dest" in link][:2]
    one.Dest, other.Dest = other.Dest, one.Dest


@defect("kinds")
def link_to_another_site(pdf: Planting) -> None:
    next(link for link in pdf.links if "/A" in link).A.URI = String("https://example.com/")


@defect("integrity", "veraPDF", "page-validation")
def link_without_words(pdf: Planting) -> None:
    del pdf.links[0]["/Contents"]


@defect("integrity", "veraPDF", "page-validation")
def link_with_empty_words(pdf: Planting) -> None:
    pdf.links[0].Contents = String("")


@defect("integrity")
def link_called_by_its_address(pdf: Planting) -> None:
    pdf.links[0].Contents = String("#part-principles")


@defect("integrity")
def link_heard_as_a_sign(pdf: Planting) -> None:
    del pdf.having("/Alt", "Back to note")["/Alt"]


@defect("kinds", "integrity", "veraPDF", "page-validation")
def link_as_span(pdf: Planting) -> None:
    pdf.one("Link").S = Name.Span


@defect("kinds", "integrity")
def link_without_annotation(pdf: Planting) -> None:
    link = pdf.one("Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


@defect("integrity")
def link_taken_from_its_page(pdf: Planting) -> None:
    del pdf.file.pages[1].obj.Annots[0]


@defect("integrity", "veraPDF", "page-validation")
def link_not_in_the_parent_tree(pdf: Planting) -> None:
    del pdf.links[0]["/StructParent"]


@defect("integrity")
def link_of_another_element(pdf: Planting) -> None:
    pdf.links[0].StructParent, pdf.links[1].StructParent = (
        pdf.links[1].StructParent, pdf.links[0].StructParent)


@defect("integrity")
def link_off_the_paper(pdf: Planting) -> None:
    pdf.links[0].Rect = Array([-200, -100, -150, -90])


@defect("integrity")
def link_without_area(pdf: Planting) -> None:
    pdf.links[0].Rect[3] = pdf.links[0].Rect[1]


@defect("veraPDF", "page-validation")
def link_that_is_not_printed(pdf: Planting) -> None:
    pdf.links[0].F = 0


@defect("veraPDF", "page-validation")
def link_that_is_hidden(pdf: Planting) -> None:
    pdf.links[0].F = 6


@defect("veraPDF", "page-validation")
def links_in_no_order_of_tabs(pdf: Planting) -> None:
    del pdf.file.pages[1].obj["/Tabs"]


@defect("veraPDF", "page-validation")
def tabs_by_rows(pdf: Planting) -> None:
    pdf.file.pages[1].obj.Tabs = Name.R


@defect("integrity", "veraPDF", "page-validation")
def annotation_that_is_not_tagged(pdf: Planting) -> None:
    note = pdf.file.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[99, 99, 120, 120], Contents=String("Hello"), F=4))
    pdf.file.pages[1].obj.Annots.append(note)


@defect("kinds")
def no_bookmarks(pdf: Planting) -> None:
    del pdf.root["/Outlines"]


@defect("kinds")
def bookmark_of_another_name(pdf: Planting) -> None:
    pdf.root.Outlines.First.Title = String("Untitled")


@defect("kinds", "integrity")
def bookmark_to_nowhere(pdf: Planting) -> None:
    del pdf.root.Outlines.First["/Dest"]


@defect("kinds")
def bookmark_to_another_page(pdf: Planting) -> None:
    pdf.root.Outlines.First.Dest[0] = pdf.file.pages[-1].obj


@defect("words")
def places_exchanged(pdf: Planting) -> None:
    names = pdf.root.Names.Dests.Names
    places = {str(names[i]): i + 1 for i in range(0, len(names), 2)}
    one, other = places["meet"], places["share"]
    names[one], names[other] = names[other], names[one]


@defect("words", "integrity", "veraPDF", "page-validation")
def picture_without_words(pdf: Planting) -> None:
    del pdf.one("Figure")["/Alt"]


@defect("words", "integrity", "veraPDF", "page-validation")
def picture_with_empty_words(pdf: Planting) -> None:
    pdf.one("Figure").Alt = String("")


@defect("words")
def picture_with_other_words(pdf: Planting) -> None:
    pdf.one("Figure").Alt = String("square.svg")


@defect("words", "kinds", "integrity")
def picture_as_paragraph(pdf: Planting) -> None:
    pdf.one("Figure").S = Name.P


@defect("integrity")
def picture_without_place(pdf: Planting) -> None:
    del pdf.one("Figure")["/A"]


@defect("integrity")
def picture_off_the_page(pdf: Planting) -> None:
    pdf.one("Figure").A.BBox[2] = 9000


@defect("words", "kinds", "integrity")
def picture_left_out(pdf: Planting) -> None:
    figure = pdf.one("Figure")
    section = figure.P
    section.K = Array([kid for kid in section.K if kid.objgen != figure.objgen])
