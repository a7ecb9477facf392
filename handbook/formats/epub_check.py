"""A reader of EPUB files: what the book says, and that its files and claims hold together."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

from handbook.formats.markup_reader import TYPE, Reader, read_xhtml
from handbook.formats.parts_of_books import BROKEN, files_of, part, value
from handbook.formats.said import OUTSIDE, Said, differences, on_the_web, said
from handbook.pdf.page_starts import number_of_pages

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

BODY = frozenset({"body"})
SPACES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True)
class Book:
    """An EPUB as it was read."""

    folder: str
    package: ElementTree.Element
    files: dict[str, bytes]
    readers: dict[str, Reader]
    """Each text file by its path, those of the reading order first."""
    spine: tuple[str, ...]

    @cached_property
    def navs(self) -> list[ElementTree.Element]:
        """The lists of the navigation file."""
        item = self.package.find("o:manifest/o:item[@properties='nav']", SPACES)
        if item is None:
            return []
        path = posixpath.join(self.folder, item.get("href"))
        return ElementTree.fromstring(self.files[path]).findall(".//h:nav", SPACES)

    def claims(self, name: str) -> list[str]:
        """Return the values of one property of the book's metadata."""
        found = self.package.findall(f"o:metadata/o:meta[@property='{name}']", SPACES)
        return [one.text or "" for one in found]

    def fact(self, name: str) -> str:
        """Return one of the book's Dublin Core facts, empty where it has none."""
        return self.package.findtext(f"o:metadata/d:{name}", "", SPACES)


def check_epub(
    data: bytes, document: Document, edition: Edition, beside: bytes | None = None
) -> list[str]:
    """Return everything that is wrong with an EPUB of a Document, in sentences.

    `beside` is the PDF whose pages it marks, if there is one.
    """
    try:
        book = read_book(data)
    except BROKEN as error:
        return [f"it cannot be read as an EPUB: {error}"]
    faults = differences(on_the_web(said(document), edition), book_said(book))
    faults += [*wrapping(data), *files_faults(book), *links(book), *claims(book), *nav(book)]
    return faults + pages(book, number_of_pages(beside) if beside else 0)


def read_book(data: bytes) -> Book:
    """Return the files of an EPUB, its package and its texts."""
    files = files_of(data)
    container = ElementTree.fromstring(files["META-INF/container.xml"])
    path = value(part(container, ".//c:rootfile", SPACES), "full-path")
    package, folder = ElementTree.fromstring(files[path]), posixpath.dirname(path)
    items = {one.get("id"): one for one in package.findall("o:manifest/o:item", SPACES)}
    refs = [one.get("idref") for one in package.findall("o:spine/o:itemref", SPACES)]
    texts = [*refs, *(name for name, item in items.items() if name not in refs)]
    paths = {name: posixpath.join(folder, unquote(value(items[name], "href"))) for name in texts}
    readers = {
        paths[name]: read_xhtml(files[paths[name]], BODY)
        for name in texts
        if items[name].get("media-type") == "application/xhtml+xml"
    }
    return Book(folder, package, files, readers, tuple(paths[name] for name in refs))


def book_said(book: Book) -> Said:
    """Return what the files of the reading order say, one after the other."""
    texts = [book.readers[path].said() for path in book.spine]
    languages = {book.fact("language"), *(text.language for text in texts)}

    def joined(name: str) -> tuple:
        return tuple(one for text in texts for one in getattr(text, name))

    return Said(
        book.fact("title"),
        " and ".join(sorted(map(str, languages))),
        joined("words"),
        joined("headings"),
        joined("phrases"),
        joined("addresses"),
    )


def wrapping(data: bytes) -> list[str]:
    """The archive: its type first and plain, no dates (EPUB 3.3, 4.2)."""
    with zipfile.ZipFile(BytesIO(data)) as held:
        entries = held.infolist()
        first, kind = entries[0], held.read(entries[0])
    faults = []
    if (first.filename, first.compress_type, kind) != ("mimetype", 0, b"application/epub+zip"):
        faults.append("it does not begin with its type")
    if len({entry.date_time for entry in entries}) > 1:
        faults.append("its files have dates")
    return faults


def files_faults(book: Book) -> list[str]:
    """The files: each is listed, and each that is listed is there."""
    listed = {
        posixpath.join(book.folder, unquote(one.get("href")))
        for one in book.package.findall("o:manifest/o:item", SPACES)
    }
    there = {
        name
        for name in book.files
        if name != "mimetype" and not name.startswith("META-INF/") and not name.endswith(".opf")
    }
    faults = [f"{name} is not listed" for name in sorted(there - listed)]
    faults += [f"{name} is listed but not there" for name in sorted(listed - there)]
    if not book.claims("dcterms:modified") or not book.fact("identifier"):
        faults.append("it does not say which book it is and of when")
    return faults


def links(book: Book) -> list[str]:
    """Links and pictures: each leads to a file of the book and to a place in it."""
    ids = {path: set(reader.ids) for path, reader in book.readers.items()}
    faults = []
    for path, reader in book.readers.items():
        if len(ids[path]) < len(reader.ids):
            faults.append(f"{path} has an id twice")
        for target in reader.targets:
            if OUTSIDE.match(target):
                continue
            file, _, anchor = target.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
            there = there if file else path
            if there not in book.files or (anchor and anchor not in ids.get(there, ())):
                faults.append(f"{path} leads to '{target}', which is not in the book")
    return faults


def claims(book: Book) -> list[str]:
    """What the book says of its accessibility: no more and no less than what is in it."""
    images = [image for reader in book.readers.values() for image in reader.images]
    listed = listed_pages(book)
    tags = {tag for reader in book.readers.values() for tag in reader.tags}
    features = set(book.claims("schema:accessibilityFeature"))
    described = bool(images) and all("alt" in image for image in images)
    described = described and any(image["alt"] for image in images)
    true = {
        "it has described pictures": ("alternativeText" in features, described),
        "it is seen": ("visual" in book.claims("schema:accessMode"), bool(images)),
        "it can be read as text alone": (
            "textual" in book.claims("schema:accessModeSufficient"),
            all("alt" in image for image in images) and not tags & {"video", "audio", "canvas"},
        ),
        "it has pages": ("pageNavigation" in features, bool(listed)),
        "it marks pages": ("pageBreakMarkers" in features, bool(marked_pages(book))),
        "it has pages of another edition": (bool(book.claims("pageBreakSource")), bool(listed)),
    }
    faults = [
        f"of '{claim}' it says {said_so}, which is not so"
        for claim, (said_so, so) in true.items()
        if said_so != so
    ]
    if not book.claims("schema:accessibilitySummary"):
        faults.append("it does not say how accessible it is")
    return faults


def nav(book: Book) -> list[str]:
    """The navigation: a list of contents and landmarks."""
    there = {one.get(TYPE) for one in book.navs if one.find(".//h:a", SPACES) is not None}
    return [f"it has no {kind}" for kind in ("toc", "landmarks") if kind not in there]


def pages(book: Book, printed: int) -> list[str]:
    """Pages of print: numbered in order, each with its mark, of a PDF of `printed` pages."""
    listed, marked = listed_pages(book), marked_pages(book)
    numbers = [number for number, _ in listed]
    faults = [f"the page list leads to '{place}', where no page begins"
              for number, place in listed
              if marked.get(place) != number]
    faults += [f"page {number} is marked but not listed"
               for place, number in marked.items() if (number, place) not in listed]
    wanted = [str(number) for number in range(1, printed + 1)]
    if [number for number in wanted if number in numbers] != numbers:
        faults.append(f"its pages are not those of the PDF, which has {printed}: {numbers}")
    if printed and "1" not in numbers:
        faults.append("its first page is not listed")
    return faults  # fmt: skip


def listed_pages(book: Book) -> list[tuple[str, str]]:
    """Return each number of the page list and where it leads."""
    found = next((one for one in book.navs if one.get(TYPE) == "page-list"), None)
    links = found.findall(".//h:a", SPACES) if found is not None else []
    return [("".join(one.itertext()), posixpath.join(book.folder, one.get("href")))
            for one in links]  # fmt: skip


def marked_pages(book: Book) -> dict[str, str]:
    """Return the number that each mark of a page says, by the mark's place."""
    return {
        f"{path}#{name}": words
        for path in book.spine
        for name, words in book.readers[path].page_marks
    }
