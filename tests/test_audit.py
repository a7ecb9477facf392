"""`handbook audit`: what it writes is read back, and a judge that fails is a finding."""

from pathlib import Path

import pytest

from handbook.audit import audit, read_audit
from handbook.cli import main
from tests.cases import SMALL
from tests.judging import quiet

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1 id="a">A page</h1><p><a href="{0}">To a place</a></p></main></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE.format("#a"), "utf-8")
    return folder


def test_what_an_audit_writes_is_read_back(site, tmp_path):
    (site / "index.html").write_text(PAGE.format("#b"), "utf-8")
    found = audit(site, progress=quiet, only=["links"])
    assert [one.text for _, one in found.findings] == [
        "leads to #b, but index.html has no id 'b'"
    ]
    assert found.files["index.html"].faults == found.files["index.html"].tests == 1
    found.write(tmp_path / "audit.json")
    assert read_audit(tmp_path / "audit.json").to_json() == found.to_json()


def test_the_command_ends_well_with_findings_or_with_wrong_use(site, capsys):
    command = ["--root", str(SMALL), "audit", "--only", "links", "--fresh"]
    assert main([*command, str(site)]) == 0
    (site / "index.html").write_text(PAGE.format("gone/"), "utf-8")
    assert main([*command, str(site)]) == 1
    assert "leads to gone/, which is not in the site" in capsys.readouterr().out
    assert main([*command, str(site / "nowhere")]) == 2
    assert main([*command, "--only", "nobody", str(site)]) == 2
