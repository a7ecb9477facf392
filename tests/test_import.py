"""`handbook import`: an old MkDocs site comes in as guides, and what needs a person is told."""

import re
import shutil
from pathlib import Path

import pytest

import handbook
from handbook.cli import main
from handbook.importing.lines import Blocks, Line
from handbook.importing.words import Words
from tests.cases import SMALL

OLD = {
    "mkdocs.yml": """site_name: Old garden guide
nav:
  - Home: index.md
  - Guide:
      - Start: guide/start.md
      - Deep:
          - guide/Tools & Sheds.md
      - Elsewhere: https://garden.example/
markdown_extensions:
  - pymdownx.superfences: {custom_fences: [{format: !!python/name:some.function }]}
""",
    "docs/index.md": """# Welcome to the garden

See [how to start](guide/start.md#first-steps), the [tools][t] and [`dig_now`](guide/start/#dig).

<!-- a remark
of two lines -->

!!! info "Good to know"
    Seeds need light.

    - one
    - [ ] two

??? question
    Why?

![A spade](img/spade.svg){ width=300 }

<img src="img/spade.svg" alt="">

| Tool | Use |
|------|-----|
| Spade | Dig |

---

=== "Spring"

    Plant now.

=== "Autumn"

    Rest.

--8<-- "note.txt"
--8<-- "../../secret.txt"

[t]: guide/Tools%20&%20Sheds.md
""",
    "docs/note.txt": "Taken in text.\n",
    "docs/guide/start.md": """---
title: How to start
description: The first steps in a garden.
tags: [a, b]
---
First words, and [@someone](https://garden.example/someone).

#### First steps {#first-steps}

Dig, then press ++ctrl+s++. [Gone](gone.md) and [home](../../). <div class="x">Boxed</div>

```python title="x.py" linenums="1"
# not a heading
x = "[a](b.md)"
```

*[HTML]: Hyper Text
""",
    "docs/guide/Tools & Sheds.md": "Tools\n=====\n\nIt cost £5,000 to build.\n",
    "docs/extra.md": "A page outside the reading order.\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    root = tmp_path / "old"
    for path, text in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "docs" / "img").mkdir()
    shutil.copy(SMALL / "content" / "images" / "street.svg", root / "docs" / "img" / "spade.svg")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "small")


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*")
            if file.is_file()}  # fmt: skip


@pytest.fixture
def brought(small: Path, old: Path, capsys) -> tuple[Path, str]:
    """The handbook after the old site has come in, and what was said."""
    before = contents(old)
    assert main(["--root", str(small), "import", str(old)]) == 0
    assert contents(old) == before
    return small, capsys.readouterr().out


def test_pages_come_in_their_order_and_pass_a_check(brought) -> None:
    root, said = brought
    edition = handbook.load(root)
    ours = [path for path in edition.pages if "old-garden-guide" in path]
    folder = "content/old-garden-guide"
    assert ours == [f"{folder}/index.md", f"{folder}/extra.md", f"{folder}/guide/start.md"]
    sections = [item.title for item in edition.settings.nav]
    assert sections[-2:] == ["Old garden guide", "Guide"]
    assert {one.code for one in edition.advice} >= {"text-to-replace"}
    assert said.startswith("Brought in 3 pages and 1 picture.")


def test_what_extensions_wrote_stands_as_a_handbook_has_it(brought) -> None:
    folder = brought[0] / "content" / "old-garden-guide"
    home = (folder / "index.md").read_text("utf-8")
    for words in (
        "title: Welcome to the garden", "[how to start](guide/start.md#first-steps)",
        "> [!NOTE]\n> **Good to know**\n>\n> Seeds need light.\n>\n> - one\n> - two",
        "![A spade](../images/old-garden-guide/img-spade.svg){credit=",
        "Table: Replace this:", "**Spring**\n\nPlant now.", "Taken in text.",
    ):  # fmt: skip
        assert words in home, words
    assert not re.search(r"===|---8|remark|<img|\?\?\?|secret|\[t\]|\n---\n\n\*\*Spring", home)
    start = (folder / "guide" / "start.md").read_text("utf-8")
    for words in (
        "title: How to start\nsummary: The first steps in a garden.", "\n## First steps\n",
        "`ctrl+s`", "Gone and [home](../index.md).", "```python\n# not a heading",
        'x = "[a](b.md)"', r"[\@someone](https://garden.example/someone)",
    ):  # fmt: skip
        assert words in start, words


def test_a_page_that_stands_in_the_way_waits_as_a_draft_with_its_reasons(brought) -> None:
    root, said = brought
    draft = "content/old-garden-guide/guide/_tools-sheds.md"
    assert (root / draft).is_file()
    assert f"{draft}:7:1: error: '£5,000' has no source beside it" in said


@pytest.mark.parametrize("note", [
    "docs/index.md:3: the link to 'guide/Tools%20&%20Sheds.md' was taken away",
    "docs/index.md:3: the link leads to the whole page, because there is no part 'dig'",
    "docs/index.md:14: this part could be closed",
    "docs/index.md:19: the picture img/spade.svg has no description",
    "docs/index.md:23: this table needs a caption",
    "docs/index.md:27: the tab 'Spring'",
    "docs/index.md:36: the text '../../secret.txt' that is taken in here was not found",
    "docs/guide/start.md:1: the field 'tags' was left out",
    "docs/guide/start.md:10: the link to 'gone.md' was taken away",
    "docs/guide/start.md:17: the short form HTML (Hyper Text) was left out",
    "docs/extra.md:1: this page has no summary",
])  # fmt: skip
def test_what_needs_a_person_is_told_at_its_line(brought, note: str) -> None:
    assert f"  {note}" in brought[1]


def test_twice_or_into_a_broken_handbook_writes_nothing(brought, old: Path, capsys) -> None:
    root = brought[0]
    before = contents(root)
    assert main(["--root", str(root), "import", str(old)]) == 1
    assert "name another with --into" in capsys.readouterr().err
    assert contents(root) == before
    (root / "content" / "advice.md").write_text("no fields", "utf-8")
    before = contents(root)
    assert main(["--root", str(root), "import", str(old), "--into", "more"]) == 1
    assert "Mend these first" in capsys.readouterr().err
    assert contents(root) == before


def test_a_folder_without_pages_is_told(small: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["--root", str(small), "import", str(tmp_path / "empty")]) == 1
    assert "no Markdown file" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new"), [
    ("#### Deep\n\ntext", "## Deep\n\ntext"),
    ("Title\n-----\n\ntext", "## Title\n\ntext"),
    ("a | b\n--- | ---\n1 | 2", "a | b\n--- | ---\n1 | 2\n\nTable: Replace this: what it shows"),
    ("```\n!!! note\n    x\n```", "```\n!!! note\n    x\n```"),
    ("!!! danger\n    a\n\n    ```\n    # b\n    ```\nc",
     "> [!CAUTION]\n> a\n>\n> ```\n> # b\n> ```\n\nc"),
    ('!!! note\n\n    === "A"\n\n        b', "> [!NOTE]\n> **A**\n>\n> b\n>"),
])  # fmt: skip
def test_blocks(old: str, new: str) -> None:
    lines = [Line(text, number) for number, text in enumerate(old.split("\n"), 1)]
    found = Blocks(say=lambda line, message: None).rewrite(lines)
    assert "\n".join(line.text for line in found).rstrip("\n") == new.rstrip("\n")


def test_hidden_signs_of_a_page_stand_for_nothing() -> None:
    words = Words("a.md", "content/a.md", {"a.md": "content/a.md"}, lambda *_: None, {})
    found = words.rewrite(Line("a \x000\x00 `b` \x015\x01 [c](a.md)", 1))
    assert found.text == "a 0 `b` 5 [c](a.md)"
