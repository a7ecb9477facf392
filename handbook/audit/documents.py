"""Which published file is made of which Document, where the sources are here."""

from __future__ import annotations

import hashlib

from handbook.audit.site import DOCUMENTS, DOWNLOADS, Site
from handbook.document import Document
from handbook.formats.base import Format
from handbook.formats.files import file_name, wanted
from handbook.formats.registry import FORMATS


def documents(site: Site) -> dict[str, tuple[Document, Format]]:
    """Return the Document and the format of each published file, by its path.

    They are kept with this very Site: a folder that is built holds other files a moment later.
    """
    if site.edition is None:
        return {}
    if DOCUMENTS not in vars(site):
        vars(site)[DOCUMENTS] = _documents(site)
    return vars(site)[DOCUMENTS]


def _documents(site: Site) -> dict[str, tuple[Document, Format]]:
    pairs = wanted(site.edition, FORMATS.values())
    named = {f"{DOWNLOADS}{file_name(*pair)}": pair for pair in pairs}
    return {name: named[name] for name in site.files if name in named}


def whole(document: Document) -> str:
    """Return a hash of all that a Document says."""
    return hashlib.sha256(repr(document).encode()).hexdigest()
