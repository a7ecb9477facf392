"""A Document as an OpenDocument text (OASIS OpenDocument 1.3), written from its flow."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from handbook.formats.flow_maker import make_flow
from handbook.formats.looks import looks_for
from handbook.formats.media import KINDS, file_title
from handbook.formats.odt_styles import fonts, styles_file
from handbook.formats.odt_text import Text
from handbook.formats.odt_xml import VERSION, element, xml
from handbook.formats.zips import archive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.document import Document
    from handbook.load import Edition

KIND = "application/vnd.oasis.opendocument.text"


def write_odt(document: Document, edition: Edition) -> bytes:
    """Return a Document as an OpenDocument text; the same Document gives the same bytes."""
    flow, looks = make_flow(document, edition), looks_for(document.kind)
    text = Text(flow, edition, looks)
    body = element("office:text", None, *text.blocks(flow.blocks))
    content = element(
        "office:document-content",
        {"office:version": VERSION},
        fonts(),
        text.styles.held,
        element("office:body", None, body),
    )
    parts = {
        "content.xml": xml(content),
        "meta.xml": meta_file(document, edition),
        "styles.xml": styles_file(looks, document.language, edition.settings.title),
        **{name: text.files[name] for name in sorted(text.files)},
    }
    files = {"mimetype": KIND.encode(), "META-INF/manifest.xml": manifest_file(parts), **parts}
    return archive(files, stored=("mimetype",))


def manifest_file(names: Iterable[str]) -> bytes:
    """Return the list of the file's parts (OpenDocument 1.3 part 2, 3.2)."""
    root = element("manifest:manifest", {"manifest:version": VERSION})
    kinds = {name: KINDS.get(PurePosixPath(name).suffix, "text/xml") for name in names}
    for name, kind in {"/": KIND, **kinds}.items():
        given = {"manifest:full-path": name, "manifest:media-type": kind}
        if name == "/":
            given["manifest:version"] = VERSION
        root.append(element("manifest:file-entry", given))
    return xml(root)


def meta_file(document: Document, edition: Edition) -> bytes:
    """Return title, publisher, language and dates: those of the edition, never today's."""
    settings = edition.settings
    day = f"{settings.edition.date.isoformat()}T00:00:00"
    facts = {
        "meta:generator": "handbook",
        "dc:title": file_title(document.title, edition),
        "dc:description": document.summary,
        "meta:initial-creator": settings.publisher,
        "dc:creator": settings.publisher,
        "meta:creation-date": day,
        "dc:date": day,
        "dc:language": document.language,
    }
    held = [element(name, words=words) for name, words in facts.items()]
    root = element("office:document-meta", {"office:version": VERSION})
    root.append(element("office:meta", None, *held))
    return xml(root)
