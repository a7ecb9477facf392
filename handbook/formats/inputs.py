"""What a writer may read, and a key that changes with any of it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats.code import code_of

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.base import Format
    from handbook.load import Edition
    from handbook.settings import Settings

_HREF = re.compile(r'\shref="([^"#]+)')
_NOT_OURS = ("nav",)
"""Settings of the website alone: with them, a new page would change the key of every file."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is."""

    url: str
    """Its address below the site's root."""


@dataclass(frozen=True, slots=True)
class Readable:
    """The part of an Edition that a file may depend on; asking for more is an AttributeError.

    Of the files below `root` a writer may read the Document's pictures alone.
    """

    root: Path
    settings: Settings
    """Without the reading order."""
    documents: Mapping[str, Place]
    """The pages that the Document leads to, by path."""


def readable(document: Document, edition: Edition) -> Readable:
    """Return what may be read for a file of a Document."""
    settings = edition.settings.model_copy()
    for name in _NOT_OURS:
        settings.__dict__.pop(name, None)
    targets = sorted(set(_HREF.findall(document.xhtml)))
    places = {path: edition.documents.get(path) for path in targets}
    found = {path: Place(place.url) for path, place in places.items() if place is not None}
    return Readable(edition.root, settings, found)


def key(document: Document, format: Format, readable: Readable, beside: str = "") -> str:
    """Return a hash of all that the bytes of a file depend on, as 64 hexadecimal digits.

    `beside` is the key of the file of another format that the writer is given.
    """
    whole = hashlib.sha256()
    for part in (made_by(format), repr(document), repr(readable.settings), beside):
        whole.update(hashlib.sha256(part.encode()).digest())
    for path, place in readable.documents.items():
        whole.update(hashlib.sha256(f"{path} {place.url}".encode()).digest())
    for image in document.images:
        whole.update(_file_hash(readable.root / image))
    return whole.hexdigest()


def made_by(format: Format) -> str:
    """Return a hash of all code, packages and libraries that make a format here."""
    steps = (format.write, format.check, format.measure)
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    said = (format.id, code_of(*steps), *packages(), *format.versions(), date)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


@cache
def packages() -> tuple[str, ...]:
    """Return Python, its compressor, and every package that can be imported, with versions."""
    kinds = ("*.dist-info", "*.egg-info")
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    names = {found.name for folder in folders for kind in kinds for found in folder.glob(kind)}
    return (sys.version, zlib.ZLIB_RUNTIME_VERSION, *sorted(names))


def _file_hash(path: Path) -> bytes:
    """Return the hash of a file, read once as long as it does not change."""
    state = path.stat()
    return _hash_at(path, state.st_size, state.st_mtime_ns, state.st_ino)


@cache
def _hash_at(path: Path, *_state: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
