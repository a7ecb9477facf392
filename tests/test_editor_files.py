"""What text editors are given: completion and red lines in VS Code, hooks, and one style."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cases import SMALL
from tests.yaml_server import YamlServer

PROJECT = Path(__file__).resolve().parent.parent
SECONDS = 60


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """The small handbook as an editor opens it, with the project's settings and the schemas."""
    root = tmp_path_factory.mktemp("workspace") / "handbook"
    shutil.copytree(SMALL, root)
    shutil.copytree(project_root / ".vscode", root / ".vscode")
    done = handbook(root, "schema")
    assert (done.returncode, done.stderr) == (0, "")
    return root


def handbook(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handbook", "--root", root, *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=SECONDS)


def settings(root: Path) -> dict:
    return json.loads((root / ".vscode" / "settings.json").read_text("utf-8"))


def test_yaml_files_get_red_lines_and_completion(workspace: Path, project_root: Path):
    written = "- id: T01\n  title: A\n  publisher: B\n  year: 2019\n  url: nowhere\n"
    written += "  read: half\n  tier: primary\n  supports: C\n  colour: red\n"
    with YamlServer(project_root, workspace, settings(workspace)) as server:
        path = "content/sources.yml"
        sound = (workspace / path).read_text("utf-8")
        assert server.write(path, sound) == []
        found = server.write(path, written)
        assert sorted(one["range"]["start"]["line"] for one in found) == [4, 5, 8]
        offered = server.complete(path, 5, 8)
        assert {"full", "abstract", "opening"} <= {one["label"] for one in offered}


def test_easy_read_and_settings_get_their_schemas(workspace: Path, project_root: Path):
    easy = "principles/slow-the-traffic.easy.yml"
    with YamlServer(project_root, workspace, settings(workspace)) as server:
        text = (workspace / easy).read_text("utf-8")
        assert server.write(easy, text) == []
        wrong = text.replace("reviewed: 2026-01-31", "reviewed: 2026-02-31")
        assert [one["message"] for one in server.write(easy, wrong)] == [
            "Write year-month-day with two digits each, for example 2026-11-22."
        ]
        config = (workspace / "mkdocs.yml").read_text("utf-8")
        assert server.write("mkdocs.yml", config) == []
        assert server.write("mkdocs.yml", config.replace("shape: bars", "shape: square"))


def test_the_schemas_that_vs_code_reads_are_those_that_are_written(workspace: Path):
    named = settings(workspace)["yaml.schemas"]
    assert all((workspace / path).is_file() for path in named)


def test_a_second_writing_changes_nothing_and_a_problem_leaves_all_as_it_was(workspace: Path):
    assert handbook(workspace, "schema").stdout == "8 files for editors, 0 of them new or changed\n"
    source = workspace / "content" / "sources.yml"
    before = source.read_text("utf-8")
    source.write_text(before.replace("read: full", "read: half"), "utf-8")
    done = handbook(workspace, "schema")
    source.write_text(before, "utf-8")
    assert done.returncode == 1 and "The schemas are as they were." in done.stderr


def test_vs_code_finds_every_problem_in_what_the_task_prints(workspace: Path):
    tasks = json.loads((workspace / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    task = next(one for one in tasks if "check" in one["command"])
    page = workspace / "principles" / "plant-trees.md"
    before = page.read_text("utf-8")
    page.write_text(before.replace("[green]", "[grey]").replace("T02", "T03"), "utf-8")
    lines = first_round(workspace, task["command"].split()[1:], task["problemMatcher"][0])
    page.write_text(before, "utf-8")
    found = [problem(line, task["problemMatcher"][0]) for line in lines]
    assert [one for one in found if one] == [
        {"file": "principles/plant-trees.md", "line": "5", "column": "11",
         "message": "'grey' is not in the list of pillars", "code": "unknown-choice"},
        {"file": "principles/plant-trees.md", "line": "15", "column": "13",
         "message": "no source is called 'T03'", "code": "unknown-source"},
    ]  # fmt: skip


def first_round(root: Path, arguments: list[str], matcher: dict) -> list[str]:
    """Run a task of VS Code until it waits; return its lines between the two that mark a round."""
    begins, ends = (re.compile(matcher["background"][f"{one}sPattern"]) for one in ("begin", "end"))
    command = [sys.executable, "-m", "handbook", "--root", root, *arguments]
    lines: list[str] = []
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert begins.search(process.stdout.readline())
            for line in process.stdout:
                if ends.search(line):
                    break
                lines.append(line.rstrip("\n"))
        finally:
            process.terminate()
    return lines


def problem(line: str, matcher: dict) -> dict[str, str] | None:
    """Return what VS Code takes from a line, as its matcher says."""
    pattern = matcher["pattern"]
    found = re.search(pattern["regexp"], line)
    groups = {name: number for name, number in pattern.items() if name != "regexp"}
    return {name: found[number] for name, number in groups.items()} if found else None


def test_every_task_runs_a_command_that_there_is(project_root: Path):
    tasks = json.loads((project_root / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    makefile = (project_root / "Makefile").read_text("utf-8")
    for task in tasks:
        program, *arguments = task["command"].split()
        if program == "make":
            assert f"\n{arguments[0]}:" in makefile
        else:
            assert program == ".venv/bin/handbook"
            done = handbook(project_root, arguments[0], "--help")
            assert all(option in done.stdout for option in arguments[1:])


def test_hooks_before_a_commit_run_the_check(project_root: Path):
    config = yaml.safe_load((project_root / ".pre-commit-config.yaml").read_text("utf-8"))
    offered = yaml.safe_load((project_root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repository,) = config["repos"]
    assert repository["repo"] == "local"
    for hook in (*repository["hooks"], *offered):
        assert hook["entry"].endswith("handbook check") and hook["pass_filenames"] is False
        chosen = re.compile(hook["files"])
        assert chosen.search("principles/a.md") and chosen.search("mkdocs.yml")
        assert not chosen.search("tests/cases/a.yml")


def test_files_keep_the_style_that_editors_are_told(project_root: Path):
    text = (project_root / ".editorconfig").read_text("utf-8")
    assert "end_of_line = lf" in text and "insert_final_newline = true" in text
    for folder in ("content", "principles", "case_studies"):
        for file in (project_root / folder).rglob("*"):
            if file.suffix in (".md", ".yml"):
                written = file.read_bytes()
                assert b"\r" not in written and written.endswith(b"\n"), file
