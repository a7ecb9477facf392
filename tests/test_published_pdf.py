"""The real report, as it is published: judged by two validators and by our own gates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from handbook import pdf
from handbook.load import load
from handbook.pdf.reading import Content, Element, TaggedPdf
from tests.judges import page_validation, verapdf
from tests.pdf_documents import edition, full_report

HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


@pytest.fixture(scope="session")
def published(built_public: Path) -> Path:
    return built_public / "downloads" / "report.pdf"


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_no_judge_finds_a_fault(published: Path, flavour: str) -> None:
    assert verapdf.failed_rules(published, flavour) == {}
    assert page_validation.failed_rules(published.read_bytes(), flavour) == {}


def test_its_syntax_is_sound(published: Path) -> None:
    with pikepdf.open(published) as file:
        assert file.check_pdf_syntax() == []


def test_its_tags_say_every_word_in_order(published: Path, project_root: Path) -> None:
    assert pdf.check(published.read_bytes(), load(project_root).report) == []


def test_no_heading_ends_a_page_and_no_row_is_split(published: Path) -> None:
    assert list(bad_breaks(published.read_bytes())) == []


def test_large_print_breaks_as_well() -> None:
    data = pdf.render_pdf(full_report(), edition(), style="large-print")
    parts = ["Principles", "Project snapshots"]  # titles of parts without an introduction
    assert set(bad_breaks(data)) <= {f"the heading '{title}' ends a page" for title in parts}


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
