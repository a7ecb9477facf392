"""A reader of eBraille files: that their parts hold together, and that they say the text."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from handbook.formats.braille_expected import (
    JOINTS,
    alike,
    bare_address,
    changed,
    marked,
    prepared,
    vocabulary,
)
from handbook.formats.braille_grade_2 import GradeTwo, same
from handbook.formats.braille_lengths import reading_faults
from handbook.formats.braille_signs import in_signs
from handbook.formats.plain_text import about
from handbook.formats.said import OUTSIDE, Said, differences, said, split

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

SPACES = {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""Braille ASCII in the order of Unicode's cells."""
ABOUT = "ebraille/about.html"
INDEX = "index.html"
HEADINGS = [f"{XHTML}h{level}" for level in range(1, 7)]
CLAIMS = {
    "a11y:brailleCellType": "6",
    "a11y:brailleSystem": "UEB grade2",
    "a11y:completeTranscription": "true",
    "a11y:tactileGraphics": "none",
}
"""What eBraille 1.0 has each book say, and what is so in ours."""
Files = Mapping[str, bytes]


def check_ebraille(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with an eBraille file of a Document, in sentences."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as held:
            files = {name: held.read(name) for name in held.namelist()}
        package = ElementTree.fromstring(files["package.opf"])
        trees = {
            name: ElementTree.fromstring(file)
            for name, file in files.items()
            if name.endswith(".html")
        }
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        return [f"it cannot be read as eBraille: {error}"]
    faults = [*package_faults(package, files), *link_faults(trees), *sign_faults(trees)]
    return faults or text_faults(trees, order(package), document, edition)


def package_faults(package: ElementTree.Element, files: Files) -> Iterator[str]:
    """Yield what is wrong with the archive, its facts and its list of files."""
    if next(iter(files)) != "mimetype" or files["mimetype"] != b"application/epub+zip":
        yield "it does not begin with its type"
    said_of = {
        one.get("property"): one.text for one in package.findall("o:metadata/o:meta", SPACES)
    }
    for name, value in CLAIMS.items():
        if said_of.get(name) != value:
            yield f"its {name} is '{said_of.get(name)}' instead of '{value}'"
    if not said_of.get("a11y:producer"):
        yield "it does not say who made it"
    if package.findtext("o:metadata/d:format", "", SPACES) != "eBraille 1.0":
        yield "it does not say that it is eBraille 1.0"
    if "-Brai" not in package.findtext("o:metadata/d:language", "", SPACES):
        yield "its language is not said to be in braille"
    listed = {one.get("href") for one in package.findall("o:manifest/o:item", SPACES)}
    there = {name for name in files if name not in ("mimetype", "package.opf")}
    there = {name for name in there if not name.startswith("META-INF/")}
    for name in sorted(listed ^ there):
        yield f"{name} is listed or there, but not both"


def order(package: ElementTree.Element) -> list[str]:
    """Return the files of text in their reading order."""
    items = {one.get("id"): one.get("href") for one in package.findall("o:manifest/o:item", SPACES)}
    return [items[one.get("idref")] for one in package.findall("o:spine/o:itemref", SPACES)]


def link_faults(trees: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    """Yield the links that lead nowhere, and say when there is no list of contents."""
    ids = {name: {one.get("id") for one in tree.iter()} for name, tree in trees.items()}
    if INDEX not in trees or trees[INDEX].find(f".//{XHTML}nav[@{TYPE}='toc']") is None:
        yield "it has no list of contents"
    for name, tree in trees.items():
        for link in tree.iter(f"{XHTML}a"):
            file, _, anchor = link.get("href").partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), file))
            if anchor not in ids.get(there, ()):
                yield f"{name} leads to '{link.get('href')}', which is not in it"


def sign_faults(trees: Mapping[str, ElementTree.Element]) -> Iterator[str]:
    """Yield the files that have anything but cells of six dots and white space."""
    for name, tree in trees.items():
        odd = {one for one in "".join(tree.itertext()) if not (one.isspace() or is_cell(one))}
        if odd:
            yield f"{name} has '{min(odd)}', which is not a cell of six dots"


def is_cell(character: str) -> bool:
    return "\u2800" <= character <= "\u283f"


def text_faults(
    trees: Mapping[str, ElementTree.Element], names: list[str], document: Document, edition: Edition
) -> list[str]:
    """Return where text, headings, contents, statement or addresses are not the Document's."""
    document = prepared(document)
    reader = GradeTwo(vocabulary(document, edition))
    root = document.tree()
    nav = root.find("nav[@role='doc-toc']")
    contents = [heading.text for heading in document.headings] if nav is None else nav_texts(nav)
    if nav is not None:
        root.remove(nav)
    bodies = [trees[name].find(f"{XHTML}body") for name in names if name != ABOUT]
    read = read_bodies(bodies, reader)
    expected = expected_of(changed(document, root))
    found = differences(expected, read, labels=labels(edition), joint=JOINTS)
    links = [" ".join(reader.words(ascii_of(one))) for one in trees[INDEX].iter(f"{XHTML}a")]
    if links != [" ".join(split([marked(text)])) for text in contents]:
        found.append("its contents are not the headings")
    last = reader.words(ascii_of(trees[ABOUT].find(f"{XHTML}body")))
    found += statement_faults(last, edition, document)
    there = {*last, *(word.strip(".,;:()") for word in read.words)}
    outside = (href for one in root.iter("a") if OUTSIDE.match(href := one.get("href")))
    lost = [href for href in outside if same(in_signs(bare_address(href))) not in there]
    found += [f"the address {href} is lost" for href in lost]
    return [*found, *reading_faults(reader, document, edition)]


def expected_of(document: Document) -> Said:
    """Return what a prepared Document says, its headings in the signs that braille has."""
    expected = alike(said(document))
    heads = tuple((level, same(text)) for level, text in expected.headings)
    return replace(expected, headings=heads)


def read_bodies(bodies: list[ElementTree.Element], reader: GradeTwo) -> Said:
    """Return the words and headings of files of text."""
    words = [word for body in bodies for word in reader.words(ascii_of(body))]
    headings = [
        (HEADINGS.index(one.tag) + 1, " ".join(reader.words(ascii_of(one))))
        for body in bodies
        for one in body.iter()
        if one.tag in HEADINGS
    ]
    return Said(None, None, tuple(words), tuple(headings), None, None)


def labels(edition: Edition) -> list[str]:
    """Return what the writer puts among the words of the text: bullets, and before pictures."""
    image = same(in_signs(edition.settings.words.formats.image))
    return ["•", image, f"[{image}"]


def statement_faults(last: list[str], edition: Edition, document: Document) -> list[str]:
    """Return what the last file does not say of how the book was made and where it comes from."""
    words = edition.settings.words.formats
    own = [words.about, words.braille.made_by_ebraille.format(grade=2)]
    wanted = split([same(in_signs(" ".join([*own, *about(document, edition)])))])
    if last[: len(wanted)] != wanted:
        return [f"it says of itself '{' '.join(last[: len(wanted)])}'"]
    return []


def nav_texts(nav) -> list[str]:
    return ["".join(link.itertext()) for link in nav.iter("a")]


def ascii_of(element: ElementTree.Element) -> str:
    """Return the text of an element as braille ASCII, its blocks parted by spaces."""
    text = " ".join(element.itertext())
    return "".join(ASCII[ord(one) - 0x2800] if is_cell(one) else " " for one in text)
