"""The styles and the numbering of Word files, made from the looks."""

from __future__ import annotations

from handbook.formats.docx_xml import w, xml
from handbook.formats.looks import (
    CODE_FONT,
    FONT,
    GROUND,
    INK,
    LINE,
    LINE_HEIGHT,
    LINK,
    STEP,
    Look,
)
from handbook.formats.xml_parts import Element

LEVELS = 9
"""Of lists, the most that Word has."""
DOTS = "•–"
BULLETS = 1
"""The number of the numbering for lists with dots; numbered lists have one each."""
TABLE = "HandbookTable"


def twips(millimetres: float) -> int:
    """Return twentieths of a point, Word's measure of length."""
    return round(millimetres * 1440 / 25.4)


def styles_file(looks: dict[str, Look], language: str) -> bytes:
    """Return the styles: those of Word's own names first, then ours."""
    root = w("styles")
    root.append(defaults(looks["text"], language))
    for look in looks.values():
        root.append(paragraph_style(look))
    strong = w("b")
    underlined = w("u", val="single")
    for words, parts in {
        "Hyperlink": [w("color", val=LINK), underlined],
        "Strong": [strong],
        "Code in Text": [fonts(CODE_FONT)],
        "footnote reference": [w("vertAlign", val="superscript")],
    }.items():
        name = "".join(part[:1].upper() + part[1:] for part in words.split())
        style = w("style", w("name", val=words), w("rPr", *parts), type="character", styleId=name)
        root.append(style)
    root.append(table_style())
    return xml(root)


def fonts(name: str) -> Element:
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def defaults(look: Look, language: str) -> Element:
    """Return what holds for every paragraph: font, size, language, spaces."""
    return w(
        "docDefaults",
        w("rPrDefault", w(
            "rPr", fonts(FONT), w("color", val=INK), *sizes(look),
            w("lang", val=language))),
        w("pPrDefault", w("pPr", spacing(look))),
    )  # fmt: skip


def sizes(look: Look) -> list[Element]:
    """Return a size, in half points."""
    half = round(look.size * 2)
    return [w("sz", val=half), w("szCs", val=half)]


def spacing(look: Look) -> Element:
    line = round(240 * (1.15 if look.level else LINE_HEIGHT))
    before, after = round(look.before * 20), round(look.after * 20)
    return w("spacing", before=before, after=after, line=line, lineRule="auto")


def paragraph_style(look: Look) -> Element:
    """Return a look as a style."""
    left = w("left", val="single", sz=36, space=8, color=LINK)
    shown = w("shd", val="clear", color="auto", fill=GROUND)
    paragraph = w(
        "pPr",
        w("keepNext") if look.keep else None,
        w("keepLines") if look.level else None,
        w("pBdr", left) if look.edge else None,
        shown if look.ground else None,
        spacing(look),
        w("ind", left=twips(look.left)) if look.left else None,
        w("outlineLvl", val=look.level - 1) if look.level else None,
    )
    letters = w(
        "rPr",
        fonts(CODE_FONT) if look.code else None,
        w("b") if look.bold else None,
        w("color", val=look.colour),
        *sizes(look),
    )
    normal = look.word == "Normal"
    style = w(
        "style",
        w("name", val=look.word),
        None if normal else w("basedOn", val="Normal"),
        w("next", val="Normal") if look.level else None,
        w("qFormat"),
        paragraph,
        letters,
        type="paragraph",
        styleId=look.word_id,
    )
    if normal:
        style.attributes["w:default"] = 1
    return style


def table_style() -> Element:
    """Return the style of tables: thin lines, room around the words."""
    sides = [w(side, val="single", sz=6, space=0, color=LINE)
             for side in ("top", "left", "bottom", "right", "insideH", "insideV")]  # fmt: skip
    inside = {"top": 0.5, "left": 2, "bottom": 0.5, "right": 2}
    room = [w(side, w=twips(size), type="dxa") for side, size in inside.items()]
    heads = [
        w("tblStylePr", w("tcPr", w("shd", val="clear", color="auto", fill=GROUND)), type=kind)
        for kind in ("firstRow", "firstCol")
    ]
    return w(
        "style",
        w("name", val="Handbook Table"),
        w("tblPr", w("tblBorders", *sides), w("tblCellMar", *room)),
        *heads,
        type="table",
        styleId=TABLE,
    )


def numbering_file(starts: list[tuple[int, int]]) -> bytes:
    """Return the numbering: one for dots, then one for each numbered list.

    `starts` are the level of each numbered list, from 0, and its first number.
    """
    root = w("numbering")
    dots = [level(number, "bullet", DOTS[number % 2]) for number in range(LEVELS)]
    numbers = [level(number, "decimal", f"%{number + 1}.") for number in range(LEVELS)]
    for number, levels in enumerate((dots, numbers)):
        kind = w("multiLevelType", val="hybridMultilevel")
        root.append(w("abstractNum", kind, *levels, abstractNumId=number))
    root.append(w("num", w("abstractNumId", val=0), numId=BULLETS))
    for number, (depth, start) in enumerate(starts, start=BULLETS + 1):
        own = w("lvlOverride", w("startOverride", val=start), ilvl=depth)
        root.append(w("num", w("abstractNumId", val=1), own, numId=number))
    return xml(root)


def level(number: int, kind: str, words: str) -> Element:
    """Return one level of a list."""
    place = w("ind", left=twips(STEP * (number + 1)), hanging=twips(STEP))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=words),
        w("lvlJc", val="left"),
        w("pPr", place),
        w("rPr", fonts(FONT)),
        ilvl=number,
    )
