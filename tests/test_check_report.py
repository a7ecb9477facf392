"""What `handbook check` prints, for people and for programs, and how it watches."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook.check_report import check_report, only
from handbook.problems import Problem
from handbook.watch import changes
from tests.cases import make_handbook

ROOT = Path(__file__).resolve().parent.parent
ERROR = Problem("content/a, b.md", 3, 5, "table-without-caption", "100 %: no caption.", "Add one.")
ADVICE = Problem("principles/c.md", 1, 1, "long-sentence", "Too long.", "Cut it.", "advice")


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "handbook", "--root", folder, "check", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Path:
    """A handbook with one problem in one file."""
    changes = {"case_studies/mill-lane.md": {"replace": {"title: Mill Lane\n": ""}}}
    return make_handbook(tmp_path_factory.mktemp("broken"), changes)


def test_github_shows_each_at_its_line_with_signs_escaped():
    lines = check_report([ADVICE, ERROR], 2, "github", colour=False).split("\n")
    assert lines == [
        "::error file=content/a%2C b.md,line=3,col=5,title=table-without-caption"
        "::100 %25: no caption.%0Afix: Add one.",
        "::notice file=principles/c.md,line=1,col=1,title=long-sentence::Too long.%0Afix: Cut it.",
        "1 problem and 1 piece of advice in 2 files",
    ]


def test_json_says_everything():
    whole = json.loads(check_report([ERROR], 9, "json", colour=False))
    assert whole["files"] == 9
    assert Problem(**whole["problems"][0]) == ERROR


def test_colour_is_for_terminals_only():
    plain = check_report([ERROR, ADVICE], 2, "text", colour=False)
    shown = check_report([ERROR, ADVICE], 2, "text", colour=True)
    assert "\033" not in plain
    assert "\033[31merror\033[0m: 100 %" in shown and "\033[33madvice\033[0m: Too" in shown


def test_a_file_or_a_folder_is_asked_about_alone(tmp_path: Path):
    found = [ERROR, ADVICE]
    assert only(found, [tmp_path / "principles"], tmp_path) == [ADVICE]
    assert only(found, [tmp_path / "content" / "a, b.md"], tmp_path) == [ERROR]
    assert only(found, [], tmp_path) == found


def test_the_command_tells_of_one_file_and_of_what_is_elsewhere(broken: Path):
    whole = run(broken)
    assert whole.returncode == 1 and "case_studies/mill-lane.md:" in whole.stdout
    sound = run(broken, broken / "principles")
    assert sound.returncode == 0
    assert sound.stdout == "0 problems in what you named; 1 problem elsewhere\n"
    named = run(broken, "--format", "json", broken / "case_studies" / "mill-lane.md")
    assert named.returncode == 1 and len(json.loads(named.stdout)["problems"]) == 1
    assert run(broken, broken / "lost.md").returncode == 2


def test_a_saved_file_is_noticed_and_nothing_else(tmp_path: Path):
    folder = make_handbook(tmp_path, {})
    seen = changes(folder, look=0.01)
    next(seen)
    page = folder / "principles" / "slow-the-traffic.md"
    moment = time.time_ns()
    (folder / "public").mkdir()
    (folder / "public" / "page.md").write_text("built")
    os.utime(page, ns=(moment, moment + 10**9))
    next(seen)
    page.unlink()
    next(seen)


def test_watching_checks_again_when_a_file_is_saved(tmp_path: Path):
    folder = make_handbook(tmp_path, {})
    command = [sys.executable, "-u", "-m", "handbook", "--root", folder, "check", "--watch"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as watching:
        try:
            said = [watching.stdout.readline() for _ in range(3)]
            assert said[0] == "Checking\n" and said[1].startswith("0 problems")
            (folder / "principles" / "slow-the-traffic.md").write_text("nothing")
            assert watching.stdout.readline() == "Checking\n"
            assert "error" in watching.stdout.readline()
        finally:
            watching.terminate()
