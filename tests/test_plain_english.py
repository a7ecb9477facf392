"""Measures of plain English, against figures worked out by hand."""

import pytest
from lxml import etree

from handbook.advice.hard_words import HARD_WORDS, IDIOMS
from handbook.advice.wording import remarks, rules_for
from handbook.plain_english import Sentence, count_syllables, measure, sentences_of


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("street", 1),
        ("people", 2),
        ("table", 2),
        ("homes", 1),
        ("asked", 1),
        ("wanted", 2),
        ("places", 2),
        ("council", 2),
        ("together", 3),
        ("decision", 3),
        ("regeneration", 5),
        ("the", 1),
    ],
)
def test_syllables_of_common_words(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def body(text: str) -> etree._Element:
    return etree.fromstring(f"<body>{text}</body>")


def test_sentences_end_at_full_stops_and_blocks() -> None:
    tree = body("<p>One is here. Two is <em>here</em>.</p><ul><li>Three</li></ul>")
    assert [one.text for one in sentences_of(tree)] == ["One is here.", "Two is here.", "Three"]


def test_tables_code_and_citations_are_left_out() -> None:
    tree = body(
        "<table><tbody><tr><th><p>No</p></th></tr></tbody></table>"
        '<p>Yes <code>no</code><a sources="S1">no</a>.</p>'
    )
    assert [one.text for one in sentences_of(tree)] == ["Yes."]


def test_reading_ages_are_the_published_formulas() -> None:
    block = etree.Element("p")
    reading = measure([Sentence("the cat sat on the mat", block)] * 8)
    assert reading is not None
    assert reading.words_per_sentence == 6
    assert reading.flesch_kincaid_age == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59 + 5)
    assert reading.automated_age == pytest.approx(4.71 * 17 / 6 + 0.5 * 6 - 21.43 + 5)


def test_names_and_quotations_are_left_out_of_the_reading_age() -> None:
    block = etree.Element("p")
    plain = measure([Sentence("we met at the hall", block)] * 8)
    named = measure(
        [Sentence("we met at the Wolverhampton hall “an extraordinary possibility”", block)] * 8
    )
    assert plain is not None and named is not None
    assert named.flesch_kincaid_age == plain.flesch_kincaid_age


def test_a_short_page_has_no_reading_age() -> None:
    assert measure([Sentence("short", etree.Element("p"))] * 7) is None


def test_what_is_looked_for_in_one_sentence_is_found_among_many() -> None:
    weak = [
        *(f"They {words} it" for words in (*HARD_WORDS, *IDIOMS)), "It was built by the council",
        "People should be asked", "It is known that it rains", "DO NOT run", "Right-click it",
        "Click here", "See GRAND PLANS of it", "mouse over the map", "Follow this link",
    ]  # fmt: skip
    every = rules_for(weak)
    found = [[*remarks(text, (), every)] for text in weak]
    assert all(found)
    for text, alone in zip(weak, found, strict=True):
        assert [*remarks(text, (), rules_for(["One is here", text, "Two"]))] == alone
    assert rules_for(["The street is calm", "People met there"]) == ()
