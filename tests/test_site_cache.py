"""What a build of the site keeps: a build from nothing and one from what is kept are the same."""

import logging
import sqlite3
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from handbook.site_rows import FILE
from tests.cases import change_files, make_handbook
from tests.site_builds import OURS, write_config
from tests.small_project import contents

EDITS = {
    "the words of a page": {
        "case_studies/mill-lane.md": {"replace": {"Ask first.": "Ask first, then dig."}}
    },
    "a title": {
        "principles/plant-trees.md": {"replace": {"title: Plant trees": "title: Plant oaks"}}
    },
    "what a list shows of an entry": {
        "case_studies/mill-lane.md": {
            "replace": {"evidence: documented": "evidence: partial", "to: 2020": "to: 2021"}
        }
    },
    "an address in the reading order": {
        "mkdocs.yml": {"replace": {"path: studies": "path: projects"}}
    },
    "a name in the reading order": {"mkdocs.yml": {"replace": {"Reference:": "Lists:"}}},
    "a source": {"content/sources.yml": {"replace": {"title: Counting": "title: Finding"}}},
    "a word": {"content/glossary.yml": {"replace": {"term: Kerb": "term: Edging"}}},
    "a name that pages share": {"mkdocs.yml": {"replace": {"title: Crossings": "title: Kerbs"}}},
    "an Easy Read version": {
        "principles/slow-the-traffic.easy.yml": {"replace": {"title: Slow": "title: Quiet"}}
    },
    "a page less": {"principles/slow-the-traffic.easy.yml": None},
    "a picture": {"content/images/street.svg": {"replace": {"<svg ": '<svg id="new" '}}},
}  # fmt: skip


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def built(root: Path, site: Path, **more: object) -> dict[str, str]:
    """Build a handbook's site with what it keeps; return the hash of each file."""
    config = write_config(root, theme=OURS, **more)
    build(load_config(str(config), site_dir=str(site)))
    return contents(site)


def kept_rows(root: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(root / FILE) as base:
        return set(base.execute("SELECT kind, key FROM kept"))


@dataclass
class Edited:
    """A handbook that is edited again and again, and keeps what its builds made."""

    root: Path
    made: int = 0
    """How many of the edits have been made."""

    def build(self, edits: int) -> dict[str, str]:
        """Make so many of the edits, in order, and build; return the hash of each file."""
        for one in list(EDITS)[self.made : edits]:
            change_files(self.root, EDITS[one])
        self.made = max(self.made, edits)
        return built(self.root, self.root.parent / "site")


@pytest.fixture(scope="module")
def in_change(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    return Edited(make_handbook(tmp_path_factory.mktemp("edited"), {}))


@pytest.fixture(scope="module")
def edited(in_change: Edited) -> Path:
    """The handbook after every edit, built."""
    in_change.build(len(EDITS) - 1)
    in_change.build(len(EDITS))
    return in_change.root


@pytest.mark.parametrize("number", range(len(EDITS)), ids=EDITS)
def test_after_an_edit_what_is_kept_gives_the_bytes_of_a_build_from_nothing(
    number: int, in_change: Edited, tmp_path: Path
):
    if not in_change.made:
        in_change.build(number)
    warm = in_change.build(number + 1)
    fresh = make_handbook(tmp_path, {})
    for one in list(EDITS)[: number + 1]:
        change_files(fresh, EDITS[one])
    assert not (fresh / FILE).exists()
    assert built(fresh, tmp_path / "site") == warm


def test_what_is_not_used_any_more_is_not_kept(edited: Path):
    """As many pages are kept as there are, after all these edits."""
    site = edited.parent / "site"
    pages = [file for file in site.rglob("*.html") if b"canonical" in file.read_bytes()]
    rows = kept_rows(edited)
    assert sum(kind == "page" for kind, _ in rows) == len(pages)
    assert sum(kind == "whole" for kind, _ in rows) == 1


def test_with_nothing_changed_nothing_is_read(edited: Path, monkeypatch: pytest.MonkeyPatch):
    """The sources need not even be sound: their bytes are what they were."""
    before = contents(edited.parent / "site")

    def unread(*_: object, **__: object) -> None:
        raise AssertionError("the handbook was loaded")

    monkeypatch.setattr(import_module("handbook.load"), "load", unread)
    assert built(edited, edited.parent / "again") == before


def test_with_nothing_changed_the_folder_of_the_site_stays(edited: Path, tmp_path: Path):
    """Where it holds something else, it is written again; hidden files at its top are the host's.

    So it is when an earlier build was killed while the folder had another name.
    """
    site = tmp_path / "site"
    before = built(edited, site)
    number = (site / "index.html").stat().st_ino
    assert built(edited, site) == before
    assert (site / "index.html").stat().st_ino == number
    site.rename(tmp_path / ".site.aside")
    assert built(edited, site) == before
    assert (site / "index.html").stat().st_ino == number
    (site / "index.html").write_text("harmed", "utf-8")
    assert built(edited, site) == before
    (site / "more.html").write_text("more", "utf-8")
    assert built(edited, site) == before
    (site / ".nojekyll").touch()
    assert built(edited, site) == {**before, ".nojekyll": contents(site)[".nojekyll"]}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("harm", ["all rows", "one page", "the file", "an empty file", "a folder"])
def test_what_is_damaged_is_made_again(harm: str, edited: Path, tmp_path: Path):
    root = edited
    before = contents(edited.parent / "site")
    file = root / FILE
    if harm in ("all rows", "one page"):
        only = (
            ""
            if harm == "all rows"
            else (" WHERE kind = 'page' AND key = (SELECT min(key) FROM kept WHERE kind = 'page')")
        )
        with sqlite3.connect(file) as base:
            base.execute(f"UPDATE kept SET data = CAST(data || 'x' AS BLOB){only}")
        base.close()
    elif harm == "the file":
        whole = bytearray(file.read_bytes())
        whole[100 : len(whole) : 7] = b"?" * len(whole[100 : len(whole) : 7])
        file.write_bytes(whole)
    else:
        file.unlink()
        file.mkdir() if harm == "a folder" else file.touch()
    assert built(root, tmp_path / "site") == before
    if harm == "a folder":
        file.rmdir()
    assert built(root, tmp_path / "again") == before
    assert len([kind for kind, _ in kept_rows(root) if kind == "whole"]) == 1


def test_a_build_with_a_warning_is_not_kept_whole(tmp_path: Path):
    """So that the next one gives the warning again."""
    root = make_handbook(tmp_path, {})
    templates = [*OURS["static_templates"], "none/index.html"]
    theme = OURS | {"static_templates": templates}
    config = write_config(root, theme=theme, strict=False)
    heard = []
    for _ in range(2):
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: heard.append(record.getMessage())
        logging.getLogger("mkdocs").addHandler(handler)
        build(load_config(str(config), site_dir=str(tmp_path / "site")))
        logging.getLogger("mkdocs").removeHandler(handler)
    assert heard == ["Template skipped: 'none/index.html' not found in theme directories."] * 2
