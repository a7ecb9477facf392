"""A reader of OpenDocument texts: their parts and what they say. It does not know our writer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from handbook.formats.office_said import ASIDE, OfficeSaid, joined
from handbook.formats.said import OUTSIDE, Said, split

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
#: Written down again and not shared with the writer, so that a wrong name in it is seen.
SPACES = {
    "office": f"{OASIS}:office:1.0",
    "style": f"{OASIS}:style:1.0",
    "text": f"{OASIS}:text:1.0",
    "table": f"{OASIS}:table:1.0",
    "draw": f"{OASIS}:drawing:1.0",
    "meta": f"{OASIS}:meta:1.0",
    "fo": f"{OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{OASIS}:svg-compatible:1.0",
    "manifest": f"{OASIS}:manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}


@cache
def full(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


class TextFile:
    """The parts of an OpenDocument text; raises KeyError or ParseError where one is missing."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as held:
            self.entries = held.infolist()
            self.files = {one.filename: held.read(one) for one in self.entries}
        self.content, self.looks, self.meta, self.manifest = (
            ElementTree.fromstring(self.files[name])
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
        )
        self.body = self.content.find("office:body/office:text", SPACES)
        self.shown: dict[str | None, str] = {}

    def fact(self, name: str) -> str:
        return self.meta.findtext(f"office:meta/{name}", "", SPACES)

    @cached_property
    def styles(self) -> dict[tuple[str, str], Element]:
        """Return the styles with names and those of the text, by family and name."""
        places = [
            self.looks.find("office:styles", SPACES),
            self.looks.find("office:automatic-styles", SPACES),
            self.content.find("office:automatic-styles", SPACES),
        ]
        return {
            (one.get(full("style:family")), one.get(full("style:name"))): one
            for place in places
            for one in place.findall("style:style", SPACES)
        }

    @cached_property
    def language(self) -> str | None:
        """Return the language of what has no other."""
        for one in self.looks.iter(full("style:default-style")):
            if one.get(full("style:family")) == "paragraph":
                return language_of(one.find("style:text-properties", SPACES))
        return None

    def style_name(self, paragraph: Element) -> str:
        """Return the name that people see of a paragraph's style, or of the one it adds to."""
        name = paragraph.get(full("text:style-name"))
        if name not in self.shown:
            self.shown[name] = self.shown_name(name)
        return self.shown[name]

    def shown_name(self, name: str | None) -> str:
        style = self.styles.get(("paragraph", name))
        while style is not None and style.get(full("style:display-name")) is None:
            style = self.styles.get(("paragraph", style.get(full("style:parent-style-name"))))
        return "" if style is None else style.get(full("style:display-name"))

    @cached_property
    def numbered(self) -> dict[str, tuple[str | None, ...]]:
        """Return what stands after the number on each level of a list style; None is a dot."""
        made = {}
        for one in self.looks.iter(full("text:list-style")):
            made[one.get(full("style:name"))] = tuple(
                level.get(full("style:num-suffix"), "")
                if level.tag == full("text:list-level-style-number")
                else None
                for level in one
            )
        return made


def language_of(properties: Element | None) -> str | None:
    """Return the language tag that the properties of a style give."""
    if properties is None or properties.get(full("fo:language")) is None:
        return None
    if tag := properties.get(full("style:rfc-language-tag")):
        return tag
    country = properties.get(full("fo:country"), "none")
    language = properties.get(full("fo:language"))
    return language if country == "none" else f"{language}-{country}"


@dataclass
class Saying:
    """What a text says, as it is gathered."""

    file: TextFile
    pieces: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    spoken: list[tuple[str | None, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element) -> None:
        """Take paragraphs and headings, those in tables and in the list of contents too."""
        for child in parent:
            name = child.tag.rpartition("}")[2]
            if name in ("p", "h"):
                self.paragraph(child)
            elif name == "list":
                self.list(child, 1, None)
            elif name not in ("title", "desc", "table-of-content-source"):
                self.blocks(child)

    def list(self, element: Element, depth: int, style: str | None) -> None:
        """Take a list with what a program writes before its items."""
        style = element.get(full("text:style-name"), style)
        suffixes = self.file.numbered[style]
        suffix = suffixes[min(depth, len(suffixes)) - 1]
        number = 0
        for item in element:
            if item.tag == full("text:list-item"):
                number = int(item.get(full("text:start-value"), number + 1))
                self.pieces.append("" if suffix is None else f" {number}{suffix} ")
            for child in item:
                if child.tag == full("text:list"):
                    self.list(child, depth + 1, style)
                else:
                    self.blocks([child])

    def paragraph(self, element: Element) -> None:
        style, start = self.file.style_name(element), len(self.pieces)
        if style in ASIDE:
            words = " ".join("".join(element.itertext()).split())
            self.about += [words] if style == ASIDE[1] else []
            return
        self.pieces.append(" ")
        self.line(element, None)
        self.pieces.append(" ")
        if element.tag == full("text:h"):
            level = int(element.get(full("text:outline-level")))
            self.headings.append((level, " ".join(split(self.pieces[start:]))))

    def say(self, words: str | None, language: str | None) -> None:
        self.pieces.append(words or "")
        self.spoken.append((language, words or ""))

    def line(self, element: Element, language: str | None) -> None:
        """Take what stands in a line."""
        self.say(element.text, language)
        for child in element:
            self.inline(child, language)
            self.say(child.tail, language)

    def inline(self, element: Element, language: str | None) -> None:
        name = element.tag.rpartition("}")[2]
        if name == "span":
            style = self.file.styles.get(("text", element.get(full("text:style-name"))))
            look = None if style is None else style.find("style:text-properties", SPACES)
            self.line(element, language_of(look) or language)
        elif name == "a":
            if OUTSIDE.match(target := element.get(full("xlink:href"), "")):
                self.addresses.append(target)
            self.line(element, language)
        elif name == "note":
            self.notes.append(element.find("text:note-body", SPACES))
            self.pieces.append(f" {element.findtext('text:note-citation', '', SPACES)} ")
        elif name == "note-ref":
            self.pieces.append(f" {element.text} ")
        elif name == "frame":
            self.pieces += [" ", element.findtext("svg:desc", "", SPACES), " "]
        elif name in ("line-break", "tab", "s"):
            self.pieces.append(" ")


def read_odt(file: TextFile) -> OfficeSaid:
    """Return what an OpenDocument text says."""
    text = Saying(file)
    text.blocks(file.body)
    aside = Saying(file)
    notes = []
    for note in text.notes:
        start = len(aside.pieces)
        aside.blocks(note)
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


def all_of(file: TextFile, tag: str) -> Iterator[Element]:
    """Yield each element of a kind in the text."""
    yield from file.body.iter(full(tag))
