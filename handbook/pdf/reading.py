"""A second, independent way into a PDF: its tags and the text behind each, with pikepdf.

It shares no code with the writer, so that what one gets wrong the other shows.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

SHOW = frozenset({"Tj", "TJ", "'", '"'})
COLOUR = frozenset({"rg", "g", "k", "sc", "scn", "cs"})
"""Operators that set the colour in which letters are filled (ISO 32000-1, 8.6.8)."""
READ = " ".join(["BDC", "BMC", "EMC", "Tf", "q", "Q", *sorted(COLOUR), *sorted(SHOW)])
"""The operators that matter to who reads the text of a page."""
REPLACED = ("/ActualText", "/Alt")
"""What a reader says instead of an element's own text (ISO 32000-1, 14.9.3 and 14.9.4)."""


class NotTagged(Exception):
    """The file has no structure tree that could be read."""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: its type, its dictionary, and its kids in order."""

    type: str
    object: pikepdf.Object
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    entries: list[pikepdf.Object] | None = None
    """Its attribute objects, once someone asked for them."""

    def text(self) -> str:
        """Return all text below this element, a picture's words in its place."""
        if self.type == "Figure":
            return self.instead() or ""
        return "".join(kid.text() for kid in self.kids)

    def instead(self) -> str | None:
        """Return the words that are said instead of this element's text, if there are any."""
        return next((str(self.object[key]) for key in REPLACED if key in self.object), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
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

    object: pikepdf.Object

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


Remember = Callable[[pikepdf.Page, list[tuple[str, bytes]], Callable[[], PageText]], PageText]


class TaggedPdf:
    """A PDF opened for reading by its structure tree.

    `remember` gives the text of a page from its content and its fonts' maps when it knows it.
    """

    def __init__(self, data: bytes, remember: Remember | None = None) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.maps: dict[tuple[int, int], bytes] = {}
        self.fonts: dict[tuple[int, int], Codes] = {}
        self.pages = [self.page_text(page, remember) for page in self.pdf.pages]
        self.page_numbers = {page.objgen: i for i, page in enumerate(self.pdf.pages)}
        top = self.pdf.Root.get("/StructTreeRoot", {}).get("/K")
        top = top[0] if isinstance(top, pikepdf.Array) else top
        if top is None:
            raise NotTagged("The file has no structure tree.")
        self.root = self.element(top)

    @property
    def is_modern(self) -> bool:
        """Tell whether the file is PDF 2.0, and so PDF/UA-2."""
        return self.pdf.pdf_version >= "2.0"

    def element(self, item: pikepdf.Object) -> Element:
        """Return a structure element with everything below it."""
        element = Element(str(item.S)[1:], item)
        kids = item.get("/K")
        kids = [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]
        for kid in kids:
            element.kids.append(self.kid(kid, item))
        return element

    def kid(self, kid, parent: pikepdf.Object) -> Element | Content | Annotation:
        if isinstance(kid, int):
            return self.content(parent.Pg, kid)
        if kid.get("/Type") == "/MCR":
            return self.content(kid.get("/Pg", parent.get("/Pg")), int(kid.MCID))
        if kid.get("/Type") == "/OBJR":
            return Annotation(kid.Obj)
        return self.element(kid)

    def content(self, page: pikepdf.Object, mcid: int) -> Content:
        number = self.page_numbers[page.objgen]
        return Content(number, mcid, self.pages[number].marked.get(mcid))

    def page_text(self, page: pikepdf.Page, remember: Remember | None) -> PageText:
        """Return a page's text, read now or remembered."""
        if remember is None:
            return self.read_page(page)
        fonts = page.resources.get("/Font", {})
        maps = [(name, self.map_of(font)) for name, font in fonts.items()]
        return remember(page, maps, lambda: self.read_page(page))

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
            self.fonts[font.objgen] = read_cmap(self.map_of(font).decode("latin-1"))
        return self.fonts[font.objgen]

    def map_of(self, font: pikepdf.Object) -> bytes:
        """Return the ToUnicode map of a font."""
        if font.objgen not in self.maps:
            self.maps[font.objgen] = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        return self.maps[font.objgen]


def same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Tell whether two references name one object."""
    return getattr(one, "objgen", None) == other.objgen != (0, 0)


def lies_on(box, page) -> bool:
    """Tell whether a box, by any two opposite corners, lies on a page (ISO 32000-1, 7.9.5)."""
    left, right = sorted((float(box[0]), float(box[2])))
    foot, top = sorted((float(box[1]), float(box[3])))
    return page[0] <= left < right <= page[2] and page[1] <= foot < top <= page[3]


def destinations(pdf: TaggedPdf) -> dict[str, int]:
    """Return the page number of each named place."""
    names = pdf.pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {str(names[i]): pdf.page_numbers[names[i + 1][0].objgen] + 1
            for i in range(0, len(names), 2)}


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
