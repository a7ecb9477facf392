"""Faults to plant in a finished build: each in a file of its own kind, and the judge that sees it.

Files are changed as bytes, in a copy of a small build that holds these files alone.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

HOME, PAGE, SEARCH = "index.html", "advice/index.html", "search/index.html"
ENTRY, STUDY = "principles/plant-trees/index.html", "studies/mill-lane/index.html"
STYLE = "assets/planted.css"
"""A style sheet that the first of each type of page links, and what each state makes of it."""
RULES = """
@media (prefers-color-scheme: dark) { .in-dark { color: #444; background: #333 } }
@media (forced-colors: active) {
  .in-forced { forced-color-adjust: none; color: #777; background: #888 } }
html:not(.js) .without-script { color: #999; background: #fff }
@media (max-width: 340px) { .when-narrow { width: 600px } }
.no-focus:focus-visible { outline: 0 !important }
.cut { height: 1.3em; overflow: hidden; line-height: 1.2; white-space: nowrap }
.see-through { opacity: 0 }
"""
SCRIPT = """document.cookie = "reader=1"; fetch("https://other.example/count").catch(() => 0);"""


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault."""

    what: str
    judge: str
    path: str
    rule: str
    """The start of the judge's name for it."""
    change: Callable[[bytes], bytes]
    state: str = ""
    """The start of the state in which it is seen, empty where there is one way only."""


def add(html: str) -> Callable[[bytes], bytes]:
    """Return a change that puts some HTML at the end of a page's text."""
    return lambda data: data.replace(b"</main>", html.encode() + b"</main>", 1)


def swap(old: str, new: str, count: int = 1) -> Callable[[bytes], bytes]:
    """Return a change of a text, which must be there."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), count)

    return change


def in_zip(name: str, change: Callable[[bytes], bytes | None]) -> Callable[[bytes], bytes]:
    """Return a change of one file in a book or an office file; None takes it away."""

    def changed(data: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            assert name in old.namelist(), old.namelist()
            for entry in old.infolist():
                held = old.read(entry)
                held = change(held) if entry.filename == name else held
                if held is not None:
                    new.writestr(entry, held)
        return made.getvalue()

    return changed


def in_pdf(change: Callable[[pikepdf.Pdf], object]) -> Callable[[bytes], bytes]:
    """Return a change of a PDF's objects."""

    def changed(data: bytes) -> bytes:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(made, static_id=True)
        return made.getvalue()

    return changed


def without_lists(pdf: pikepdf.Pdf) -> None:
    """Take the list items out of their lists: they become paragraphs in a list."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/LI":
            item.S = pikepdf.Name.P


def another_word(pdf: pikepdf.Pdf) -> None:
    """Have the first heading say something else than it shows."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/H1":
            item.ActualText = "Another title"
            return


def plain_headings(data: bytes) -> bytes:
    """Have headings only look like headings."""
    data = re.sub(rb"<text:h [^>]*>", b'<text:p text:style-name="Standard">', data)
    return data.replace(b"</text:h>", b"</text:p>")


NOISE = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(4000))
"""Letters that cannot be made much smaller."""
LONG_LINE = b"A" * 60 + b"\r\n"
IN_ALL = '<link rel="stylesheet" href="../assets/planted.css"></head>'
FAULTS = (
    Planted("a picture without a description", "axe", ENTRY, "image-alt",
            add('<img src="../../assets/icon.svg" width="20" height="20">'), "1280 px"),
    Planted("a heading that skips a level", "axe", ENTRY, "heading-order",
            add("<h5>Too deep</h5>"), "320 px"),
    Planted("a field without a name, in what opens", "axe", ENTRY, "label",
            add("<details><summary>More</summary><input type='text'></details>"), "1280 px"),
    Planted("a table header that heads nothing", "axe", ENTRY, "empty-table-header",
            add("<table><tr><th></th><td>1</td></tr></table>"), "320 px"),
    Planted("a page without a language", "axe", STUDY, "html-has-lang",
            swap('<html lang="en-GB">', "<html>"), "1280 px"),
    Planted("two landmarks of one name", "axe", STUDY, "landmark-unique",
            add('<nav aria-label="Again"></nav><nav aria-label="Again"></nav>'), "1280 px"),
    Planted("pale letters in the dark", "axe", PAGE, "color-contrast",
            add('<p class="in-dark">Hard to read</p>'), "dark"),
    Planted("pale letters in forced colours", "axe", PAGE, "color-contrast",
            add('<p class="in-forced">Hard to read</p>'), "forced colours"),
    Planted("pale letters without scripts", "axe", PAGE, "color-contrast",
            add('<p class="without-script">Hard to read</p>'), "no JavaScript"),
    Planted("a part too wide for a telephone", "axe", PAGE, "reflow",
            add('<p class="when-narrow">Wide</p>'), "320 px"),
    Planted("a field without a name among results", "axe", SEARCH, "label",
            swap('<ol class="result-list">', '<input type="text"><ol class="result-list">'),
            "1280 px wide, searched"),
    Planted("a link whose focus is not seen", "keyboard", PAGE, "shown",
            add('<p><a class="no-focus" href="#site-main">Somewhere</a></p>'), "1280 px"),
    Planted("a button that cannot be seen", "keyboard", PAGE, "opaque",
            add('<button class="see-through" type="button">Press</button>'), "1280 px"),
    Planted("a button without a name", "keyboard", PAGE, "name",
            add('<button type="button"></button>'), "400 %"),
    Planted("a stop out of order", "keyboard", PAGE, "ordered",
            add('<a href="#site-main" tabindex="1">First</a>'), "1280 px"),
    Planted("text cut off with wide spacing", "keyboard", PAGE, "text-spacing",
            add('<p class="cut">A few words that are a little too long for one line here</p>'),
            "400 %"),
    Planted("a frame without a title", "pa11y", PAGE, "WCAG2AAA",
            add('<iframe src="../assets/icon.svg"></iframe>')),
    Planted("a page that hides from search engines", "lighthouse", PAGE, "is-crawlable",
            swap("</head>", '<meta name="robots" content="noindex"></head>')),
    Planted("a cookie", "first-view", PAGE, "cookie", lambda data: data),
    Planted("a question to another host", "first-view", PAGE, "other-host", lambda data: data),
    Planted("a page that is heavy", "first-view", ENTRY, "too-heavy",
            lambda data: data + f"<!-- {NOISE} -->".encode()),
    Planted("a heading in a paragraph", "nu", STUDY, "error", add("<p><h2>One</p>")),
    Planted("a link to a place that is not there", "lychee", STUDY, "dead-link",
            add('<a href="#nowhere-at-all">there</a>')),
    Planted("a link to a page that is not there", "links", STUDY, "dead-link",
            add('<a href="../gone/">there</a>')),
    Planted("a picture from another host", "links", STUDY, "other-host",
            add('<img alt="" src="https://other.example/a.png">')),
    Planted("a PDF without tags for list items", "verapdf", "downloads/advice.pdf", "ua1 7.2",
            in_pdf(without_lists)),
    Planted("a PDF without a language", "page-validation", "downloads/home.pdf", "",
            in_pdf(lambda pdf: pdf.Root.__delitem__("/Lang"))),
    Planted("a PDF that claims nothing", "verapdf", "downloads/sources.pdf", "no-claim",
            in_pdf(lambda pdf: pdf.Root.__delitem__("/Metadata"))),
    Planted("a PDF that is cut off", "qpdf", "downloads/studies.pdf", "syntax",
            lambda data: data[: len(data) * 2 // 3]),
    Planted("a PDF that says other words", "pdf-words", "downloads/principles.pdf", "pdf",
            in_pdf(another_word)),
    Planted("a book without its style sheet", "epubcheck", "downloads/advice.epub", "RSC-001",
            in_zip("EPUB/book.css", lambda data: None)),
    Planted("a book that does not say what it has", "ace", "downloads/home.epub",
            "metadata-accessibilityfeature",
            in_zip("EPUB/package.opf", swap("schema:accessibilityFeature", "schema:bookEdition",
                                            99))),
    Planted("a book that lost a word", "book-words", "downloads/glossary.epub", "epub",
            in_zip("EPUB/part-001.xhtml", swap("</h1>", " of mine</h1>"))),
    Planted("a Word file whose headings are plain", "word-rules", "downloads/home.docx", "docx",
            in_zip("word/document.xml", swap('w:val="Heading2"', 'w:val="Summary"'))),
    Planted("a Word file whose headings get lost", "libreoffice", "downloads/glossary.docx",
            "levels", in_zip("word/document.xml", swap('w:val="Heading1"', 'w:val="Summary"'))),
    Planted("an OpenDocument file that lost a word", "odt-rules", "downloads/advice.odt", "odt",
            in_zip("content.xml", swap("Measure the speed", "Measure"))),
    Planted("an OpenDocument file whose headings get lost", "libreoffice", "downloads/home.odt",
            "levels", in_zip("content.xml", plain_headings)),
    Planted("a line of braille that is too long", "braille", "downloads/advice.brf", "brf",
            lambda data: data.replace(b"\r\n", b"\r\n" + LONG_LINE, 1)),
    Planted("a word of braille that is another", "braille", "downloads/advice.grade-1.brf",
            "brf-grade-1", swap(",M", ",N")),
    Planted("braille that breaks its schema", "pef", "downloads/advice.pef", "schema",
            swap("<row/>", "<line/>")),
    Planted("braille in braille's own book that is another", "braille", "downloads/home.ebrl",
            "ebraille", lambda data: data[: len(data) // 2]),
    Planted("text that lost a sentence", "text-words", "downloads/advice.txt", "text",
            swap("Start at the top.\n", "\n")),
    Planted("Markdown that lost a heading", "text-words", "downloads/advice.md", "markdown",
            swap("## Plan", "Plan")),
    Planted("a page as one file that runs a script", "html-words", "downloads/advice.html",
            "html", swap("</main>", "<script>1</script></main>")),
)  # fmt: skip
ALSO = ("assets", "pagefind", "search", "downloads/glossary.pdf",
        "downloads/advice.large-print.pdf")  # fmt: skip
"""What pages need, and files in which no fault is planted."""


def plant(folder: Path) -> None:
    """Change the files of a folder as all faults say."""
    (folder / STYLE).write_text(RULES, "utf-8")
    (folder / "assets/planted.js").write_text(SCRIPT, "utf-8")
    for fault in FAULTS:
        file = folder / fault.path
        file.write_bytes(fault.change(file.read_bytes()))
    page = folder / PAGE
    text = page.read_text("utf-8").replace("</head>", IN_ALL, 1)
    policy = text.index("<meta http-equiv"), text.index(">", text.index("<meta http-equiv")) + 1
    text = text[: policy[0]] + text[policy[1] :]  # or the browser asks no other host
    text = text.replace("</head>", '<script src="../assets/planted.js"></script></head>', 1)
    page.write_text(text, "utf-8")


def paths() -> Iterator[str]:
    """Yield each file in which a fault is planted."""
    yield from dict.fromkeys(fault.path for fault in FAULTS)
