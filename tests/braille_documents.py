"""Documents that the tests of braille share, and what of a file they look at."""

from dataclasses import replace

from handbook.formats.braille_brf import make_book, write_grade_1, write_grade_2
from handbook.formats.braille_check import check_grade_1, check_grade_2
from handbook.formats.braille_layout import ROOM
from handbook.formats.braille_signs import to_ascii

GRADES = {1: (write_grade_1, check_grade_1), 2: (write_grade_2, check_grade_2)}


def page_of(edition, body, **changes):
    """Return a Document with a text of its own."""
    xhtml = f'<article class="guide" lang="en-GB"><header><h1 id="t">A page</h1></header>{body}'
    document = edition.pages["content/advice.md"]
    return replace(document, title="A page", images=(), xhtml=f"{xhtml}</article>", **changes)


def text_of(edition, body, grade=1):
    """Return the lines of a page's text as braille ASCII."""
    book = make_book(page_of(edition, body), edition, grade)
    return [to_ascii(line.rstrip("\u2800")) for page in book.body for line in page[:ROOM]]


def changed(data, old, new, count=1):
    assert old in data
    return data.replace(old, new, count)
