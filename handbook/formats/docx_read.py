"""A reader of Word files: their parts, and what they say. It knows Word's form, not our writer."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from handbook.formats.office_said import ASIDE, OfficeSaid, joined
from handbook.formats.said import Said, split

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


@cache
def full(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


@cache
def steps(path: str) -> tuple[str, ...]:
    return tuple(map(full, path.split("/")))


def inner(element: Element, path: str) -> Element | None:
    """Return the first element at the end of a path of names, each the first of its name.

    It gives what `find` does where an element has one of each, in a fifth of the time.
    """
    for step in steps(path):
        element = element.find(step)
        if element is None:
            return None
    return element


def value(element: Element | None, key: str = "w:val") -> str | None:
    return None if element is None else element.get(full(key))


class WordFile:
    """The parts of a Word file; raises KeyError or ParseError where one is missing or broken."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as held:
            self.entries = held.infolist()
            self.files = {one.filename: held.read(one) for one in self.entries}
        self.roots = {
            name: ElementTree.fromstring(data)
            for name, data in self.files.items()
            if name.endswith((".xml", ".rels"))
        }
        self.body = self.roots["word/document.xml"].find("w:body", SPACES)
        self.kinds: dict[str, dict[str, list[Element]]] = {}

    def part(self, name: str) -> Element:
        return self.roots[f"word/{name}.xml"]

    def found(self, name: str, tag: str) -> list[Element]:
        """Return each element of a kind in a part, in order."""
        if name not in self.kinds:
            kinds = self.kinds[name] = {}
            for one in self.part(name).iter():
                kinds.setdefault(one.tag, []).append(one)
        return self.kinds[name].get(full(tag), [])

    def targets(self, name: str) -> dict[str, Element]:
        """Return the relations of a part, by id."""
        root = self.roots.get(f"word/_rels/{name}.xml.rels")
        return {} if root is None else {one.get("Id"): one for one in root}

    def fact(self, name: str) -> str:
        return self.roots["docProps/core.xml"].findtext(name, "", SPACES)

    @cached_property
    def styles(self) -> dict[str, Element]:
        found = self.part("styles").findall("w:style", SPACES)
        return {value(one, "w:styleId"): one for one in found}

    @cached_property
    def language(self) -> str | None:
        return value(self.part("styles").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", SPACES))

    @cached_property
    def looks(self) -> dict[str, tuple[str, int | None]]:
        """The name of each style and, of one for headings, its level in Word's list of them."""
        made = {}
        for name, style in self.styles.items():
            level = value(inner(style, "w:pPr/w:outlineLvl"))
            shown = value(inner(style, "w:name")) or ""
            made[name] = shown, None if level is None else int(level) + 1
        return made

    def look(self, paragraph: Element) -> tuple[str, int | None]:
        style = value(inner(paragraph, "w:pPr/w:pStyle")) or "Normal"
        return self.looks.get(style, ("", None))

    def style_name(self, paragraph: Element) -> str:
        return self.look(paragraph)[0]

    def level(self, paragraph: Element) -> int | None:
        """Return the level of a heading."""
        return self.look(paragraph)[1]

    @cached_property
    def numberings(self) -> dict[str, Element]:
        found = self.part("numbering").findall("w:num", SPACES)
        return {value(one, "w:numId"): one for one in found}

    def list_level(self, number: str, level: str) -> tuple[str, str, int]:
        """Return the kind of a list, what stands before its items and its first number."""
        num = self.numberings[number]
        kind = value(num.find("w:abstractNumId", SPACES))
        abstract = next(one for one in self.part("numbering").findall("w:abstractNum", SPACES)
                        if value(one, "w:abstractNumId") == kind)  # fmt: skip
        held = next(one for one in abstract if value(one, "w:ilvl") == level)
        own = [one for one in num.findall("w:lvlOverride", SPACES) if value(one, "w:ilvl") == level]
        starts = [held.find("w:start", SPACES)]
        starts += [one.find("w:startOverride", SPACES) for one in own]
        start = next(int(value(one)) for one in reversed(starts) if one is not None)
        found = [value(held.find(f"w:{name}", SPACES)) for name in ("numFmt", "lvlText")]
        return found[0], found[1], start


@dataclass
class Saying:
    """What one part of a file says, as it is gathered."""

    file: WordFile
    targets: dict[str, Element]
    pieces: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    spoken: list[tuple[str | None, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def blocks(self, parent: Element) -> None:
        """Take paragraphs, those in tables and in fields too."""
        for child in parent:
            if child.tag == full("w:p"):
                self.paragraph(child)
            elif child.tag != full("w:sectPr"):
                self.blocks(child)

    def paragraph(self, element: Element) -> None:
        (style, level), start = self.file.look(element), len(self.pieces)
        if style in ASIDE:
            words = "".join(one.text or "" for one in element.iter(full("w:t")))
            self.about += [" ".join(words.split())] if style == ASIDE[1] else []
            return
        self.pieces += [" ", self.number(element)]
        self.line(element)
        self.pieces.append(" ")
        if level:
            self.headings.append((level, " ".join(split(self.pieces[start:]))))

    def number(self, element: Element) -> str:
        """Return what Word writes before a paragraph of a list."""
        place = inner(element, "w:pPr/w:numPr")
        if place is None:
            return ""
        key = tuple(value(inner(place, f"w:{name}")) for name in ("numId", "ilvl"))
        kind, words, start = self.file.list_level(*key)
        self.numbers[key] = self.numbers.get(key, start - 1) + 1
        shown = words.replace(f"%{int(key[1]) + 1}", str(self.numbers[key]))
        return f"{shown} " if kind == "decimal" else ""

    def line(self, parent: Element) -> None:
        """Take what stands in a line."""
        for child in parent:
            name = child.tag.rpartition("}")[2]
            if name == "r":
                self.run(child)
            elif name == "hyperlink":
                if target := child.get(full("r:id")):
                    self.addresses.append(self.targets[target].get("Target"))
                self.line(child)
            elif name == "fldSimple":
                self.pieces.append(" ")
                self.line(child)
                self.pieces.append(" ")

    def run(self, element: Element) -> None:
        language = value(inner(element, "w:rPr/w:lang"))
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "t":
                self.pieces.append(child.text or "")
                self.spoken.append((language, child.text or ""))
            elif name in ("br", "tab", "cr"):
                self.pieces.append(" ")
            elif name == "drawing":
                said = [one.get("descr", "") for one in child.iter(full("wp:docPr"))]
                self.pieces += [" ", *said, " "]
            elif name == "footnoteReference":
                self.notes.append(value(child, "w:id"))
                self.pieces.append(f" {len(self.notes)} ")


def read_docx(file: WordFile) -> OfficeSaid:
    """Return what a Word file says."""
    text = Saying(file, file.targets("document"))
    text.blocks(file.body)
    held = {value(one, "w:id"): one for one in file.part("footnotes")}
    aside = Saying(file, file.targets("footnotes"))
    notes = []
    for number in text.notes:
        start = len(aside.pieces)
        if number in held:
            aside.blocks(held[number])
        notes.append(tuple(split(aside.pieces[start:])))
    found = Said(
        file.fact("dc:title"),
        file.language,
        tuple(split(text.pieces)),
        tuple(text.headings),
        tuple(joined([*text.spoken, *aside.spoken])),
        tuple(text.addresses),
    )
    return OfficeSaid(found, tuple(notes), tuple(aside.addresses), tuple(text.about))


def all_paragraphs(file: WordFile) -> Iterator[Element]:
    """Yield each paragraph of the text and of its notes."""
    for name in ("document", "footnotes"):
        yield from file.found(name, "w:p")


def target_path(name: str) -> str:
    """Return the path in the file of what a part points to."""
    return posixpath.normpath(posixpath.join("word", name))
