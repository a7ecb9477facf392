"""Lists in a real browser: filtered by several facets, shared, undone; and without script."""

import json
import re

import pytest
from playwright.sync_api import expect

from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.cases import SMALL, make_handbook
from tests.site_builds import build, page, text
from tests.test_maps import SETTINGS, TOPOLOGY

STUDY = (SMALL / "case_studies" / "mill-lane.md").read_text("utf-8")
HIGH_STREET = (
    STUDY.replace("title: Mill Lane", "title: High Street")
    .replace("[north-bank]", "[south-bank]")
    .replace("[crossings, trees]", "[crossings]")
    .replace("evidence: documented", "evidence: partial")
)
ORCHARD = (
    STUDY.replace("title: Mill Lane", "title: Orchard Row")
    .replace("[north-bank]", "[]")
    .replace("[crossings, trees]", "[trees]")
    .replace("from: 2018, to: 2020", "from: 2021")
)
CHANGES = {
    "case_studies/high-street.md": HIGH_STREET,
    "case_studies/orchard-row.md": ORCHARD,
    "content/maps/places.json": json.dumps(TOPOLOGY),
    "mkdocs.yml": {"replace": SETTINGS},
}
WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 320, "height": 640}}
PAGES = (
    "studies/?topic=trees",
    "principles/?stage=plan",
    "advice/?audience=councils",
    "studies/map/",
    "studies/place/north-bank/",
    "advice/audience/councils/",
)
BOXES_TOO_SMALL = """() => [...document.querySelectorAll(
    '.filter summary, .filter label, .filter input, .filter button, .facets a, .jump a')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
  .map(e => e.outerHTML)"""
VIOLATIONS = """async () => {
  document.querySelectorAll('.filter details').forEach(one => { one.open = true; });
  const values = axe.getRules().filter(rule => !rule.tags.includes('deprecated'))
    .map(rule => rule.ruleId);
  const {violations} = await axe.run({runOnly: {type: 'rule', values}});
  return violations.map(({id, nodes}) => [id, nodes[0].html]);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filtered")
    return build(make_handbook(folder, CHANGES), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def address(site):
    with served(site, "/b/") as one:
        yield one


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture
def open_page(chromium, address):
    """Open a page in a window of its own; anything the browser complains about fails the test."""
    complaints, contexts = [], []

    def open_(url, *, base=address, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(base + url)
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def shown(tab) -> list[str]:
    return tab.locator(".entry:visible h2").all_inner_texts()


def choose(tab, facet: str, value: str) -> None:
    group = tab.locator(".filter-box > details", has=tab.locator(f"input[name={facet}]"))
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.get_by_label(re.compile(f"^{value}")).click()


def test_values_of_one_facet_are_or_and_facets_are_and(open_page):
    tab = open_page("studies/", **WIDE)
    count = tab.locator(".count")
    expect(count).to_have_text("3 case studies")
    choose(tab, "topic", "Trees")
    assert shown(tab) == ["Mill Lane", "Orchard Row"]
    expect(count).to_have_text("Showing 2 of 3 case studies")
    choose(tab, "topic", "Crossings")
    assert len(shown(tab)) == 3
    choose(tab, "place", "South Bank")
    assert shown(tab) == ["High Street"]
    choose(tab, "year", "2021")
    assert shown(tab) == []
    expect(count).to_contain_text("None of the 3 case studies")
    expect(tab.locator(".filter summary").first).to_have_text("Filter (4 chosen)")


def test_the_address_keeps_what_was_chosen_and_back_undoes_it(open_page):
    tab = open_page("studies/", **WIDE)
    choose(tab, "topic", "Trees")
    choose(tab, "evidence", "Documented")
    assert tab.url.endswith("/studies/?topic=trees&evidence=documented")
    tab.go_back()
    assert tab.url.endswith("?topic=trees")
    expect(tab.get_by_label(re.compile("^Documented"))).not_to_be_checked()
    tab.go_back()
    expect(tab.locator(".count")).to_have_text("3 case studies")
    shared = open_page("studies/?place=north-bank&place=nowhere&colour=red", **WIDE)
    expect(shared.locator(".count")).to_have_text("Showing 1 of 3 case studies")
    shared.click(".entry:visible a")
    expect(shared.locator("h1")).to_have_text("Mill Lane")
    shared.go_back()
    expect(shared.locator(".count")).to_have_text("Showing 1 of 3 case studies")


def test_all_filters_are_cleared_at_once(open_page):
    tab = open_page("studies/?topic=trees&year=2021", **WIDE)
    expect(tab.locator(".count")).to_have_text("Showing 1 of 3 case studies")
    assert shown(tab) == ["Orchard Row"]
    tab.click("text=Clear all filters")
    assert len(shown(tab)) == 3 and tab.url.endswith("/studies/")
    assert tab.evaluate("document.activeElement.type") == "reset"


def test_the_keyboard_is_enough_and_focus_stays_where_it_is(open_page):
    tab = open_page("studies/", **NARROW)
    tab.locator(".jump a").first.focus()
    tab.keyboard.press("Tab")
    summary = tab.locator(".filter-box > summary")
    expect(summary).to_be_visible()
    expect(tab.locator(".filter input").first).to_be_attached()
    assert tab.locator(".filter-box").get_attribute("open") is None
    summary.focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert tab.evaluate("document.activeElement.checked")
    expect(tab.locator(".count")).to_have_text("Showing 1 of 3 case studies")
    expect(tab.locator(".count")).to_have_attribute("role", "status")
    tab.locator(".filter-actions button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.className") == "count"


def test_recommendations_are_filtered_and_empty_stages_go(open_page):
    tab = open_page("advice/?audience=designers", **WIDE)
    expect(tab.locator(".count")).to_have_text("Showing 1 of 2 recommendations")
    assert tab.locator(".listing h2:visible").all_inner_texts() == ["Plan"]
    choose(tab, "stage", "Build")
    assert tab.locator(".listing h2:visible").count() == 0


def test_without_script_links_do_what_the_filter_does(open_page, site):
    tab = open_page("studies/", java_script_enabled=False, **NARROW)
    assert tab.locator(".filter").is_hidden() and len(shown(tab)) == 3
    tab.click("text=Browse by place")
    tab.click(".facets >> text=Trees")
    assert tab.url.endswith("/b/studies/topic/trees/")
    assert tab.locator("h1").inner_text() == "Case studies about trees"
    assert shown(tab) == ["Mill Lane", "Orchard Row"]
    tab.click("text=All 3 case studies")
    tab.click("text=See these places on a map")
    tab.get_by_role("link", name="North Bank: 1 case study").click()
    assert shown(tab) == ["Mill Lane"]


def test_every_count_is_the_number_of_entries_on_its_page(site):
    for home in ("studies/", "principles/", "advice/"):
        for item in page(site, home).xpath("//nav[@class='facets']//li"):
            [link] = item.xpath("a/@href")
            tree = page(site, home + link)
            entries = [*tree.find_class("entry"), *tree.find_class("recommendation")]
            assert text(item).endswith(f"({len(entries)})")


def test_the_map_and_its_list_say_the_same(site):
    tree = page(site, "studies/map/")
    drawn = {link.get("href"): link.get("aria-label") for link in tree.xpath("//svg//a")}
    items = tree.xpath("//nav[@class='facets map-list']//li")
    listed = {item.xpath("a/@href")[0]: text(item) for item in items}
    assert drawn.keys() == listed.keys() and len(drawn) == 2
    assert drawn["../place/south-bank/"] == "South Bank: 1 case study"
    assert listed["../place/south-bank/"] == "South Bank (1)"
    assert "In no single place: 1 case study" in text(tree)
    assert "Outlines: Outlines. Us Licence: CC0." in text(tree)
    assert not tree.xpath("//main//script")


def test_nothing_of_the_filter_is_fetched_on_pages_without_one(chromium, address):
    asked = []
    context = chromium.new_context(**WIDE)
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    for url in ("", "studies/mill-lane/", "studies/topic/trees/", "studies/map/"):
        tab.goto(address + url, wait_until="networkidle")
    context.close()
    assert not {"filter.js", "filter.css", "browse.js"} & set(asked)


def test_a_list_on_disk_keeps_its_links(open_page, site):
    tab = open_page("studies/index.html", base=site.as_uri() + "/", **WIDE)
    assert tab.locator(".filter").is_hidden() and len(shown(tab)) == 3
    tab.click(".facets >> text=Trees")
    tab.wait_for_url("**/studies/topic/trees/index.html")


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("url", PAGES)
def test_axe_finds_nothing_and_targets_are_44_px(open_page, project_root, url, window):
    axe = project_root / "node_modules" / "axe-core" / "axe.min.js"
    tab = open_page(url, **window)
    if "?" in url:
        expect(tab.locator(".count")).to_contain_text("Showing")
    tab.evaluate(axe.read_text("utf-8"))
    assert tab.evaluate(VIOLATIONS) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= window["viewport"]["width"]
    assert tab.evaluate(BOXES_TOO_SMALL) == []
