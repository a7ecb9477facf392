"""A check with what earlier checks kept finds what loading the whole handbook finds."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import handbook
from handbook import judges
from handbook.checked import check
from handbook.kept import FILE
from handbook.problems import Problem, ProblemsFound
from tests.cases import ADVICE, NAMES, SMALL, make_handbook, read_case


def loaded(root: Path) -> list[Problem]:
    """Return what loading the whole handbook finds."""
    try:
        return sorted(set(handbook.load(root).advice))
    except ProblemsFound as found:
        return sorted(set(found.problems))


def checked(root: Path) -> list[Problem]:
    return sorted(set(check(root).problems))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small handbook after a check of it."""
    root = make_handbook(tmp_path, {})
    assert check(root).problems == ()
    return root


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", [*NAMES, *ADVICE])
def test_a_check_finds_what_loading_finds_also_the_second_time(name: str, tmp_path: Path) -> None:
    root = make_handbook(tmp_path, read_case(name)["files"])
    wanted = loaded(root)
    assert checked(root) == wanted
    assert checked(root) == wanted


def test_what_has_not_changed_is_not_judged_again(small: Path) -> None:
    assert check(small).judged == 0
    edit(small / "principles/plant-trees.md", "Trees give shade.", "Trees give much shade.")
    assert check(small).judged == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("principles/slow-the-traffic.md", "id: measure-speed", "id: measure-pace"),
        ("principles/slow-the-traffic.md", "title: ", "title: here #"),
        ("case_studies/mill-lane.md", "principle: slow-the-traffic", "principle: plant-trees"),
        ("content/sources.yml", "id: T02", "id: T99"),
        ("content/glossary.yml", "term: ", "term: Old "),
        ("mkdocs.yml", "id: trees", "id: oaks"),
    ],
)
def test_a_change_in_one_file_is_felt_in_the_others(
    small: Path, file: str, old: str, new: str
) -> None:
    edit(small / file, old, new)
    assert checked(small) == loaded(small)


def test_a_page_that_goes_or_comes_is_felt_where_links_lead_to_it(small: Path) -> None:
    page = small / "principles/plant-trees.md"
    text = page.read_text("utf-8")
    page.unlink()
    assert checked(small) == loaded(small)
    page.write_text(text, "utf-8")
    assert checked(small) == loaded(small) == []


def test_a_picture_that_goes_or_grows_heavy_is_felt(small: Path) -> None:
    picture = small / "content/images/street.svg"
    drawing = picture.read_text("utf-8")
    picture.write_text(drawing + " " * 200_000, "utf-8")
    assert "image-heavy" in {one.code for one in checked(small)}
    assert checked(small) == loaded(small)
    picture.unlink()
    assert "missing-image" in {one.code for one in checked(small)}


def test_an_error_is_told_each_time_until_it_is_mended(small: Path) -> None:
    page = small / "principles/plant-trees.md"
    edit(page, "title: Plant trees", "colour: green")
    first = checked(small)
    assert {one.code for one in first} >= {"unknown-field", "missing-field"}
    assert checked(small) == first == loaded(small)
    edit(page, "colour: green", "title: Plant trees")
    assert checked(small) == []


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": 1}', b"\xff\xfe"])
def test_a_damaged_or_foreign_cache_is_as_if_it_were_not_there(small: Path, damage: bytes) -> None:
    kept = (small / FILE).read_bytes()
    (small / FILE).write_bytes(damage or kept[: len(kept) // 2])
    found = check(small)
    assert found.problems == () and found.judged > 3


def test_a_review_that_is_still_to_come_is_told_on_a_page_and_in_easy_read(small: Path) -> None:
    today = date(2026, 6, 1)
    for name in ("plant-trees.md", "slow-the-traffic.easy.yml"):
        edit(small / "principles" / name, "reviewed: 2026", "reviewed: 2062")
    wanted = [("principles/plant-trees.md", 17, "date-in-future"),
              ("principles/slow-the-traffic.easy.yml", 13, "date-in-future")]  # fmt: skip
    for _ in range(2):
        found = sorted(check(small, today=today).problems)
        assert [(one.path, one.line, one.code) for one in found] == wanted
    assert "reviewed on 2062-01-31, and today is 2026-06-01" in found[0].message
    with pytest.raises(ProblemsFound) as also:
        handbook.load(small, today=today)
    assert sorted(also.value.problems) == found
    assert not [one for one in checked(small) if one.code == "date-in-future"]


def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_handbook(tmp_path, read_case("unknown_principle")["files"])
    alone = checked(root)
    shutil.rmtree(root / FILE.parent, ignore_errors=True)
    monkeypatch.setattr(judges, "FEWEST", 2)
    monkeypatch.setattr(judges, "cores", lambda: 3)
    assert checked(root) == alone == loaded(root)


def test_the_small_handbook_itself_is_left_as_it_was() -> None:
    assert not (SMALL / ".cache").exists()


def test_what_allows_advice_reaches_no_reader(tmp_path: Path) -> None:
    root = make_handbook(tmp_path, read_case("advice_silences")["files"])
    edition = handbook.load(root)
    for document in (*edition.documents.values(), edition.report):
        assert "allow hard-word" not in document.xhtml and "motto" not in document.xhtml
        assert "the name of a fund" not in document.xhtml
    for file in (root / FILE.parent.parent).rglob("*"):
        assert not file.is_file()  # loading keeps nothing


def test_a_remark_inside_a_value_is_told_and_not_published(tmp_path: Path) -> None:
    words = "summary: >-\n  Give shade.\n  # allow idiom: no"
    change = {"replace": {"summary: Give every street shade.": words}}
    root = make_handbook(tmp_path, {"principles/plant-trees.md": change})
    assert [(p.line, p.code) for p in checked(root)] == [(4, "unsupported-markup")]
