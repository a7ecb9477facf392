"""axe-core finds nothing on any page in any of six states; and it finds what is planted.

Every page is judged at 1280 and at 320 px, with all that opens open. The other states change
colours or take scripts away, in the same way on all pages of one type, so the largest page of each
type stands for it. The search is open where there are results.
"""

from pathlib import Path

import pytest

from handbook.audit import Audit
from handbook.audit.accepting import answers
from handbook.audit.judges.axe import EVERY_PAGE, EVERY_TYPE, NO_SCRIPT, SEARCHED, STATES
from handbook.audit.model import Finding
from handbook.audit.pages import page_names, page_types
from tests.judging import axe_findings

QUERIES = 4
"""The search is asked for what is often found, for one kind of page, with a slip, for nothing."""

PLANTED = """<!doctype html>
<html>
<head><meta charset="utf-8"><title>A page with faults</title>
<script src="https://other.example/count.js"></script></head>
<body>
<main>
<h1>Faults</h1>
<img src="picture.png" width="10" height="10">
<p style="color: #999; background: #fff">Grey words</p>
<p style="color: #666; background: #fff">Words that reach AA only</p>
<p style="width: 1500px">Wide</p>
<h3>A level was skipped</h3>
<details><summary>More</summary><input type="text"></details>
</main>
</body>
</html>
"""
#: Without a style sheet, axe asks whether it locks the page's orientation.
SOUND = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><style>h1 { margin: 0 }</style></head>
<body><main><h1>Sound</h1><p>Words.</p></main></body>
</html>
"""
CAUGHT = {
    "html-has-lang": "3.1.1 A",
    "image-alt": "1.1.1 A",
    "color-contrast": "1.4.3 AA",
    "color-contrast-enhanced": "1.4.6 AAA",
    "heading-order": "best practice",
    "label": "4.1.2 A",
    "reflow": "1.4.10 AA",
    "other-host": "privacy",
}


def test_no_page_has_findings(audited: Audit, built_public: Path):
    judged = audited.judge("axe")
    assert judged.findings == (), "\n".join(map(str, judged.findings))
    assert judged.looked_at["rules"] >= 100
    pages, types = len(page_names(built_public)), len(page_types(built_public))
    searches = len(SEARCHED) * QUERIES
    assert judged.tests == len(EVERY_PAGE) * pages + len(EVERY_TYPE) * types + searches


def test_each_answer_to_axe_is_still_needed_and_has_a_reason(audited: Audit):
    needed = {(one.rule, one.reason) for one in audited.judge("axe").answered}
    for answer in answers():
        assert len(answer["reason"].split()) > 7
        assert (answer["rule"], " ".join(answer["reason"].split())) in needed, answer


def test_without_javascript_no_script_of_ours_runs(tmp_path: Path):
    script = '<script src="wide.js" defer></script></head>'
    page = SOUND.replace("</head>", script)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "wide.js").write_text("document.body.style.width = '3000px'", encoding="utf-8")
    assert [one.rule for one in axe_findings(tmp_path, "320 px wide")] == ["reflow"]
    assert axe_findings(tmp_path, NO_SCRIPT) == []


RESTLESS = """let left = {times};
const timer = setInterval(() => {{
  if (!window.axe) return;
  document.querySelector("article").before(document.createElement("p"));
  if (!--left) clearInterval(timer);
}}, 1);"""


def restless(folder: Path, times: int | str) -> list[Finding]:
    """Return what axe finds on a page that changes some times from when axe has come."""
    page = SOUND.replace("<h1>Sound</h1>", "<article><h1>Sound</h1><h2>More</h2></article>")
    script = '<script src="restless.js" defer></script></head>'
    (folder / "index.html").write_text(page.replace("</head>", script), encoding="utf-8")
    (folder / "restless.js").write_text(RESTLESS.format(times=times), encoding="utf-8")
    return axe_findings(folder, "1280 px wide")


def test_a_page_that_changes_while_axe_looks_is_judged_again(tmp_path: Path):
    """Else axe looks for headings where they were, and asks about each."""
    assert restless(tmp_path, 50) == []


def test_a_page_that_never_stands_still_is_no_sound_page(tmp_path: Path):
    with pytest.raises(Exception, match="the page never stands still"):
        restless(tmp_path, "Infinity")


def test_axe_waits_for_what_scripts_send_for(tmp_path: Path):
    """Each of many files asks for the next; the last comes long after the page is drawn."""
    page = SOUND.replace("</head>", '<script src="0.js" type="module"></script></head>')
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    for number in range(40):
        script = f"addEventListener('load', () => import('./{number + 1}.js'))"
        if number:
            script = f"import('./{number + 1}.js')"
        (tmp_path / f"{number}.js").write_text(script, encoding="utf-8")
    wide = "document.body.style.width = '3000px'"
    (tmp_path / "40.js").write_text(wide, encoding="utf-8")
    assert [one.rule for one in axe_findings(tmp_path, "320 px wide")] == ["reflow"]


def test_no_page_shows_more_where_the_browser_runs_no_script(built_public: Path):
    """So a page whose scripts are stopped is what a reader without JavaScript has."""
    for name in page_names(built_public):
        assert "<noscript" not in (built_public / name).read_text("utf-8"), name
    for sheet in built_public.glob("assets/**/*.css"):
        assert "scripting" not in sheet.read_text("utf-8"), sheet


def test_planted_faults_are_caught(tmp_path: Path):
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    found = axe_findings(tmp_path, "1280 px wide")
    assert {one.rule: one.criterion for one in found if one.rule in CAUGHT} == CAUGHT


def test_sound_page_has_no_findings(tmp_path: Path):
    (tmp_path / "index.html").write_text(SOUND, encoding="utf-8")
    assert [axe_findings(tmp_path, state) for state in STATES] == [[] for _ in STATES]
