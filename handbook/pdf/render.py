"""render_pdf: one Document in, the bytes of a tagged PDF out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from handbook.pdf.book import make_book
from handbook.pdf.chapter_cache import ChapterCache, hash_of
from handbook.pdf.check import check
from handbook.pdf.errors import RenderFailed
from handbook.pdf.fonts import check_characters, own_fonts_only
from handbook.pdf.html import page_html
from handbook.pdf.kept_files import KeptFiles
from handbook.pdf.memory import collector_at_rest
from handbook.pdf.standards import STANDARDS
from handbook.workers import cores

_LARGE = "large-print.css"
STYLES = {
    "standard": (),
    "large-print": (_LARGE,),
    "dyslexia": (_LARGE, "dyslexia.css"),
    "cream": (_LARGE, "dyslexia.css", "cream.css"),
    "giant-print": (_LARGE, "giant-print.css"),
}
"""The editions of a PDF and their style sheets."""


def sheets(kind: str, style: str) -> tuple[str, ...]:
    """Return the style sheets of a kind of page in an edition, later ones over earlier ones."""
    own = ("easy-read.css",) if kind == "easy_read" else ()
    return ("print.css", *own, *STYLES[style])


def render_pdf(document, edition, *, style: str = "standard", standard: str = "ua-1",
               progress: Callable[[str], None] | None = None,
               cache: Path | None = None, processes: int | None = None) -> bytes:
    """Return a Document as a PDF: PDF/UA-1 and PDF/A-2a, or what `standard` names.

    With "ua-2" it is PDF/UA-2, Well-Tagged PDF 1.0 for accessibility and for reuse, and PDF/A-4.
    Both look the same. The structure tree has one element for each element of the Document, in its
    order. The same Document gives the same bytes, in any folder and on any day.

    A report is made from chapters, in several processes: by default one for each processor. The
    folder `cache` keeps chapters for the next time. Neither changes the bytes.

    Raises RenderFailed when a character has no glyph, when a file is outside the project, for
    anything that WeasyPrint logs at WARNING or above, and when the tags of the finished file do
    not say the Document's words or do not tie up.
    """
    for name, known, what in ((style, STYLES, "style"), (standard, STANDARDS, "standard")):
        if name not in known:
            raise ValueError(f"no {what} is called {name!r}; there are {', '.join(known)}")
    say = progress or (lambda _: None)
    if sys.platform != "linux":
        processes = 1  # others start a process by reading everything anew
    processes = processes or (cores() if document.kind == "report" else 1)
    with collector_at_rest(), own_fonts_only(KeptFiles(cache)):
        check_characters(document)
        html = page_html(document, edition)
        if document.kind == "report":
            data = make_book(html, edition.root, sheets(document.kind, style), standard,
                             folder=cache, processes=processes, say=say)
        else:
            from handbook.pdf.engine import make_pdf  # Pango reads the fonts when it is imported
            data = make_pdf(html, edition.root, sheets(document.kind, style),
                            STANDARDS[standard], say)
        say("checking the tags")
        kept = ChapterCache(cache if document.kind == "report" else None)
        texts = kept.texts(key := hash_of(document.path, style, standard))
        faults = check(data, document, edition.settings.words.book.on_page, memory=texts,
                       processes=processes)
        kept.keep_texts(key, texts)
    if faults:
        raise RenderFailed(*faults)
    return data
