"""Benchmarks are measured in pieces: each is kept by its key, and a table is made of all."""

import re
from pathlib import Path

import handbook
from benchmarks.pieces import add, read, write_table
from benchmarks.site import NAMES, OURS, SERVED, SIZES, asked, table
from benchmarks.site_content import pages, write_handbook
from tests.site_builds import PROJECT


def test_a_piece_measured_again_takes_the_place_of_the_first(tmp_path: Path):
    add("site", ("50", "Hugo"), {"runs": 1}, tmp_path)
    add("site", ("50", "MkDocs"), {"runs": 3}, tmp_path)
    add("site", ("50", "Hugo"), {"runs": 2}, tmp_path)
    assert read("site", tmp_path) == {("50", "Hugo"): {"runs": 2}, ("50", "MkDocs"): {"runs": 3}}
    assert read("pdf", tmp_path) == {}


def test_a_table_is_put_between_its_marks_and_nothing_else_is_touched(tmp_path: Path):
    file = tmp_path / "README.md"
    file.write_text("# Benchmarks\n\nWords.\n", "utf-8")
    for row in ("| one |", "| two |"):
        write_table("site", "Website", [row], file)
    text = file.read_text("utf-8")
    assert text.startswith("# Benchmarks\n\nWords.\n\n## Website\n")
    assert "| one |" not in text and text.count("| two |") == 1


def piece(scale: float) -> dict:
    cost = {"seconds": scale, "processor": scale, "memory": scale * 1e6}
    sizes = {"output": 1_000_000, "page": 10_000, "gzipped": 4_000}
    return {"cold": cost, "again": cost, "changed": cost, **sizes, "runs": 3, "load": [0.1, 0.2],
            "search": True}  # fmt: skip


def test_every_bar_is_held_against_what_was_measured():
    found = {(str(size), name): piece(size / 100) for size in SIZES for name in NAMES}
    found |= {(str(size), SERVED): {"changed": piece(0.5)["changed"], "runs": 3, "load": [0, 0],
                                    "search": True} for size in SIZES}  # fmt: skip
    bars = {what: (most, value) for what, most, value in asked(found)}
    assert len(bars) == 9
    assert bars["seconds from nothing, against a fifth of Material's"] == (4.0, 20.0)
    assert bars["processor, against 500 pages"] == (4.5, 4.0)
    lines, met = table(found)
    assert not met and sum(line.endswith("| no |") for line in lines) == 2
    del found["2000", OURS]
    assert len(list(asked(found))) == 1 and table(found)[0]


def test_the_pages_are_the_same_each_time_and_a_handbook_without_problems(tmp_path: Path):
    some = pages(30)
    assert some == pages(30) and len(some) == 30
    words = [len(re.findall(r"\w+", one.text.split("---", 2)[2])) for one in some]
    assert 500 < sum(words) / len(words) < 750
    write_handbook(some, tmp_path, PROJECT)
    assert len(handbook.load(tmp_path).pages) == 34
