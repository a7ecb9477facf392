"""Whatever an author writes, loading ends with an Edition or with Problems inside the file."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

import handbook
from handbook.checked import check
from tests.cases import SMALL

RUNS = 400
PIECES = [
    "# ", "## ", "### ", "- ", "  - ", "1. ", "> ", "> [!NOTE]\n", "```\n", "|", "---\n", "*",
    "| a | b |\n| - | - |\n| c | d |\n", "\n\nTable: x\n", "[x](y.md)", "[x [@T01] y](x)",
    "[@T01]", "[@]", "[^1]", "[^1]: n\n",
    '![a](../content/images/street.svg){credit="a" licence="b"}', "<br>", "<sub>", "</sub>",
    "<!-- x -->", "<!--", "*", "**", "_", "`", "\\", "{lang=cy}", "[a]{lang=cy}", "{", "}", "[",
    "]", "(", ")", ":", "\t", "&amp;", "&#0;", "&#x202e;", "\xa0", "\n: def\n", "<javascript:x>",
    "[a][b]\n\n[b]: javascript:x\n", "Title\n===\n", "    code\n", "![", "](", "'",
    "## Why it matters\n", "[x](#note-1)", "[x](plant-trees/choose-trees)", "null", "~", "yes",
    '"', "%", "@", "[[", "]]", "{{ x }}", "£5", "5%", "& ", "*a", "!!x ", "? ", "\u2028", "\x00",
]  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    """Return a text with one to four slips in it."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) + 1)
        lines = text.split("\n")
        slips = (
            text[:place] + chance.choice(PIECES) + text[place:],
            text[:place] + text[place + chance.randint(1, 30) :],
            "\n".join([*lines[: place % len(lines)], chance.choice(lines), *lines]),
            "\n".join(line for line in lines if line != lines[place % len(lines)]),
            text[:place] + chance.choice(PIECES) * chance.randint(2, 60) + text[place:],
        )
        text = chance.choice(slips)
    return text


@pytest.mark.parametrize("seed", range(4))
def test_slips_never_end_in_a_traceback(seed: int, tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(SMALL, root)
    chance = random.Random(seed)
    files = sorted(file for file in root.rglob("*") if file.suffix in (".md", ".yml"))
    for _ in range(RUNS // 4):
        file = chance.choice(files)
        before = file.read_text("utf-8")
        file.write_text(mutated(before, chance), "utf-8")
        started = time.process_time()
        try:
            handbook.load(root)
        except handbook.ProblemsFound as found:
            for problem in found.problems:
                check_place(root, problem)
        assert time.process_time() - started < 2
        file.write_text(before, "utf-8")


def check_place(root: Path, problem: handbook.Problem) -> None:
    """Hold a Problem to a place that is in the file it names."""
    lines = (root / problem.path).read_text("utf-8").split("\n")
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2, problem


def test_a_file_name_that_is_not_utf_8_is_told_and_nothing_breaks(tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    shutil.copytree(SMALL, root)
    good = (root / "principles/plant-trees.md").read_bytes()
    folder = os.fsencode(root / "principles")
    for name in (b"caf\xe9.md", b"caf\xe9.easy.yml", b"caf\xe9.docx"):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(good)
    for find in (lambda: handbook.load(root), lambda: raise_found(root)):
        with pytest.raises(handbook.ProblemsFound) as found:
            find()
        assert [p.path for p in found.value.problems] == [
            "principles/caf\\udce9.docx",
            "principles/caf\\udce9.easy.yml",
            "principles/caf\\udce9.md",
        ]
        assert {p.code for p in found.value.problems} == {"wrong-name"}
        str(found.value).encode("utf-8")


def raise_found(root: Path) -> None:
    raise handbook.ProblemsFound(check(root).problems)
