"""A handbook of many pages: whatever processors there are, the same bytes and the same words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.site_content import pages, write_handbook
from handbook.read_again import MANY, TRIED
from handbook.workers import cores
from tests.small_project import contents

COUNT = TRIED + MANY + 40
BROKEN = {f"case_studies/page-0{number}.md": f"Broken [here](nowhere-{number}.md)."
          for number in (250, 30, 120)}  # fmt: skip
LOAD = """
import pathlib, sys
from handbook.load import load
from handbook.problems import ProblemsFound
try:
    load(pathlib.Path.cwd(), keep=True)
except ProblemsFound as problems:
    sys.exit(str(problems))
"""

several = pytest.mark.skipif(cores() < 2, reason="this machine has one processor")


def run(root: Path, *arguments: str, alone: bool) -> subprocess.CompletedProcess[str]:
    """Run Python in a handbook's folder, on one processor or on all of them."""
    project = Path(__file__).resolve().parent.parent
    one = {min(os.sched_getaffinity(0))}
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"},
        preexec_fn=lambda: os.sched_setaffinity(0, one) if alone else None,
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, project_root: Path) -> Path:
    write_handbook(pages(COUNT), tmp_path / "handbook", project_root)
    return tmp_path / "handbook"


@several
def test_one_processor_and_several_make_the_same_site(root: Path):
    made = []
    for alone in (True, False):
        site = root.parent / f"site-{alone}"
        done = run(root, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(site),
                   alone=alone)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        made.append(contents(site))
        for file in (root / ".cache").rglob("*.db"):
            file.unlink()
    assert len(made[0]) > 2 * COUNT
    assert made[0] == made[1]


@several
def test_what_several_processes_kept_is_all_used(root: Path):
    """The second build takes the whole site, cards and all, as it is kept."""
    site, seen = root.parent / "site", []
    for _ in range(2):
        done = run(root, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(site),
                   alone=False)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        seen.append({file: file.stat().st_mtime_ns for file in site.rglob("*.*")})
    assert seen[0] == seen[1]


@several
def test_problems_are_said_in_the_same_order(root: Path):
    for path, words in BROKEN.items():
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(f"\n* * *\n\n{words}\n")
    alone, together = (run(root, "-c", LOAD, alone=one) for one in (True, False))
    assert alone.returncode == together.returncode == 1
    assert alone.stderr == together.stderr
    assert all(path in alone.stderr for path in BROKEN)
