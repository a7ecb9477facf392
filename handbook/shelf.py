"""Trees of many pages in little room: each is bytes, and a tree only while it is worked on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from handbook.trees import packed, unpacked


class Shelf(Mapping[str, etree._Element]):
    """Trees by the paths of their pages; each look gives a fresh tree, for the caller to change."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}

    def put(self, path: str, root: etree._Element) -> None:
        """Keep a tree as it is now, in the place of what was kept for its page."""
        self._packed[path] = packed(root)

    def __getitem__(self, path: str) -> etree._Element:
        return unpacked(self._packed[path])

    def __contains__(self, path: object) -> bool:
        return path in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
