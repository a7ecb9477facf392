"""A Document as a Word file (ISO/IEC 29500-1, WordprocessingML), written from its flow.

No other program makes it, so that nothing has to be repaired: row headers, descriptions, notes,
languages and the places of links are in it because they are in the Document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.formats.docx_parts import (
    app_file,
    content_types,
    core_file,
    footer_file,
    section,
    settings_file,
)
from handbook.formats.docx_styles import numbering_file, styles_file
from handbook.formats.docx_text import Shared, Text
from handbook.formats.docx_xml import Relations, w, xml
from handbook.formats.flow_maker import make_flow
from handbook.formats.looks import looks_for
from handbook.formats.zips import archive

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

PARTS = "styles numbering settings footnotes footer".split()
"""What the text points to beside its pictures and links."""


def write_docx(document: Document, edition: Edition) -> bytes:
    """Return a Document as a Word file; the same Document gives the same bytes."""
    flow = make_flow(document, edition)
    top, inner, aside = Relations(), Relations(), Relations()
    top.add("officeDocument", "word/document.xml")
    top.add("core-properties", "docProps/core.xml")
    top.add("extended-properties", "docProps/app.xml")
    parts = {kind: inner.add(kind, f"{kind}.xml") for kind in PARTS}
    shared = Shared(flow, edition)
    text = Text(flow, edition, shared, inner).blocks(flow.blocks)
    body = w("document", w("body", *text, section(parts["footer"])))
    notes = Text(flow, edition, shared, aside).footnotes()
    media = shared.pictures.files
    files = {
        "[Content_Types].xml": content_types(media),
        "_rels/.rels": top.file(),
        "docProps/app.xml": app_file(),
        "docProps/core.xml": core_file(document, edition),
        "word/_rels/document.xml.rels": inner.file(),
        "word/_rels/footnotes.xml.rels": aside.file(),
        "word/document.xml": xml(body),
        "word/footer.xml": footer_file(edition),
        "word/footnotes.xml": xml(notes),
        "word/numbering.xml": numbering_file(shared.numberings),
        "word/settings.xml": settings_file(document.language),
        "word/styles.xml": styles_file(looks_for(document.kind), document.language),
    }
    return archive(files | {f"word/media/{name}": media[name] for name in sorted(media)})
