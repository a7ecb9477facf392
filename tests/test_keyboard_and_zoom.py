"""Each type of page, by keyboard and at 400 % zoom: every stop is seen, nothing is lost."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handbook.load import load
from tests.judges.axe import browser, served
from tests.judges.keyboard import left_open, lost, small_targets, unnamed, walk
from tests.judges.pages import page_types

#: 320 px is a window of 1280 px at 400 % zoom (WCAG 2.2, 1.4.10).
WINDOWS = {"wide": {"width": 1280, "height": 900}, "400 % zoom": {"width": 320, "height": 256}}
PLANTED = """<!doctype html><html lang="en"><head><title>A page</title>
<style>.bare:focus { outline: 0 } .far { position: absolute; left: -900px }
.cut { height: 1em; overflow: hidden } button { outline: 3px solid }</style></head><body>
<a class="far" href="#a">Far</a> <p>In a <a class="bare" href="#a">sentence</a></p>
<button style="opacity: 0">Clear</button> <button tabindex="1">First</button>
<button></button> <div class="cut">One line<br>two lines</div> <p style="width: 1500px">Wide</p>
</body></html>"""


@pytest.fixture(scope="module")
def chromium():
    with browser() as one:
        yield one


@pytest.fixture(scope="module")
def address(built_public: Path, project_root: Path):
    path = urlsplit(load(project_root).settings.site_url).path
    with served(built_public, path) as one:
        yield one


@pytest.fixture(params=WINDOWS)
def open_page(request, chromium):
    """Open pages in a window of one size; wider spacing comes as a style of the reader's own."""
    context = chromium.new_context(
        viewport=WINDOWS[request.param], bypass_csp=True, service_workers="block"
    )

    def open_(url):
        page = context.new_page()
        page.goto(url)
        return page

    yield open_
    context.close()


def test_each_type_of_page_can_be_walked_and_loses_nothing(open_page, built_public, address):
    for name in page_types(built_public).values():
        page = open_page(address + name)
        nameless = unnamed(page)
        stops, faults = walk(page)
        assert (name, faults, nameless) == (name, [], [])
        assert stops > 15
        assert (name, small_targets(page)) == (name, [])
        assert (name, lost(page)) == (name, [])
        page.close()


def test_escape_closes_what_opens_and_gives_the_focus_back(open_page, built_public, address):
    for name in page_types(built_public).values():
        page = open_page(address + name)
        assert (name, left_open(page)) == (name, [])
        page.close()


def test_planted_faults_are_seen(open_page, tmp_path: Path):
    (tmp_path / "index.html").write_text(PLANTED, "utf-8")
    page = open_page((tmp_path / "index.html").as_uri())
    assert unnamed(page) == ["button without a name"]
    _stops, faults = walk(page)
    assert {fault.partition(":")[0] for fault in faults} >= {
        "the stop is not seen",
        "the stop is transparent",
        "the stop does not show the focus",
        "the stop is out of order",
    }
    assert len(small_targets(page)) == 4
    found = " ".join(lost(page))
    assert "wider than the window" in found and "clipped" in found
