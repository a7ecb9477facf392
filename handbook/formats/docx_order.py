"""The order in which Word wants what is inside an element; it refuses files that have another.

ISO/IEC 29500-1:2016, annex A.1: the sequences of the complex types, as far as files here use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

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
    for name in ("document", "footnotes", "footer", "styles", "numbering", "settings"):
        for element in file.part(name).iter():
            yield from in_order(element)


def in_order(element: Element) -> Iterator[str]:
    """Yield what stands in an element before what it should stand behind."""
    parent = element.tag.rpartition("}")[2]
    if parent not in ORDER or "wordprocessingml" not in element.tag:
        return
    order = ORDER[parent].split()
    last = 0
    for child in element:
        name = child.tag.rpartition("}")[2]
        place = order.index(name) if name in order else len(order) - 1 if "*" in order else -1
        if place < last:
            yield f"<{name}> stands in the wrong place in <{parent}>"
        last = max(last, place)
