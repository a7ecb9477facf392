"""Chapters as PDF files with open ends: the step before they are merged."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import weasyprint
from weasyprint.matrix import Matrix
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration

from handbook.pdf.chapters import Chapter
from handbook.pdf.engine import HERE, OPTIONS, nothing_logged
from handbook.pdf.errors import RenderFailed
from handbook.pdf.fetch import ORIGIN, Fetcher
from handbook.pdf.fonts import check_families
from handbook.pdf.lines import keep_spaces
from handbook.pdf.memory import collect_when_grown
from handbook.pdf.metadata import xmp_writer
from handbook.pdf.paging import Paging
from handbook.pdf.parts import ELSEWHERE, Bookmark, Drawn, Layout
from handbook.pdf.shapes import drawings
from handbook.pdf.standards import STANDARDS
from handbook.pdf.structure import POINTS, own_structure_tree, prune_links
from handbook.pdf.tables import tall_rows_told


class Press:
    """Lays out and draws chapters; what is laid out waits here until it is drawn.

    `styles` are the names of style sheets; the chapters may name files below `root`. Use it
    inside `own_fonts_only`.
    """

    def __init__(self, root: Path, styles: tuple[str, ...], standard: str) -> None:
        self.fetcher, self.fonts = Fetcher(root, drawings()), FontConfiguration()
        self.standard = STANDARDS[standard]
        self.options = {**OPTIONS, "pdf_variant": self.standard.variant}
        self.waiting: dict[str, Paging] = {}
        self.sheets = [
            weasyprint.CSS(string=(HERE / name).read_text(encoding="utf-8"), base_url=ORIGIN,
                           url_fetcher=self.fetcher, font_config=self.fonts) for name in styles]

    def lay_out(self, chapter: Chapter) -> Layout:
        """Lay out a chapter and keep it until it is drawn."""
        with nothing_logged(), own_structure_tree():
            html = weasyprint.HTML(
                string=chapter.html, base_url=ORIGIN, url_fetcher=self.fetcher)
            try:
                paging = Paging(html, self.sheets, self.fonts, self.options, chapter.outside)
            except weasyprint.urls.FatalURLFetchingError as error:
                raise RenderFailed(
                    f"A file for the PDF cannot be read: {error.__cause__}.") from error
        self.waiting[chapter.name] = paging
        return Layout(len(paging.pages), paging.anchors(), tuple(paging.wanted()), paging.side())

    def draw(self, chapter: Chapter, first: int, blank: bool,
             numbers: Mapping[str, int]) -> Drawn:
        """Draw a chapter that begins on page `first`, after an empty page or not.

        `numbers` are the pages that it wants.
        """
        if chapter.name not in self.waiting:
            self.lay_out(chapter)
        paging = self.waiting.pop(chapter.name)
        with nothing_logged(), own_structure_tree(chapter.name), without_letters():
            paging.place(first, numbers)
            anchors, length = paging.anchors(), len(paging.pages)
            if blank:
                paging.put_blank_before()
            document = paging.document()
            bookmarks = tuple(bookmarks_of(document.pages[-length:]))
            with tall_rows_told(document):
                keep_spaces(document)
            prune_links(document)
            lead_elsewhere(document)
            with warnings.catch_warnings():
                # WeasyPrint 70 leaves the file of its colour profile to the garbage collector.
                warnings.filterwarnings("ignore", ".*sRGB2014.icc", ResourceWarning)
                data = document.write_pdf(finisher=xmp_writer(self.standard), **self.options)
        check_families({font.family for font in document.fonts.values()})
        paging.forget()
        collect_when_grown()
        return Drawn(data, length, anchors, bookmarks)


@contextmanager
def without_letters() -> Iterator[None]:
    """Leave the letters out of the fonts of a chapter: those of all chapters are cut at once."""
    def leave_out(font: Font, *given) -> None:
        font.file_content = b""
    clean, Font.clean = Font.clean, leave_out
    try:
        yield
    finally:
        Font.clean = clean


def lead_elsewhere(document) -> None:
    """Turn links to places that the chapter does not have into addresses."""
    here = {name for page in document.pages for name in page.anchors}
    for page in document.pages:
        page.links[:] = [
            ("external", f"{ELSEWHERE}{target}", *rest)
            if kind == "internal" and target not in here else (kind, target, *rest)
            for kind, target, *rest in page.links]


def bookmarks_of(pages: list):
    """Yield the entries of the outline in their order."""
    for number, page in enumerate(pages):
        matrix = Matrix(a=POINTS, d=-POINTS, f=page.height * POINTS)
        for level, title, point, state in page.bookmarks:
            x, y = matrix.transform_point(*point)
            yield Bookmark(level, title, number, round(x, 6), round(y, 6), state == "closed")
