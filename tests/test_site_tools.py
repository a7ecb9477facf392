"""The pages that readers use, by keyboard, at 320 px, with wider spacing, and light enough."""

import gzip
import re
from urllib.parse import urljoin

import pytest

from handbook.audit.browser import browser
from handbook.audit.serving import served
from tests.cases import make_handbook
from tests.site_builds import build
from tests.site_tabs import NARROW, WIDE, tabs
from tests.test_site_browser import CLIPPED, INVISIBLE, NAME, SMALL_TARGETS, SPACED

PAGES = ("plan/", "preferences/", "ask-for-a-format/", "register/", "checklists/councils/")
MOST = 15_000


@pytest.fixture(scope="module")
def small_site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tools")
    return build(make_handbook(folder, {}), folder / "site", site_url="https://a.example/b/")


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("url", PAGES)
def test_every_stop_is_seen_and_named_and_nothing_is_lost(chromium, small_site, url, window):
    with served(small_site, "/b/") as address, tabs(chromium, address) as open_:
        tab = open_("principles/slow-the-traffic/", bypass_csp=True, **window)
        tab.keyboard.press("Tab")
        tab.locator(".plan-toggle").first.click()
        tab.goto(address + url)
        assert tab.evaluate(SMALL_TARGETS, 44) == []
        tab.keyboard.press("Tab")
        while tab.evaluate("document.activeElement !== document.body"):
            assert not tab.evaluate(INVISIBLE), tab.evaluate("document.activeElement.outerHTML")
            assert tab.evaluate(NAME), tab.evaluate("document.activeElement.outerHTML")
            tab.keyboard.press("Tab")
        tab.add_style_tag(content=SPACED)
        assert tab.evaluate(CLIPPED) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= window["viewport"]["width"]


@pytest.mark.parametrize("url", PAGES)
def test_a_first_view_is_light(small_site, url):
    """HTML, style sheets and scripts, gzipped, with the modules that scripts import."""
    html = (small_site / url / "index.html").read_text("utf-8")
    found, size = set(), len(gzip.compress(html.encode("utf-8"), 9))
    ways = re.findall(r'(?:rel="stylesheet" href|<script[^>]* src)="([^"]+)"', html)
    waiting = [urljoin(f"/{url}", way) for way in ways]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        text = (small_site / path[1:]).read_text("utf-8")
        size += len(gzip.compress(text.encode("utf-8"), 9))
        waiting += [urljoin(path, way) for way in re.findall(r'from ?"([^"]+)"', text)]
    assert len(found) > 1 and size <= MOST
