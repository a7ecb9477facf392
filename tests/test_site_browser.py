"""What readers do with the website in a real browser: search, move about, read without script."""

import re

import pytest
from playwright.sync_api import expect

import handbook
from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.cases import SMALL, make_handbook
from tests.site_builds import build

WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 320, "height": 640}}
INVISIBLE = """() => {
  const stop = document.activeElement;
  const box = stop.getClientRects()[0];
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !(seen && (stop.contains(seen) || seen.contains(stop)));
}"""
NAME = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels[0] ? e.labels[0].textContent : '';
  return e.getAttribute('aria-label') || e.textContent.trim() || label;
}"""
SMALL_TARGETS = """least =>
  [...document.querySelectorAll('button, input, nav a, .plain a, .button')]
  .filter(e => e.checkVisibility() && !e.closest('.skip'))
  .filter(e => e.getBoundingClientRect().height < least)
  .map(e => e.outerHTML)"""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"""
CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.checkVisibility() && getComputedStyle(e).overflow !== 'visible')
  .filter(e => !getComputedStyle(e).clipPath.startsWith('inset'))
  .filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 100))"""
PAGES = ("", "principles/", "principles/slow-the-traffic/", "studies/mill-lane/", "search/")


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browsed")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(scope="module")
def address(small_site):
    with served(small_site, "/b/") as one:
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


def test_a_search_from_any_page_finds_says_how_many_and_can_be_shared(open_page):
    tab = open_page("principles/", **WIDE)
    status = tab.locator("[role=status]")
    tab.fill("#site-find", "bollards")
    tab.press("#site-find", "Enter")
    expect(status).to_have_text("1 page has “bollards”")
    assert tab.url.endswith("/b/search/?q=bollards")
    tab.fill("#site-find", "trees")
    tab.press("#site-find", "Enter")
    expect(status).to_have_text(re.compile(r"\d pages have “trees”"))
    assert tab.url.endswith("?q=trees")
    tab.go_back()
    expect(status).to_have_text("1 page has “bollards”")
    tab.click(".result-list a")
    expect(tab.locator("h1")).to_have_text("Mill Lane")


def test_a_search_that_finds_nothing_says_so_and_looks_like_text(open_page):
    tab = open_page("search/?q=%3Cb%3Ezyzzyva", **WIDE)
    expect(tab.locator("[role=status]")).to_contain_text("No page has “<b>zyzzyva”")
    assert tab.locator(".result-list li").count() == 0


def test_nothing_of_the_search_is_fetched_before_it_is_used(chromium, address):
    asked = []
    context = chromium.new_context()
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    for url in ("", "search/"):
        tab.goto(address + url, wait_until="networkidle")
    context.close()
    assert not [url for url in asked if "/pagefind/" in url]


def test_without_script_the_menu_is_open_and_the_a_to_z_leads_everywhere(open_page, small_site):
    tab = open_page("", java_script_enabled=False, **NARROW)
    assert tab.is_hidden(".menu")
    tab.click(".sections >> text=Principles")
    assert tab.url.endswith("/b/principles/")
    tab.fill("#site-find", "anything")
    tab.click(".find button")
    expect(tab.locator(".no-script")).to_be_visible()
    links = tab.locator(".a-to-z a")
    found = {links.nth(i).get_attribute("href") for i in range(links.count())}
    pages = {f"../{document.url}" for document in handbook.load(SMALL).pages.values()}
    assert pages - {"../"} <= found


def test_the_menu_opens_by_keyboard_and_escape_gives_the_focus_back(open_page):
    tab = open_page("principles/", **NARROW)
    assert tab.is_hidden(".sections")
    tab.focus(".menu")
    tab.keyboard.press("Enter")
    assert tab.get_attribute(".menu", "aria-expanded") == "true" and tab.is_visible(".sections")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('.site-menu') !== null")
    tab.keyboard.press("Escape")
    assert tab.is_hidden(".sections")
    assert tab.evaluate("document.activeElement.className") == "menu"


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("url", PAGES)
def test_each_stop_of_the_tab_key_is_seen_and_named(open_page, url, window):
    tab = open_page(url, **window)
    stops = 0
    tab.keyboard.press("Tab")
    assert tab.evaluate(NAME) == "Skip to main content"
    while tab.evaluate("document.activeElement !== document.body") and stops < 200:
        assert not tab.evaluate(INVISIBLE), tab.evaluate("document.activeElement.outerHTML")
        assert tab.evaluate(NAME), tab.evaluate("document.activeElement.outerHTML")
        tab.keyboard.press("Tab")
        stops += 1
    assert 5 < stops < 200


@pytest.mark.parametrize("url", PAGES)
def test_controls_are_44_px_high_and_wider_spacing_loses_nothing(open_page, url):
    for window in (WIDE, NARROW):
        tab = open_page(url, bypass_csp=True, **window)
        assert tab.evaluate(SMALL_TARGETS, 44) == []
        tab.add_style_tag(content=SPACED)
        assert tab.evaluate(CLIPPED) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= window["viewport"]["width"]


def test_a_stacked_table_is_still_a_table_to_screen_readers(open_page):
    tab = open_page("principles/slow-the-traffic/", **NARROW)
    snapshot = tab.locator("table").first.aria_snapshot()
    assert "- table" in snapshot and "columnheader" in snapshot and "rowheader" in snapshot


def test_it_can_be_read_from_a_folder_on_disk(open_page, small_site):
    tab = open_page("index.html", base=small_site.as_uri() + "/", **WIDE)
    tab.click(".principles-list a >> nth=0")
    tab.wait_for_url("**/principles/slow-the-traffic/index.html")
    expect(tab.locator("body")).to_have_css("font-size", "18px")
    tab.click(".seen-in li a")
    expect(tab.locator("h1")).to_have_text("Mill Lane")
