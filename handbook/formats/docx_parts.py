"""The parts of a Word file that are not its text: what it is, how it opens, its foot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.docx_styles import twips
from handbook.formats.docx_xml import PACKAGE, element, text, w, whole, xml
from handbook.formats.looks import MARGIN, PAGE, WIDTH
from handbook.formats.media import KINDS, file_title
from handbook.formats.xml_parts import Element

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DC, TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PARTS = {
    "word/document.xml": f"{WORD}.document.main+xml",
    "word/footer.xml": f"{WORD}.footer+xml",
    "word/footnotes.xml": f"{WORD}.footnotes+xml",
    "word/numbering.xml": f"{WORD}.numbering+xml",
    "word/settings.xml": f"{WORD}.settings+xml",
    "word/styles.xml": f"{WORD}.styles+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


def content_types(media: Iterable[str]) -> bytes:
    """Return the file that says what each file is (ISO/IEC 29500-2, 6.2.3)."""
    space = f"{PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    endings |= {PurePosixPath(name).suffix[1:]: KINDS[PurePosixPath(name).suffix] for name in media}
    for ending, kind in sorted(endings.items()):
        etree.SubElement(root, f"{{{space}}}Default", Extension=ending, ContentType=kind)
    for part, kind in PARTS.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{part}", ContentType=kind)
    return whole(root)


def core_file(document: Document, edition: Edition) -> bytes:
    """Return title, publisher, language and dates: those of the edition, never today's."""
    space = f"{PACKAGE}/metadata/core-properties"
    names = {"cp": space, "dc": DC, "dcterms": TERMS, "xsi": XSI}
    root = etree.Element(f"{{{space}}}coreProperties", nsmap=names)
    facts = {
        f"{{{DC}}}title": file_title(document.title, edition),
        f"{{{DC}}}creator": edition.settings.publisher,
        f"{{{DC}}}description": document.summary,
        f"{{{DC}}}language": document.language,
    }
    for name, words in facts.items():
        etree.SubElement(root, name).text = words
    for name in ("created", "modified"):
        made = etree.SubElement(root, f"{{{TERMS}}}{name}")
        made.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
        made.text = f"{edition.settings.edition.date.isoformat()}T00:00:00Z"
    return whole(root)


def app_file() -> bytes:
    """Return the name of the program that made the file."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = etree.Element(f"{{{space}}}Properties", nsmap={None: space})
    etree.SubElement(root, f"{{{space}}}Application").text = "handbook"
    return whole(root)


def settings_file(language: str) -> bytes:
    """Return how Word opens the file: as one of its newest kind, in which it checks all it can."""
    newest = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word",
        val=15,
    )  # fmt: skip
    kinds = [w("footnote", id=number) for number in (-1, 0)]
    return xml(
        w(
            "settings",
            w("defaultTabStop", val=twips(10)),
            w("autoHyphenation", val="false"),
            w("footnotePr", *kinds),
            w("compat", newest),
            w("themeFontLang", val=language),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        )
    )


def footer_file(edition: Edition) -> bytes:
    """Return the foot of each page: the handbook's title and the number of the page."""
    said = w("r", text(edition.settings.title), w("tab"))
    page = w("fldSimple", w("r", text("1")), instr=" PAGE ")
    place = w("tabs", w("tab", val="right", pos=twips(WIDTH)))
    return xml(w("ftr", w("p", w("pPr", w("pStyle", val="Footer"), place), said, page)))


def section(footer: str) -> Element:
    """Return the size of the page: A4."""
    sides = {side: twips(MARGIN) for side in ("top", "right", "bottom", "left")}
    edge = twips(MARGIN / 2)
    return w(
        "sectPr",
        element("w:footerReference", {"w:type": "default", "r:id": footer}),
        w("pgSz", w=twips(PAGE[0]), h=twips(PAGE[1])),
        w("pgMar", **sides, header=edge, footer=edge, gutter=0),
    )
