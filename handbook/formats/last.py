"""What was made of a Document last, for the next format that is made of the same one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

KEPT = 2
"""Of how many Documents: after a page comes the whole handbook again."""
Made = TypeVar("Made")


def last_made(work: Callable[[Document, Edition], Made]) -> Callable[[Document, Edition], Made]:
    """Have a function give the same thing again when it is asked for the same Document again.

    Whoever gets it must not change it. The Document has to be the same object, with the same
    settings and the same addresses of pages.
    """
    held: list[tuple] = []

    @wraps(work)
    def made(document: Document, edition: Edition) -> Made:
        settings, places = edition.settings, edition.documents
        for own, by, there, found in held:
            if own is document and by is settings and there == places:
                return found
        found = work(document, edition)
        held.append((document, settings, places, found))
        del held[:-KEPT]
        return found

    return made
