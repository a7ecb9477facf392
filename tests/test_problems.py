"""Problems: their form, their order and the guide that explains them."""

import re
from pathlib import Path

import pytest

from handbook.problems import CODES, Problem, ProblemsFound, nearest, report

ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def problem(path: str, line: int, code: str = "empty-file") -> Problem:
    return Problem(path, line, 1, code, "this file is empty", "write the page")


def test_a_report_is_sorted_by_place_and_counted() -> None:
    found = [problem("b.md", 1), problem("a.md", 9), problem("a.md", 2), problem("a.md", 2)]
    assert report(found) == (
        "a.md:2:1: error: this file is empty (empty-file)\n  fix: write the page\n"
        "a.md:9:1: error: this file is empty (empty-file)\n  fix: write the page\n"
        "b.md:1:1: error: this file is empty (empty-file)\n  fix: write the page\n"
        "3 problems in 2 files"
    )


def test_problems_found_says_all_of_them() -> None:
    assert str(ProblemsFound([problem("a.md", 1)])).endswith("1 problem in 1 file")


def test_a_name_cannot_write_lines_of_its_own_or_steer_a_terminal() -> None:
    path = "content/a\n0 problems in 9 files\x1b[2J\u202e.md"
    said = str(Problem(path, 1, 1, "wrong-name", f"'{path}' is no name", f"rename {path}"))
    assert len(said.split("\n")) == 2
    assert said.count("a\\n0 problems in 9 files\\x1b[2J\\u202e.md") == 3


def test_a_problem_with_an_unknown_code_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="no-such-code"):
        problem("a.md", 1, "no-such-code")


def test_the_nearest_name_is_offered_whatever_its_capitals() -> None:
    assert nearest("enfeild", ["Camden", "Enfield"]) == "Enfield"
    assert nearest("x", ["Camden", "Enfield"]) is None


def test_the_guide_explains_every_code_and_no_other(project_root: Path) -> None:
    text = (project_root / "content/editing/messages.md").read_text("utf-8")
    rows = {code: meaning for code, meaning, _ in ROW.findall(text)}
    assert rows == CODES


def test_codes_are_in_alphabetical_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_each_code_has_a_bad_and_a_good_example(project_root: Path) -> None:
    text = (project_root / "content/editing/examples.md").read_text("utf-8")
    rows = {code: (bad, good) for code, bad, good in ROW.findall(text)}
    assert set(rows) >= set(CODES)
    assert [code for code, (bad, good) in rows.items() if bad == good] == []
