"""The tagged PDF as one of the formats; `handbook.pdf` makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook import pdf
from handbook.formats.base import Measures

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def write_pdf(document: Document, edition: Edition) -> bytes:
    """Return a Document as a tagged PDF."""
    return pdf.render_pdf(document, edition)


def check_pdf(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a PDF of a Document, in sentences."""
    return pdf.check(data, document)


def measure_pdf(data: bytes) -> Measures:
    return Measures(len(data), pdf.page_count(data))


def missing() -> str | None:
    """Return what this machine lacks to make a PDF, in a sentence, or None."""
    return pdf.missing()
