"""Where the pages of the print edition begin in a book, so that one page number serves both.

EPUB 3.3, 5.4.2.5 (https://www.w3.org/TR/epub-33/#sec-nav-pagelist); EPUB Accessibility 1.1, 4.1.3
(https://www.w3.org/TR/epub-a11y-11/#sec-page-nav).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from handbook.blocks import heading_level
from handbook.elements import make
from handbook.trees import own_text, signs

WHOLE = frozenset("a code q sup sub".split())
"""Elements of a line that a mark stands before, never in."""


def mark_pages(root: etree._Element, starts: Mapping[int, int]) -> dict[int, str]:
    """Put a mark into a tree wherever a page begins; return the id of each page's place.

    `starts` has for each page how many characters of the text are before it. A mark stands before
    the word that begins the page; before a heading, a table, a picture or a link that does; and at
    the end of the row above a row that does. In the list of contents, which may hold nothing but
    a heading and links, it stands in one of these.
    """
    pieces, at = [], 0
    for element, slot, text in own_text(root):
        pieces.append((at, at + len(text), element, slot))
        at += len(text)
    marks: dict[int, str] = {}
    for page, start in sorted(starts.items(), reverse=True):  # a mark moves only what is after it
        begin, _, element, slot = next(one for one in pieces if one[0] <= start < one[1])
        marks[page] = mark(element, slot, start - begin, page)
    return dict(sorted(marks.items()))


def mark(element: etree._Element, slot: str, at: int, page: int) -> str:
    """Mark that a page begins `at` signs into a piece of text; return the id of the place."""
    holder = element.getparent() if slot == "tail" else element
    around = [holder, *holder.iterancestors()]
    made = make("span", role="doc-pagebreak", aria_label=str(page), id=f"printed-page-{page}")
    whole = [one for one in around if one.tag in WHOLE or heading_level(one)]
    nearest = {one.tag: one for one in reversed(around)}
    table, row = nearest.get("table"), nearest.get("tr")
    if any(one.get("role") == "doc-toc" for one in around):
        before_word(whole[-1], "text", 0, made)
    elif table is not None and begins(row, element, slot, at):
        before_row(row, table, made)
    elif whole:
        whole[-1].addprevious(made)
    elif slot == "alt":
        nearest.get("figure", element).addprevious(made)
    else:
        before_word(element, slot, at, made)
    return made.get("id")


def begins(row: etree._Element | None, element: etree._Element, slot: str, at: int) -> bool:
    """Tell whether a place in a table is in its caption or head, or begins a row."""
    if row is None or row.getparent().tag == "thead":
        return True
    text_before = (
        (one is element and kind == slot, text) for one, kind, text in own_text(row)
    )
    found, _ = next(pair for pair in text_before if pair[0] or pair[1])
    return found and at == 0


def before_row(row: etree._Element | None, table: etree._Element, made: etree._Element) -> None:
    """Put a mark at the end of the row above; before the table where there is none."""
    above = row.getprevious() if row is not None and row.getparent().tag == "tbody" else None
    if above is None:
        table.addprevious(made)
    else:
        above[-1].append(made)


def before_word(element: etree._Element, slot: str, at: int, made: etree._Element) -> None:
    """Put a mark into text, before the word with the sign number `at`."""
    text, place = getattr(element, slot), 0
    while place < len(text) and (at or not signs(text[place])):
        at -= bool(signs(text[place]))
        place += 1
    while place and not text[place - 1].isspace():
        place -= 1
    setattr(element, slot, text[:place])
    if slot == "text":
        element.insert(0, made)
    else:
        element.getparent().insert(element.getparent().index(element) + 1, made)
    made.tail = text[place:]


def page_list(places: Iterable[tuple[int, str]], label: str) -> etree._Element:
    """Return the list of pages: each number leads to the place of its page."""
    items = [make("li", make("a", str(page), href=href)) for page, href in places]
    return make("nav", make("ol", items), role="doc-pagelist", aria_label=label, hidden="hidden")
