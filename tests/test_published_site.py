"""The real website as it is published: valid HTML, no dead link, light pages."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from handbook.audit import Audit
from handbook.audit.browser import browser
from handbook.audit.judges import lychee
from handbook.audit.judges.weights import CODE, first_view
from handbook.audit.pages import page_names, page_types
from handbook.audit.serving import served
from handbook.audit.site import Site, address_of
from tests.judging import findings

KILOBYTE = 1024
#: Recommendations stand in the fields at the top of a file, so a Git host shows them, and shows no
#: anchor for each: a link to one opens its principle there.
IN_FIELDS = ".md#rec-"


@pytest.fixture(scope="module")
def first_views(built_public: Path):
    base = urlsplit(address_of(built_public)).path
    with served(built_public, base) as address, browser() as chromium:
        return [
            first_view(chromium, address, name, built_public)
            for name in page_types(built_public).values()
        ]


def test_nu_html_checker_has_nothing_to_say(audited: Audit):
    judged = audited.judge("nu")
    assert judged.findings == ()
    assert judged.tests > audited.pages


def test_nu_html_checker_sees_errors_warnings_and_what_the_policy_blocks(tmp_path):
    start = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"
    pages = {
        "error": f"{start}</head><body><p><h1>One</h1></p></body></html>",
        "warning": f"{start}</head><body><section><p>No heading</p></section></body></html>",
        "script": f"{start}{policy}<script>alert(1)</script></head><body></body></html>",
        "data": f'{start}{policy}<script type="application/ld+json">{{}}</script></head></html>',
    }
    for name, text in pages.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    found = findings("nu", tmp_path)
    assert {one.path.partition(".")[0] for one in found} == {"error", "warning", "script"}


def test_no_link_is_dead(audited: Audit, built_public: Path):
    for judge in ("lychee", "links"):
        judged = audited.judge(judge)
        assert judged.findings == ()
        assert judged.looked_at["links"] > 40 * len(page_names(built_public))


def test_no_link_of_the_sources_is_dead_on_a_git_host(project_root: Path):
    folders = ("", "content/**/", "principles/", "case_studies/", "docs/**/")
    files = [file for folder in folders for file in project_root.glob(f"{folder}*.md")]
    found = lychee.judge_sources(project_root, files)
    dead = [line for lines in found.dead.values() for line in lines]
    assert [line for line in dead if IN_FIELDS not in line] == []
    assert found.checked > 100


@pytest.mark.parametrize("folder", ["site", "my site"])
def test_lychee_sees_a_dead_page_anchor_and_picture(tmp_path: Path, folder: str):
    site = tmp_path / folder
    site.mkdir()
    links = '<a href="gone/">a</a> <a href="#gone">b</a> <img src="gone.png" alt=""> '
    links += '<a href="https://a.example/b/lost/">c</a> <a href="/b/">d</a> <a href="/b/#e">e</a>'
    (site / "index.html").write_text(f"<!doctype html><h1 id='e'>A</h1>{links}", "utf-8")
    found = lychee.judge_site(Site(site, None, "https://a.example/b/"))
    assert [line.split(": ")[0] for line in found.dead["index.html"]] == [
        "gone.png",
        "gone",
        "index.html#gone",
        "lost/",
    ]
    assert found.checked == 6


def test_each_page_is_light(audited: Audit, first_views):
    judged = audited.judge("first-view")
    assert judged.findings == ()
    assert judged.tests == audited.pages
    heaviest = judged.looked_at["largest bytes of code"]
    assert heaviest <= 15 * KILOBYTE, "\n".join(map(str, first_views))


def test_fonts_are_light_and_the_same_everywhere(first_views):
    assert {view.weight("font") for view in first_views if view.weight("font") > 40 * KILOBYTE} == (
        set()
    )


def test_no_page_fetches_anything_of_the_search_before_it_is_used(first_views):
    fetched = {file.path for view in first_views for file in view.files}
    assert not {path for path in fetched if path.startswith(("pagefind/", "search/words"))}


def test_a_first_view_counts_all_that_is_fetched(built_public: Path, first_views):
    for view in first_views:
        assert view.weight("document") and view.weight("stylesheet") and view.weight("font")
        assert view.weight(*CODE) > view.weight("document") + view.weight("stylesheet")
