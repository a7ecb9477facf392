"""A Document as a tagged PDF: the only place that knows WeasyPrint."""

from handbook.pdf.chapter_cache import CHAPTERS
from handbook.pdf.check import check, page_count
from handbook.pdf.errors import RenderFailed
from handbook.pdf.files import libraries, missing, write_whole
from handbook.pdf.render import STYLES, render_pdf
from handbook.pdf.standards import STANDARDS

__all__ = [
    "CHAPTERS",
    "STANDARDS",
    "STYLES",
    "RenderFailed",
    "check",
    "libraries",
    "missing",
    "page_count",
    "render_pdf",
    "write_whole",
]
