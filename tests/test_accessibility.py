"""axe-core finds nothing on any page, wide, narrow or dark; and it finds what is planted."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from tests.judges.axe import STATES, judge

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


@pytest.mark.parametrize("state", STATES)
def test_no_page_has_findings(built_public: Path, project_root: Path, axe: Path, state: str):
    settings = yaml.safe_load((project_root / "mkdocs.yml").read_text(encoding="utf-8"))
    base = urlsplit(settings["site_url"]).path
    found = judge(built_public, state, axe=axe, base=base)
    assert found == [], "\n" + "\n".join(map(str, found))


def test_planted_faults_are_caught(tmp_path: Path, axe: Path):
    (tmp_path / "index.html").write_text(PLANTED, encoding="utf-8")
    found = judge(tmp_path, "1280 px wide", axe=axe)
    assert {one.rule: one.level for one in found if one.rule in CAUGHT} == CAUGHT


def test_sound_page_has_no_findings(tmp_path: Path, axe: Path):
    sound = '<!doctype html><html lang="en"><head><title>A page</title></head>'
    sound += "<body><main><h1>Sound</h1><p>Words.</p></main></body></html>"
    (tmp_path / "index.html").write_text(sound, encoding="utf-8")
    assert [judge(tmp_path, state, axe=axe) for state in STATES] == [[], [], []]
