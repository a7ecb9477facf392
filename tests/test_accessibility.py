"""axe-core finds nothing on any page in any of six states; and it finds what is planted.

Every page is judged at 1280 and at 320 px, with all that opens open. The other states change
colours or take scripts away, in the same way on all pages of one type, so the largest page of each
type stands for it. The search is open where there are results.
"""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import yaml

from handbook.load import load
from tests.judges.axe import NO_SCRIPT, OPEN, STATES, Finding, answers, judge, reviews
from tests.judges.pages import page_names, page_types

EVERY_PAGE = ("1280 px wide", "320 px wide")
EVERY_TYPE = ("dark", "forced colours", "no JavaScript")
SHARDS = 4

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
    "html-has-lang": "wcag2a",
    "image-alt": "wcag2a",
    "color-contrast": "wcag2aa",
    "color-contrast-enhanced": "wcag2aaa",
    "heading-order": "best-practice",
    "label": "wcag2a",
    "reflow": "wcag2aa",
    "other-host": "privacy",
}


@pytest.fixture(scope="session")
def axe(project_root: Path) -> Path:
    """axe-core as package-lock.json pins it."""
    return project_root / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def base(project_root: Path) -> str:
    """The path at which the site is published."""
    settings = yaml.safe_load((project_root / "mkdocs.yml").read_text(encoding="utf-8"))
    return urlsplit(settings["site_url"]).path


@pytest.fixture(scope="module")
def searches(project_root: Path) -> list[str]:
    """Addresses of the search page: with many results, of one kind, after a slip, with none."""
    first = next(iter(load(project_root).handbook.principles)).title
    word = max(first.split(), key=len)
    queries = [word, f"{word}&kind=principle", f"{word[:-1]}{word[-1] * 2}q", "zyzzyva"]
    return [f"search/index.html?q={quote(query, safe='&=')}" for query in queries]


def undecided(found: list[Finding]) -> list[Finding]:
    """Return the findings without what axe left open and a person has answered."""
    known = reviews()
    return [one for one in found if not any(answers(review, one) for review in known)]


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("state", EVERY_PAGE)
def test_no_page_has_findings(built_public: Path, axe: Path, base: str, state: str, shard: int):
    pages = page_names(built_public)[shard::SHARDS]
    found = undecided(judge(built_public, state, axe=axe, base=base, pages=pages))
    assert found == [], "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("state", EVERY_TYPE)
def test_no_type_of_page_has_findings(built_public: Path, axe: Path, base: str, state: str):
    pages = page_types(built_public).values()
    found = undecided(judge(built_public, state, axe=axe, base=base, pages=pages))
    assert found == [], "\n" + "\n".join(map(str, found))


@pytest.mark.parametrize("state", ["1280 px wide", "320 px wide", "dark", "forced colours"])
def test_the_search_with_results_has_no_findings(built_public, axe, base, searches, state):
    found = undecided(judge(built_public, state, axe=axe, base=base, pages=searches))
    assert found == [], "\n" + "\n".join(map(str, found))


def about(answered: list[dict[str, str]], site: Path) -> set[str]:
    """Return for each answer the first page that holds what it is about."""
    pages = {name: (site / name).read_text("utf-8") for name in page_names(site)}
    patterns = [re.compile(one["html"], re.DOTALL) for one in answered]
    firsts = (
        next((name for name, text in pages.items() if pattern.search(text)), None)
        for pattern in patterns
    )
    return {name for name in firsts if name}


def test_each_answer_to_axe_is_still_needed_and_has_a_reason(built_public, axe, base):
    pages = {*page_types(built_public).values(), *about(reviews(), built_public)}
    open_ = [
        one
        for state in (*EVERY_PAGE, NO_SCRIPT)
        for one in judge(built_public, state, axe=axe, base=base, pages=pages)
        if one.level == OPEN
    ]
    for review in reviews():
        assert len(review["reason"].split()) > 7
        assert any(answers(review, one) for one in open_), review


def test_without_javascript_no_script_of_ours_runs(tmp_path: Path, axe: Path):
    script = '<script src="wide.js" defer></script></head>'
    page = SOUND.replace("</head>", script)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "wide.js").write_text("document.body.style.width = '3000px'", encoding="utf-8")
    assert [one.rule for one in judge(tmp_path, "320 px wide", axe=axe)] == ["reflow"]
    assert judge(tmp_path, NO_SCRIPT, axe=axe) == []


def test_no_page_shows_more_where_the_browser_runs_no_script(built_public: Path):
    """So a page whose scripts are stopped is what a reader without JavaScript has."""
    for name in page_names(built_public):
        assert "<noscript" not in (built_public / name).read_text("utf-8"), name
    for sheet in built_public.glob("assets/**/*.css"):
        assert "scripting" not in sheet.read_text("utf-8"), sheet


def test_planted_faults_are_caught(tmp_path: Path, axe: Path):
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    found = judge(tmp_path, "1280 px wide", axe=axe)
    assert {one.rule: one.level for one in found if one.rule in CAUGHT} == CAUGHT


def test_sound_page_has_no_findings(tmp_path: Path, axe: Path):
    (tmp_path / "index.html").write_text(SOUND, encoding="utf-8")
    assert [judge(tmp_path, state, axe=axe) for state in STATES] == [[] for _ in STATES]
