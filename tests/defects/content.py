"""Defects of the pages' content: text, artifacts, language."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name, String

from tests.defects import Planting, defect, mark_with, page_of, spot


@defect("words", "integrity")
def text_as_artifact(pdf: Planting) -> None:
    mark_with(pdf, pdf.one("H4"), "Artifact", Dictionary(Type=Name.Layout))


@defect("words")
def text_as_artifact_and_its_tag_gone(pdf: Planting) -> None:
    heading = pdf.one("H4")
    mark_with(pdf, heading, "Artifact", Dictionary(Type=Name.Layout))
    del heading["/K"]


@defect("words")
def header_cell_emptied(pdf: Planting) -> None:
    cell = pdf.one("TH", 1)
    mark_with(pdf, cell, "Artifact", Dictionary(Type=Name.Layout))
    del cell["/K"]


def tag_pagination(pdf: Planting, page: int, kind: str, number: int) -> None:
    """Turn a running head or foot into marked content."""
    def change(operators: list) -> list:
        at = next(i for i, (operands, name) in enumerate(operators)
                  if name == "BDC" and operands[1].get("/Subtype") == f"/{kind}")
        operators[at] = ([Name.Span, Dictionary(MCID=number)], "BDC")
        return operators
    pdf.rewrite(page, change)


@defect("integrity", "veraPDF")
def foot_tagged_but_in_no_element(pdf: Planting) -> None:
    tag_pagination(pdf, 3, "Footer", 900)


@defect("words")
def foot_tagged_as_text(pdf: Planting) -> None:
    last = max(kid for item in pdf.elements for kid in item.get("/K", [])
               if isinstance(kid, int) and item.Pg.objgen == pdf.file.pages[3].objgen) + 1
    tag_pagination(pdf, 3, "Footer", last)
    element = next(item for item in pdf.all("P") if page_of(pdf, item) == 3)
    element.K.append(last)
    owners = pdf.owners(3)
    for _ in range(len(owners), last + 1):
        owners.append(element)
    owners[last] = element


def show(pdf: Planting) -> list:
    """Return operators that show a letter outside all marks."""
    name = next(iter(pdf.file.pages[3].resources.Font))
    return [([], "BT"), ([Name(name), 9], "Tf"), ([String(b"\x00\x24")], "Tj"), ([], "ET")]


@defect("integrity", "veraPDF", "page-validation")
def text_neither_tagged_nor_artifact(pdf: Planting) -> None:
    pdf.rewrite(3, lambda operators: operators + show(pdf))


@defect("veraPDF", "page-validation")
def drawing_neither_tagged_nor_artifact(pdf: Planting) -> None:
    pdf.rewrite(3, lambda operators: [*operators, ([0, 0, 9, 9], "re"), ([], "f")])


@defect("words", "integrity", "veraPDF")
def text_in_a_form_that_no_tag_reaches(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = spot(operators, pdf.one("H4"))
        end = next(i for i in range(at, len(operators)) if operators[i][1] == "EMC")
        inner = [(operands, pikepdf.Operator(name)) for operands, name in operators[at:end + 1]]
        form = pdf.file.make_stream(pikepdf.unparse_content_stream(inner), Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 900, 900],
            Resources=pdf.file.pages[3].obj.Resources))
        pdf.file.pages[3].resources.XObject["/Hidden"] = form
        return [*operators[:at], ([Name.Hidden], "Do"), *operators[end + 1:]]
    pdf.rewrite(page_of(pdf, pdf.one("H4")), change)


@defect("veraPDF", "page-validation")
def artifact_within_text(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = spot(operators, pdf.one("H4")) + 1
        inside = [([Name.Artifact], "BMC"), *show(pdf), ([], "EMC")]
        return [*operators[:at], *inside, *operators[at:]]
    pdf.rewrite(page_of(pdf, pdf.one("H4")), change)


@defect("veraPDF", "page-validation")
def text_within_artifact(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = spot(operators, pdf.one("H4"))
        end = next(i for i in range(at, len(operators)) if operators[i][1] == "EMC")
        return [*operators[:at], ([Name.Artifact], "BMC"), *operators[at:end + 1], ([], "EMC"),
                *operators[end + 1:]]
    pdf.rewrite(page_of(pdf, pdf.one("H4")), change)


@defect("words")
def words_run_together(pdf: Planting) -> None:
    """The letters stand where they stood; what is said has no spaces."""
    heading = pdf.one("H3")
    def change(operators: list) -> list:
        at = spot(operators, heading)
        show = next(i for i in range(at, len(operators)) if operators[i][1] == "TJ")
        operands, name = operators[show]
        parts = [String(without(bytes(part), spaces)) if isinstance(part, String) else part
                 for part in operands[0]]
        return [*operators[:show], ([parts], name), *operators[show + 1:]]
    font = next(font for font in pdf.fonts if "Bold" in str(font.BaseFont))
    text = font.ToUnicode.read_bytes().decode("latin-1")
    spaces = {bytes.fromhex(code) for code in re.findall(r"<([0-9a-f]{4})>\s*<0020>", text)}
    pdf.rewrite(page_of(pdf, heading), change)


def without(codes: bytes, these: set[bytes]) -> bytes:
    """Return a string of two-byte codes without some of them."""
    pairs = (codes[i:i + 2] for i in range(0, len(codes), 2))
    return b"".join(pair for pair in pairs if pair not in these)


@defect("integrity")  # the tags are sound: validators do not look at it
def letters_in_the_colour_of_the_paper(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = spot(operators, pdf.one("H4")) + 1
        return [*operators[:at], ([1, 1, 1], "rg"), *operators[at:]]
    pdf.rewrite(page_of(pdf, pdf.one("H4")), change)


# What is said in place of the text


@defect("words", "integrity")
def other_words_said_for_an_element(pdf: Planting) -> None:
    pdf.one("H4").ActualText = String("Something else")


@defect("integrity")
def other_words_said_for_marked_content(pdf: Planting) -> None:
    heading = pdf.one("H4")
    number = next(kid for kid in heading.K if isinstance(kid, int))
    mark_with(pdf, heading, "Span", Dictionary(MCID=number, ActualText=String("Something else")))


@defect("integrity")
def description_in_place_of_a_paragraph(pdf: Planting) -> None:
    pdf.one("BlockQuote").K[0].Alt = String("A quotation")


@defect("words", "integrity", "veraPDF", "page-validation")
def letters_that_mean_others(pdf: Planting) -> None:
    for font in pdf.fonts:
        text = font.ToUnicode.read_bytes().decode("latin-1")
        font.ToUnicode.write(re.sub(r"<0061>", "<0062>", text).encode("latin-1"))


@defect("words", "integrity", "veraPDF", "page-validation")
def letters_without_meaning(pdf: Planting) -> None:
    for font in pdf.fonts:
        del font["/ToUnicode"]


@defect("words", "integrity", "veraPDF", "page-validation")
def letters_of_private_meaning(pdf: Planting) -> None:
    for font in pdf.fonts:
        text = font.ToUnicode.read_bytes().decode("latin-1")
        font.ToUnicode.write(re.sub(r"<0061>", "<E061>", text).encode("latin-1"))


# Language


@defect("kinds", "veraPDF", "page-validation")
def no_language(pdf: Planting) -> None:
    del pdf.root["/Lang"]


@defect("kinds", "veraPDF", "page-validation")
def language_that_is_none(pdf: Planting) -> None:
    pdf.root.Lang = String("British English")


@defect("kinds")
def another_language(pdf: Planting) -> None:
    pdf.root.Lang = String("fr")


@defect("kinds")
def foreign_words_without_language(pdf: Planting) -> None:
    del pdf.one("Span")["/Lang"]


@defect("kinds")
def foreign_words_in_another_language(pdf: Planting) -> None:
    pdf.one("Span").Lang = String("ga")


@defect("kinds", "veraPDF", "page-validation")
def empty_language_of_a_chapter(pdf: Planting) -> None:
    pdf.one("Art").Lang = String("")
