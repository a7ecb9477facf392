"""The real handbook keeps the promises it makes about itself."""

import re
from pathlib import Path

import pytest
from lxml import html

import handbook
from handbook.load import Edition
from handbook.sources import parse_page


@pytest.fixture(scope="module")
def edition(project_root: Path) -> Edition:
    return handbook.load(project_root)


def body_words(edition: Edition, path: str) -> int:
    """Return how many words an author wrote below the fields, without citations and addresses."""
    source = parse_page(path, (edition.root / path).read_text("utf-8"), [])
    assert source is not None
    text = re.sub(r"\[@[^\]]*\]|\]\([^)]*\)|\{[^}]*\}", " ", source.body)
    return len(re.findall(r"[A-Za-z0-9][\w'’-]*", text))


def test_there_is_no_advice_left_to_take(edition: Edition) -> None:
    assert edition.advice == ()


def test_there_are_twelve_principles_in_order(edition: Edition) -> None:
    assert [principle.number for principle in edition.handbook.principles] == list(range(1, 13))


def test_each_principle_is_complete(edition: Edition) -> None:
    for principle in edition.handbook.principles:
        about = principle.id
        assert 4 <= len(principle.recommendations) <= 8, about
        assert 4 <= len(principle.questions) <= 6, about
        assert 2 <= len(principle.measures) <= 4, about
        assert len({one.source for one in principle.basis}) >= 3, about
        assert len(edition.handbook.showings[principle.id]) >= 2, about
        assert principle.figure is not None, about
        assert principle.path in edition.easy_reads, about
        assert 700 <= body_words(edition, principle.path) <= 1100, about


def test_each_snapshot_says_how_it_is_known(edition: Edition) -> None:
    studies = edition.handbook.case_studies
    assert sum(study.evidence == "documented" for study in studies) == 13
    for study in studies:
        words = body_words(edition, study.path)
        assert words >= (350 if study.evidence == "documented" else 120), study.id
        assert words <= 700, study.id


def test_the_home_page_and_the_formats_page_have_an_easy_read_version(edition: Edition) -> None:
    assert {"content/index.md", "content/accessible-formats.md"} <= set(edition.easy_reads)


def test_every_source_in_the_list_is_used(edition: Edition) -> None:
    used = {name for document in edition.pages.values() for name in document.citations}
    written = {
        found[1]
        for path in edition.pages
        for found in re.finditer(r"\b([SAP]\d\d)\b", (edition.root / path).read_text("utf-8"))
    }
    assert set(edition.handbook.sources) == used & set(edition.handbook.sources)
    assert used <= written


def test_every_picture_says_that_it_was_drawn_for_this_handbook(edition: Edition) -> None:
    for document in edition.pages.values():
        for figure in html.fragment_fromstring(document.xhtml).iter("figure"):
            assert "Drawn for this handbook" in figure.text_content(), document.path


def test_no_page_calls_a_snapshot_a_project_of_the_lab(edition: Edition) -> None:
    for document in edition.pages.values():
        text = html.fragment_fromstring(document.xhtml).text_content()
        for found in re.finditer(r"(?i)the lab['’]s projects?", text):
            before = text[max(0, found.start() - 60) : found.start()].lower()
            assert "not" in before or "never" in before, (document.path, found[0])
