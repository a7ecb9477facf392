"""The text of pages that were read before, so that a file is read fast when little of it changed.

What the gates read of a page follows from the bytes of its content and from the ToUnicode maps of
its fonts, and from nothing else. The reader hashes both, as they are in the finished file, each
time; only when it knows the hash is the page's text taken from here instead of being read again.
"""

from __future__ import annotations

from dataclasses import astuple

from handbook.pdf.reading import PageText

Rows = dict[str, list]


class PageMemory:
    """Texts by the hash of what they were read from; `used` has those of the files read with it."""

    def __init__(self, rows: Rows | None = None) -> None:
        self.known, self.used = rows or {}, {}

    def recall(self, key: str) -> PageText | None:
        """Return the text of the page with this hash, if it is known."""
        row = self.used.get(key) or self.known.get(key)
        if row is None:
            return None
        marked, *rest = row
        return PageText({int(number): text for number, text in marked.items()}, *rest)

    def keep(self, key: str, text: PageText) -> None:
        """Keep the text of a page that the file has."""
        if key not in self.used:
            self.used[key] = self.known.get(key) or list(astuple(text))

    @property
    def grown(self) -> bool:
        """Tell whether it now has other pages than it began with."""
        return self.used.keys() != self.known.keys()

