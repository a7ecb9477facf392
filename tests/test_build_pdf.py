"""build_pdf.py as people run it, on a small handbook in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from handbook import pdf
from handbook.audit.judges import verapdf
from handbook.load import load
from handbook.pdf.text_tree import text_tree

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small handbook with the code beside it, as in a clone."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "tests" / "handbooks" / "small", root)
    shutil.copytree(ROOT / "handbook", root / "handbook",
                    ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build_pdf.py", root)
    return root


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", folder / "build_pdf.py", *arguments], cwd=folder,
        env={**os.environ, **environment}, capture_output=True, text=True)


def test_the_report_is_written_and_every_step_said(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "--output", str(tmp_path / "out.pdf"))
    assert (done.returncode, done.stderr) == (0, "")
    for step in ("loading", "loaded 9 pages", "laying out", "joining", "checking", "wrote"):
        assert step in done.stdout
    assert verapdf.failed_rules(tmp_path / "out.pdf") == {}
    assert pdf.check((tmp_path / "out.pdf").read_bytes(), load(folder).report) == []


def test_one_page_in_large_print(folder: Path) -> None:
    done = run(folder, "--only", "plant-trees", "--edition", "large-print")
    assert done.returncode == 0, done.stderr
    with pikepdf.open(folder / "plant-trees-large-print.pdf") as file:
        links = {str(link.A.URI) for page in file.pages for link in page.obj.get("/Annots", [])
                 if "/A" in link}
    site = load(folder).settings.site_url
    assert any(link.startswith(site) for link in links)


def test_giant_print_has_its_tables_as_lists_of_rows(folder: Path) -> None:
    done = run(folder, "--only", "slow-the-traffic", "--edition", "giant-print")
    assert done.returncode == 0, done.stderr
    tags = text_tree((folder / "slow-the-traffic-giant-print.pdf").read_bytes())
    assert "LBody" in tags and "Table" not in tags


def test_the_second_file_of_record(folder: Path) -> None:
    done = run(folder, "--standard", "ua-2")
    assert (done.returncode, done.stderr) == (0, "")
    for flavour in ("ua2", "wt1a", "wt1r", "4"):
        assert verapdf.failed_rules(folder / "report.ua-2.pdf", flavour) == {}, flavour


@pytest.mark.parametrize("standard", pdf.STANDARDS)
def test_every_page_can_be_made_alone(standard: str) -> None:
    edition = load(ROOT / "tests" / "handbooks" / "small")
    for document in edition.pages.values():
        assert pdf.render_pdf(document, edition, standard=standard).startswith(b"%PDF-")


def test_an_unknown_id_is_told_with_those_that_exist(folder: Path) -> None:
    done = run(folder, "--only", "plant-tree")
    assert done.returncode == 1
    assert "No page is called 'plant-tree'" in done.stderr
    assert "plant-trees" in done.stderr
    assert not list(folder.glob("*.pdf"))


def test_problems_are_printed_and_the_last_pdf_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(b"the last good one")
    (folder / "principles" / "plant-trees.md").write_text("no settings", encoding="utf-8")
    done = run(folder, "--output", str(tmp_path / "out.pdf"))
    assert done.returncode == 1
    assert "principles/plant-trees.md:1:1: error" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out.pdf").read_bytes() == b"the last good one"


def test_a_missing_glyph_is_told_in_words(folder: Path) -> None:
    page = folder / "principles" / "plant-trees.md"
    page.write_text(page.read_text(encoding="utf-8").replace(
        "## Why it matters\n", "## Why it matters\n\nA tree is 木.\n"), encoding="utf-8")
    done = run(folder)
    assert done.returncode == 1
    assert "'木' (U+6728), under 'Why it matters'" in done.stderr
    assert not list(folder.glob("*.pdf"))


def test_without_pango_it_says_what_to_install(folder: Path) -> None:
    (folder / "weasyprint").mkdir()
    (folder / "weasyprint" / "__init__.py").write_text("raise OSError('no pango')")
    done = run(folder)
    assert done.returncode == 1
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in done.stderr
    assert "Traceback" not in done.stderr
