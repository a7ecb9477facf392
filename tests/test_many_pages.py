"""A handbook of many pages: whatever processors there are, the same bytes and the same words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.site_content import pages, write_handbook
from handbook.read_again import MANY, TRIED
from tests.small_project import contents

COUNT = TRIED + MANY + 40
BROKEN = {f"case_studies/page-0{number}.md": f"Broken [here](nowhere-{number}.md)."
          for number in (250, 30, 120)}  # fmt: skip
PROCESSORS = """
import sys
from handbook import workers
start = workers._start
def told(*arguments):
    print("a worker", file=sys.stderr)
    return start(*arguments)
number = int(sys.argv.pop(1))
workers.cores, workers._start = lambda: number, told
"""
BUILD = PROCESSORS + "from mkdocs.__main__ import cli\ncli()\n"
LOAD = PROCESSORS + """
import pathlib
from handbook.load import load
from handbook.problems import ProblemsFound
try:
    load(pathlib.Path.cwd(), keep=True)
except ProblemsFound as problems:
    print(problems)
    sys.exit(1)
"""
READERS, CARDS = 2, 1
"""Workers that read, and that draw the cards, on two processors."""


def run(
    root: Path, code: str, processors: int, *arguments: object
) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run some code in a handbook's folder; return what came of it, and how many workers began."""
    project = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(processors), *map(str, arguments)],
        cwd=root, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    return done, done.stderr.count("a worker\n")


def build(root: Path, site: Path, processors: int) -> int:
    """Build a site on some processors; return how many workers began."""
    done, began = run(root, BUILD, processors, "build", "--strict", "--quiet", "-d", site)
    assert done.returncode == 0, done.stdout + done.stderr
    return began


def forget(root: Path) -> None:
    """Remove what builds have kept."""
    for file in (root / ".cache").rglob("*.db"):
        file.unlink()


@pytest.fixture
def root(tmp_path: Path, project_root: Path) -> Path:
    write_handbook(pages(COUNT), tmp_path / "handbook", project_root)
    return tmp_path / "handbook"


def test_one_processor_and_several_make_the_same_site(root: Path):
    made = []
    for processors, workers in ((1, 0), (2, READERS + CARDS)):
        site = root.parent / f"site-{processors}"
        assert build(root, site, processors) == workers
        made.append(contents(site))
        forget(root)
    assert len(made[0]) > 2 * COUNT
    assert made[0] == made[1]


def test_what_several_processes_kept_is_all_used(root: Path):
    """The second build takes the whole site, cards and all, as it is kept."""
    site, seen = root.parent / "site", []
    for workers in (READERS + CARDS, 0):
        assert build(root, site, 2) == workers
        seen.append({file: file.stat().st_mtime_ns for file in site.rglob("*.*")})
    assert seen[0] == seen[1]


def test_problems_are_said_in_the_same_order(root: Path):
    for path, words in BROKEN.items():
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(f"\n* * *\n\n{words}\n")
    alone, began = run(root, LOAD, 1)
    assert began == 0
    forget(root)
    together, began = run(root, LOAD, 2)
    assert began == READERS
    assert alone.returncode == together.returncode == 1
    assert alone.stdout == together.stdout
    assert all(path in alone.stdout for path in BROKEN)
