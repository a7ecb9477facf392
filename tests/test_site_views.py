"""What templates show around the text: ways in, downloads, the A to Z."""

import pytest

import handbook
from handbook import site_views
from handbook.site_views import (
    a_to_z,
    sampled_case_studies,
    size,
    start_by_stage,
    tools,
)
from tests.cases import SMALL


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


def test_each_stage_leads_to_the_principles_that_say_most_about_it(edition):
    for start in start_by_stage(edition):
        said = [
            sum(advice.stage == start.stage.id for advice in principle.recommendations)
            for principle in start.principles
        ]
        assert said == sorted(said, reverse=True) and all(said) and len(said) <= 4
    assert next(one.stage.id for one in start_by_stage(edition)) == "plan"


def test_the_a_to_z_has_every_page_and_every_explained_word_once(edition):
    groups = a_to_z(edition)
    letters = [letter for letter, _ in groups]
    assert letters == sorted(set(letters))
    links = [link for _, group in groups for link in group]
    urls = {document.url for document in edition.pages.values() if document.url}
    terms = {f"glossary/#term-{term.id}" for term in edition.handbook.terms}
    urls |= {link.url for link in tools(edition)}
    urls |= {document.url for document in edition.checklists.values()}
    assert sorted(link.url for link in links) == sorted(urls | terms)


def test_with_very_many_pages_the_a_to_z_leads_to_the_lists_of_entries(edition, monkeypatch):
    monkeypatch.setattr(site_views, "MOST_LISTED", len(edition.pages) - 1)
    urls = {link.url for _, group in a_to_z(edition) for link in group}
    entries = {page.url for page in edition.pages.values() if page.kind != "guide"}
    assert entries and not urls & entries
    assert {"principles/", "studies/", "glossary/"} <= urls


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 KB"), (1499, "1 KB"), (34_567, "35 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")],
)
def test_sizes_are_said_as_people_say_them(edition, number, words):
    assert size(number, edition.settings.words.site) == words


def test_sampled_case_studies_are_few_and_there(edition):
    assert [study.id for study in sampled_case_studies(edition)] == ["mill-lane"]
