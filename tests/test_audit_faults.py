"""Faults of more than 40 kinds, planted in a small build: the audit fails, and names the judge."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from handbook.audit import Audit, audit, read_audit
from handbook.audit.judges.registry import JUDGES
from handbook.audit.page import page_html
from tests.cases import SMALL
from tests.judging import quiet
from tests.planted import ALSO, FAULTS, Planted, paths, plant
from tests.site_builds import OURS, PROJECT


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small handbook with our theme, built with braille of all kinds."""
    root = tmp_path_factory.mktemp("small") / "handbook"
    shutil.copytree(SMALL, root)
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    hooks = [str(PROJECT / "hooks" / "build_site.py")]
    settings |= {"theme": OURS, "hooks": hooks, "site_url": "https://books.example/streets/"}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    command = [sys.executable, "-m", "handbook", "--root", root, "build", "--with", "braille-plus"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def planted(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """What the command says of a part of that build, with a fault in nearly every file."""
    folder = tmp_path_factory.mktemp("planted")
    for name in (*ALSO, *paths()):
        source, target = small_project / "public" / name, folder / "public" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target)
    shutil.copy2(small_project / "public" / "index.html", folder / "public")
    plant(folder / "public")
    command = [sys.executable, "-m", "handbook", "--root", small_project, "audit"]
    command += [folder / "public", "--output", folder / "audit", "--cache", folder / "cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    assert done.returncode == 1, done.stdout + done.stderr
    return read_audit(folder / "audit" / "audit.json")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what.replace(" ", "-"))
def test_a_planted_fault_is_seen_by_the_judge_named(planted: Audit, fault: Planted):
    judged = planted.judge(fault.judge)
    assert judged.status == "run", judged.why
    mine = [one for one in judged.findings if one.path == fault.path]
    seen = {(one.rule.startswith(fault.rule), one.state.startswith(fault.state)) for one in mine}
    assert (True, True) in seen, "\n".join(map(str, mine))
    assert planted.files[fault.path].faults >= 1


def test_a_state_is_named_only_where_the_fault_shows(planted: Audit):
    """A fault of one state is not there in the others, so no other look has found it."""
    found = planted.judge("axe").findings
    states = {one.state for one in found if one.rule == "color-contrast"}
    assert states == {"dark", "forced colours", "no JavaScript"}
    assert {one.state for one in found if one.rule == "reflow"} == {"320 px wide", "no JavaScript"}


def test_files_without_a_fault_have_none(planted: Audit):
    assert planted.files["downloads/advice.large-print.pdf"].tests >= 4
    assert planted.files["downloads/advice.large-print.pdf"].faults == 0
    assert planted.judge("libreoffice").looked_at["files"] == 4


def test_every_judge_is_there_and_the_page_tells_of_it(planted: Audit):
    text = page_html(planted)
    for judge in JUDGES.values():
        assert f'id="judge-{judge.id}"' in text
    assert 'id="file-downloads/advice.pdf"' in text
    assert len(FAULTS) >= 25 and text.count("<li>") > len(FAULTS)
    assert planted.judge("sound").tests == 0 and "nothing for it to look at" in text


def test_without_sources_words_are_not_judged_and_never_passed(small_project: Path):
    found = audit(small_project / "public", progress=quiet, only=["pdf-words", "qpdf"])
    judged = found.judge("pdf-words")
    assert (judged.status, judged.tests) == ("not run", 0)
    assert "the sources of this site are not here" in judged.why
    assert [one.id for one in found.not_run] == ["pdf-words"]
    assert "Did not run: PDF files, read back." in page_html(found)
