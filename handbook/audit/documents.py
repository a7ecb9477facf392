"""Which published file is made of which Document, where the sources are here."""

from __future__ import annotations

import hashlib
from functools import cache

from handbook.audit.site import DOWNLOADS, Site
from handbook.document import Document
from handbook.formats.base import Format
from handbook.formats.files import file_name, wanted
from handbook.formats.registry import FORMATS


def documents(site: Site) -> dict[str, tuple[Document, Format]]:
    """Return the Document and the format of each published file, by its path."""
    if site.edition is None:
        return {}
    return _documents(site)


@cache
def _documents(site: Site) -> dict[str, tuple[Document, Format]]:
    pairs = wanted(site.edition, FORMATS.values())
    named = {f"{DOWNLOADS}{file_name(*pair)}": pair for pair in pairs}
    return {name: named[name] for name in site.files if name in named}


def whole(document: Document) -> str:
    """Return a hash of all that a Document says."""
    return hashlib.sha256(repr(document).encode()).hexdigest()
