"""The text of pages that were read before, so that a file is read fast when little of it changed.

What the gates read of a page follows from the bytes of its content and from the ToUnicode maps of
its fonts, and from nothing else. The reader hashes both, as they are in the finished file, each
time; only when it knows the hash is the page's text taken from here instead of being read again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple

from handbook.pdf.reading import PageText

Rows = dict[str, list]


class PageMemory:
    """Texts by the hash of what they were read from; `used` has those of the files read with it."""

    def __init__(self, rows: Rows | None = None) -> None:
        self.known, self.used = rows or {}, {}

    def __call__(self, key: str, read: Callable[[], PageText]) -> PageText:
        """Return the text of the page with this hash: what is known of it, or what `read` says."""
        if key not in self.used:
            self.used[key] = self.known.get(key) or list(astuple(read()))
        marked, *rest = self.used[key]
        return PageText({int(number): text for number, text in marked.items()}, *rest)

    @property
    def grown(self) -> bool:
        """Tell whether it now has other pages than it began with."""
        return self.used.keys() != self.known.keys()

