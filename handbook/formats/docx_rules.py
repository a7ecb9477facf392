"""What makes a Word file accessible: rules that are seen in the file itself.

They are those of Word's own checker, of PDF/UA as far as it has a counterpart here, and of clear
print (UKAAF G003). Each yields sentences about what breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from handbook.formats.contrast import ENHANCED, contrast
from handbook.formats.docx_order import parts_are_in_order
from handbook.formats.docx_read import SPACES, WordFile, all_paragraphs, full, target_path, value
from handbook.formats.said import OUTSIDE

Rule = Callable[[WordFile], Iterator[str]]
SMALLEST = 24
"""Half points."""
A4 = ("11906", "16838")
NEWEST = "15"
LONGEST_NAME = 40
"""Letters of a bookmark's name, the most that Word takes."""


def iterate(file: WordFile, tag: str) -> Iterator[Element]:
    """Yield each element of a kind in the text, its notes and its foot."""
    for name in ("document", "footnotes", "footer"):
        yield from file.part(name).iter(full(tag))


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
    for one in file.body.iter(full("w:sectPr")):
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


def headings_are_headings(file: WordFile) -> Iterator[str]:
    """Headings have Word's own styles, begin at level 1 and skip none."""
    above = 0
    for one in file.body.iter(full("w:p")):
        level = file.level(one)
        if level is None:
            continue
        if file.style_name(one) != f"heading {level}":
            yield f"a heading of level {level} has the style {file.style_name(one)}"
        if level > above + 1:
            yield f"a heading of level {level} stands below one of level {above}"
        above = level
    if not above:
        yield "it has no heading"


def letters_are_large(file: WordFile) -> Iterator[str]:
    """12 points or more, in every style and everywhere else."""
    for name in ("styles", "document", "footnotes", "footer", "numbering"):
        for one in file.part(name).iter(full("w:sz")):
            if int(value(one)) < SMALLEST:
                yield f"letters of {int(value(one)) / 2:g} points"
    if file.part("styles").find("w:docDefaults/w:rPrDefault/w:rPr/w:sz", SPACES) is None:
        yield "it does not say how large its letters are"


def colours_stand_out(file: WordFile) -> Iterator[str]:
    """7:1 against white and against each ground that is used."""
    grounds = {"FFFFFF"}
    for name in ("styles", "document", "footnotes", "footer"):
        grounds |= {value(one, "w:fill") for one in file.part(name).iter(full("w:shd"))}
    for name in ("styles", "document", "footnotes", "footer"):
        for one in file.part(name).iter(full("w:color")):
            if min(contrast(value(one), ground) for ground in grounds) < ENHANCED:
                yield f"letters of the colour {value(one)} are hard to see"


def is_plain(file: WordFile) -> Iterator[str]:
    """No slanted letters, no capitals by style, no lines drawn to both edges."""
    for name in ("styles", "document", "footnotes", "footer", "numbering"):
        root = file.part(name)
        for tag, words in {"i": "slanted letters", "caps": "capitals", "smallCaps": "capitals",
                           "effect": "moving letters"}.items():  # fmt: skip
            if root.find(f".//w:{tag}", SPACES) is not None:
                yield f"it has {words}"
        if any(value(one) in ("both", "distribute") for one in root.iter(full("w:jc"))):
            yield "its lines are drawn to both edges"


def only_links_are_underlined(file: WordFile) -> Iterator[str]:
    for name, style in file.styles.items():
        if style.find("w:rPr/w:u", SPACES) is not None and name != "Hyperlink":
            yield f"the style {name} is underlined"
    if next(iterate(file, "w:u"), None) is not None:
        yield "words are underlined by hand"


def tables(file: WordFile) -> Iterator[Element]:
    return iterate(file, "w:tbl")


def tables_have_headers(file: WordFile) -> Iterator[str]:
    """The first row is the header and no other; the first column is, if it has bold names."""
    for table in tables(file):
        rows = table.findall("w:tr", SPACES)
        heads = [row.find("w:trPr/w:tblHeader", SPACES) is not None for row in rows]
        if heads != [True, *[False] * (len(rows) - 1)]:
            yield "the first row of a table is not its header"
        look = table.find("w:tblPr/w:tblLook", SPACES)
        named = all(file.style_name(row.find("w:tc/w:p", SPACES)) == "Table Heading"
                    for row in rows)  # fmt: skip
        if value(look, "w:firstRow") != "1" or value(look, "w:firstColumn") != str(int(named)):
            yield "a table does not say which cells are headers"
        first = rows[0].findall("w:tc/w:p", SPACES)
        if any(file.style_name(one) != "Table Heading" for one in first):
            yield "a header of a column does not look like one"


def tables_are_described(file: WordFile) -> Iterator[str]:
    for table in tables(file):
        for name in ("tblCaption", "tblDescription"):
            if not (value(table.find(f"w:tblPr/w:{name}", SPACES)) or "").strip():
                yield f"a table has no {name.removeprefix('tbl').lower()}"


def tables_are_simple(file: WordFile) -> Iterator[str]:
    """No joined cells, no table in a table, and as many cells in each row."""
    for table in tables(file):
        if any(table.find(f".//w:{tag}", SPACES) is not None
               for tag in ("gridSpan", "vMerge", "hMerge", "tc//w:tbl")):  # fmt: skip
            yield "a table has joined cells or a table inside"
        if len({len(row.findall("w:tc", SPACES)) for row in table.findall("w:tr", SPACES)}) > 1:
            yield "the rows of a table are not of one length"


def rows_stay_whole(file: WordFile) -> Iterator[str]:
    for table in tables(file):
        for row in table.findall("w:tr", SPACES):
            if row.find("w:trPr/w:cantSplit", SPACES) is None:
                yield "a row of a table may be split between pages"


def pictures_are_described(file: WordFile) -> Iterator[str]:
    """Each has a description, or is marked as decoration and has none."""
    for one in iterate(file, "wp:docPr"):
        mark = one.find(".//adec:decorative", SPACES)
        decorates = mark is not None and mark.get("val") == "1"
        if bool(one.get("descr", "").strip()) == decorates:
            yield f"{one.get('name')} has no description"


def pictures_are_there(file: WordFile) -> Iterator[str]:
    """Each stands in the line, where it is heard in its place, and has its dots in the file."""
    if next(iterate(file, "wp:anchor"), None) is not None:
        yield "a picture floats outside the text"
    for part in ("document", "footnotes"):
        images = file.targets(part)
        for one in file.part(part).iter(full("a:blip")):
            found = images.get(one.get(full("r:embed")))
            name = "" if found is None else found.get("Target")
            if not name.endswith((".png", ".jpg", ".jpeg")):
                yield "a picture is in no form that every Word can show"
    ids = [one.get("id") for one in iterate(file, "wp:docPr")]
    if len(set(ids)) < len(ids):
        yield "two pictures have the same number"


def lists_are_lists(file: WordFile) -> Iterator[str]:
    """Each item has a numbering that is there; none is typed by hand."""
    for paragraph in all_paragraphs(file):
        place = paragraph.find("w:pPr/w:numPr/w:numId", SPACES)
        if place is not None and value(place) not in file.numberings:
            yield f"the numbering {value(place)} is not there"
        words = next((one.text or "" for one in paragraph.iter(full("w:t"))), "")
        if words.startswith(("•", "▪", "◦", "·")):
            yield "the dot of a list is typed by hand"


def links_lead_somewhere(file: WordFile) -> Iterator[str]:
    """Each has words, and leads to a web address or to a place that is in the file once."""
    names = [value(one, "w:name") for one in iterate(file, "w:bookmarkStart")]
    for name in sorted(set(names)):
        if names.count(name) > 1 or len(name) > LONGEST_NAME:
            yield f"the place {name} is there twice, or has too long a name"
    known = set(names)
    for part in ("document", "footnotes"):
        targets = file.targets(part)
        for link in file.part(part).iter(full("w:hyperlink")):
            place, outside = link.get(full("w:anchor")), targets.get(link.get(full("r:id")))
            there = place in known if place else outside is not None and OUTSIDE.match(
                outside.get("Target"))  # fmt: skip
            if not there:
                yield "a link leads nowhere"
            words = "".join(one.text or "" for one in link.iter(full("w:t")))
            if not words.strip() and link.find(".//w:drawing", SPACES) is None:
                yield "a link has no words"


def links_look_like_links(file: WordFile) -> Iterator[str]:
    style = file.styles.get("Hyperlink")
    if style is None or style.find("w:rPr/w:u", SPACES) is None:
        yield "links are not underlined"
    for link in iterate(file, "w:hyperlink"):
        for run in link.findall("w:r", SPACES):
            words = run.find("w:t", SPACES) is not None
            if words and value(run.find("w:rPr/w:rStyle", SPACES)) != "Hyperlink":
                yield "a link does not look like one"


def notes_pair_up(file: WordFile) -> Iterator[str]:
    """Each note has its one mark in the text, and each mark its note with a number."""
    marks = [value(one, "w:id") for one in file.body.iter(full("w:footnoteReference"))]
    notes = [one for one in file.part("footnotes") if value(one, "w:type") is None]
    if marks != [value(one, "w:id") for one in notes]:
        yield "the notes are not those that the text marks"
    for one in notes:
        if one.find(".//w:footnoteRef", SPACES) is None:
            yield "a note does not show its number"


def nothing_is_empty(file: WordFile) -> Iterator[str]:
    """No empty paragraphs or rows of spaces to move words about."""
    within = {id(one) for cell in iterate(file, "w:tc") for one in cell}
    for paragraph in file.body.iter(full("w:p")):
        words = "".join(one.text or "" for one in paragraph.iter(full("w:t")))
        held = any(paragraph.find(f".//w:{tag}", SPACES) is not None
                   for tag in ("drawing", "numPr", "footnoteReference"))  # fmt: skip
        if not words.strip() and not held and id(paragraph) not in within:
            yield "a paragraph is empty"
        coded = file.style_name(paragraph) == "HTML Preformatted"
        if "   " in words and not coded:
            yield "spaces move words about"


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
