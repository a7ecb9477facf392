"""The workflows for GitHub: least rights, actions pinned by hash, and commands that there are."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_workflow_may_only_read_and_pins_what_it_uses(file: Path):
    text = file.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    used = re.findall(r"uses: (.+)", text)
    assert used and all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used)
    assert "pull_request_target" not in text and "secrets." not in text


def test_what_may_write_builds_nothing():
    file = ROOT / ".github" / "workflows" / "publish.yml"
    jobs = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    writing = {name: job for name, job in jobs.items() if "permissions" in job}
    assert list(writing) == ["publish"]
    assert not any("run" in step for step in writing["publish"]["steps"])


def test_commands_of_the_workflows_exist():
    lines = "\n".join(file.read_text("utf-8") for file in FILES)
    for command, options in re.findall(r"-m handbook (\w+)((?: --\w+)*)", lines):
        arguments = [sys.executable, "-m", "handbook", command, "--help"]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
        assert all(option in done.stdout for option in options.split())
    assert len(FILES) == 2 and (ROOT / ".ci" / "run").stat().st_mode & 0o100
