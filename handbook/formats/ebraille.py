"""A Document as eBraille 1.0: braille that a display lays out for its own lines.

https://daisy.org/s/ebraille/1.0/. It is a book like an EPUB, with its package and its list of
contents at the top of the archive and its text in braille.
"""

from __future__ import annotations

import uuid
from importlib.resources import files
from typing import TYPE_CHECKING

from lxml import etree

from handbook.elements import make
from handbook.formats import braille_louis as louis
from handbook.formats.base import FormatFailed
from handbook.formats.braille_text import Translator
from handbook.formats.braille_volumes import GRADE
from handbook.formats.ebraille_tree import BrailleTree, spaced
from handbook.formats.epub import DC, OPF, add_item, contents
from handbook.formats.epub_parts import Part, book_parts
from handbook.formats.media import OUTSIDE, file_title
from handbook.formats.plain_text import about
from handbook.formats.zips import archive
from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

FOLDER, INDEX, PACKAGE, STYLE = "ebraille", "index.html", "package.opf", "ebraille/braille.css"
XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def write_ebraille(document: Document, edition: Edition) -> bytes:
    """Return a Document as eBraille, in contracted braille."""
    words = edition.settings.words.formats
    translator = Translator(GRADE, document.language, words)
    tree = BrailleTree(translator, words)
    try:
        return packed(document, edition, tree)
    except louis.CannotTranslate as error:
        raise FormatFailed(str(error)) from error


def packed(document: Document, edition: Edition, tree: BrailleTree) -> bytes:
    """Return the archive: the package and the contents at its top, the text in a folder."""
    parts = book_parts(document.tree(), document, edition)
    texts = [part for part in parts if not part.is_nav]
    held = {
        name_of(part): page(tree.translator, part.title, tree.element(part.root), document)
        for part in texts
    }
    last = [own_words(document, edition, tree)]
    held[f"{FOLDER}/about.html"] = page(
        tree.translator, edition.settings.words.formats.about, make("section", last), document
    )
    return archive(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            PACKAGE: package(document, edition, list(held)),
            INDEX: index(document, edition, parts, tree.translator),
            STYLE: (files("handbook.formats") / "ebraille.css").read_bytes(),
            **held,
        },
        stored=("mimetype",),
    )


def name_of(part: Part) -> str:
    return f"{FOLDER}/{part.file.removesuffix('.xhtml')}.html"


def tag_of(language: str) -> str:
    """Return a language tag (BCP 47) with the script for braille: en-Brai-GB."""
    first, mark, region = language.partition("-")
    return f"{first}-Brai{mark}{region}"


def page(translator: Translator, title: str, root: etree._Element, document: Document) -> bytes:
    """Return a whole file of text."""
    style = "braille.css"
    return html(spaced(translator.text(title)), style, tag_of(document.language), root)


def html(title: str, style: str, language: str, root: etree._Element) -> bytes:
    """Return an XHTML file."""
    whole = etree.Element("html", nsmap={"epub": OPS}, lang=language)
    whole.set(XML_LANGUAGE, language)
    head = etree.SubElement(whole, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href=style)
    etree.SubElement(whole, "body").append(root)
    text = etree.tostring(whole, encoding="unicode").replace("<html", f'<html xmlns="{XHTML}"', 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def index(document: Document, edition: Edition, parts: list[Part], translator: Translator) -> bytes:
    """Return the list of contents, which is the book's first page."""
    words = edition.settings.words.formats
    own = next((part.root for part in parts if part.is_nav), None)
    source = own if own is not None else contents(document, parts[0], words)
    nav = make("nav", braille("h1", translator, text_of(source[0])))
    nav.set(f"{{{OPS}}}type", "toc")
    nav.append(links(source.find("ol"), translator))
    title = spaced(translator.text(document.title))
    return html(title, STYLE, tag_of(document.language), nav)


def links(listed: etree._Element, translator: Translator) -> etree._Element:
    """Return nested lists of links with their words in braille."""
    made = etree.Element("ol")
    for item in listed:
        link = item.find("a")
        file, mark, name = link.get("href").partition("#")
        target = f"{FOLDER}/{file.removesuffix('.xhtml')}.html{mark}{name}"
        words = spaced(translator.line(link, plain=True))
        made.append(make("li", make("a", words, href=target)))
        made[-1].extend(links(inner, translator) for inner in item.findall("ol"))
    return made


def braille(tag: str, translator: Translator, text: str, form: int = 0) -> etree._Element:
    return make(tag, spaced(translator.text(text, form)))


def own_words(document: Document, edition: Edition, tree: BrailleTree) -> list[etree._Element]:
    """Return where the links lead, how the file was made, and where it comes from."""
    words, translator = edition.settings.words.formats, tree.translator
    said = [words.braille.made_by_ebraille.format(grade=GRADE), *about(document, edition)]
    own = [braille("h1", translator, words.about), *map(tree.said, said)]
    found: dict[str, str] = {}
    for link in document.tree().iter("a"):
        if link.get("href").startswith(OUTSIDE):
            found.setdefault(link.get("href"), text_of(link))
    if found:
        own.append(braille("h2", translator, words.links))
    for address, name in found.items():
        shown = address.removeprefix("mailto:").removeprefix("tel:")
        own += [*([] if name == shown else [tree.said(f"{name}:")])]
        own.append(tree.said(shown, louis.UNCONTRACTED))
    return own


def package(document: Document, edition: Edition, texts: list[str]) -> bytes:
    """Return the package: what the book is, its files and their order."""
    made = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC})
    made.set("version", "3.0")
    made.set("unique-identifier", "id")
    made.append(metadata(document, edition))
    manifest = etree.SubElement(made, f"{{{OPF}}}manifest")
    add_item(manifest, "index", INDEX, "application/xhtml+xml").set("properties", "nav")
    add_item(manifest, "style", STYLE, "text/css")
    spine = etree.SubElement(made, f"{{{OPF}}}spine")
    for number, name in enumerate(texts, start=1):
        add_item(manifest, f"part-{number}", name, "application/xhtml+xml")
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=f"part-{number}")
    return etree.tostring(made, encoding="utf-8", xml_declaration=True, pretty_print=True)


def metadata(document: Document, edition: Edition) -> etree._Element:
    """Return what the book says about itself (eBraille 1.0, 5.2)."""
    made, settings = etree.Element(f"{{{OPF}}}metadata"), edition.settings
    address, day = settings.site_url.rstrip("/") + "/" + document.url, settings.edition.date
    facts = {
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, address + '#ebraille')}",
        "title": file_title(document.title, edition),
        "language": tag_of(document.language),
        "format": "eBraille 1.0",
        "creator": settings.publisher,
        "publisher": settings.publisher,
        "date": day.isoformat(),
        "rights": settings.licence,
        "source": address,
    }
    for term, value in facts.items():
        etree.SubElement(made, f"{{{DC}}}{term}").text = value
    made[0].set("id", "id")
    claims = {
        "dcterms:modified": f"{day.isoformat()}T00:00:00Z",
        "dcterms:dateCopyrighted": str(day.year),
        "a11y:brailleCellType": "6",
        "a11y:brailleSystem": f"UEB grade{GRADE}",
        "a11y:completeTranscription": "true",
        "a11y:producer": settings.publisher,
        "a11y:tactileGraphics": "none",
        "schema:accessMode": "tactile",
        "schema:accessModeSufficient": "tactile",
        "schema:accessibilityFeature": "braille",
        "schema:accessibilityHazard": "none",
        "schema:accessibilitySummary": settings.words.formats.braille.made_by_ebraille.format(
            grade=GRADE
        ),
    }
    for term, value in claims.items():
        etree.SubElement(made, f"{{{OPF}}}meta", property=term).text = value
    return made
