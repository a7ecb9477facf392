"""The order in which Word wants what is inside an element; it refuses files that have another.

ISO/IEC 29500-1:2016, annex A.1: the sequences of the complex types, as far as files here use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from handbook.formats.docx_read import WordFile

ORDER = {
    "p": "pPr *",
    "r": "rPr *",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p tbl",
    "trPr": "cantSplit tblHeader",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i caps smallCaps color sz szCs u effect shd vertAlign lang",
    "numPr": "ilvl numId",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "tcW gridSpan hMerge vMerge tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr pgSz pgMar cols",
    "sdt": "sdtPr sdtContent",
    "docPartObj": "docPartGallery docPartUnique",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "docDefaults": "rPrDefault pPrDefault",
    "styles": "docDefaults style",
    "numbering": "abstractNum num",
    "abstractNum": "multiLevelType lvl",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "settings": "defaultTabStop autoHyphenation footnotePr compat themeFontLang decimalSymbol "
    "listSeparator",
}
"""Element to what may be in it, in order; * is anything."""


def parts_are_in_order(file: WordFile) -> Iterator[str]:
    """What is inside each element stands in the order that Word wants, and is known to it."""
    shapes = {
        (element.tag, *[child.tag for child in element])
        for name in ("document", "footnotes", "footer", "styles", "numbering", "settings")
        for element in file.part(name).iter()
        if len(element)
    }
    for tag, *children in sorted(shapes):
        yield from in_order(tag, children)


def in_order(tag: str, children: list[str]) -> Iterator[str]:
    """Yield what stands in an element before what it should stand behind."""
    places, last = places_in(tag), 0
    if places is None:
        return
    for child in children:
        name = child.rpartition("}")[2]
        place = places.get(name, places.get("*", -1))
        if place < last:
            yield f"<{name}> stands in the wrong place in <{tag.rpartition('}')[2]}>"
        last = max(last, place)


@cache
def places_in(tag: str) -> dict[str, int] | None:
    """Return the place of each name in an element, or None where any order will do."""
    space, _, name = tag.rpartition("}")
    if name not in ORDER or "wordprocessingml" not in space:
        return None
    return {name: place for place, name in enumerate(ORDER[name].split())}
