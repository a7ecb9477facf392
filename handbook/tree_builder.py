"""A tree under the hand of a writer: what is open, and where in the file it came from."""

from __future__ import annotations

from lxml import etree

from handbook.cursor import Cursor
from handbook.trees import AT, append_text

DEEPEST_ELEMENT = 60


class TooDeep(Exception):
    """What comes next stands deeper than any page needs; the Problem is for the writer to add."""


class TreeBuilder:
    """Opens and closes elements below a `body`; the last of `stack` is the one that is open."""

    def __init__(self, cursor: Cursor) -> None:
        self.source = cursor
        self.root = etree.Element("body")
        self.stack = [self.root]

    def open(
        self, tag: str, place: tuple[int, int] | None = None, **attributes: str
    ) -> etree._Element:
        """Open an element; `place` is its line and column in the author's file.

        Raises TooDeep.
        """
        if len(self.stack) > DEEPEST_ELEMENT:
            raise TooDeep
        element = etree.SubElement(self.stack[-1], tag, attributes)
        if place:
            element.set(AT, f"{place[0]}:{place[1]}")
        self.stack.append(element)
        return element

    def close(self) -> etree._Element:
        """Close the element that is open, and return it."""
        return self.stack.pop()

    def close_inline(self, tag: str) -> None:
        """Close an inline element, and report HTML inside it that was left open."""
        while self.stack[-1].tag != tag:
            self.left_open(self.close())
        self.close()

    def left_open(self, element: etree._Element) -> None:
        """Report HTML that its paragraph does not close."""
        self.source.report(
            self.source.here(),
            "raw-html",
            f"<{element.tag}> is opened and not closed here",
            f"write </{element.tag}> in the same paragraph",
        )

    def text(self, words: str) -> None:
        """Write words where the tree is open."""
        append_text(self.stack[-1], words)
