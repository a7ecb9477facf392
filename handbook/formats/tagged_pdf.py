"""The tagged PDF, in each of its editions, as formats; `handbook.pdf` makes it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf

from handbook import pdf
from handbook.formats.base import FormatFailed, Measures

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


_SOUND: set[bytes] = set()
"""What passed its check in this process."""


def write_pdf(document: Document, edition: Edition) -> bytes:
    """Return a Document as a tagged PDF."""
    return render(document, edition)


def write_large_print(document: Document, edition: Edition) -> bytes:
    """Return a Document as a tagged PDF in large print."""
    return render(document, edition, style="large-print")


def write_ua_2(document: Document, edition: Edition) -> bytes:
    """Return a Document as PDF/UA-2, which newer programs read, and PDF/A-4 for archives."""
    return render(document, edition, standard="ua-2")


def render(document: Document, edition: Edition, **options: str) -> bytes:
    """Return a Document as a tagged PDF; options are the style and the standard."""
    try:
        chapters = edition.root / pdf.CHAPTERS
        # One process: the build makes files on all cores already.
        data = pdf.render_pdf(document, edition, cache=chapters, processes=1, **options)
        _SOUND.add(_seal(data, document, edition))
        return data
    except pdf.RenderFailed as error:
        raise FormatFailed(*error.sentences) from error


def _seal(data: bytes, document: Document, edition: Edition) -> bytes:
    """Return a hash of a file and of all that it is checked against."""
    words = f"{document!r} {edition.settings.words.book.on_page}"
    return hashlib.sha256(hashlib.sha256(data).digest() + words.encode()).digest()


def check_pdf(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a PDF of a Document, in sentences.

    What `render_pdf` has just passed by this very check, byte for byte, is not read once more.
    """
    if _seal(data, document, edition) in _SOUND:
        return []
    try:
        return pdf.check(data, document, edition.settings.words.book.on_page)
    except pikepdf.PdfError as error:
        return [f"it cannot be read as a PDF: {error}"]


def measure_pdf(data: bytes) -> Measures:
    return Measures(len(data), pdf.page_count(data))


def missing() -> str | None:
    """Return what this machine lacks to make a PDF, in a sentence, or None."""
    return pdf.missing()


def versions() -> tuple[str, ...]:
    """Return the libraries of the system that a PDF depends on, with their versions."""
    return pdf.libraries()
