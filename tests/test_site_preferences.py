"""Readers choose how the site looks: it stands before the first paint, is kept, and goes back."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.cases import make_handbook
from tests.site_builds import PROJECT, build
from tests.site_tabs import FOCUSED, NARROW, tabs

PAGES = ("", "principles/slow-the-traffic/", "studies/mill-lane/", "preferences/", "plan/")
KEPT = "localStorage.getItem('handbook-preferences')"
STYLE = "getComputedStyle(document.body)"
TEXT = {"text": 7, "quiet": 7, "link": 7, "visited": 7, "circles": 7, "triangle": 7, "bars": 7}


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preferred")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture
def open_page(chromium, small_site):
    with served(small_site, "/b/") as address, tabs(chromium, address) as open_:
        yield open_


def choose(tab, **choices):
    for name, value in choices.items():
        tab.check(f"[name={name}][value={value}]")


def test_a_choice_is_announced_kept_and_there_on_the_next_page(open_page):
    tab = open_page("preferences/")
    tab.get_by_role("group", name="Text size").get_by_label("Very large").check()
    expect(tab.get_by_role("status")).to_have_text(
        "Text size: Very large. Saved in this browser."
    )
    choose(tab, colours="sepia", typeface="serif", letters="widest", lines="wide")
    tab.goto(tab.url.replace("preferences/", ""))
    assert tab.evaluate(f"{STYLE}.fontSize") == "27px"
    assert tab.evaluate(f"{STYLE}.backgroundColor") == "rgb(248, 237, 212)"
    assert "Georgia" in tab.evaluate(f"{STYLE}.fontFamily")
    assert tab.evaluate(f"parseFloat({STYLE}.letterSpacing)") == pytest.approx(27 * 0.12)
    tab.goto(tab.url + "preferences/")
    expect(tab.get_by_label("Sepia")).to_be_checked()


def test_the_choice_stands_before_anything_is_painted(open_page):
    tab = open_page("preferences/")
    choose(tab, colours="white-on-black")
    tab.goto(tab.url.replace("preferences/", "principles/"))
    painted = "performance.getEntriesByName('first-paint')[0]?.startTime"
    loaded = "performance.getEntriesByType('resource').find(e => /preferences.css/.test(e.name))"
    while not tab.evaluate(f"{painted} > 0"):  # the policy of the page refuses wait_for_function
        tab.wait_for_timeout(50)
    assert tab.evaluate(f"{loaded}.responseEnd < {painted}")


def test_everything_goes_back_in_one_press_and_the_focus_stays(open_page):
    tab = open_page("preferences/")
    choose(tab, size="largest", colours="dark")
    tab.focus("button[type=reset]")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("All choices are back to how they were.")
    assert tab.evaluate(FOCUSED) == "Back to how it was"
    assert tab.evaluate(KEPT) is None
    assert tab.evaluate("Object.keys(document.documentElement.dataset)") == []
    expect(tab.get_by_label("Follow my device")).to_be_checked()


@pytest.mark.parametrize("window", [{}, NARROW], ids=["wide", "narrow"])
def test_the_largest_and_widest_of_all_lose_nothing(open_page, window):
    tab = open_page("preferences/", **window)
    choose(tab, size="largest", lines="widest", letters="widest", typeface="serif")
    root = tab.url.removesuffix("preferences/")
    for url in PAGES:
        tab.goto(root + url)
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_every_palette_has_enough_contrast():
    """WCAG 2.2, 1.4.6 and 1.4.11, on both grounds."""
    css = (PROJECT / "theme" / "assets" / "preferences.css").read_text("utf-8")
    palettes = re.findall(r'data-colours="([\w-]+)"\] \{(.*?)\}', css)
    assert len(palettes) == 5
    for name, rules in palettes:
        colours = dict(re.findall(r"--([\w-]+): (#\w+)", rules))
        for (one, least), ground in itertools.product(
            {**TEXT, "line": 3, "focus-edge": 3}.items(), ("ground", "raised")
        ):
            if one != "focus-edge" or ground == "ground":
                assert contrast(colours[one], colours[ground]) >= least, (name, one, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_value_that_is_offered_has_a_rule(open_page):
    css = (PROJECT / "theme" / "assets" / "preferences.css").read_text("utf-8")
    tab = open_page("preferences/")
    radios = tab.locator("#preferences input")
    for at in range(radios.count()):
        name, value = (radios.nth(at).get_attribute(what) for what in ("name", "value"))
        assert not value or f'data-{name}="{value}"' in css


def test_with_forced_colours_the_page_says_that_the_device_decides(open_page):
    tab = open_page("preferences/", forced_colors="active")
    expect(tab.get_by_text("Your device sets the colours")).to_be_visible()


def test_without_script_the_page_explains_the_browser_and_offers_no_dead_form(open_page):
    tab = open_page("preferences/", java_script_enabled=False)
    expect(tab.locator(".no-script")).to_be_visible()
    expect(tab.locator("#preferences")).to_be_hidden()
    expect(tab.get_by_role("heading", name="In your browser")).to_be_visible()


def test_nobody_who_chose_nothing_loads_the_palettes(open_page):
    asked = []
    tab = open_page("")
    tab.on("request", lambda request: asked.append(request.url))
    tab.reload(wait_until="networkidle")
    assert asked and not [url for url in asked if "preferences" in url]
