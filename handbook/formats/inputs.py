"""What a writer may read, and a key that changes with any of it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats.code import code_of
from handbook.programs import packages

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
    settings = _LAST.of(edition.settings)
    places = {path: edition.documents.get(path) for path in _targets(document.xhtml)}
    found = {path: Place(place.url) for path, place in places.items() if place is not None}
    return Readable(edition.root, settings, found)


@lru_cache(maxsize=1_000)
def _targets(xhtml: str) -> tuple[str, ...]:
    """Return what a Document leads to, beside places of its own."""
    return tuple(sorted(set(_HREF.findall(xhtml))))


def key(document: Document, format: Format, readable: Readable, beside: str = "") -> str:
    """Return a hash of all that the bytes of a file depend on, as 64 hexadecimal digits.

    `beside` is the key of the file of another format that the writer is given.
    """
    whole = hashlib.sha256()
    for part in (maker(format, readable), beside):
        whole.update(hashlib.sha256(part.encode()).digest())
    whole.update(_document_hash(document))
    for path, place in readable.documents.items():
        whole.update(hashlib.sha256(f"{path} {place.url}".encode()).digest())
    for image in document.images:
        whole.update(_file_hash(readable.root / image))
    return whole.hexdigest()


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Last:
    """The settings of the edition asked for last, which all its files have alike."""

    def __init__(self) -> None:
        self.whole: Settings | None = None
        self.ours: Settings | None = None
        self.hash = ""

    def of(self, settings: Settings) -> Settings:
        """Return settings without what a file may not depend on."""
        if settings is not self.whole:
            ours = settings.model_copy()
            for name in _NOT_OURS:
                ours.__dict__.pop(name, None)
            self.whole, self.ours, self.hash = settings, ours, _hash_of(repr(ours))
        return self.ours

    def said(self, settings: Settings) -> str:
        """Return a hash of all that settings say."""
        return self.hash if settings is self.ours else _hash_of(repr(settings))


_LAST = _Last()


@lru_cache(maxsize=1_000)
def _document_hash(document: Document) -> bytes:
    """Return the hash of all that a Document says, worked out once for all formats."""
    return hashlib.sha256(repr(document).encode()).digest()


def maker(format: Format, readable: Readable) -> str:
    """Return a hash of what makes a format here, and of the settings that it is made by."""
    return _hash_of(f"{made_by(format)} {_LAST.said(readable.settings)}")


def made_by(format: Format) -> str:
    """Return a hash of all code, packages and libraries that make a format here."""
    steps = (format.write, format.check, format.measure)
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    said = (format.id, code_of(*steps), *packages(), *format.versions(), date)
    return _hash_of("\n".join(said))


def _file_hash(path: Path) -> bytes:
    """Return the hash of a file, read once as long as it does not change."""
    state = path.stat()
    return _hash_at(path, state.st_size, state.st_mtime_ns, state.st_ino)


@cache
def _hash_at(path: Path, *_state: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
