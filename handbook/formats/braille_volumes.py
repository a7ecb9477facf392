"""Braille for embossing: a Document in volumes of about 100 pages, as PEF or as BRF files.

PEF is the Portable Embosser Format 2008-1 (https://braillespecs.github.io/pef/).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats import braille_louis as louis
from handbook.formats.base import FormatFailed, Measures
from handbook.formats.braille_brf import Book, Page, brf, lay_out, title_page
from handbook.formats.braille_layout import numbered
from handbook.formats.braille_signs import BLANK, CELLS_A_LINE, LINES_A_PAGE
from handbook.formats.media import file_title
from handbook.formats.zips import archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.document import Document
    from handbook.load import Edition

PEF = "http://www.daisy.org/ns/2008/pef"
DC = "http://purl.org/dc/elements/1.1/"
PAGES_A_VOLUME = 100
GRADE = 2


def write_pef(document: Document, edition: Edition) -> bytes:
    """Return a Document as PEF, in contracted braille; long ones have several volumes."""
    root = etree.Element(f"{{{PEF}}}pef", nsmap={None: PEF}, version="2008-1")
    head = etree.SubElement(root, f"{{{PEF}}}head")
    meta = etree.SubElement(head, f"{{{PEF}}}meta", nsmap={"dc": DC})
    for name, value in facts(document, edition).items():
        etree.SubElement(meta, f"{{{DC}}}{name}").text = value
    body = etree.SubElement(root, f"{{{PEF}}}body")
    size = {"cols": str(CELLS_A_LINE), "rows": str(LINES_A_PAGE), "rowgap": "0", "duplex": "true"}
    for volume in make_volumes(document, edition):
        holder = etree.SubElement(body, f"{{{PEF}}}volume", size)
        for pages in (volume.front, volume.body):
            add_section(holder, pages)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def write_volumes(document: Document, edition: Edition) -> bytes:
    """Return a ZIP archive with a BRF file for each volume."""
    volumes = make_volumes(document, edition)
    return archive(
        {
            f"volume-{number:02}.brf": brf([*volume.front, *volume.body])
            for number, volume in enumerate(volumes, start=1)
        }
    )


def measure_pef(data: bytes) -> Measures:
    return Measures(len(data), data.count(b"<page>"))


def facts(document: Document, edition: Edition) -> dict[str, str]:
    """Return what a PEF file says about itself, in Dublin Core's terms."""
    settings = edition.settings
    address = settings.site_url.rstrip("/") + "/" + document.url
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{address}#{document.path}#pef")
    return {
        "format": "application/x-pef+xml",
        "identifier": f"urn:uuid:{name}",
        "title": file_title(document.title, edition),
        "creator": settings.publisher,
        "publisher": settings.publisher,
        "language": document.language,
        "date": settings.edition.date.isoformat(),
        "description": settings.words.formats.braille.made_by.format(grade=GRADE),
        "rights": settings.licence,
    }


def add_section(volume: etree._Element, pages: Sequence[Page]) -> None:
    """Add pages to a volume."""
    section = etree.SubElement(volume, f"{{{PEF}}}section")
    for lines in pages:
        page = etree.SubElement(section, f"{{{PEF}}}page")
        for line in lines:
            etree.SubElement(page, f"{{{PEF}}}row").text = line.rstrip(BLANK) or None


def make_volumes(document: Document, edition: Edition) -> list[Book]:
    """Return a Document in volumes, each with a title page; the first has the contents too."""
    try:
        draft = lay_out(document, edition, GRADE)
    except louis.CannotTranslate as error:
        raise FormatFailed(str(error)) from error
    firsts = cuts(draft.starts, len(draft.body))
    lasts = [*(first - 1 for first in firsts[1:]), len(draft.body)]
    number = len(firsts) + len(draft.index) + len(draft.body)
    body, made = numbered(draft.body), []
    for place, (first, last) in enumerate(zip(firsts, lasts, strict=True), start=1):
        said = edition.settings.words.formats.braille.volume.format(
            number=place, total=len(firsts), first=first, last=last
        )
        title = title_page(document, edition, draft, number, said if len(firsts) > 1 else "")
        front = [title, *(draft.index if place == 1 else [])]
        made.append(Book(numbered(front, preliminary=True), body[first - 1 : last]))
    return made


def cuts(starts: Sequence[int], pages: int) -> list[int]:
    """Return the first page of each volume: the starts of chapters nearest to equal parts."""
    number = max(1, round(pages / PAGES_A_VOLUME))
    wanted = [1 + place * pages / number for place in range(number)]
    return sorted({1, *(min(starts, key=lambda one, at=at: abs(one - at)) for at in wanted[1:])})
