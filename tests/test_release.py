"""`handbook release`: the next edition is made ready whole or not at all, and the last is kept."""

from datetime import date
from pathlib import Path

import pytest

import handbook
from handbook import data
from handbook.cli import main
from handbook.formats.registry import FORMATS
from handbook.links_out import broken_links
from handbook.release import with_version
from tests.cases import make_handbook
from tests.site_builds import build

NEWS = """---
title: What's new
summary: What has changed.
reviewed: 2026-01-31
---
Here is what changes.

## Edition 1.0, 31 January 2026

This is the first edition.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small handbook with a page of news, and the build of its edition."""
    order = {"replace": {"      - content/glossary.md": "      - content/whats-new.md\n"
                         "      - content/glossary.md"}}  # fmt: skip
    root = make_handbook(tmp_path, {"content/whats-new.md": NEWS, "mkdocs.yml": order})
    edition = handbook.load(root)
    downloads = root / "public" / "downloads"
    downloads.mkdir(parents=True)
    (root / "public" / data.JSON).write_bytes(data.WRITERS[data.JSON](edition.handbook))
    for name in ("text", "epub"):
        made = FORMATS[name]
        file = downloads / f"report.{made.extension}"
        file.write_bytes(made.write(edition.report, edition))
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*")
            if file.is_file()}  # fmt: skip


def test_the_next_edition_has_its_version_its_news_and_the_last_one(small, tmp_path, capsys):
    before = contents(small)
    assert main(["--root", str(small), "release", "1.1", "--date", "2026-03-01"]) == 0
    assert capsys.readouterr().out.count("Wrote ") == 4
    edition = handbook.load(small)
    settings = edition.settings
    assert (settings.edition.version, settings.edition.date) == ("1.1", date(2026, 3, 1))
    assert "text-to-replace" in {one.code for one in edition.advice}
    after = contents(small)
    for name in ("report.epub", "report.txt"):
        assert after[f"editions/1.0/{name}"] == before[f"public/downloads/{name}"]
    news = after["content/whats-new.md"].decode()
    assert news.index("## Edition 1.1, 1 March 2026") < news.index("## Edition 1.0, 31 January")
    site = build(small, tmp_path / "site")
    assert (site / "editions/1.0/report.epub").read_bytes() == after["editions/1.0/report.epub"]
    page = (site / "whats-new" / "index.html").read_text("utf-8")
    assert page.count("/editions/1.0/report.") == 2
    assert [one for one in broken_links(site, settings.site_url) if "editions" in one] == []
    (site / "editions/1.0/report.epub").unlink()
    assert [one for one in broken_links(site, settings.site_url) if "editions" in one] != []


@pytest.mark.parametrize(("changes", "version", "words"), [
    ({}, "1.0", "cannot follow"),
    ({}, "next", "is not a version"),
    ({"content/advice.md": ("Start at", "Replace this: start at")}, "1.1", "content/advice.md:7"),
    ({"content/advice.md": ("title: Advice", "titel: Advice")}, "1.1", "titel"),
    ({"mkdocs.yml": ('version: "1.0"', 'version: "1.0.1"')}, "1.1", "is edition 1.0, not 1.0.1"),
])  # fmt: skip
def test_what_stands_in_the_way_is_told_and_nothing_changes(
    small: Path, capsys, changes, version, words
) -> None:
    for path, (old, new) in changes.items():
        text = (small / path).read_text("utf-8")
        (small / path).write_text(text.replace(old, new), "utf-8")
    before = contents(small)
    options = ["release", version, "--date", "2026-03-01"]
    assert main(["--root", str(small), *options]) == 1
    said = capsys.readouterr().err
    assert words in said and "Nothing was changed" in said
    assert contents(small) == before


def test_without_a_build_or_twice_there_is_no_copy(small: Path, capsys) -> None:
    (small / "editions" / "1.0").mkdir(parents=True)
    options = ["--root", str(small), "release", "1.1", "--date", "2026-03-01"]
    assert main(options) == 1
    assert "a copy of edition 1.0 already" in capsys.readouterr().err
    (small / "public" / data.JSON).unlink()
    assert main(options) == 1
    assert "has no build of edition 1.0" in capsys.readouterr().err


@pytest.mark.parametrize("edition", [
    '{version: "0.1", date: 2026-11-22}', "{date: 2026-11-22, version: '0.1'}",
    '\n      version: "0.1"  # the first\n      date: 2026-11-22',
])  # fmt: skip
def test_version_and_date_change_and_all_else_stays(edition: str) -> None:
    text = f"extra:\n  handbook:\n    edition: {edition}\n    publisher: Us\n"
    expected = text.replace("2026-11-22", "2027-03-01").replace('"0.1"', '"1.0"')
    assert with_version(text, "1.0", date(2027, 3, 1)) == expected.replace("'0.1'", '"1.0"')
