"""What templates show around the text: ways in, downloads, the A to Z."""

import pytest

import handbook
from handbook.site_views import (
    Link,
    a_to_z,
    all_formats,
    alternates,
    downloads_for,
    sampled_case_studies,
    size,
    start_by_stage,
    tools,
)
from tests.cases import SMALL

REPORT = {"page": "report", "format": "pdf", "path": "downloads/report.pdf"}
PAGE = {
    **REPORT, "format": "epub", "page": "principles/plant-trees.md",
    "path": "downloads/principles/plant-trees.epub",
}  # fmt: skip
LARGE = {**REPORT, "format": "pdf-large-print", "path": "downloads/report.large-print.pdf"}


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


def test_a_page_offers_its_own_files_then_the_whole_handbook(edition):
    files = [{**one, "bytes": 1_200_000} for one in (REPORT, LARGE, PAGE)]
    pdf, epub = "for printing and keeping; 1.2 MB", "for e-readers and reading apps; 1.2 MB"
    large = "for printing and keeping, in letters of 18 points and more; 1.2 MB"
    assert downloads_for("principles/plant-trees.md", files, edition) == [
        Link("This page, EPUB", "downloads/principles/plant-trees.epub", epub),
        Link("The whole handbook, PDF", "downloads/report.pdf", pdf),
        Link("The whole handbook, PDF in large print", "downloads/report.large-print.pdf", large),
    ]
    assert downloads_for("content/index.md", [], edition) == []


@pytest.mark.parametrize(("seconds", "minutes"), [(403, "7 min"), (20, "1 min")])
def test_a_recording_says_how_long_it_is_and_that_its_voice_is_synthetic(
    edition, seconds, minutes
):
    path = "downloads/principles/plant-trees.mp3"
    sound = {**PAGE, "format": "mp3", "path": path, "bytes": 2_400_000, "seconds": seconds}
    note = f"for listening: a synthetic voice reads the page; {minutes}, 2.4 MB"
    [link] = downloads_for("principles/plant-trees.md", [sound], edition)
    assert link == Link("This page, MP3", path, note)


def test_all_formats_are_those_of_which_there_are_files(edition):
    files = [{**one, "bytes": 1_200_000} for one in (REPORT, PAGE)]
    pdf, epub = all_formats(files, edition)
    assert (pdf.text.name, pdf.pages, [one.url for one in pdf.whole]) == (
        "PDF", False, ["downloads/report.pdf"]
    )  # fmt: skip
    assert (epub.text.name, epub.pages, epub.whole) == ("EPUB", True, ())
    assert all_formats([], edition) == []


def test_a_page_names_its_own_files_for_programs(edition):
    files = [{**one, "bytes": 1_200_000} for one in (REPORT, PAGE)]
    [found] = alternates("principles/plant-trees.md", files, edition)
    assert (found.url, found.media_type) == (PAGE["path"], "application/epub+zip")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 KB"), (1499, "1 KB"), (34_567, "35 KB"), (999_499, "999 KB"), (999_500, "1.0 MB")],
)
def test_sizes_are_said_as_people_say_them(edition, number, words):
    assert size(number, edition.settings.words.site) == words


def test_sampled_case_studies_are_few_and_there(edition):
    assert [study.id for study in sampled_case_studies(edition)] == ["mill-lane"]
