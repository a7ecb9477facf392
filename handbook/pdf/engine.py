"""WeasyPrint, with our structure tree, our fonts and nothing let through that it complains of."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from handbook.pdf.errors import RenderFailed
from handbook.pdf.fetch import ORIGIN, Fetcher
from handbook.pdf.fonts import check_families
from handbook.pdf.lines import keep_spaces
from handbook.pdf.metadata import xmp_writer
from handbook.pdf.paging import Paging
from handbook.pdf.shapes import drawings
from handbook.pdf.standards import Standard
from handbook.pdf.structure import own_structure_tree, prune_links
from handbook.pdf.tables import tall_rows_told

HERE = Path(__file__).parent
OPTIONS = {"pdf_tags": True, "pdf_identifier": True}


def make_pdf(html: str, root: Path, styles: tuple[str, ...], standard: Standard,
             say: Callable[[str], None]) -> bytes:
    """Return the PDF of an HTML page; the files it may name are those below `root`.

    Raises RenderFailed with everything that WeasyPrint logged as a warning or an error: it would
    write the file all the same.
    """
    fetcher, fonts = Fetcher(root, drawings()), FontConfiguration()
    options = {**OPTIONS, "pdf_variant": standard.variant}
    with nothing_logged(), own_structure_tree():
        sheets = [weasyprint.CSS(string=(HERE / name).read_text(encoding="utf-8"), base_url=ORIGIN,
                                 url_fetcher=fetcher, font_config=fonts) for name in styles]
        page = weasyprint.HTML(string=html, base_url=ORIGIN, url_fetcher=fetcher)
        say("laying out")
        try:
            document = Paging(page, sheets, fonts, options).document()
        except weasyprint.urls.FatalURLFetchingError as error:
            raise RenderFailed(f"A file for the PDF cannot be read: {error.__cause__}.") from error
        say(f"tagging {len(document.pages)} pages")
        with tall_rows_told(document):
            keep_spaces(document)
        prune_links(document)
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves the file of its colour profile to the garbage collector.
            warnings.filterwarnings("ignore", ".*sRGB2014.icc", ResourceWarning)
            pdf = document.write_pdf(finisher=xmp_writer(standard), **options)
    check_families({font.family for font in document.fonts.values()})
    return pdf


class _Complaints(logging.Handler):
    """Gathers what WeasyPrint logs at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(f"WeasyPrint says: {record.getMessage()}")


@contextmanager
def nothing_logged() -> Iterator[None]:
    """Raise RenderFailed at the end of the block when WeasyPrint complained in it."""
    logger, complaints = logging.getLogger("weasyprint"), _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.sentences:
        raise RenderFailed(*complaints.sentences)
