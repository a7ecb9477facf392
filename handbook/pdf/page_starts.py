"""Where in the text each page of a PDF begins, read from the finished file's own tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from handbook.pdf.reading import Content, Element, TaggedPdf
from handbook.trees import own_text, signs

SURE, REACH = 8, 2000
"""How many characters a line must have to be looked for, and how far on."""
_LABEL = re.compile(r"\d+\.|[•◦▪]")


def page_starts(data: bytes, document) -> dict[int, int]:
    """Return for each page that has words of a Document where they begin.

    Pages count from 1, as they are printed. A place in the text is the number of characters of
    the Document before it: those of its elements in their order and, for a picture, of its
    description; white space and ways back do not count.

    The PDF has the same text in the same order, as `handbook.pdf.check` proves, with numbers of
    lists and pages among it and, in an index, instead of it: what is not found is passed over.
    """
    own = "".join(text for *_, text in own_text(document.tree()))
    pdf = TaggedPdf(data)
    starts: dict[int, int] = {}
    at = 0
    for page, text in printed(pdf.root):
        found = find(text, own, at) if text else -1
        if found >= 0:
            starts.setdefault(page + 1, found)
            at = found + len(text)
    return starts


def find(text: str, own: str, at: int) -> int:
    """Return where a line stands in the Document: here or, if it is long, a little further on."""
    if own.startswith(text, at):
        return at
    return own.find(text, at, at + REACH) if len(text) >= SURE else -1


def number_of_pages(data: bytes) -> int:
    """Return how many pages a PDF has, without reading them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def printed(element: Element) -> Iterator[tuple[int, str]]:
    """Yield the text of the tags in order, each piece with its page from 0."""
    if element.type == "Lbl" and _LABEL.fullmatch(element.text().strip()):
        return
    if element.type == "Figure" or "/ActualText" in element.item:
        pages = (kid.page for one in element.walk() for kid in one.kids if isinstance(kid, Content))
        page = next(pages, None)
        if page is not None:
            yield page, signs(element.instead())
        return
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from printed(kid)
        elif isinstance(kid, Content):
            yield kid.page, signs(kid.text())
