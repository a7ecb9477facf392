"""Defects of the file as a whole: title, metadata, fonts, what archives forbid, syntax."""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, String

from tests.defects import Planting, defect


@defect("veraPDF", "page-validation")
def title_not_shown(pdf: Planting) -> None:
    del pdf.root["/ViewerPreferences"]


@defect("kinds", "veraPDF", "page-validation")
def no_title(pdf: Planting) -> None:
    pdf.rewrite_xmp("dc:title", "dc:subject")


@defect("kinds")
def another_title(pdf: Planting) -> None:
    pdf.rewrite_xmp("Places where people meet", "Untitled")


@defect("kinds", "veraPDF", "page-validation")
def no_metadata(pdf: Planting) -> None:
    del pdf.root["/Metadata"]


@defect("kinds", "veraPDF", "page-validation")
def metadata_that_cannot_be_read(pdf: Planting) -> None:
    pdf.rewrite_xmp("</rdf:RDF>", "")


@defect("veraPDF", "page-validation")
def no_word_of_pdf_ua(pdf: Planting) -> None:
    pdf.rewrite_xmp("<pdfuaid:part>1</pdfuaid:part>", "")


@defect("veraPDF", "page-validation")
def another_part_of_pdf_ua(pdf: Planting) -> None:
    pdf.rewrite_xmp("<pdfuaid:part>1<", "<pdfuaid:part>7<")


@defect("veraPDF", "page-validation")
def another_level_of_pdf_a(pdf: Planting) -> None:
    pdf.rewrite_xmp("<pdfaid:conformance>A<", "<pdfaid:conformance>Z<")


@defect("veraPDF", standard="ua-2")
def no_word_of_well_tagged_pdf(pdf: Planting) -> None:
    pdf.rewrite_xmp("wtpdf#accessibility1.0", "wtpdf#something")


@defect("veraPDF", standard="ua-2")
def a_level_that_pdf_a_4_does_not_have(pdf: Planting) -> None:
    pdf.rewrite_xmp("<pdfaid:part>4</pdfaid:part>",
                    "<pdfaid:part>4</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>")


@defect("veraPDF", standard="ua-2")
def an_old_information_dictionary(pdf: Planting) -> None:
    pdf.file.trailer.Info = pdf.file.make_indirect(Dictionary(Title=String("A title")))


# Fonts


@defect("integrity", "veraPDF", "page-validation")
def font_not_in_the_file(pdf: Planting) -> None:
    descriptor = pdf.fonts[0].DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


@defect("integrity")
def font_of_this_machine(pdf: Planting) -> None:
    font = pdf.fonts[0]
    font.BaseFont = font.DescendantFonts[0].BaseFont = Name("/AAAAAA+DejaVu-Sans")
    font.DescendantFonts[0].FontDescriptor.FontName = Name("/AAAAAA+DejaVu-Sans")


@defect("veraPDF", "page-validation")
def widths_that_are_wrong(pdf: Planting) -> None:
    for font in pdf.fonts:
        widths = font.DescendantFonts[0].W
        for entry in widths:
            if isinstance(entry, Array):
                entry[0] = float(entry[0]) + 300


@defect("veraPDF", "page-validation")
def no_map_to_glyphs(pdf: Planting) -> None:
    for font in pdf.fonts:
        del font.DescendantFonts[0]["/CIDToGIDMap"]


@defect("words", "veraPDF", "page-validation")
def a_glyph_that_the_font_lacks(pdf: Planting) -> None:
    def change(operators: list) -> list:
        at = next(i for i, (_operands, name) in enumerate(operators) if name == "TJ")
        operators[at][0][0].append(String(b"\x00\x00"))
        return operators
    pdf.rewrite(3, change)


# What a file to be kept for ever must not have


@defect("veraPDF", "page-validation")
def a_script(pdf: Planting) -> None:
    pdf.root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@defect("veraPDF", "page-validation")
def a_file_within(pdf: Planting) -> None:
    pdf.file.attachments["notes.txt"] = b"notes"


@defect("veraPDF", "page-validation")
def no_colour_profile(pdf: Planting) -> None:
    del pdf.root["/OutputIntents"]


@defect("veraPDF", "page-validation")
def a_picture_that_is_smoothed(pdf: Planting) -> None:
    image = next(item for item in pdf.file.objects if getattr(item, "get", None)
                 and item.get("/Subtype") == "/Image")
    image.Interpolate = True


@defect("integrity", "veraPDF", "page-validation")
def a_media_clip(pdf: Planting) -> None:
    pdf.file.pages[1].obj.Annots.append(pdf.file.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Movie, Rect=[9, 9, 20, 20], Contents=String("A film"), F=4)))


@defect("kinds", "veraPDF", "page-validation")
def a_link_that_starts_a_program(pdf: Planting) -> None:
    next(link for link in pdf.links if "/A" in link).A = Dictionary(
        S=Name.Launch, F=String("program.exe"))


# Syntax


@defect("veraPDF", "page-validation", "syntax", raw=True)
def cut_off(data: bytes) -> bytes:
    return data[:len(data) * 9 // 10]


@defect("veraPDF", "page-validation", "syntax", raw=True)
def table_of_places_shifted(data: bytes) -> bytes:
    return re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) - 7), data)


@defect("veraPDF", "page-validation", raw=True)
def words_after_the_end(data: bytes) -> bytes:
    return data + b"\n% more\nand more words\n" * 3


@defect("veraPDF", "page-validation", raw=True)
def words_before_the_beginning(data: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\n" + data


@defect("veraPDF", "page-validation", "syntax", raw=True)
def length_of_a_stream_wrong(data: bytes) -> bytes:
    return re.sub(rb"/Length (\d+)", lambda found: b"/Length " + b"9" * len(found[1]), data,
                  count=1)


@defect("veraPDF", "page-validation", "syntax", raw=True)
def damaged_in_the_middle(data: bytes) -> bytes:
    at = data.index(b"stream", len(data) // 4) + 20
    return data[:at] + b"\x00" * 60 + data[at + 60:]


@defect("veraPDF", "page-validation")
def an_operator_that_does_not_exist(pdf: Planting) -> None:
    pdf.rewrite(3, lambda operators: [*operators, ([1, 2], "zz")])
