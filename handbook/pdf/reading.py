"""A second, independent way into a PDF: its tags and the text behind each, with pikepdf.

It shares no code with the writer, so that what one gets wrong the other shows.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol

import pikepdf

from handbook.pdf.objects import Objects, is_reference, reference, text_of
from handbook.pdf.worker import Worker

SHOW = frozenset({"Tj", "TJ", "'", '"'})
COLOUR = frozenset({"rg", "g", "k", "sc", "scn", "cs"})
"""Operators that set the colour in which letters are filled (ISO 32000-1, 8.6.8)."""
READ = " ".join(["BDC", "BMC", "EMC", "Tf", "q", "Q", *sorted(COLOUR), *sorted(SHOW)])
"""The operators that matter to who reads the text of a page."""
MANY = 30
"""So many pages are read faster by several processes."""
REPLACED = ("/ActualText", "/Alt")
"""What a reader says instead of an element's own text (ISO 32000-1, 14.9.3 and 14.9.4)."""


class NotTagged(Exception):
    """The file has no structure tree that could be read."""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: its type, its dictionary as plain values, and its kids in order."""

    type: str
    ref: str | None
    """How other objects name it; None when it has no number, and so no name."""
    item: dict
    file: TaggedPdf = field(repr=False)
    kids: list[Element | Content | Annotation] = field(default_factory=list)

    def get(self, key: str) -> Any:
        """Return what its dictionary has under a key, or None."""
        return self.file.objects.look(self.item.get(key))

    @property
    def attributes(self) -> list[dict]:
        """Its attribute objects, of which it may have one or many."""
        if "/A" not in self.item:
            return []
        look, found = self.file.objects.look, self.get("/A")
        several = map(look, found) if isinstance(found, list) else [found]
        return [entry for entry in several if isinstance(entry, dict)]

    @property
    def object(self) -> pikepdf.Object:
        """Its dictionary in the file."""
        return self.file.object(self.ref)

    def text(self) -> str:
        """Return all text below this element, a picture's words in its place."""
        if self.type == "Figure":
            return self.instead() or ""
        return "".join([kid.text() for kid in self.kids])

    def instead(self) -> str | None:
        """Return the words that are said instead of this element's text, if there are any."""
        for key in REPLACED:
            if key in self.item:
                return text_of(self.get(key))
        return None

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        left = [self]
        while left:
            element = left.pop()
            yield element
            left += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]


@dataclass(slots=True)
class Content:
    """A marked-content sequence that an element lists."""

    page: int
    mcid: int
    words: str | None
    """None when the page has no such sequence."""

    def text(self) -> str:
        return self.words or ""


@dataclass(frozen=True, eq=False, slots=True)
class Annotation:
    """An annotation that an element lists."""

    ref: str
    item: dict
    file: TaggedPdf = field(repr=False)

    @property
    def object(self) -> pikepdf.Object:
        """Its dictionary in the file."""
        return self.file.object(self.ref)

    def text(self) -> str:
        return ""


@dataclass
class PageText:
    """The text of one page by marked-content number, and what is outside the tags."""

    marked: dict[int, str] = field(default_factory=dict)
    twice: list[int] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    """Words that marked content brings with it to be said instead of its text."""
    unpaired: int = 0
    """Marks that end nothing or do not end."""
    artifacts: list[str] = field(default_factory=list)
    loose: str = ""
    """Text that is neither tagged nor an artifact."""
    colours: dict[str, str] = field(default_factory=dict)
    """The first words in each colour of letters: six hexadecimal digits, or an operator's name."""


class Codes(dict[int, str]):
    """What each code of a font says; one that says nothing is heard as no character."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


class Memory(Protocol):
    """The text of pages by the hash of what it is read from; `PageMemory` is one."""

    def recall(self, key: str) -> PageText | None: ...
    def keep(self, key: str, text: PageText) -> None: ...


class TaggedPdf:
    """A PDF opened for reading by its structure tree.

    `memory` knows the text of pages that were read before. The others are read by so many
    `processes`.
    """

    def __init__(self, data: bytes, memory: Memory | None = None, processes: int = 1) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.objects = Objects(self.pdf)
        self.catalog = self.objects.look(reference(self.pdf.Root))
        self.fonts: dict[tuple[int, int], Codes] = {}
        self.hashes: dict[str, str] = {}
        refs = [reference(page.obj) for page in self.pdf.pages]
        self.numbers = {ref: i for i, ref in enumerate(refs)}
        """The number of each page, from 0."""
        self.sheets: list[dict] = [self.objects.look(ref) for ref in refs]
        """The dictionary of each page."""
        self.pages: list[PageText] = []
        self.recall_pages(memory, processes)
        top = (self.objects.entry(self.catalog, "/StructTreeRoot") or {}).get("/K")
        several = self.objects.look(top)
        top = several[0] if isinstance(several, list) else top
        if top is None:
            raise NotTagged("The file has no structure tree.")
        self.elements: list[Element] = []
        """Every structure element, in reading order."""
        self.root = self.element(top, self.objects.look(top))

    @property
    def is_modern(self) -> bool:
        """Tell whether the file is PDF 2.0, and so PDF/UA-2."""
        return self.pdf.pdf_version >= "2.0"

    def object(self, ref: str) -> pikepdf.Object:
        """Return an object of the file by its reference."""
        return self.pdf.get_object(*map(int, ref.split()[:2]))

    def element(self, value: str | dict, item: dict) -> Element:
        """Return a structure element with everything below it; `value` is or names its `item`."""
        look = self.objects.look
        kids = look(item.get("/K"))
        element = Element(look(item["/S"])[1:], value if is_reference(value) else None, item, self)
        self.elements.append(element)
        several = kids if isinstance(kids, list) else [] if kids is None else [kids]
        element.kids = [self.kid(kid, item) for kid in several]
        return element

    def kid(self, value, parent: dict) -> Element | Content | Annotation:
        kid = self.objects.look(value)
        if isinstance(kid, int):
            return self.content(parent["/Pg"], kid)
        kind = kid.get("/Type")
        if kind == "/MCR":
            return self.content(kid.get("/Pg", parent.get("/Pg")), int(kid["/MCID"]))
        if kind == "/OBJR":
            return Annotation(kid["/Obj"], self.objects.look(kid["/Obj"]), self)
        return self.element(value, kid)

    def content(self, page: str, mcid: int) -> Content:
        number = self.numbers[page]
        return Content(number, mcid, self.pages[number].marked.get(mcid))

    def recall_pages(self, memory: Memory | None, processes: int) -> None:
        """Take the text of each page from the memory, or read it."""
        keys = [self.key_of(sheet) for sheet in self.sheets] if memory else []
        found = [memory.recall(key) for key in keys] if memory else [None] * len(self.sheets)
        unknown = [number for number, text in enumerate(found) if text is None]
        for number, text in zip(unknown, self.read_pages(unknown, processes), strict=True):
            found[number] = text
        self.pages = found
        for key, text in zip(keys, found, strict=False):
            memory.keep(key, text)

    def read_pages(self, numbers: list[int], processes: int = 1) -> list[PageText]:
        """Return the text of some pages; several processes read as many each."""
        if processes < 2 or len(numbers) < MANY:
            return [self.read_page(self.pdf.pages[number]) for number in numbers]
        shares = [numbers[at::processes] for at in range(processes)]
        helpers = [Worker(self) for _ in shares[1:]]
        try:
            for helper, share in zip(helpers, shares[1:], strict=True):
                helper.send(0, ("read_pages", share))
            parts = [self.read_pages(shares[0]), *(helper.receive() for helper in helpers)]
        finally:
            for helper in helpers:
                helper.close()
        found = {number: text for share, part in zip(shares, parts, strict=True)
                 for number, text in zip(share, part, strict=True)}
        return [found[number] for number in numbers]

    def key_of(self, sheet: dict) -> str:
        """Return the hash of all that a page's text is read from.

        That is its content and the ToUnicode maps of its fonts, and nothing else.
        """
        contents = sheet.get("/Contents", [])
        several = self.objects.look(contents)
        fonts = self.objects.entry(self.objects.inherited(sheet, "/Resources"), "/Font") or {}
        found = [self.hash_of(part) for part in
                 (several if isinstance(several, list) else [contents])]
        found += [f"{name} {self.hash_of(self.objects.entry(fonts, name).get('/ToUnicode'))}"
                  for name in sorted(fonts)]
        return hashlib.sha256("\n".join(found).encode()).hexdigest()

    def hash_of(self, ref: str | None) -> str:
        """Return a hash of a stream: of its bytes as they are kept, and of how they are kept."""
        if ref is None:
            return ""
        if ref not in self.hashes:
            kept = json.dumps(self.objects.look(ref), sort_keys=True).encode()
            raw = self.object(ref).read_raw_bytes()
            self.hashes[ref] = hashlib.sha256(b"%d %b %b" % (len(kept), kept, raw)).hexdigest()
        return self.hashes[ref]

    def read_page(self, page: pikepdf.Page) -> PageText:
        """Return a page's text, sorted by how it is marked (ISO 32000-1, 14.6)."""
        found, stack, font, colours = PageText(), [], Codes(), ["000000"]
        fonts = page.resources.get("/Font", {})
        for operands, operator in pikepdf.parse_content_stream(page, READ):
            name = str(operator)
            if name in ("BDC", "BMC"):
                stack.append(self.open_mark(operands, found))
            elif name == "EMC" and stack:
                stack.pop()
            elif name == "EMC":
                found.unpaired += 1
            elif name == "Tf":
                font = self.font(fonts[str(operands[0])])
            elif name in SHOW:
                text = decode(operands[-1], font)
                keep(text, stack, found)
                found.colours.setdefault(colours[-1], text)
            elif name == "q":
                colours.append(colours[-1])
            elif name == "Q":
                colours[1:] = colours[1:-1]
            elif name in COLOUR:
                colours[-1] = colour_of(name, operands)
        found.unpaired += len(stack)
        return found

    @staticmethod
    def open_mark(operands, found: PageText) -> int | str | None:
        """Return what a mark begins: a number, 'artifact', or None for neither."""
        if str(operands[0]) == "/Artifact":
            found.artifacts.append("")
            return "artifact"
        properties = operands[-1] if isinstance(operands[-1], pikepdf.Dictionary) else {}
        mcid = properties.get("/MCID")
        found.replaced += [str(properties[key]) for key in REPLACED if key in properties]
        if mcid is None:
            return None
        if int(mcid) in found.marked:
            found.twice.append(int(mcid))
        found.marked.setdefault(int(mcid), "")
        return int(mcid)

    def font(self, font: pikepdf.Object) -> Codes:
        """Return what each code of a font says in Unicode."""
        if font.objgen not in self.fonts:
            words = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            self.fonts[font.objgen] = read_cmap(words.decode("latin-1"))
        return self.fonts[font.objgen]


def lies_on(box, page) -> bool:
    """Tell whether a box, by any two opposite corners, lies on a page (ISO 32000-1, 7.9.5)."""
    left, right = sorted((float(box[0]), float(box[2])))
    foot, top = sorted((float(box[1]), float(box[3])))
    return page[0] <= left < right <= page[2] and page[1] <= foot < top <= page[3]


def destinations(pdf: TaggedPdf) -> dict[str, int]:
    """Return the page number of each named place."""
    names = pdf.objects.entry(pdf.catalog, "/Names", "/Dests")
    look = pdf.objects.look
    return {text_of(look(name)): pdf.numbers[look(place)[0]] + 1
            for name, place in pdf.objects.pairs(names, "/Names")}


def keep(text: str, stack: list, found: PageText) -> None:
    """Add text to what it belongs to."""
    owner = next((mark for mark in reversed(stack) if mark is not None), None)
    if owner is None:
        found.loose += text
    elif owner == "artifact":
        found.artifacts[-1] += text
    else:
        found.marked[owner] += text


def decode(shown, font: Codes) -> str:
    """Return the text of a show operator; codes have two bytes.

    Between the strings stand numbers, which pikepdf gives as Python's own.
    """
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join([bytes(part) for part in strings if type(part) is pikepdf.Object])
    codes = struct.unpack(f">{(len(data) + 1) // 2}H", data + bytes(len(data) % 2))
    return "".join(map(font.__getitem__, codes))


def colour_of(name: str, operands) -> str:
    """Return a colour as six hexadecimal digits, or the operator's name where it has no RGB."""
    if name not in ("rg", "g"):
        return name
    parts = [float(part) for part in operands] * (1 if name == "rg" else 3)
    return "".join(f"{round(255 * part):02x}" for part in parts)


def read_cmap(text: str) -> Codes:
    """Return a ToUnicode map (ISO 32000-1, 9.10.3): character pairs and ranges."""
    codes = Codes()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([^>]+)>\s*<([^>]*)>", block):
            codes[int(code, 16)] = from_hex(value)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, value in re.findall(r"<([^>]+)>\s*<([^>]+)>\s*<([^>]*)>", block):
            start = from_hex(value)
            for offset in range(int(last, 16) - int(first, 16) + 1):
                codes[int(first, 16) + offset] = start[:-1] + chr(ord(start[-1]) + offset)
    return codes


def from_hex(value: str) -> str:
    return bytes.fromhex(value.replace(" ", "")).decode("utf-16-be")
