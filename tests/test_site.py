"""A Document becomes the HTML of one page: nothing lost, every address relative."""

import pytest
from lxml import html

import handbook
from handbook.lists import describe_use
from handbook.site import asset_url, contents, relative_url, render_page, render_parts
from handbook.site_shapes import SHAPES, shape_element
from tests.cases import SMALL
from tests.site_builds import text

PRINCIPLE = "principles/slow-the-traffic.md"
STUDY = "case_studies/mill-lane.md"


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


def article(edition, path):
    return html.fragment_fromstring(render_page(edition.pages[path], edition))


@pytest.mark.parametrize(
    ("here", "there", "url"),
    [
        ("", "", "./"),
        ("", "principles/a/", "principles/a/"),
        ("principles/a/", "", "../../"),
        ("principles/a/", "principles/b/", "../b/"),
        ("principles/a/", "principles/", "../"),
        ("principles/a/", "assets/x.svg", "../../assets/x.svg"),
        ("search.html", "a/", "a/"),
    ],
)
def test_addresses_lead_from_page_to_page(here, there, url):
    assert relative_url(here, there) == url


def test_links_lead_both_ways_between_a_principle_and_a_case_study(edition):
    ways = {link.get("href") for link in article(edition, PRINCIPLE).iter("a")}
    assert "../../studies/mill-lane/" in ways
    back = {link.get("href") for link in article(edition, STUDY).iter("a")}
    assert "../../principles/slow-the-traffic/" in back


def test_links_keep_their_anchor_and_outside_links_stay(edition):
    ways = [link.get("href") for link in article(edition, PRINCIPLE).iter("a")]
    assert "../plant-trees/#why-it-matters" in ways
    assert all(way.startswith(("#", "../", "https://")) for way in ways)


def test_every_word_of_a_document_is_on_its_page_in_order(edition):
    for path in (PRINCIPLE, STUDY):
        page = article(edition, path)
        words = " ".join(edition.pages[path].tree().itertext()).replace("↩", "")
        for source in edition.handbook.sources.values():  # the page of all sources has these
            words = words.replace(describe_use(source, edition.settings.words), "")
        assert "".join(text(page).split()) == "".join(words.split())


def test_headings_stay_in_order_with_ids_to_link_to(edition):
    document = edition.pages[PRINCIPLE]
    page = article(edition, PRINCIPLE)
    found = [(h.tag, h.get("id"), text(h)) for h in page.iter("h1", "h2", "h3", "h4")]
    assert found == [(f"h{h.level}", h.id, h.text) for h in document.headings]
    assert all(heading.id for heading in document.headings)


def test_pictures_are_addressed_from_the_page_and_keep_their_size(edition):
    image = article(edition, PRINCIPLE).find(".//img")
    assert image.get("src") == "../../" + asset_url("content/images/street.svg")
    assert int(image.get("width")) > 0 and int(image.get("height")) > 0
    assert image.get("alt") == "A street from above."


def test_cells_name_their_column_for_narrow_screens(edition):
    table = article(edition, PRINCIPLE).find(".//table")
    assert [cell.get("data-label") for cell in table.iter("td")] == ["Speed", "Speed"]
    assert not [cell for cell in table.iter("th") if cell.get("data-label")]


def test_facts_stand_in_pairs(edition):
    facts = article(edition, STUDY).find(".//dl[@class='facts']")
    assert {tuple(child.tag for child in group) for group in facts} == {("dt", "dd")}


def test_a_pillar_has_its_shape_and_its_word(edition):
    pillar = article(edition, PRINCIPLE).find_class("pillar")[0]
    assert pillar[0].tag == "svg" and pillar[0].get("aria-hidden") == "true"
    assert text(pillar) == "Safe"
    assert all(shape_element(name).get("class") == f"shape {name}" for name in SHAPES)


def test_entries_of_a_list_have_headings_and_say_what_they_are(edition):
    principles = article(edition, "content/principles.md").find_class("entry")
    assert [text(entry.find("h2")) for entry in principles] == [
        "1 Slow the traffic", "2 Plant trees",
    ]  # fmt: skip
    assert text(principles[0].find_class("pillars")[0]) == "Safe"
    study = article(edition, "content/studies.md").find_class("entry")[0]
    assert text(study.find_class("quiet")[0]) == "North Bank, 2018 to 2020"


def test_the_page_is_html_without_style_or_script(edition):
    for document in edition.pages.values():
        written = render_page(document, edition)
        assert "/>" not in written and "<style" not in written and "<script" not in written
        assert " style=" not in written and " on" not in written.split("<article")[0]


def test_the_parts_make_the_whole(edition):
    document = edition.pages[STUDY]
    parts = render_parts(document, edition)
    assert render_page(document, edition) == (
        f'<article class="case_study" lang="en-GB">{parts.header}{parts.intro}{parts.sections}'
        "</article>"
    )


def test_contents_nest_as_the_headings_do(edition):
    (title,) = contents(edition.pages[PRINCIPLE].headings)
    assert title["name"] == "Slow the traffic"
    what = next(one for one in title["children"] if one["id"] == "what-to-do")
    assert [one["id"] for one in what["children"]] == ["recommendations"]
