"""A Document as an EPUB that reads itself aloud and marks the words as it does.

EPUB 3.3, 9: Media overlays (https://www.w3.org/TR/epub-33/#sec-media-overlays).
"""

from __future__ import annotations

import uuid
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.epub import DC, OPF, write_epub
from handbook.formats.epub_parts import OPS
from handbook.formats.recording import record
from handbook.formats.voice import narrator
from handbook.formats.zips import archive

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

SMIL = "http://www.w3.org/ns/SMIL"
TEXT, OVERLAY, SOUND, STYLE = "part-001.xhtml", "part-001.smil", "speech.mp3", "book.css"
ACTIVE = "-epub-media-overlay-active"
MARKED = f"\n.{ACTIVE} {{ background: #ffe9a8; color: #0b0c0c; }}\n"
"""How the words being read look: dark on yellow, at 16 : 1."""


def write_talking_epub(document: Document, edition: Edition) -> bytes:
    """Return a page as EPUB with its recording; the text is that of the EPUB without one.

    What the recording says after the text, about itself, has no words in the book and is not
    played.
    """
    recording = record(document, edition)
    book = opened(write_epub(recording.script.document, edition))
    root = recording.script.document.tree()
    timed = [part for part in recording.parts() if part[0].target]
    book[f"EPUB/{OVERLAY}"] = overlay(timed, root)
    book[f"EPUB/{SOUND}"] = recording.frames
    book[f"EPUB/{STYLE}"] += MARKED.encode()
    package = etree.fromstring(book["EPUB/package.opf"])
    describe(package, timed[-1][2], document, edition)
    book["EPUB/package.opf"] = etree.tostring(
        package, encoding="utf-8", xml_declaration=True, pretty_print=True
    )
    first = ("mimetype", "META-INF/container.xml", "EPUB/package.opf")
    rest = sorted(name for name in book if name not in first)
    return archive({name: book[name] for name in (*first, *rest)}, stored=("mimetype",))


def opened(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name."""
    with zipfile.ZipFile(BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def overlay(timed: list[tuple], root: etree._Element) -> bytes:
    """Return the times of the text: one `par` a block, those of a table together in a `seq`.

    A reading app can leave out a table, or stop reading it, when it knows where it ends.
    """
    made = etree.Element(f"{{{SMIL}}}smil", nsmap={None: SMIL, "epub": OPS}, version="3.0")
    body = etree.SubElement(made, f"{{{SMIL}}}body")
    places = {one.get("id"): one for one in root.iter() if one.get("id")}
    group, inside = body, None
    for number, (block, start, end) in enumerate(timed, start=1):
        table = next(places[block.target].iterancestors("table"), None)
        if table is not inside:
            inside, group = table, body if table is None else sequence(body, table)
        par = etree.SubElement(group, f"{{{SMIL}}}par", id=f"par-{number}")
        etree.SubElement(par, f"{{{SMIL}}}text", src=f"{TEXT}#{block.target}")
        times = {"clipBegin": f"{start:.3f}s", "clipEnd": f"{end:.3f}s"}
        etree.SubElement(par, f"{{{SMIL}}}audio", {"src": SOUND, **times})
    return etree.tostring(made, encoding="utf-8", xml_declaration=True, pretty_print=True)


def sequence(body: etree._Element, table: etree._Element) -> etree._Element:
    """Return a new group of the times of one table."""
    has = {f"{{{OPS}}}type": "table", f"{{{OPS}}}textref": f"{TEXT}#{table.get('id')}"}
    return etree.SubElement(body, f"{{{SMIL}}}seq", has)


def describe(package: etree._Element, seconds: float, document: Document, edition: Edition) -> None:
    """Add to a book's package what it is, now that it talks."""
    words = edition.settings.words.formats.speech
    items = {one.get("href"): one for one in package.iter(f"{{{OPF}}}item")}
    manifest = items[TEXT].getparent()
    items[TEXT].set("media-overlay", "overlay")
    for name, file, kind in (
        ("overlay", OVERLAY, "application/smil+xml"),
        ("speech", SOUND, "audio/mpeg"),
    ):
        manifest.append(
            etree.Element(f"{{{OPF}}}item", {"id": name, "href": file, "media-type": kind})
        )
    metadata = package.find(f"{{{OPF}}}metadata")
    identifier = metadata.find(f"{{{DC}}}identifier")
    identifier.text = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{identifier.text}#talking')}"
    for one in metadata.iterfind(f"{{{OPF}}}meta"):
        if one.get("property") == "schema:accessibilitySummary":
            one.text = f"{one.text} {words.accessible}"
    voice = f"{words.voice} ({narrator(document.language)})"
    for name, value, refined in (
        ("media:duration", f"{seconds:.3f}s", "#overlay"),
        ("media:duration", f"{seconds:.3f}s", None),
        ("media:narrator", voice, None),
        ("media:active-class", ACTIVE, None),
        ("schema:accessMode", "auditory", None),
        ("schema:accessModeSufficient", "textual,auditory", None),
        ("schema:accessibilityFeature", "synchronizedAudioText", None),
    ):
        meta = etree.SubElement(metadata, f"{{{OPF}}}meta", property=name)
        meta.text = value
        if refined:
            meta.set("refines", refined)
