"""The text of pages that were read before, so that a file is read fast when little of it changed.

What the gates read of a page follows from the bytes of its content and from the ToUnicode maps of
its fonts, and from nothing else. Both are taken from the finished file each time; only when their
hash is known is the page's text taken from here instead of being read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import astuple

import pikepdf

from handbook.pdf.reading import PageText

Rows = dict[str, list]


class PageMemory:
    """Texts by the hash of what they were read from; `used` has those of the files read with it."""

    def __init__(self, rows: Rows | None = None) -> None:
        self.known, self.used = rows or {}, {}

    def __call__(self, page: pikepdf.Page, maps: list[tuple[str, bytes]],
                 read: Callable[[], PageText]) -> PageText:
        """Return a page's text: what is known of it, or what `read` returns.

        `maps` are the names of the page's fonts with the bytes of their ToUnicode maps.
        """
        key = key_of(page, maps)
        if key not in self.used:
            self.used[key] = self.known.get(key) or list(astuple(read()))
        marked, *rest = self.used[key]
        return PageText({int(number): text for number, text in marked.items()}, *rest)

    @property
    def grown(self) -> bool:
        """Tell whether it now has other pages than it began with."""
        return self.used.keys() != self.known.keys()


def key_of(page: pikepdf.Page, maps: list[tuple[str, bytes]]) -> str:
    """Return the hash of what a page's text is read from."""
    content = page.obj.get("/Contents", [])
    parts = content if isinstance(content, pikepdf.Array) else [content]
    found = hashlib.sha256()
    for part in (*(part.read_bytes() for part in parts),
                 *(item for name, data in maps for item in (name.encode(), data))):
        found.update(b"%d " % len(part) + part)
    return found.hexdigest()
