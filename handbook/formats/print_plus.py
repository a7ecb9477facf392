"""PDF files for eyes that the two usual sizes do not suit: other letters, another ground, giant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.formats.rows import in_rows, lost
from handbook.formats.tagged_pdf import check_pdf, render

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def write_dyslexia(document: Document, edition: Edition) -> bytes:
    """Return a Document as a tagged PDF in letters and lines set further apart."""
    return render(document, edition, style="dyslexia")


def write_cream(document: Document, edition: Edition) -> bytes:
    """Return the same on a cream ground."""
    return render(document, edition, style="cream")


def write_giant_print(document: Document, edition: Edition) -> bytes:
    """Return a Document as a tagged PDF in giant print, its tables as lists of their rows."""
    return render(in_rows(document), edition, style="giant-print")


def check_giant_print(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return what is wrong with a PDF in giant print, in sentences."""
    return [*lost(document), *check_pdf(data, in_rows(document), edition)]
