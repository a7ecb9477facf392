"""A Document as a tagged PDF: the only place that knows WeasyPrint."""

from handbook.pdf.check import check, page_count
from handbook.pdf.errors import RenderFailed
from handbook.pdf.files import Written, missing, write_all, write_whole
from handbook.pdf.render import STYLES, render_pdf
from handbook.pdf.standards import STANDARDS

__all__ = [
    "STANDARDS",
    "STYLES",
    "RenderFailed",
    "Written",
    "check",
    "missing",
    "page_count",
    "render_pdf",
    "write_all",
    "write_whole",
]
