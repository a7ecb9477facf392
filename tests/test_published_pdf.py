"""Every PDF as it is published: judged by two validators, by qpdf and by our own gates."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from handbook import pdf
from handbook.audit import Audit
from handbook.audit.judges.pdf_claims import claims
from handbook.formats.files import file_name
from handbook.formats.registry import FORMATS
from handbook.formats.rows import in_rows
from handbook.load import load
from handbook.pdf.reading import Content, Element, TaggedPdf
from tests.pdf_documents import edition, full_report

HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


@pytest.fixture(scope="session")
def downloads(built_public: Path) -> Path:
    return built_public / "downloads"


@pytest.fixture(scope="session")
def published(downloads: Path) -> Path:
    return downloads / "report.pdf"


def test_every_file_claims_what_its_format_is(downloads: Path) -> None:
    files = {file: claims(file) for file in downloads.rglob("*.pdf")}
    newest = {file for file, found in files.items() if found == {"ua2", "wt1a", "wt1r", "4"}}
    assert newest == {downloads / "report.ua-2.pdf"}
    assert all(files[file] == {"ua1", "2a"} for file in files.keys() - newest)


def test_every_page_and_checklist_has_its_files(downloads: Path, project_root: Path) -> None:
    found = load(project_root)
    pages = [found.report, *found.pages.values(), *found.easy_reads.values()]
    names = {
        file_name(document, FORMATS[format])
        for document in (*pages, *found.checklists.values())
        for format in ("pdf", "pdf-large-print")
    }
    there = {file.relative_to(downloads).as_posix() for file in downloads.rglob("*.pdf")}
    assert there == names | {"report.ua-2.pdf"}


def test_no_judge_finds_a_fault_in_any_file(downloads: Path, audited: Audit) -> None:
    number = len(list(downloads.rglob("*.pdf")))
    for judge, tests in (("verapdf", number), ("page-validation", number - 1), ("qpdf", number),
                         ("pdf-words", number)):
        judged = audited.judge(judge)
        assert judged.findings == (), judge
        assert judged.tests == tests, judge
    assert audited.judge("verapdf").looked_at["rules tried"] > 200 * number


def test_no_judge_finds_a_fault_in_any_other_file(downloads: Path, audited: Audit) -> None:
    kinds = {"epubcheck": ["*.epub"], "ace": ["*.epub"], "book-words": ["*.epub"],
             "libreoffice": ["*.docx", "*.odt"], "word-rules": ["*.docx"], "odt-rules": ["*.odt"],
             "html-words": ["*.html"], "text-words": ["*.txt", "*.md"], "braille": ["*.brf"]}
    for judge, patterns in kinds.items():
        judged = audited.judge(judge)
        assert judged.findings == (), judge
        assert judged.tests == sum(len(list(downloads.rglob(one))) for one in patterns), judge


def test_no_heading_ends_a_page_and_no_row_is_split(published: Path) -> None:
    assert list(bad_breaks(published.read_bytes())) == []


def test_large_print_breaks_as_well() -> None:
    data = pdf.render_pdf(full_report(), edition(), style="large-print")
    parts = ["Principles", "Project snapshots"]  # titles of parts without an introduction
    assert set(bad_breaks(data)) <= {f"the heading '{title}' ends a page" for title in parts}


def test_in_giant_print_a_title_stands_above_what_is_as_long_as_a_page() -> None:
    document = in_rows(full_report())
    tree = document.tree()
    lists = tree.find("nav/ol/li/ol")
    lists.extend(copy.deepcopy(lists[0]) for _ in range(40))
    tree.find("nav/ol").insert(0, copy.deepcopy(lists[0]))
    figure = copy.deepcopy(tree.find(".//figure"))
    figure.set("id", "tall")
    figure.find("img").set("src", "tests/documents/images/tall.svg")
    tree.find(".//article/section/h4").addnext(figure)
    data = pdf.render_pdf(replace(document, xhtml=etree.tostring(tree, encoding="unicode")),
                          edition(), style="giant-print")
    assert list(bad_breaks(data)) == ["the heading 'Principles' ends a page"]  # a part's title


def bad_breaks(data: bytes) -> Iterator[str]:
    """Yield each heading that is the last thing on its page, and each row on two pages."""
    file = TaggedPdf(data)
    after = {id(one): other for one, other in pairwise(contents(file.root))}
    for element in file.root.walk():
        pieces = list(contents(element))
        if element.type == "TR" and len({piece.page for piece in pieces}) > 1:
            yield f"the row '{element.text()}' is on two pages"
        elif element.type in HEADINGS and after[id(pieces[-1])].page != pieces[-1].page > 0:
            yield f"the heading '{element.text()}' ends a page"


def contents(element: Element) -> Iterator[Content]:
    """Yield the marked content of an element and those below it, in order."""
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from contents(kid)
