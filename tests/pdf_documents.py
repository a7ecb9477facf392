"""Documents written by hand that use the whole vocabulary, and an edition to print them from."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

from lxml import etree

from handbook.document import Document, headings_of
from handbook.words import Words

HERE = Path(__file__).parent
ROOT = HERE.parent
SIZES = ("standard", "large-print")
"""The editions that every build makes; test_print_plus.py has the others."""


def document(xhtml: str, **fields) -> Document:
    """Return a Document of a tree."""
    tree = etree.fromstring(xhtml)
    values = {
        "path": "report", "id": tree.get("id"), "kind": "report", "language": "en-GB",
        "title": "Places where people meet", "summary": "What this is about.", "url": "",
        "reviewed": None, "xhtml": xhtml, "headings": headings_of(tree), "images": (),
        "citations": (), **fields}
    return Document(**values)


def page(body: str, **fields) -> Document:
    """Return a Document of one short guide."""
    return document(
        '<article class="guide" id="page" lang="en-GB"><header><h1 id="page-title">A page</h1>'
        f"</header>{body}</article>", path="content/page.md", kind="guide", title="A page",
        url="page/", **fields)


def full_report() -> Document:
    return document((HERE / "documents" / "report.xml").read_text(encoding="utf-8"))


def short_report() -> Document:
    """One of each kind of element, on few pages."""
    return document((HERE / "documents" / "short_report.xml").read_text(encoding="utf-8"))


def edition(root: Path = ROOT, **pages: Document) -> SimpleNamespace:
    """Return what render_pdf needs of an edition."""
    settings = SimpleNamespace(
        title="Places where people meet", language="en-GB", site_url="https://example.org/places/",
        publisher="The editors", words=Words(),
        edition=SimpleNamespace(version="0.1", date=date(2026, 11, 22)))
    return SimpleNamespace(
        settings=settings, root=root, pages=pages, documents=pages, report=full_report()
    )
