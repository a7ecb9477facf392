"""Long lists stand on several pages; none is lost, and every link leads to the right one."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from handbook.audit.browser import browser
from handbook.audit.serving import served
from handbook.load import load
from handbook.site_pages import site_of
from handbook.site_paging import Leaf
from tests.cases import SMALL, make_handbook
from tests.judging import axe_findings
from tests.site_builds import build, page, text

STUDY = (SMALL / "case_studies" / "mill-lane.md").read_text("utf-8")
PRINCIPLE = (SMALL / "principles" / "slow-the-traffic.md").read_text("utf-8")
NUMBER = 30
ADVICE = "".join(
    f"  - id: extra-{n}\n    text: Do thing number {n} at once.\n"
    f"    for: [{'designers' if n % 2 else 'councils'}]\n"
    f"    stage: {'plan' if n < 55 else 'build'}\n"
    for n in range(60)
)
TERMS = "".join(f"- term: Word {n:02}\n  meaning: The meaning of word {n:02}.\n" for n in range(64))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("paged")
    changes = {
        f"case_studies/lane-{n:02}.md": STUDY.replace("title: Mill Lane", f"title: Lane {n:02}")
        for n in range(NUMBER)
    }
    changes["principles/slow-the-traffic.md"] = PRINCIPLE.replace(
        "recommendations:\n", f"recommendations:\n{ADVICE}", 1
    ).replace("\n## What to avoid\n", "\nSee word 63 on the street.\n\n## What to avoid\n", 1)
    changes["content/glossary.yml"] = TERMS
    return build(make_handbook(folder, changes), folder / "site", site_url="https://a.example/b/")


def entries(site: Path, url: str) -> list[str]:
    return [text(one) for one in page(site, url).xpath("//*[contains(@class, 'entry')]//h2")]


def test_each_entry_stands_on_one_page_in_order(site: Path):
    first, second = entries(site, "studies/"), entries(site, "studies/page-2/")
    assert len(first) == 24 and len(second) == NUMBER + 1 - 24
    assert sorted(first + second) == first + second and len({*first, *second}) == NUMBER + 1


def test_the_pages_of_a_list_lead_to_each_other(site: Path):
    for url, number in (("studies/", 1), ("studies/page-2/", 2)):
        tree = page(site, url)
        [pager] = tree.find_class("pager")
        assert text(pager.find("p")) == f"This is page {number} of 2."
        assert [text(link) for link in pager.iter("a")] == ["Page 1", "Page 2"]
        [here] = pager.xpath(".//a[@aria-current='page']")
        assert text(here) == f"Page {number}"
    assert text(page(site, "studies/page-2/").find(".//h1")) == "Case studies, page 2 of 2"
    assert page(site, "studies/page-2/").find(".//title").text.startswith("Case studies, page 2")


def test_the_pages_of_a_very_long_list_lead_to_the_first_the_last_and_their_neighbours():
    document = load(SMALL).pages["content/index.md"]
    for number, linked in (
        (1, [1, 2, 3, None, 40]),
        (20, [1, None, 18, 19, 20, 21, 22, None, 40]),
        (39, [1, None, 37, 38, 39, 40]),
    ):
        assert Leaf(document, document, number, ("x/",) * 40).linked == linked
    assert Leaf(document, document, 7, ("x/",) * 12).linked == [*range(1, 13)]


def test_a_facet_with_many_entries_has_pages_too(site: Path, tmp_path: Path):
    assert len(entries(site, "studies/place/north-bank/")) == NUMBER + 1
    lanes = {
        f"case_studies/lane-{n:02}.md": STUDY.replace("title: Mill Lane", f"title: Lane {n:02}")
        for n in range(60)
    }
    pages = site_of(load(make_handbook(tmp_path, lanes)), [], lambda path: None).pages
    paths = [path for path in pages if path.startswith("facets/studies/place/north-bank")]
    links = [pages[path].tree().xpath("//p[@class='entry-title']/a/@href") for path in paths]
    assert [len(one) for one in links] == [48, 13]
    assert len({*links[0], *links[1]}) == 61


def test_a_further_page_is_not_what_other_sites_show(site: Path):
    """Only the first page of a list has a card, and tells programs what it is."""
    for url, number in (("studies/", 1), ("studies/page-2/", 0)):
        assert len(page(site, url).xpath("//meta[@property='og:image']")) == number
        assert len(page(site, url).xpath("//script[@type='application/ld+json']")) == number


def test_a_stage_that_ends_on_one_page_has_no_heading_on_the_next(site: Path):
    headings = [
        [text(one) for one in page(site, url).xpath("//section[@class='recommendations']/h2")]
        for url in ("advice/", "advice/page-2/")
    ]
    assert headings == [["Plan"], ["Plan", "Build"]]
    numbers = page(site, "advice/page-2/").xpath("//section[@class='recommendations']/ol/@start")
    assert numbers == ["41"]


def test_a_word_on_the_second_page_of_the_glossary_is_linked_there(site: Path):
    links = page(site, "principles/slow-the-traffic/").xpath("//a[@class='term']/@href")
    assert "../../glossary/page-2/#term-word-63" in links
    assert page(site, "glossary/page-2/").get_element_by_id("term-word-63") is not None


def test_a_short_list_has_one_page(site: Path):
    assert not (site / "principles" / "page-2").exists()
    assert page(site, "principles/").find_class("pager") == []


def test_the_filter_finds_what_is_on_other_pages(site: Path):
    with served(site, "/b/") as address, browser() as chromium:
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        asked = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(address + "advice/", wait_until="networkidle")
        assert not any(url.endswith("entries.json") for url in asked)
        tab.get_by_label("Designers").check()
        shown = tab.locator(".recommendation:visible")
        expect(tab.locator(".count")).to_contain_text("Showing 31 of 62 recommendations")
        assert shown.count() == 31 and tab.locator(".pager").is_hidden()
        shown.last.locator("button").click()
        expect(tab.locator("main > [role=status]")).to_contain_text("1")
        tab.go_back()
        expect(tab.locator(".count")).to_have_text("62 recommendations")
        assert shown.count() == 40 and tab.locator(".pager").is_visible()


def test_without_a_network_the_filter_says_that_it_knows_this_page_only(site: Path):
    with served(site, "/b/") as address, browser() as chromium:
        tab = chromium.new_page(
            viewport={"width": 1280, "height": 900}, service_workers="block"
        )
        tab.route("**/entries.json", lambda route: route.abort())
        tab.goto(address + "advice/", wait_until="networkidle")
        tab.get_by_label("Designers").check()
        expect(tab.locator(".count")).to_contain_text("of the 40 on this page")
        assert tab.locator(".pager").is_visible()
        assert 0 < tab.locator(".recommendation:visible").count() < 40
        tab.unroute("**/entries.json")
        tab.get_by_label("Councils").check()
        expect(tab.locator(".count")).to_contain_text("of 62 recommendations")


def test_all_entries_are_in_the_file_of_the_filter(site: Path):
    listing = json.loads((site / "studies" / "entries.json").read_text("utf-8"))["entries"]
    assert listing.count('class="entry"') == NUMBER + 1
    assert not (site / "principles" / "entries.json").exists()


def test_axe_finds_nothing_on_a_further_page(site: Path):
    pages = ["studies/page-2/index.html", "advice/page-2/index.html", "glossary/page-2/index.html"]
    found = axe_findings(site, "320 px wide", base="/b/", pages=pages)
    assert [one for one in found if not one.criterion.startswith("needs review")] == []
