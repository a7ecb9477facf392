"""Each type of page, by keyboard and at 400 % zoom: every stop is seen, nothing is lost."""

from pathlib import Path

import pytest

from handbook.audit import Audit
from handbook.audit.browser import browser
from handbook.audit.judges.keyboard import WINDOWS, lost, small_targets, unnamed, walk
from handbook.audit.pages import page_types

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


def test_each_type_of_page_can_be_walked_and_loses_nothing(audited: Audit, built_public: Path):
    judged = audited.judge("keyboard")
    assert judged.findings == ()
    types = len(page_types(built_public))
    assert judged.looked_at["files"] == types and judged.tests == len(WINDOWS) * types
    assert judged.looked_at["stops"] > 15 * judged.tests


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
