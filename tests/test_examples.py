"""Examples in the editors' guide: what it calls bad gives its message; what it calls good, none."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

import handbook
from handbook.problems import ProblemsFound
from tests.cases import SMALL, make_handbook
from tests.test_problems import ROW

GUIDE = SMALL.parents[2] / "content" / "editing" / "examples.md"
#: Codes whose examples stand in the text of a page as they are.
IN_TEXT = """alt-file-name alt-image-of click-here empty-link figure-without-source hard-word idiom
image-type image-without-alt image-without-credit link-outside passive-voice raw-html title-in-body
unknown-anchor unknown-attribute unknown-language unknown-page unknown-source unsafe-link
vague-link""".split()
#: Codes whose examples are a line of fields, and the line of the small handbook that it replaces.
IN_FIELDS = {
    "broken-yaml": ("principles/plant-trees.md", "title: .*"),
    "empty-value": ("case_studies/mill-lane.md", "location: .*"),
    "impossible-date": ("principles/plant-trees.md", "reviewed: .*"),
    "unknown-choice": ("case_studies/mill-lane.md", "evidence: .*"),
    "unknown-field": ("principles/plant-trees.md", "summary: .*"),
    "unknown-principle": ("case_studies/mill-lane.md", "- principle: slow-the-traffic"),
    "wrong-type": ("principles/plant-trees.md", "number: .*"),
    "yaml-alias": ("principles/plant-trees.md", "title: .*"),
}
FRONT = "---\ntitle: {}\nsummary: A page for an example.\nreviewed: 2026-01-31\n---\n"
NAV = {"replace": {"      - content/advice.md":
                   "      - content/try.md\n      - content/ask.md\n      - content/budget.md\n"
                   "      - content/advice.md"}}  # fmt: skip


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Path:
    """A small handbook with everything that the examples name."""
    root = make_handbook(tmp_path_factory.mktemp("examples"), {
        "mkdocs.yml": NAV,
        "content/ask.md": FRONT.format("Ask") + "## Before you draw\n\nAsk.\n",
        "content/budget.md": FRONT.format("Budget") + "See [what to try](try.md).\n",
        "content/try.md": FRONT.format("Try") + "Try this.\n",
    })  # fmt: skip
    sources = root / "content" / "sources.yml"
    text = sources.read_text("utf-8").replace("id: T01", "id: S31").replace("id: T02", "id: S36")
    sources.write_text(text, "utf-8")
    for file in [*root.glob("principles/*"), *root.glob("case_studies/*")]:
        old = file.read_text("utf-8")
        file.write_text(old.replace("T01", "S31").replace("T02", "S36"), "utf-8")
    for name in ("bench.jpg", "bench.png", "bench.gif"):
        Image.new("RGB", (20, 20), "white").save(root / "content" / "images" / name)
    handbook.load(root)
    return root


def codes(root: Path) -> set[str]:
    """Return the codes of all that a check says."""
    try:
        return {one.code for one in handbook.load(root).advice}
    except ProblemsFound as found:
        return {one.code for one in found.problems}


def examples(code: str) -> list[str]:
    """Return the bad and the good example of a code, without the marks of code."""
    rows = {name: (bad, good) for name, bad, good in ROW.findall(GUIDE.read_text("utf-8"))}
    return [re.search("`(.+?)`", one)[1] if "`" in one else one for one in rows[code]]


@pytest.mark.parametrize("code", IN_TEXT)
def test_text(ready: Path, tmp_path: Path, code: str) -> None:
    root = shutil.copytree(ready, tmp_path / "handbook")
    credit = "" if code == "image-without-credit" else '{credit="A. Walker" licence="CC0"}'
    found = []
    for example in examples(code):
        text = f"{example}{credit}" if example.startswith("![") else example
        (root / "content" / "try.md").write_text(f"{FRONT.format('Try')}{text}\n", "utf-8")
        found.append(code in codes(root))
    assert found == [True, False]


@pytest.mark.parametrize("code", IN_FIELDS)
def test_fields(ready: Path, tmp_path: Path, code: str) -> None:
    root = shutil.copytree(ready, tmp_path / "handbook")
    path, line = IN_FIELDS[code]
    old = (root / path).read_text("utf-8")
    found = []
    for example in examples(code):
        here = re.search(line, old)
        (root / path).write_text(old[: here.start()] + example + old[here.end() :], "utf-8")
        found.append(code in codes(root))
    assert found == [True, False]
