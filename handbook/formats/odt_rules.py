"""What makes an OpenDocument text accessible: rules that are seen in the file itself.

They are those of LibreOffice's own checker, of PDF/UA as far as it has a counterpart here, and of
clear print (UKAAF G003). Each yields sentences about what breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from handbook.formats.contrast import ENHANCED, contrast
from handbook.formats.odt_read import SPACES, TextFile, all_of, full
from handbook.formats.said import OUTSIDE

Rule = Callable[[TextFile], Iterator[str]]
KIND = b"application/vnd.oasis.opendocument.text"
SMALLEST = 12
"""Points."""
A4 = ("210mm", "297mm")


def properties(file: TextFile, kind: str) -> Iterator[Element]:
    """Yield the properties of every style."""
    for root in (file.looks, file.content):
        yield from root.iter(full(f"style:{kind}-properties"))


def parts_are_listed(file: TextFile) -> Iterator[str]:
    """Each part is in the list of parts, and each that is listed or shown is there."""
    listed = {one.get(full("manifest:full-path")) for one in file.manifest}
    there = {name for name in file.files if name not in ("mimetype", "META-INF/manifest.xml")}
    for name in sorted((listed - {"/"}) ^ there):
        yield f"{name} is listed and not there, or there and not listed"
    for one in all_of(file, "draw:image"):
        if one.get(full("xlink:href")) not in file.files:
            yield "a picture is not in the file"


def nothing_runs(file: TextFile) -> Iterator[str]:
    """No macros and no embedded objects."""
    for root in (file.content, file.looks):
        if root.find(".//office:scripts", SPACES) is not None or (
            root.find(".//draw:object", SPACES) is not None
        ):
            yield "it holds something that runs"


def says_what_it_is(file: TextFile) -> Iterator[str]:
    for name in ("dc:title", "dc:creator", "dc:language", "dc:date", "meta:creation-date"):
        if not file.fact(name).strip():
            yield f"it has no {name.partition(':')[2]}"


def has_a_language(file: TextFile) -> Iterator[str]:
    if not file.language or file.language != file.fact("dc:language"):
        yield "its parts do not say the same language"


def is_on_a4(file: TextFile) -> Iterator[str]:
    for one in properties(file, "page-layout"):
        if (one.get(full("fo:page-width")), one.get(full("fo:page-height"))) != A4:
            yield "its page is not A4"


def styles_are_there(file: TextFile) -> Iterator[str]:
    """Each style that is used is in the file."""
    for tag, family in {"p": "paragraph", "h": "paragraph", "span": "text"}.items():
        for one in all_of(file, f"text:{tag}"):
            if (family, one.get(full("text:style-name"))) not in file.styles:
                yield f"the style {one.get(full('text:style-name'))} is not there"


def headings_are_headings(file: TextFile) -> Iterator[str]:
    """Headings have the styles of that name, begin at level 1 and skip none."""
    above = 0
    for one in all_of(file, "text:h"):
        level = int(one.get(full("text:outline-level")))
        if file.style_name(one) != f"Heading {level}":
            yield f"a heading of level {level} has the style {file.style_name(one)}"
        if level > above + 1:
            yield f"a heading of level {level} stands below one of level {above}"
        above = level
    if not above:
        yield "it has no heading"
    for one in all_of(file, "text:p"):
        if file.style_name(one).startswith("Heading"):
            yield "a paragraph looks like a heading and is none"


def letters_are_large(file: TextFile) -> Iterator[str]:
    """12 points or more."""
    sizes = [one.get(full("fo:font-size")) for one in properties(file, "text")]
    for size in filter(None, sizes):
        if not size.endswith("pt") or float(size[:-2]) < SMALLEST:
            yield f"letters of {size}"
    if not any(sizes):
        yield "it does not say how large its letters are"


def colours_stand_out(file: TextFile) -> Iterator[str]:
    """7:1 against white and against each ground that is used."""
    name = full("fo:background-color")
    grounds = {one.get(name) for root in (file.looks, file.content) for one in root.iter()
               if one.get(name)} | {"#FFFFFF"}  # fmt: skip
    for one in properties(file, "text"):
        colour = one.get(full("fo:color"))
        if colour and min(contrast(colour[1:], other[1:]) for other in grounds) < ENHANCED:
            yield f"letters of the colour {colour} are hard to see"


def is_plain(file: TextFile) -> Iterator[str]:
    """No slanted letters, no capitals by style, no split words, no lines drawn to both edges."""
    for one in properties(file, "text"):
        if one.get(full("fo:font-style"), "normal") != "normal":
            yield "it has slanted letters"
        if one.get(full("fo:text-transform")) or one.get(full("fo:font-variant")):
            yield "it has capitals"
        if one.get(full("fo:hyphenate"), "false") != "false":
            yield "its words are split at the ends of lines"
    for one in properties(file, "paragraph"):
        if one.get(full("fo:text-align"), "start") not in ("start", "left"):
            yield "its lines do not begin at the left"


def only_links_are_underlined(file: TextFile) -> Iterator[str]:
    name, lined = full("style:text-underline-style"), set()
    for (family, style), one in file.styles.items():
        look = one.find("style:text-properties", SPACES)
        if look is not None and look.get(name):
            lined.add((family, style))
    if lined != {("text", "Internet_20_link")}:
        yield "links, and they alone, are not underlined"


def tables_have_headers(file: TextFile) -> Iterator[str]:
    """The first row is the header; the first column is too, where its cells are names."""
    for table in all_of(file, "table:table"):
        heads = table.findall("table:table-header-rows/table:table-row", SPACES)
        if len(heads) != 1 or any(look != "Table Heading" for look in row_looks(file, heads[0])):
            yield "the first row of a table is not its header"
        columns = table.findall("table:table-header-columns/table:table-column", SPACES)
        rows = list(table.iter(full("table:table-row")))
        named = all(row_looks(file, row)[0] == "Table Heading" for row in rows)
        if len(columns) != int(named):
            yield "a table does not say which cells are headers"


def row_looks(file: TextFile, row: Element) -> list[str]:
    return [file.style_name(cell.find("text:p", SPACES)) for cell in row]


def tables_are_described(file: TextFile) -> Iterator[str]:
    for table in all_of(file, "table:table"):
        for name in ("title", "desc"):
            if not table.findtext(f"table:{name}", "", SPACES).strip():
                yield f"a table has no {name}"


def tables_are_simple(file: TextFile) -> Iterator[str]:
    """No joined cells, no table in a table, and as many cells in each row as columns."""
    for table in all_of(file, "table:table"):
        joins = ("number-columns-spanned", "number-rows-spanned")
        cells = list(table.iter(full("table:table-cell")))
        if any(cell.get(full(f"table:{name}")) for cell in cells for name in joins) or (
            table.find(".//table:table", SPACES) is not None
        ):
            yield "a table has joined cells or a table inside"
        columns = len(list(table.iter(full("table:table-column"))))
        if {len(row) for row in table.iter(full("table:table-row"))} != {columns}:
            yield "the rows of a table are not of one length"


def rows_stay_whole(file: TextFile) -> Iterator[str]:
    for row in all_of(file, "table:table-row"):
        style = file.styles.get(("table-row", row.get(full("table:style-name"))))
        look = None if style is None else style.find(full("style:table-row-properties"))
        if look is None or look.get(full("fo:keep-together")) != "always":
            yield "a row of a table may be split between pages"


def pictures_are_described(file: TextFile) -> Iterator[str]:
    """Each has a description, or is marked as decoration and has none."""
    for one in all_of(file, "draw:frame"):
        decorates = one.get(full("loext:decorative")) == "true"
        if bool(one.findtext("svg:desc", "", SPACES).strip()) == decorates:
            yield f"{one.get(full('draw:name'))} has no description"


def pictures_are_there(file: TextFile) -> Iterator[str]:
    """Each stands in the line, where it is heard in its place, and has dots for every program."""
    for one in all_of(file, "draw:frame"):
        if one.get(full("text:anchor-type")) != "as-char":
            yield "a picture floats outside the text"
        style = file.styles.get(("graphic", one.get(full("draw:style-name"))))
        if style is None or style.get(full("style:parent-style-name")) != "Graphics":
            yield "a picture is a drawing to LibreOffice, and is heard out of its place"
        names = [image.get(full("xlink:href"), "") for image in one.findall("draw:image", SPACES)]
        if not names or not names[-1].endswith((".png", ".jpg", ".jpeg")):
            yield "a picture is in no form that every program can show"


def lists_are_lists(file: TextFile) -> Iterator[str]:
    for one in all_of(file, "text:list"):
        style = one.get(full("text:style-name"))
        if style is not None and style not in file.numbered:
            yield f"the list style {style} is not there"
        if one.find("*/table:table", SPACES) is not None:
            yield "a table stands in a list, which the standard does not know"
    for one in all_of(file, "text:p"):
        if "".join(one.itertext()).startswith(("•", "▪", "◦", "·")):
            yield "the dot of a list is typed by hand"


def links_lead_somewhere(file: TextFile) -> Iterator[str]:
    """Each has words, and leads to a web address or to a place that is in the file once."""
    names = [one.get(full("text:name")) for one in all_of(file, "text:bookmark")]
    if len(set(names)) < len(names):
        yield "a place is there twice"
    known = set(names)
    for link in all_of(file, "text:a"):
        target = link.get(full("xlink:href"), "")
        there = target[1:] in known if target.startswith("#") else OUTSIDE.match(target)
        if not there:
            yield f"a link leads to '{target}', which is not there"
        held = link.find(".//draw:frame", SPACES) is not None
        if not "".join(link.itertext()).strip() and not held:
            yield "a link has no words"
        if link.get(full("text:style-name")) != "Internet_20_link":
            yield "a link does not look like one"


def notes_pair_up(file: TextFile) -> Iterator[str]:
    """Each note has words and a number, and what refers to a note again finds it."""
    notes = list(all_of(file, "text:note"))
    for place, one in enumerate(notes, start=1):
        if one.findtext("text:note-citation", "", SPACES) != str(place):
            yield "the numbers of the notes are not in order"
        body = one.find("text:note-body", SPACES)
        if body is None or not "".join(body.itertext()).strip():
            yield "a note has no words"
    ids = {one.get(full("text:id")) for one in notes}
    if any(one.get(full("text:ref-name")) not in ids for one in all_of(file, "text:note-ref")):
        yield "a mark refers to a note that is not there"


def nothing_is_empty(file: TextFile) -> Iterator[str]:
    """No empty paragraphs or rows of spaces to move words about."""
    within = {id(one) for kind in ("table:table-cell", "text:list-item", "text:note-body")
              for cell in all_of(file, kind) for one in cell}  # fmt: skip
    for one in all_of(file, "text:p"):
        tags = {part.tag for part in one.iter()}
        words = "".join(one.itertext()).strip()
        if not words and full("draw:frame") not in tags and id(one) not in within:
            yield "a paragraph is empty"
        coded = file.style_name(one) == "Preformatted Text"
        if not coded and full("text:s") in tags:
            yield "spaces move words about"


def is_finished(file: TextFile) -> Iterator[str]:
    """No tracked changes, comments or frames of text, which hinder reading."""
    for tag in ("text:tracked-changes", "office:annotation", "draw:text-box"):
        if next(all_of(file, tag), None) is not None:
            yield f"it has <{tag}>"


def is_repeatable(file: TextFile) -> Iterator[str]:
    """The file begins with its type, as it is, and nothing in it says when it was made."""
    first = file.entries[0]
    if (first.filename, first.compress_type) != ("mimetype", 0) or (
        file.files["mimetype"] != KIND
    ):
        yield "it does not begin with its type"
    if len({one.date_time for one in file.entries}) > 1:
        yield "its files have dates"


RULES: tuple[Rule, ...] = (
    parts_are_listed, nothing_runs, says_what_it_is, has_a_language, is_on_a4, styles_are_there,
    headings_are_headings, letters_are_large, colours_stand_out, is_plain,
    only_links_are_underlined, tables_have_headers, tables_are_described, tables_are_simple,
    rows_stay_whole, pictures_are_described, pictures_are_there, lists_are_lists,
    links_lead_somewhere, notes_pair_up, nothing_is_empty, is_finished, is_repeatable,
)  # fmt: skip
