"""What makes a Word file accessible: rules that are seen in the file itself.

They are those of Word's own checker, of PDF/UA as far as it has a counterpart here, and of clear
print (UKAAF G003). Each yields sentences about what breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handbook.formats.contrast import ENHANCED, contrast
from handbook.formats.docx_order import parts_are_in_order
from handbook.formats.docx_read import SPACES, WordFile, target_path, value
from handbook.formats.docx_text_rules import (
    headings_are_headings,
    iterate,
    links_lead_somewhere,
    links_look_like_links,
    lists_are_lists,
    notes_pair_up,
    nothing_is_empty,
    pictures_are_described,
    pictures_are_there,
    rows_stay_whole,
    tables_are_described,
    tables_are_simple,
    tables_have_headers,
)

Rule = Callable[[WordFile], Iterator[str]]
SMALLEST = 24
"""Half points."""
A4 = ("11906", "16838")
NEWEST = "15"


def parts_are_listed(file: WordFile) -> Iterator[str]:
    """Each part has a type, and what a part points to is there."""
    types = file.roots["[Content_Types].xml"]
    endings = {one.get("Extension") for one in types.findall("ct:Default", SPACES)}
    named = {one.get("PartName") for one in types.findall("ct:Override", SPACES)}
    for name in file.files:
        if f"/{name}" not in named and name.rpartition(".")[2] not in endings:
            yield f"{name} has no type"
    for name in sorted(named):
        if name[1:] not in file.files:
            yield f"{name[1:]} is listed but not there"
    for part in ("document", "footnotes"):
        for one in file.targets(part).values():
            if one.get("TargetMode") != "External" and (
                target_path(one.get("Target")) not in file.files
            ):
                yield f"it points to {one.get('Target')}, which is not there"


def nothing_runs(file: WordFile) -> Iterator[str]:
    """No macros, no embedded objects, nothing fetched from elsewhere."""
    for name in file.files:
        if any(mark in name for mark in ("vba", "embeddings", "activeX")):
            yield f"it holds {name}"
    for part in ("document", "footnotes"):
        for one in file.targets(part).values():
            outside = one.get("TargetMode") == "External"
            if outside and not one.get("Type").endswith("/hyperlink"):
                yield f"it would fetch {one.get('Target')}"


def says_what_it_is(file: WordFile) -> Iterator[str]:
    """Title, author, language and dates."""
    for name in ("dc:title", "dc:creator", "dc:language", "dcterms:created", "dcterms:modified"):
        if not file.fact(name).strip():
            yield f"it has no {name.partition(':')[2]}"


def has_a_language(file: WordFile) -> Iterator[str]:
    """The language stands in the styles and in the settings, and is the one in the properties."""
    settings = value(file.part("settings").find("w:themeFontLang", SPACES))
    if not file.language or {file.language, settings} != {file.fact("dc:language")}:
        yield "its parts do not say the same language"


def opens_as_the_newest_kind(file: WordFile) -> Iterator[str]:
    """Word checks all it can only in files of its newest kind."""
    found = file.part("settings").findall("w:compat/w:compatSetting", SPACES)
    modes = [value(one) for one in found if value(one, "w:name") == "compatibilityMode"]
    if modes != [NEWEST]:
        yield "it opens in compatibility mode"


def is_on_a4(file: WordFile) -> Iterator[str]:
    for one in file.found("document", "w:sectPr"):
        size = one.find("w:pgSz", SPACES)
        if (value(size, "w:w"), value(size, "w:h")) != A4:
            yield "its page is not A4"


def is_not_hyphenated(file: WordFile) -> Iterator[str]:
    if value(file.part("settings").find("w:autoHyphenation", SPACES)) != "false":
        yield "its words are split at the ends of lines"


def styles_are_there(file: WordFile) -> Iterator[str]:
    """Each style that is used is in the file."""
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        for one in iterate(file, tag):
            if value(one) not in file.styles:
                yield f"the style {value(one)} is not there"


def letters_are_large(file: WordFile) -> Iterator[str]:
    """12 points or more, in every style and everywhere else."""
    for name in ("styles", "document", "footnotes", "footer", "numbering"):
        for one in file.found(name, "w:sz"):
            if int(value(one)) < SMALLEST:
                yield f"letters of {int(value(one)) / 2:g} points"
    if file.part("styles").find("w:docDefaults/w:rPrDefault/w:rPr/w:sz", SPACES) is None:
        yield "it does not say how large its letters are"


def colours_stand_out(file: WordFile) -> Iterator[str]:
    """7:1 against white and against each ground that is used."""
    grounds = {"FFFFFF"}
    for name in ("styles", "document", "footnotes", "footer"):
        grounds |= {value(one, "w:fill") for one in file.found(name, "w:shd")}
    for name in ("styles", "document", "footnotes", "footer"):
        for one in file.found(name, "w:color"):
            if min(contrast(value(one), ground) for ground in grounds) < ENHANCED:
                yield f"letters of the colour {value(one)} are hard to see"


def is_plain(file: WordFile) -> Iterator[str]:
    """No slanted letters, no capitals by style, no lines drawn to both edges."""
    for name in ("styles", "document", "footnotes", "footer", "numbering"):
        for tag, words in {"i": "slanted letters", "caps": "capitals", "smallCaps": "capitals",
                           "effect": "moving letters"}.items():  # fmt: skip
            if file.found(name, f"w:{tag}"):
                yield f"it has {words}"
        if any(value(one) in ("both", "distribute") for one in file.found(name, "w:jc")):
            yield "its lines are drawn to both edges"


def only_links_are_underlined(file: WordFile) -> Iterator[str]:
    for name, style in file.styles.items():
        if style.find("w:rPr/w:u", SPACES) is not None and name != "Hyperlink":
            yield f"the style {name} is underlined"
    if next(iterate(file, "w:u"), None) is not None:
        yield "words are underlined by hand"


def is_finished(file: WordFile) -> Iterator[str]:
    """No tracked changes, comments, frames or protection, which hinder reading."""
    for tag in ("ins", "del", "commentReference", "framePr", "txbxContent", "pict"):
        if next(iterate(file, f"w:{tag}"), None) is not None:
            yield f"it has <{tag}>"
    if file.part("settings").find("w:documentProtection", SPACES) is not None:
        yield "it is protected"


def is_repeatable(file: WordFile) -> Iterator[str]:
    if len({one.date_time for one in file.entries}) > 1:
        yield "its files have dates"
    if file.entries[0].filename != "[Content_Types].xml":
        yield "it does not begin with the types of its parts"


RULES: tuple[Rule, ...] = (
    parts_are_listed, parts_are_in_order, nothing_runs, says_what_it_is, has_a_language,
    opens_as_the_newest_kind, is_on_a4, is_not_hyphenated, styles_are_there, headings_are_headings,
    letters_are_large, colours_stand_out, is_plain, only_links_are_underlined, tables_have_headers,
    tables_are_described, tables_are_simple, rows_stay_whole, pictures_are_described,
    pictures_are_there, lists_are_lists, links_lead_somewhere, links_look_like_links, notes_pair_up,
    nothing_is_empty, is_finished, is_repeatable,
)  # fmt: skip
