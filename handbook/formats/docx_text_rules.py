"""Rules for the text of a Word file: headings, tables, pictures, lists, links and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from handbook.formats.docx_read import SPACES, WordFile, all_paragraphs, full, inner, value
from handbook.formats.said import OUTSIDE

LONGEST_NAME = 40
"""Letters of a bookmark's name, the most that Word takes."""


def iterate(file: WordFile, tag: str) -> Iterator[Element]:
    """Yield each element of a kind in the text, its notes and its foot."""
    for name in ("document", "footnotes", "footer"):
        yield from file.found(name, tag)


def headings_are_headings(file: WordFile) -> Iterator[str]:
    """Headings have Word's own styles, begin at level 1 and skip none."""
    above = 0
    for one in file.found("document", "w:p"):
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
            if inner(row, "w:trPr/w:cantSplit") is None:
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
        for one in file.found(part, "a:blip"):
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
        place = inner(paragraph, "w:pPr/w:numPr/w:numId")
        if place is not None and value(place) not in file.numberings:
            yield f"the numbering {value(place)} is not there"
        words = next((one.text or "" for one in paragraph.iter(full("w:t"))), "")
        if words.startswith(("•", "▪", "◦", "·")):
            yield "the dot of a list is typed by hand"


def links_lead_somewhere(file: WordFile) -> Iterator[str]:
    """Each has words, and leads to a web address or to a place that is in the file once."""
    names = [value(one, "w:name") for one in iterate(file, "w:bookmarkStart")]
    for name, times in sorted(Counter(names).items()):
        if times > 1 or len(name) > LONGEST_NAME:
            yield f"the place {name} is there twice, or has too long a name"
    known = set(names)
    for part in ("document", "footnotes"):
        targets = file.targets(part)
        for link in file.found(part, "w:hyperlink"):
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
            words = inner(run, "w:t") is not None
            if words and value(inner(run, "w:rPr/w:rStyle")) != "Hyperlink":
                yield "a link does not look like one"


def notes_pair_up(file: WordFile) -> Iterator[str]:
    """Each note has its one mark in the text, and each mark its note with a number."""
    marks = [value(one, "w:id") for one in file.found("document", "w:footnoteReference")]
    notes = [one for one in file.part("footnotes") if value(one, "w:type") is None]
    if marks != [value(one, "w:id") for one in notes]:
        yield "the notes are not those that the text marks"
    for one in notes:
        if one.find(".//w:footnoteRef", SPACES) is None:
            yield "a note does not show its number"


def nothing_is_empty(file: WordFile) -> Iterator[str]:
    """No empty paragraphs or rows of spaces to move words about."""
    within = {id(one) for cell in iterate(file, "w:tc") for one in cell}
    shown = {full(f"w:{name}") for name in ("drawing", "numPr", "footnoteReference")}
    for paragraph in file.found("document", "w:p"):
        words = "".join(one.text or "" for one in paragraph.iter(full("w:t")))
        bare = not words.strip() and id(paragraph) not in within
        if bare and shown.isdisjoint(one.tag for one in paragraph.iter()):
            yield "a paragraph is empty"
        coded = file.style_name(paragraph) == "HTML Preformatted"
        if "   " in words and not coded:
            yield "spaces move words about"
