"""Parts of a Document's tree as the braille writer takes them."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from handbook.document import BLOCK
from handbook.trees import append_text


def gathered(parts: Sequence[etree._Element | str]) -> etree._Element:
    """Return words and inline elements that stand one after the other, inside one `span`."""
    holder = etree.Element("span")
    for part in parts:
        if isinstance(part, str):
            append_text(holder, part)
        else:
            inner = copy.copy(part)
            inner.tail = None
            holder.append(inner)
    return holder


def first_line(item: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """Return what stands on the first line of an item, and the blocks below it."""
    parts: list[etree._Element | str] = [item.text or ""]
    children = list(item)
    while children and children[0].tag not in BLOCK:
        child = children.pop(0)
        parts += [child, child.tail or ""]
    head = gathered(parts)
    if children and children[0].tag == "p" and not len(head) and not (head.text or "").strip():
        head = children.pop(0)
    return head, below(children)


def below(children: Sequence[etree._Element]) -> list[etree._Element]:
    """Return the blocks among the rest of an item; bare words between them are paragraphs."""
    found, loose = [], []
    for child in children:
        if child.tag in BLOCK:
            found += [*paragraph(loose), child]
            loose = [child.tail or ""]
        else:
            loose += [child, child.tail or ""]
    return [*found, *paragraph(loose)]


def paragraph(parts: Sequence[etree._Element | str]) -> list[etree._Element]:
    """Return bare words as one paragraph, or nothing where there are none."""
    holder = gathered(parts)
    holder.tag = "p"
    return [holder] if len(holder) or (holder.text or "").strip() else []


def deepest(element: etree._Element) -> int:
    """Return how many lists stand inside each other below a list."""
    return max((1 + deepest(inner) for item in element for inner in lists_of(item)), default=0)


def lists_of(item: etree._Element) -> list[etree._Element]:
    return [child for child in item if child.tag in ("ul", "ol")]
