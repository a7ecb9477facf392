"""Tables with a row that is taller than a page, where it cannot be read in its order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from handbook.pdf.errors import RenderFailed

START = 30
"""So many characters of a row are quoted."""


@contextmanager
def tall_rows_told(document) -> Iterator[None]:
    """Where the block finds that the lines do not say the text, tell authors if a row is why.

    WeasyPrint 70 leaves out the head above a row that does not fit on a page below it, or parts
    the row, so that its cells can no longer be read one after the other.
    """
    try:
        yield
    except AssertionError as error:
        if sentences := tall_rows(document):
            raise RenderFailed(*sentences) from error
        raise


def tall_rows(document) -> list[str]:
    """Return a sentence for each table with a row that does not fit on a page below its head."""
    seen, faulty = set(), {}
    for page in document.pages:
        for table in tables(page._page_box):
            rows = {row.element for group in table.children if not group.is_header
                    for row in group.children}
            has_head = any(group.is_header for group in table.children)
            if rows & seen or (not has_head and table.element.find("thead") is not None):
                faulty[table.element] = True
            seen |= rows
    return [f"The table '{words(table.find('caption'))}' has a row that is taller than a page of "
            f"this print: '{words(longest(table))[:START]}'. Part the row into several, or write "
            "its words below the table." for table in faulty]


def longest(table):
    """Return the row of a table that has the most words."""
    return max(table.iterfind("tbody/tr"), key=lambda row: len(words(row)))


def tables(box) -> Iterator[boxes.TableBox]:
    """Yield each piece of a table that stands in a box; no cell has a table in it."""
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    if isinstance(box, boxes.TableBox):
        yield box
    elif not isinstance(box, boxes.LineBox):
        for child in getattr(box, "children", ()):
            yield from tables(child)


def words(element) -> str:
    """Return an element's words, white space folded."""
    return " ".join(" ".join(element.itertext()).split())
