"""What entries are sorted by, and the pages that come of it."""

from pathlib import Path

import pytest

import handbook
from handbook.document import Document
from handbook.facet_pages import facet_documents
from handbook.facets import in_sentence, listings
from tests.cases import SMALL, make_handbook

STUDY = (SMALL / "case_studies" / "mill-lane.md").read_text("utf-8")


def titles(facet) -> list[tuple[str, int]]:
    return [(value.title, len(value.items)) for value in facet.values]


@pytest.fixture(scope="module")
def facets() -> dict:
    found = listings(handbook.load(SMALL).handbook)
    return {(one.kind, facet.id): facet for one in found.values() for facet in one.facets}


@pytest.fixture(scope="module")
def pages() -> dict[str, Document]:
    documents = facet_documents(handbook.load(SMALL).handbook)
    return {document.url: document for document in documents.values()}


def test_each_list_has_its_facets_in_order(facets) -> None:
    assert [f"{kind}/{facet}" for kind, facet in facets] == [
        "recommendation/audience",
        "recommendation/stage",
        "principle/pillar",
        "principle/stage",
        "case_study/place",
        "case_study/topic",
        "case_study/principle",
        "case_study/pillar",
        "case_study/stage",
        "case_study/year",
        "case_study/evidence",
    ]


def test_only_values_that_something_has_are_there(facets) -> None:
    assert titles(facets["case_study", "principle"]) == [("Slow the traffic", 1)]
    assert titles(facets["case_study", "evidence"]) == [("Documented", 1)]
    assert titles(facets["recommendation", "audience"]) == [("Councils", 2), ("Designers", 1)]


def test_a_case_study_has_the_stages_and_pillars_of_the_principles_it_shows(facets, pages) -> None:
    assert titles(facets["case_study", "stage"]) == [("Plan", 1), ("Build", 1)]
    assert titles(facets["case_study", "pillar"]) == [("Safe", 1)]
    said = "A case study has no stage of its own. "
    said += "It counts for each stage of the principles that it shows."
    assert facets["case_study", "stage"].note == said
    assert said in "".join(pages["studies/stage/plan/"].tree().itertext())


def test_many_years_become_decades(tmp_path: Path) -> None:
    starts = (1998, *range(2001, 2013))
    changes = {
        f"case_studies/lane-{year}.md": STUDY.replace("from: 2018, to: 2020", f"from: {year}")
        for year in starts
    }
    root = make_handbook(tmp_path, changes)
    [years] = [
        facet
        for listing in listings(handbook.load(root).handbook).values()
        for facet in listing.facets
        if facet.id == "year"
    ]
    assert titles(years) == [("1990s", 1), ("2000s", 9), ("2010s", 4)]


def test_a_page_has_its_own_entries_and_no_others(pages) -> None:
    page = pages["principles/stage/plan/"]
    links = [link.get("href") for link in page.tree().iter("a")]
    assert links == ["principles/slow-the-traffic.md"]
    assert page.title == "Principles for the stage: Plan"
    assert page.summary == "This list has 1 of 2 principles."


def test_advice_to_an_audience_stands_by_stage_and_says_whose_it_is(pages) -> None:
    page = pages["advice/audience/councils/"]
    assert [heading.text for heading in page.headings] == [
        "Recommendations for councils",
        "Plan",
        "Build",
    ]
    assert "For councils and designers. Principle 1:" in "".join(page.tree().itertext())


def test_all_pages_together_grow_as_the_entries_do(tmp_path: Path) -> None:
    """Four times the case studies give at most some four times the text, not sixteen."""

    def size(count: int) -> int:
        changes = {f"case_studies/lane-{number}.md": STUDY for number in range(count)}
        root = make_handbook(tmp_path / f"{count}", changes)
        documents = facet_documents(handbook.load(root).handbook).values()
        return sum(len(one.xhtml) for one in documents if one.url.startswith("studies/"))

    assert size(40) < 4.5 * size(10)


def test_a_title_inside_a_sentence_keeps_its_capitals_where_they_mean_something() -> None:
    assert [in_sentence(one) for one in ("Libraries", "NHS", "Co-design")] == [
        "libraries",
        "NHS",
        "co-design",
    ]
