"""The styles of OpenDocument files, made from the looks, and those that a text adds to them."""

from __future__ import annotations

from handbook.formats.looks import (
    APART,
    CODE_FONT,
    FONT,
    GROUND,
    INK,
    LINE,
    LINE_HEIGHT,
    LINK,
    LOOKS,
    MARGIN,
    PAGE,
    STEP,
    WIDTH,
    Look,
)
from handbook.formats.odt_xml import VERSION, element, millimetres, points, xml
from handbook.formats.xml_parts import Element

LEVELS = 10
"""Of lists and headings, as OpenDocument has them."""
DOTS = "•–"
FOOT = 12
"""Millimetres between the foot and the edge of the page."""


def language_of(tag: str) -> dict[str, str]:
    """Return a language tag (BCP 47) as attributes; the tag itself when it says more than these."""
    language, *more = tag.split("-")
    country = next((part for part in more if len(part) == 2), "none")
    made = {"fo:language": language, "fo:country": country}
    if more and more != [country]:
        made["style:rfc-language-tag"] = tag
    return made


def styles_file(looks: dict[str, Look], language: str, title: str) -> bytes:
    """Return the styles, the lists, the page and its foot."""
    root = element("office:document-styles", {"office:version": VERSION})
    root.append(fonts())
    held = element("office:styles")
    held.append(defaults(looks["text"], language))
    held.append(element("style:style", {"style:name": "Standard", "style:family": "paragraph"}))
    held.append(element("style:style", {"style:name": "Graphics", "style:family": "graphic"}))
    held.parts += [paragraph_style(look) for look in looks.values()]
    held.parts += text_styles()
    held.append(outline())
    held.parts += [list_style("Dots", numbered=False), list_style("Numbers", numbered=True)]
    held.append(element("text:notes-configuration", {
        "text:note-class": "footnote", "style:num-format": "1", "style:num-suffix": " ",
        "text:start-value": 0,
        "text:footnotes-position": "page", "text:start-numbering-at": "document",
        "text:citation-style-name": "Footnote_20_Symbol",
        "text:citation-body-style-name": "Footnote_20_anchor"}))  # fmt: skip
    root.append(held)
    root.append(element("office:automatic-styles", None, page_layout(), foot_style()))
    root.append(element("office:master-styles", None, master(title)))
    return xml(root)


def fonts() -> Element:
    faces = [element("style:font-face", {"style:name": one, "svg:font-family": f"'{one}'"})
             for one in (FONT, CODE_FONT)]  # fmt: skip
    return element("office:font-face-decls", None, *faces)


def defaults(look: Look, language: str) -> Element:
    """Return what holds for every paragraph: font, size, language, no split words."""
    letters = {"style:font-name": FONT, "fo:color": f"#{INK}", "fo:hyphenate": "false"}
    letters |= {"fo:font-size": points(look.size), **language_of(language)}
    place = {"fo:text-align": "start", "style:tab-stop-distance": "10mm", "fo:orphans": 2,
             "fo:widows": 2}  # fmt: skip
    return element("style:default-style", {"style:family": "paragraph"},
                   element("style:paragraph-properties", place),
                   element("style:text-properties", letters))  # fmt: skip


def paragraph_style(look: Look) -> Element:
    """Return a look as a style."""
    made = {"style:name": look.odt_id, "style:display-name": look.odt, "style:family": "paragraph",
            "style:parent-style-name": "Standard", "style:class": "text"}  # fmt: skip
    place = {
        "fo:margin-top": points(look.before),
        "fo:margin-bottom": points(look.after),
        "fo:margin-left": millimetres(look.left),
        "fo:line-height": f"{115 if look.level else round(LINE_HEIGHT * 100)}%",
    }
    letters = {"fo:font-size": points(look.size), "fo:color": f"#{look.colour}"}
    if look.keep:
        place["fo:keep-with-next"] = "always"
    if look.edge:
        place |= {"fo:border-left": f"4.5pt solid #{LINK}", "fo:padding-left": "8pt"}
    if look.ground:
        place["fo:background-color"] = f"#{GROUND}"
    if look.bold:
        letters["fo:font-weight"] = "bold"
    if look.code:
        letters["style:font-name"] = CODE_FONT
    if look.level:
        made |= {"style:default-outline-level": look.level,
                 "style:next-style-name": LOOKS["text"].odt_id}  # fmt: skip
    return element("style:style", made, element("style:paragraph-properties", place),
                   element("style:text-properties", letters))  # fmt: skip


def text_styles() -> list[Element]:
    """Return the looks of links and of the marks of notes."""
    line = {"style": "solid", "width": "auto", "color": "font-color"}
    link = {f"style:text-underline-{key}": value for key, value in line.items()}
    link["fo:color"] = f"#{LINK}"
    mark = {"style:text-position": "super 75%"}
    held = {"Internet link": link, "Footnote Symbol": {}, "Footnote anchor": mark}
    return [
        element("style:style", {"style:name": one.replace(" ", "_20_"), "style:display-name": one,
                                "style:family": "text"},
                element("style:text-properties", look))
        for one, look in held.items()
    ]  # fmt: skip


def outline() -> Element:
    """Return the levels of headings, none of which has a number."""
    levels = [element("text:outline-level-style", {"text:level": number, "style:num-format": ""})
              for number in range(1, LEVELS + 1)]  # fmt: skip
    return element("text:outline-style", {"style:name": "Outline"}, *levels)


def list_style(name: str, *, numbered: bool) -> Element:
    """Return the levels of a list: each goes further in."""
    made = element("text:list-style", {"style:name": name})
    for number in range(1, LEVELS + 1):
        inwards = millimetres(STEP * number)
        place = element("style:list-level-label-alignment", {
            "text:label-followed-by": "listtab", "text:list-tab-stop-position": inwards,
            "fo:text-indent": millimetres(-STEP), "fo:margin-left": inwards})  # fmt: skip
        kind = {"text:level": number}
        if numbered:
            tag = "text:list-level-style-number"
            kind |= {"style:num-format": "1", "style:num-suffix": "."}
        else:
            tag = "text:list-level-style-bullet"
            kind["text:bullet-char"] = DOTS[(number - 1) % 2]
        position = {"text:list-level-position-and-space-mode": "label-alignment"}
        made.append(element(tag, kind, element("style:list-level-properties", position, place)))
    return made


def page_layout() -> Element:
    """Return the page: A4."""
    sides = {f"fo:margin-{side}": millimetres(MARGIN) for side in ("top", "left", "right")}
    size = {"fo:page-width": millimetres(PAGE[0]), "fo:page-height": millimetres(PAGE[1]),
            "fo:margin-bottom": millimetres(FOOT), **sides}  # fmt: skip
    foot = {"fo:min-height": millimetres(MARGIN - FOOT), "fo:margin-top": "4mm"}
    return element(
        "style:page-layout", {"style:name": "A4"},
        element("style:page-layout-properties", size),
        element("style:footer-style", None, element("style:header-footer-properties", foot)),
    )  # fmt: skip


def foot_style() -> Element:
    """Return the look of the foot: the number stands at the right."""
    stop = element("style:tab-stop", {"style:position": millimetres(WIDTH), "style:type": "right"})
    place = element("style:paragraph-properties", None, element("style:tab-stops", None, stop))
    made = {"style:name": "Foot", "style:family": "paragraph",
            "style:parent-style-name": LOOKS["footer"].odt_id}  # fmt: skip
    return element("style:style", made, place)


def master(title: str) -> Element:
    """Return the foot of each page: the handbook's title and the number of the page."""
    number = element("text:page-number", {"text:select-page": "current"}, words="1")
    said = element("text:p", {"text:style-name": "Foot"}, element("text:tab"), number, words=title)
    made = {"style:name": "Standard", "style:page-layout-name": "A4"}
    return element("style:master-page", made, element("style:footer", None, said))


class Automatic:
    """The styles that one text needs beside those with names."""

    def __init__(self) -> None:
        self.held = element("office:automatic-styles")
        self.names: dict[tuple, str] = {}
        side = f"0.75pt solid #{LINE}"
        for name, ground in (("Cell", {}), ("Head", {"fo:background-color": f"#{GROUND}"})):
            look = {"fo:border": side, "fo:padding": "1mm", "fo:padding-left": "2mm",
                    "fo:padding-right": "2mm", **ground}  # fmt: skip
            self.add(name, "table-cell", ("style:table-cell-properties", look))
        row = {"fo:keep-together": "always"}
        self.add("Row", "table-row", ("style:table-row-properties", row))
        table = {"style:width": millimetres(WIDTH), "table:align": "left",
                 "table:border-model": "collapsing",
                 "fo:margin-bottom": points(APART)}  # fmt: skip
        self.add("Table", "table", ("style:table-properties", table))
        line = {"style:vertical-pos": "top", "style:vertical-rel": "baseline"}
        self.add("Picture", "graphic", ("style:graphic-properties", line), parent="Graphics")

    def add(self, name: str, family: str, *parts: tuple[str, dict], parent: str = "") -> None:
        made = {"style:name": name, "style:family": family}
        if parent:
            made["style:parent-style-name"] = parent
        self.held.append(element("style:style", made, *(element(*part) for part in parts)))

    def paragraph(self, look: Look, *, new_page: bool, keep: bool, apart: bool) -> str:
        """Return the name of a look, alone or with what one paragraph adds to it."""
        place: dict[str, str] = {}
        if new_page:
            place["fo:break-before"] = "page"
        if keep:
            place["fo:keep-with-next"] = "always"
        if apart and look.before < APART:
            place |= {"fo:margin-top": points(APART), "fo:margin-bottom": points(look.after)}
        if not place:
            return look.odt_id
        key = ("P", look.odt_id, *sorted(place.items()))
        part = ("style:paragraph-properties", place)
        return self.named(key, "paragraph", part, parent=look.odt_id)

    def words(self, look: dict[str, str]) -> str:
        """Return the name of a style for words."""
        part = ("style:text-properties", look)
        return self.named(("T", *sorted(look.items())), "text", part)

    def column(self, width: float) -> str:
        part = ("style:table-column-properties", {"style:column-width": f"{width:.2f}mm"})
        return self.named(("C", f"{width:.2f}"), "table-column", part)

    def named(self, key: tuple, family: str, part: tuple[str, dict], parent: str = "") -> str:
        if key not in self.names:
            self.names[key] = f"{key[0]}{len(self.names) + 1}"
            self.add(self.names[key], family, part, parent=parent)
        return self.names[key]
