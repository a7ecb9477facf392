"""Files in other formats, each made when somebody asks for it."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats.base import Format, FormatFailed
from handbook.formats.cache import FOLDER as CACHE
from handbook.formats.cache import Cache
from handbook.formats.files import Job, file_name, wanted
from handbook.formats.registry import FORMATS

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

FOLDER = "downloads/"
"""Where the files stand below the site's root."""
_one_at_a_time = threading.Lock()


class NotMade(Exception):
    """A file cannot be made here; the message says why, for an author."""


def offers(edition: Edition, document: Document) -> Iterator[dict[str, str]]:
    """Yield each format of a page: its name, its address below the root, and what it lacks."""
    for format in FORMATS.values():
        if format.is_for(document):
            yield {
                "title": format.text(edition.settings.words.formats).name,
                "url": f"{FOLDER}{file_name(document, format)}",
                "missing": format.missing() or "",
            }


def download(edition: Edition, name: str) -> tuple[bytes, str]:
    """Make the file of this name and check it; return its bytes and its media type.

    Raises KeyError when no page has such a file, and NotMade when it cannot be made.
    """
    document, format = _named(edition, name)
    if lacking := format.missing():
        raise NotMade(lacking)
    cache = Cache(edition.root / CACHE)
    with _one_at_a_time, tempfile.TemporaryDirectory() as folder:
        try:
            needs = _needed(edition, document, format, Path(folder), cache)
            job = Job(edition, Path(folder), document, format, cache, needs)
            made = job.kept() or job.make()
            return made.file.read_bytes(), format.media_type
        except FormatFailed as error:
            raise NotMade(str(error)) from error


def _named(edition: Edition, name: str) -> tuple[Document, Format]:
    for document, format in wanted(edition, FORMATS.values()):
        if file_name(document, format) == name:
            return document, format
    raise KeyError(name)


def _needed(
    edition: Edition, document: Document, format: Format, folder: Path, cache: Cache
) -> Job | None:
    """Make the file of another format that this one is made with, where there is one."""
    other = FORMATS.get(format.beside)
    if other is None or not other.is_for(document) or other.missing():
        return None
    job = Job(edition, folder, document, other, cache, None)
    if not job.kept():
        job.make()
    return job
