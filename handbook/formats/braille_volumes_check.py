"""Checkers of volumes for embossing: their form, and that all of them together say the text."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from handbook.formats.braille_check import content_faults
from handbook.formats.braille_expected import made_by, prepared, title_words, vocabulary
from handbook.formats.braille_grade_2 import GradeTwo
from handbook.formats.braille_lengths import reading_faults
from handbook.formats.braille_pages import CELLS, LINES, Sheet, form_faults, joined, read_sheets

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

PEF = "{http://www.daisy.org/ns/2008/pef}"
DC = "{http://purl.org/dc/elements/1.1/}"
NEEDED = ("format", "identifier", "title", "language", "date")
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""Braille ASCII in the order of Unicode's cells."""
SIZE = {"cols": str(CELLS), "rows": str(LINES), "rowgap": "0"}


def check_pef(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with a PEF file of a Document, in sentences."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        return [f"it cannot be read as XML: {error}"]
    if root.tag != f"{PEF}pef" or root.get("version") != "2008-1":
        return ["it is not PEF 2008-1"]
    faults = [
        f"it does not say its {name}"
        for name in NEEDED
        if not root.findtext(f"{PEF}head/{PEF}meta/{DC}{name}")
    ]
    volumes = root.findall(f"{PEF}body/{PEF}volume")
    if any(volume.get(name) != value for volume in volumes for name, value in SIZE.items()):
        faults.append(f"a volume is not made for {CELLS} cells and {LINES} lines")
    return faults or volumes_faults([in_ascii(one) for one in volumes], document, edition)


def check_volumes(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with an archive of BRF files of a Document, in sentences."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as held:
            volumes = [held.read(name) for name in sorted(held.namelist())]
    except zipfile.BadZipFile as error:
        return [f"it cannot be read as an archive: {error}"]
    return volumes_faults(volumes, document, edition)


def in_ascii(volume: ElementTree.Element) -> bytes:
    """Return a volume of PEF as a BRF file; a cell that is not braille stands as a small 'x'."""
    pages = []
    for page in volume.iter(f"{PEF}page"):
        rows = ["".join(map(sign, row.text or "")) for row in page.iter(f"{PEF}row")]
        pages.append("".join(f"{row}\r\n" for row in rows) + "\f")
    return "".join(pages).encode()


def sign(cell: str) -> str:
    place = ord(cell) - 0x2800
    return ASCII[place] if 0 <= place < len(ASCII) else "x"


def volumes_faults(volumes: Sequence[bytes], document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with volumes: each one's form and title page, and their text."""
    if not volumes:
        return ["it has no volumes"]
    sheets, faults, first = [], [], 1
    for number, data in enumerate(volumes, start=1):
        faults += [f"volume {number}: {fault}" for fault in form_faults(data, first)]
        sheets.append(read_sheets(data))
        first += sum(not sheet.front for sheet in sheets[-1])
    if faults:
        return faults
    document = prepared(document)
    reader = GradeTwo(vocabulary(document, edition))
    return [
        *title_faults(sheets, document, edition, reader),
        *text_faults(sheets, document, edition, reader),
        *reading_faults(reader, document, edition),
    ]


def saying(sheets: Sequence[Sequence[Sheet]], place: int, edition: Edition) -> str:
    """Return what the title page of a volume says of it, by the pages that it has."""
    if len(sheets) == 1:
        return ""
    pages = [sheet.number for sheet in sheets[place] if not sheet.front]
    return edition.settings.words.formats.braille.volume.format(
        number=place + 1, total=len(sheets), first=pages[0], last=pages[-1]
    )


def title_faults(
    sheets: Sequence[Sequence[Sheet]], document: Document, edition: Edition, reader: GradeTwo
) -> list[str]:
    """Return the volumes after the first whose title page does not say what it must."""
    cover = document.tree().find("header[@class='cover']")
    pages = sum(map(len, sheets))
    faults = []
    for place in range(1, len(sheets)):
        first = [saying(sheets, place, edition), made_by(edition, 2, pages)]
        wanted = title_words(document, edition, first, cover)
        found = reader.words(joined(sheets[place][0].lines))
        if found != wanted:
            faults.append(f"volume {place + 1} says '{' '.join(found)}' on its title page")
    return faults


def text_faults(
    sheets: Sequence[Sequence[Sheet]], document: Document, edition: Edition, reader: GradeTwo
) -> list[str]:
    """Return where the volumes, read one after the other, do not say what the Document says."""
    first, *others = sheets
    bodies = [sheet for volume in others for sheet in volume if not sheet.front]
    pages = sum(map(len, sheets))
    return content_faults(
        [*first, *bodies], document, edition, reader, saying(sheets, 0, edition), pages
    )
