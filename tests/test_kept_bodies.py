"""What is kept of pages that were read: it makes the same Documents, and hides no Problem."""

import shutil
from pathlib import Path

import pytest

from handbook import reading
from handbook.kept_bodies import FILE
from handbook.load import Edition, load
from handbook.problems import ProblemsFound
from tests.cases import make_handbook
from tests.small_project import CONTENT

TREES = "principles/plant-trees.md"
WORDS = "Trees give shade."
RICH = {
    TREES: {
        "replace": {
            WORDS: "Trees give shade[^1]. <!-- allow idiom: the group's motto -->\n\n"
            "> [!NOTE]\n> Water “them”.\n\n| A | B |\n| --- | --- |\n| c\\| | &amp; |\n\n"
            "Table: Letters\n\n[^1]: In summer [@T01]."
        }
    }
}


def made(edition: Edition) -> list:
    """Return every Document of an edition, and the advice on it."""
    found = [edition.pages, edition.easy_reads, edition.checklists]
    return [*(dict(one) for one in found), edition.report, edition.advice]


def read_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the path of each page whose text is read from now on."""
    paths, parse = [], reading.parse_body
    monkeypatch.setattr(
        reading, "parse_body", lambda path, *more: paths.append(path) or parse(path, *more)
    )
    return paths


def test_the_real_handbook_is_the_same_as_if_all_had_been_read(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in CONTENT:
        copy = shutil.copytree if (project_root / name).is_dir() else shutil.copy2
        copy(project_root / name, tmp_path / name)
    whole = made(load(tmp_path))
    assert not (tmp_path / FILE).exists()
    load(tmp_path, keep=True)
    paths = read_texts(monkeypatch)
    assert made(load(tmp_path, keep=True)) == whole
    assert paths == []


def test_notes_callouts_tables_and_remarks_are_the_same(tmp_path: Path):
    root = make_handbook(tmp_path, RICH)
    whole = made(load(root))
    assert made(load(root, keep=True)) == made(load(root, keep=True)) == whole


def test_only_a_page_that_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root = make_handbook(tmp_path, {})
    load(root, keep=True)
    paths = read_texts(monkeypatch)
    text = (root / TREES).read_text("utf-8")
    (root / TREES).write_text(text.replace(WORDS, "Trees give cool shade."), "utf-8")
    assert "cool shade" in load(root, keep=True).pages[TREES].xhtml
    assert paths == [TREES]
    (root / TREES).write_text(text.replace(f"{WORDS}\n", f"\n{WORDS}\n"), "utf-8")
    load(root, keep=True)
    assert paths == [TREES, TREES]


def test_a_word_of_the_handbook_that_stands_in_texts_reads_all_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    root = make_handbook(tmp_path, RICH)
    load(root, keep=True)
    paths = read_texts(monkeypatch)
    settings = root / "mkdocs.yml"
    words = "  handbook:\n    words:\n      note: Mind"
    settings.write_text(settings.read_text("utf-8").replace("  handbook:", words, 1), "utf-8")
    assert "Mind" in load(root, keep=True).pages[TREES].xhtml
    assert TREES in paths


def test_a_text_with_a_problem_is_never_kept(tmp_path: Path):
    root = make_handbook(tmp_path, {TREES: {"replace": {WORDS: f"{WORDS}\n\n* * *"}}})
    for _ in range(2):
        with pytest.raises(ProblemsFound, match="unsupported-markup"):
            load(root, keep=True)


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_what_is_damaged_is_read_anew(place: int, tmp_path: Path):
    root = make_handbook(tmp_path, RICH)
    whole = made(load(root, keep=True))
    file = root / FILE
    data = bytearray(file.read_bytes())
    start = len(data) * place // 100
    data[start : start + 300] = b"\xa5" * 300
    file.write_bytes(data)
    assert made(load(root, keep=True)) == whole


def test_a_folder_that_takes_no_file_is_no_fault(tmp_path: Path):
    root = make_handbook(tmp_path, {})
    (root / ".cache").write_text("not a folder", "utf-8")
    assert made(load(root, keep=True)) == made(load(root))
