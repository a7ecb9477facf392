"""Words that a handbook may replace: each alone, and a slip is said at its place."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping

import pytest

from handbook.fields import check_fields
from handbook.formats.speech_words import SpeechWords
from handbook.formats.words import FormatText
from handbook.nodes import parse_yaml
from handbook.problems import Problem
from handbook.settings import HandbookFields
from handbook.site_words import SiteWords
from handbook.word_group import WordGroup, names_of
from handbook.words import Words

AROUND = """\
edition: {version: '1', date: 2026-01-01}
publisher: Us
contact: us@example.org
licence: CC BY 4.0
kinds:
  principle: {one: Idea, many: Ideas, list: content/ideas.md, path: ideas}
  case_study: {one: Case, many: Cases, list: content/cases.md, path: cases}
pillars: [{id: a, title: A, meaning: It, shape: bars}]
stages: [{id: b, title: B}]
audiences: [{id: c, title: C}]
topics: [{id: d, title: D}]
"""


def read(words: str) -> tuple[HandbookFields | None, list[Problem]]:
    """Return the settings with these lines for words, and what is wrong with them."""
    problems: list[Problem] = []
    node = parse_yaml("mkdocs.yml", AROUND + words, problems)
    return check_fields(HandbookFields, node, "mkdocs.yml", problems), problems


def test_a_handbook_replaces_single_words() -> None:
    settings, problems = read("words: {site: {home: Front, browse: {}}, and_: '&'}\n")
    assert not problems
    assert (settings.words.site.home, settings.words.and_) == ("Front", "&")
    assert settings.words.site == SiteWords(home="Front")
    assert settings.words.book == Words().book
    assert settings.words.stages == "Stages"


def test_a_word_that_does_not_exist_is_said_with_its_line_and_the_nearest() -> None:
    _, problems = read("words:\n  site:\n    hoem: Front\n")
    [problem] = problems
    assert (problem.line, problem.code) == (AROUND.count("\n") + 3, "unknown-field")
    assert "'home'" in problem.fix


@pytest.mark.parametrize(("words", "message"), [
    ("words:\n", "'words' has no value"),
    ("words: {months: May}\n", "'months' is 'May', not a list"),
    ("words: {formats: {speech: {pronounced: [x]}}}\n", "'pronounced' is a list"),
    ("words: {site: {home: [x]}}\n", "'home' is a list, not text"),
    ("words: {formats: {pdf: {name: P, use: u, who: w}}}\n", "the field 'opens' is missing")])
def test_a_slip_in_the_words_is_said_in_plain_words(words: str, message: str) -> None:
    _, problems = read(words)
    assert len(problems) == 1
    assert message in problems[0].message


@pytest.mark.parametrize("word", [
    "source_number: 'Source {nmber}'", "source_number: 'Source {'", "source_number: 'Source }'",
    "source_number: 'S {number.__class__}'", "source_number: 'S {number[0]}'",
    "source_number: 'S {number:>99999999999}'", "source_number: 'S {number!r}'",
    "source_number: 'S {}'", "source_number: 'S {0}'", "stages: 'S {number}'",
    "vague_links: [here, '{here}']", "months: [January, February]",
    "formats: {pdf: {name: P, use: u, who: w, opens: o, length: '{pages} pages'}}",
    "site: {preferences_sizes: [Small, Large]}"])
def test_a_word_holds_nothing_to_fill_in_but_what_its_default_has(word: str) -> None:
    settings, problems = read(f"words: {{{word}}}\n")
    assert settings is None
    [problem] = problems
    assert (problem.line, problem.code) == (AROUND.count("\n") + 1, "wrong-type")


@pytest.mark.parametrize("word", [
    "source_number: 'Ffynhonnell {number}'", "source_number: Ffynhonnell",
    "formats: {pdf: {name: P, use: u, who: w, opens: o, length: '{number} tud.', made: ''}}",
    "vague_links: [yma]", "site: {preferences_sizes: [A, B, C, D]}"])
def test_a_word_may_hold_what_its_default_has(word: str) -> None:
    settings, problems = read(f"words: {{{word}}}\n")
    assert settings
    assert not problems


def test_every_word_may_be_replaced_by_its_default() -> None:
    """A handbook that writes out all words is the one that writes none."""
    settings, problems = read(f"words: {json.dumps(written(Words()))}\n")
    assert not problems
    assert written(settings.words) == written(Words())


def written(word: object) -> object:
    """Return words as a handbook writes them."""
    if isinstance(word, WordGroup):
        return {name: written(getattr(word, name)) for name in names_of(type(word))}
    if isinstance(word, Mapping):
        return {name: written(one) for name, one in word.items()}
    return [written(one) for one in word] if isinstance(word, tuple) else word


@pytest.mark.parametrize("word", [
    "home: ''", "home:", "home: ~", "home: ' '", "preferences_sizes: [A, '', C, D]",
    "formats_choices: []"])
def test_a_word_that_readers_need_is_not_empty(word: str) -> None:
    _, problems = read(f"words:\n  site:\n    {word}\n")
    [problem] = problems
    assert (problem.line, problem.code) == (AROUND.count("\n") + 3, "empty-value")


def test_words_cannot_be_changed_and_have_no_others() -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        Words().stages = "Steps"
    with pytest.raises(TypeError):
        Words().formats.speech.currencies["¥"] = ("yen", "yen")
    with pytest.raises(TypeError, match="Words has no stage"):
        Words(stage="Steps")


def test_words_say_all_that_they_are() -> None:
    text = FormatText(name="PDF", use="u", who="w", opens="o")
    assert repr(text) == ("FormatText(name='PDF', use='u', who='w', opens='o', length='', "
                          "length_one='', made='')")
    other = SpeechWords(pronounced={"a": "b"})
    assert repr(other) != repr(SpeechWords())
    assert other != SpeechWords()
    assert pickle.loads(pickle.dumps(other)) == other
    assert len({text, text, SpeechWords()}) == 2
    assert SpeechWords(about=SpeechWords().about) == SpeechWords()


def test_no_model_is_made_of_words_that_no_one_replaces() -> None:
    code = ("from handbook.settings import HandbookFields; from handbook.word_group import *; "
            "HandbookFields.model_rebuild(); print(model_of.cache_info().misses)")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "0\n"
