"""A Document as an EPUB 3.3 book (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import uuid
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from handbook.elements import make
from handbook.formats.epub_claims import A11Y, OPF, add_conformance, claims
from handbook.formats.epub_pages import mark_pages, page_list
from handbook.formats.epub_parts import NAV, TYPE, Part, book_parts, places_in, xhtml
from handbook.formats.media import file_title, media_type, picture
from handbook.formats.zips import archive
from handbook.pdf.page_starts import page_starts

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.words import FormatWords
    from handbook.load import Edition

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
DC = "http://purl.org/dc/elements/1.1/"


def write_epub(document: Document, edition: Edition, beside: bytes | None = None) -> bytes:
    """Return a Document as an EPUB; the same Document gives the same bytes.

    `beside` is the PDF of the same Document: its pages are marked in the text and listed.
    """
    article = document.tree()
    marks = mark_pages(article, page_starts(beside, document)) if beside else {}
    parts = book_parts(article, document, edition)
    pages = places_in(parts, marks)
    pictures = {
        path: (f"picture-{number:03}{PurePosixPath(path).suffix.lower()}", picture(path, edition))
        for number, path in enumerate(document.images, start=1)
    }
    for part in parts:
        for image in part.root.iter("img"):
            image.set("src", pictures[image.get("src")][0])
    held = {"book.css": (files("handbook.formats") / "book.css").read_bytes()}
    held |= {
        part.file: xhtml(part.title, document.language, part.root)
        for part in parts
        if not part.is_nav
    }
    held[NAV] = nav_file(document, parts, pages, edition)
    held |= dict(pictures.values())
    about = metadata(document, edition, paged=bool(pages))
    package = package_file(document, about, parts, [name for name in held if name != NAV])
    inside = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package,
        **{f"EPUB/{name}": held[name] for name in sorted(held)},
    }
    return archive(inside, stored=("mimetype",))


def nav_file(
    document: Document, parts: list[Part], pages: list[tuple[int, str]], edition: Edition
) -> bytes:
    """Return the navigation: the contents, the places to jump to, and the pages of print.

    The contents are the report's own or a page's headings.
    """
    words = edition.settings.words.formats
    own = next((part.root for part in parts if part.is_nav), None)
    toc = own if own is not None else contents(document, parts[0], words)
    lists = [toc, landmarks(parts, words), *([page_list(pages, words.pages)] if pages else [])]
    return xhtml(toc_title(toc), document.language, *lists)


def toc_title(toc: etree._Element) -> str:
    return "".join(toc[0].itertext())


def contents(document: Document, part: Part, words: FormatWords) -> etree._Element:
    """Return the contents of a book of one page: its headings, nested by level."""
    toc = make("nav", make("h1", words.contents), role="doc-toc", aria_label=words.contents)
    lists = [(0, etree.SubElement(toc, "ol"))]
    for heading in document.headings:
        while lists[-1][0] >= heading.level:
            lists.pop()
        level, items = lists[-1]
        if level and len(items) and items.tag == "li":
            found = items.find("ol")
            items = found if found is not None else etree.SubElement(items, "ol")
        item = make("li", make("a", heading.text, href=f"{part.file}#{heading.id}"))
        items.append(item)
        lists.append((heading.level, item))
    return toc


def landmarks(parts: list[Part], words: FormatWords) -> etree._Element:
    """Return the list of places that reading apps have buttons for."""
    first = next(part for part in parts if part.root.tag != "header" and not part.is_nav)
    places = [("bodymatter", first.file, words.start)]
    if any(part.is_nav for part in parts):
        places.insert(0, ("toc", NAV, words.contents))
    if parts[0].root.tag == "header":
        places.insert(0, ("titlepage", parts[0].file, words.cover))
    listed = etree.Element("ol")
    for kind, file, name in places:
        link = make("a", name, href=file)
        link.set(TYPE, kind)
        listed.append(make("li", link))
    made = make("nav", listed, aria_label=words.landmarks, hidden="hidden")
    made.set(TYPE, "landmarks")
    return made


def package_file(
    document: Document, about: etree._Element, parts: list[Part], names: list[str]
) -> bytes:
    """Return the package document: metadata, every file, and the reading order."""
    package = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC})
    package.set("version", "3.0")
    package.set("unique-identifier", "id")
    package.set("{http://www.w3.org/XML/1998/namespace}lang", document.language)
    if any(one.get("property", "").startswith("a11y:") for one in about):
        package.set("prefix", A11Y)
    package.append(about)
    manifest = etree.SubElement(package, f"{{{OPF}}}manifest")
    add_item(manifest, "nav", NAV, "application/xhtml+xml").set("properties", "nav")
    for name in sorted(names):
        add_item(manifest, name.replace(".", "-"), name, kind_of_file(name))
    spine = etree.SubElement(package, f"{{{OPF}}}spine")
    for part in parts:
        name = "nav" if part.is_nav else part.file.replace(".", "-")
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=name)
    return etree.tostring(package, encoding="utf-8", xml_declaration=True, pretty_print=True)


def add_item(manifest: etree._Element, name: str, file: str, kind: str) -> etree._Element:
    return etree.SubElement(
        manifest, f"{{{OPF}}}item", {"id": name, "href": file, "media-type": kind}
    )


def kind_of_file(name: str) -> str:
    """Return the media type of a file of a book."""
    kinds = {".xhtml": "application/xhtml+xml", ".css": "text/css"}
    return kinds.get(PurePosixPath(name).suffix) or media_type(name)


def metadata(document: Document, edition: Edition, *, paged: bool) -> etree._Element:
    """Return what the book says about itself; `paged` tells whether pages of print are marked."""
    made, settings = etree.Element(f"{{{OPF}}}metadata"), edition.settings
    address = settings.site_url.rstrip("/") + "/" + document.url
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{address}#{document.path}")
    day = settings.edition.date.isoformat()
    facts = {
        "identifier": f"urn:uuid:{name}",
        "title": file_title(document.title, edition),
        "language": document.language,
        "creator": settings.publisher,
        "publisher": settings.publisher,
        "date": day,
        "description": document.summary,
        "rights": settings.licence,
        "source": address,
    }
    for term, value in facts.items():
        etree.SubElement(made, f"{{{DC}}}{term}").text = value
    made[0].set("id", "id")
    said = [("dcterms:modified", f"{day}T00:00:00Z"), *claims(document, edition, paged=paged)]
    if paged:
        print_edition = settings.words.formats.print_pages
        said.append(("pageBreakSource", print_edition.format(version=settings.edition.version)))
    for term, value in said:
        etree.SubElement(made, f"{{{OPF}}}meta", property=term).text = value
    add_conformance(made, edition)
    return made
