"""Loading a handbook of many pages takes little memory: no tree of every page is held at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.site_content import pages, write_handbook

FEW, MANY = 40, 240
MOST = 100
"""Kilobytes that a page of some 640 words may add."""
LOAD = """
import pathlib, resource, handbook
edition = handbook.load(pathlib.Path.cwd())
print(len(edition.pages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def loaded(count: int, root: Path, project_root: Path) -> tuple[int, int]:
    """Return how many pages a process of its own loads, and the most kilobytes it then holds."""
    write_handbook(pages(count), root, project_root)
    command = [sys.executable, "-c", LOAD]
    environment = {**os.environ, "PYTHONPATH": str(project_root)}
    said = subprocess.run(
        command, cwd=root, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    number, most = said.stdout.split()
    return int(number), int(most)


def test_a_page_adds_little_to_what_a_load_holds(tmp_path: Path, project_root: Path) -> None:
    few, least = loaded(FEW, tmp_path / "few", project_root)
    many, most = loaded(MANY, tmp_path / "many", project_root)
    assert many - few == MANY - FEW
    print(f"{(most - least) / (many - few):.0f} KB a page")
    assert (most - least) / (many - few) < MOST
