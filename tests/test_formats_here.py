"""What a machine lacks: it is said with its cure, the rest is made, and in CI it is an error."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.build import BuildFailed, build, formats_here
from handbook.formats.listing import listing
from handbook.formats.registry import EXTRAS, FORMATS
from handbook.formats.words import FormatWords
from handbook.progress import Progress
from tests.cases import SMALL

NEED = "the library for it is not installed; an administrator can run: apt-get install it"
BRAILLE = {"brf", "brf-grade-1", "pef", "brf-volumes", "ebraille"}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_that_cannot_be_made_is_said_and_all_others_are_made(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setitem(FORMATS, name, replace(FORMATS[name], missing=lambda: NEED))
    made, lacking = formats_here(EXTRAS)
    assert [one.id for one in made] == [one for one in FORMATS if one != name]
    title = FORMATS[name].text(FormatWords()).name
    assert lacking == (f"{title}: {NEED}",)
    assert f"1. {NEED}" in listing(FORMATS.values())
    with pytest.raises(BuildFailed, match=re.escape(title)):
        build(SMALL, tmp_path / "public", progress=Progress(), extras=EXTRAS, require_all=True)
    assert not (tmp_path / "public").exists()


@pytest.fixture
def without_tables(tmp_path: Path) -> dict[str, str]:
    """An environment in which liblouis finds none of its tables."""
    return os.environ | {"LOUIS_TABLEPATH": str(tmp_path), "PYTHONPATH": str(SMALL.parents[2])}


def test_without_liblouis_all_but_braille_is_made(without_tables):
    code = """from handbook.build import formats_here
made, lacking = formats_here(("braille-plus",))
print(*(one.id for one in made))
print(*lacking, sep="\\n")"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=without_tables, capture_output=True, text=True, check=True
    )
    made, *lacking = done.stdout.splitlines()
    usual = {one.id for one in FORMATS.values() if not one.extra}
    assert set(made.split()) == usual - BRAILLE
    [said] = lacking
    assert said.startswith("Braille, Braille without contractions, PEF, ")
    assert said.endswith("apt-get install liblouis20 liblouis-data")


def test_without_liblouis_ci_publishes_nothing(without_tables, tmp_path):
    command = [sys.executable, "-m", "handbook", "--root", SMALL, "build", "--output"]
    done = subprocess.run(
        [*command, tmp_path / "public"], env=without_tables | {"CI": "true"}, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "apt-get install liblouis20 liblouis-data" in done.stderr
    assert "Nothing was published" in done.stderr
    assert not (tmp_path / "public").exists()
