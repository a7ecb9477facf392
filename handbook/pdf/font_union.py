"""One font for each face of a merged PDF: the union of the subsets that its chapters have.

WeasyPrint keeps the numbers of the glyphs in its subsets, so that the chapters' text stands as it
is: a code is the glyph's number in the font file that the subset was made from.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pikepdf

from handbook.pdf.fonts import FOLDER

FACES = {
    "Atkinson-Hyperlegible-Next": "atkinson-next-regular.ttf",
    "Atkinson-Hyperlegible-Next-Bold": "atkinson-next-bold.ttf",
    "Inter": "inter-rest-regular.ttf",
    "Inter-Bold": "inter-rest-bold.ttf",
}
"""The font file of each face, by its name in the PDF."""
KEPT = {"head", "hhea", "maxp", "hmtx", "glyf", "loca", "cvt ", "fpgm", "prep", "post"}
"""The tables that a TrueType font in a PDF needs (ISO 32000-1, 9.9)."""
RUN = 100
"""How many characters one block of a ToUnicode map may have (ISO 32000-1, 9.10.3)."""


Cut = Callable[[str, list[int]], bytes]
"""What makes a font file of a face and the numbers of its glyphs, as `glyphs_of` does."""


def join_fonts(pdf: pikepdf.Pdf, chapters: list[pikepdf.Dictionary],
               cut: Cut) -> pikepdf.Dictionary:
    """Return one dictionary of fonts for all chapters; `chapters` are theirs.

    A name stands for the same face in every chapter. Raises ValueError where it does not.
    """
    named: dict[str, list[pikepdf.Dictionary]] = {}
    for fonts in chapters:
        for name, font in fonts.items():
            named.setdefault(name, []).append(font)
    return pdf.make_indirect(pikepdf.Dictionary(
        {name: join(pdf, fonts, cut) for name, fonts in sorted(named.items())}))


def join(pdf: pikepdf.Pdf, fonts: list[pikepdf.Dictionary], cut: Cut) -> pikepdf.Dictionary:
    """Return the first of some fonts of one face, with the glyphs of all."""
    whole = fonts[0]
    if any(font.BaseFont != whole.BaseFont or font.Encoding != "/Identity-H" for font in fonts):
        raise ValueError(f"the fonts called {whole.BaseFont} are not of one face")
    widths: dict[int, object] = {}
    words: dict[int, str] = {}
    for font in fonts:
        widths = widths_of(font) | widths
        words = words_of(font) | words
    part, face = whole.DescendantFonts[0], str(whole.BaseFont).split("+")[1]
    part.W = pikepdf.Array([item for glyph in sorted(widths)
                            for item in (glyph, pikepdf.Array([widths[glyph]]))])
    whole.ToUnicode = pdf.make_stream(to_unicode(words))
    boxes = [list(font.DescendantFonts[0].FontDescriptor.FontBBox) for font in fonts]
    low, high = [min(side) for side in zip(*boxes, strict=True)], [
        max(side) for side in zip(*boxes, strict=True)]
    part.FontDescriptor.FontBBox = pikepdf.Array([*low[:2], *high[2:]])
    data = cut(face, sorted(words.keys() | widths.keys()))
    part.FontDescriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    return whole


def widths_of(font: pikepdf.Dictionary) -> dict[int, object]:
    """Return the width of each glyph in thousandths of the type's size (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, object] = {}
    items = json.loads(font.DescendantFonts[0].W.to_json(), parse_float=Decimal)
    for first, run in zip(items[::2], items[1::2], strict=True):
        found.update(enumerate(run, start=first))
    return found


def words_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """Return what each glyph says, as the digits of UTF-16."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL)
    return {int(glyph, 16): said for block in blocks
            for glyph, said in re.findall(r"<(\w+)>\s*<(\w*)>", block)}


def to_unicode(words: dict[int, str]) -> bytes:
    """Return a ToUnicode map (ISO 32000-1, 9.10.3)."""
    lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
             "/CIDSystemInfo", "<< /Registry (Adobe)", "/Ordering (UCS)", "/Supplement 0",
             ">> def", "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
             "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    items = sorted(words.items())
    for start in range(0, len(items), RUN):
        run = items[start:start + RUN]
        lines += [f"{len(run)} beginbfchar", *(f"<{glyph:04x}> <{said}>" for glyph, said in run),
                  "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def glyphs_of(face: str, glyphs: Iterable[int]) -> bytes:
    """Return a font file of these glyphs alone, each with the number that it has in its face."""
    from fontTools import subset  # slow to read, and needed for a new set of glyphs alone
    from fontTools.ttLib import TTFont
    options = subset.Options(retain_gids=True, hinting=False, notdef_outline=True,
                             glyph_names=False, layout_features=[], recalc_timestamp=False)
    options.drop_tables = []
    font = TTFont(FOLDER / FACES[face], recalcTimestamp=False)
    for table in set(font.keys()) - KEPT - {"GlyphOrder", "cmap"}:
        del font[table]
    wanted = sorted(glyphs)
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=wanted)
    subsetter.subset(font)
    del font["cmap"]
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
