"""Statements that are refused: dates that are past, no contact, claims that nothing bears out."""

from datetime import date
from pathlib import Path

import pytest

import handbook
from handbook.exceptions import check_begun, read_exceptions
from handbook.manual_audits import EXCEPTIONS, check_audits, read_audits
from handbook.problems import ProblemsFound
from tests.cases import make_handbook
from tests.statements import EXAMINED, NAV, PAGE, PATH, PROBLEM, Read, make_statement


def test_dates_are_held_against_the_day_where_one_is_given(tmp_path: Path) -> None:
    root = make_handbook(
        tmp_path,
        {
            "mkdocs.yml": NAV,
            PATH: PAGE.format(model="publisher"),
            "content/audits/one.yml": EXAMINED,
            "content/audits/exceptions.yml": PROBLEM,
        },
    )
    assert handbook.load(root, today=date(2026, 6, 29)).files[-1] == EXCEPTIONS
    with pytest.raises(ProblemsFound) as promised:
        handbook.load(root, today=date(2026, 6, 30))
    assert [one.code for one in promised.value.problems] == ["date-past"]
    with pytest.raises(ProblemsFound) as old:
        handbook.load(root, today=date(2027, 2, 1))
    assert [one.code for one in old.value.problems] == ["date-past", "statement-too-old"]


def test_nothing_is_recorded_before_it_happens(tmp_path: Path) -> None:
    changes = {"content/audits/one.yml": EXAMINED, "content/audits/exceptions.yml": PROBLEM}
    root = make_handbook(tmp_path, changes)
    early, problems = date(2025, 11, 30), []
    found = check_audits(read_audits(root, problems), early)
    found += check_begun(read_exceptions(root, problems), early)
    assert [(one.path, one.line, one.code) for one in found] == [
        ("content/audits/one.yml", 4, "date-in-future"),
        ("content/audits/exceptions.yml", 7, "date-in-future"),
    ]
    assert problems == []


def test_a_statement_without_a_contact_is_refused(tmp_path: Path) -> None:
    contact = {"    contact: streets@example.org\n": ""}
    changes = {"mkdocs.yml": {"replace": {**NAV["replace"], **contact}},
               PATH: PAGE.format(model="publisher").replace("  reply_days: 5\n", "")}  # fmt: skip
    with pytest.raises(ProblemsFound) as found:
        handbook.load(make_handbook(tmp_path, changes))
    said = [(one.path, one.code, one.message) for one in found.value.problems]
    assert ("mkdocs.yml", "missing-field", "the field 'contact' is missing") in said
    assert (PATH, "missing-field", "the field 'reply_days' is missing") in said


@pytest.mark.parametrize(
    "sentence",
    [
        "It conforms to WCAG 2.2.",
        "Every page meets WCAG 2.2 at level AA.",
        "The site is wholly accessible.",
        "All pages were checked by an expert.",
        "It was tried with people with a learning disability.",
        "We had it tested by disabled people.",
    ],
)
def test_a_sentence_that_claims_what_nobody_recorded_is_refused(tmp_path, sentence) -> None:
    with pytest.raises(ProblemsFound) as found:
        make_statement(tmp_path, "publisher", page=f"{PAGE}\n{sentence}\n")
    assert [(one.code, one.line) for one in found.value.problems] == [("statement-claim", 15)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We aim to meet WCAG 2.2 at level AA.",
        "It was not tested with a screen reader.",
        "No braille reader has checked it yet.",
        "The standard is WCAG 2.2.",
    ],
)
def test_a_sentence_that_claims_nothing_stands(tmp_path: Path, sentence: str) -> None:
    assert (
        sentence
        in Read(make_statement(tmp_path, "publisher", page=f"{PAGE}\n{sentence}\n")[1]).text
    )


def test_a_claim_stands_once_the_check_is_recorded(tmp_path: Path) -> None:
    page = f"{PAGE}\nAll pages were checked by an expert.\n"
    read = Read(make_statement(tmp_path, "publisher", page=page, examined=True)[1])
    assert "checked by an expert" in read.text
