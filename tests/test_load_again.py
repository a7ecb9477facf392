"""After one page's text was saved, that page alone is read, and all is as if all had been."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from mkdocs.config import load_config

from handbook.load import load
from handbook.load_again import load_again
from tests.cases import change_files, make_handbook
from tests.site_builds import OURS, PROJECT, write_config

TREES = "principles/plant-trees.md"
LINK = "[advice](slow-the-traffic/measure-speed)"
TEXT = {
    "words": {"Trees give shade.": "Trees give cool shade, see the kerb."},
    "a part more": {"Trees give shade.": "Trees give shade.\n\n### Roots\n\nDeep."},
    "a citation": {"Trees give shade.": "Trees give shade [@T01]."},
    "a link to a part": {LINK: "[speed](slow-the-traffic.md#what-to-do)"},
    "a note and a table": {
        "Trees give shade.": "Trees give shade[^1].\n\n| A | B |\n| --- | --- |\n| c | d |\n\n"
        "Table: Letters\n\n[^1]: In summer."
    },
}
MORE = {
    "the title": {"title: Plant trees": "title: Plant oaks"},
    "a field": {"stages: [build]": "stages: [plan]"},
    "a link to what is not there": {LINK: "[speed](slow-the-traffic.md#nowhere)"},
    "a link to the sources of a page": {LINK: "[sources](slow-the-traffic.md#sources)"},
    "a source that is not there": {"Trees give shade.": "Trees give shade [@T99]."},
    "a section less": {"## What to avoid\n\nDo not plant over pipes.\n": ""},
    "a heading twice": {"## What to avoid": "## What to do"},
    "a picture more": {"Trees give shade.": "![A street.](../content/images/street.svg)"
                       '{credit="Us" licence="CC BY 4.0"}'},
}  # fmt: skip


@pytest.fixture(scope="module")
def preview() -> ModuleType:
    """The preview's program, which is no part of the package."""
    spec = spec_from_file_location("preview", PROJECT / "hooks" / "preview.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", TEXT)
def test_a_page_that_is_read_again_is_the_one_that_loading_all_gives(name: str, tmp_path: Path):
    root = make_handbook(tmp_path, {})
    before = load(root)
    change_files(root, {TREES: {"replace": TEXT[name]}})
    again, whole = load_again(before, TREES), load(root)
    assert again.pages[TREES] != before.pages[TREES]
    assert again.pages == whole.pages and list(again.pages) == list(whole.pages)
    assert again.handbook == whole.handbook
    assert again.report == whole.report


def test_a_report_that_is_asked_for_beside_a_mistake_is_the_last_whole_one(tmp_path: Path):
    """The preview lists the formats of the last good edition while a file has a mistake."""
    root = make_handbook(tmp_path, {})
    before = load(root)
    change_files(root, {TREES: {"replace": TEXT["words"]}})
    again = load_again(before, TREES)
    change_files(root, {TREES: {"replace": {"cool shade, see": "shade; see"}}})
    third = load_again(again, TREES)
    change_files(root, {TREES: {"replace": {"title: Plant trees": "colour: green"}}})
    assert third.report == before.report
    assert third.pages[TREES] not in (before.pages[TREES], again.pages[TREES])


@pytest.mark.parametrize("name", MORE)
def test_what_may_change_more_than_the_page_is_left_to_loading_all(name: str, tmp_path: Path):
    root = make_handbook(tmp_path, {})
    before = load(root)
    change_files(root, {TREES: {"replace": MORE[name]}})
    assert load_again(before, TREES) is None


def test_a_part_that_another_page_leads_to_may_not_go(tmp_path: Path):
    """`slow-the-traffic` leads to a heading that the page gives, whichever page is saved."""
    link = {"principles/slow-the-traffic.md": {"replace": {"#why-it-matters": "#roots"}}}
    roots = {TREES: {"replace": {"Trees give shade.": "Trees.\n\n### Roots\n\nDeep."}}}
    root = make_handbook(tmp_path, {**link, **roots})
    before = load(root)
    change_files(root, {TREES: {"replace": {"### Roots": "### Leaves"}}})
    assert load_again(before, TREES) is None


@pytest.mark.parametrize("change", [None, "nothing"])
def test_a_page_that_is_gone_or_broken_is_left_to_loading_all(change: str | None, tmp_path: Path):
    root = make_handbook(tmp_path, {})
    before = load(root)
    change_files(root, {TREES: change})
    assert load_again(before, TREES) is None
    assert load_again(before, "content/new.md") is None


@pytest.mark.parametrize("name", TEXT)
def test_every_page_is_shown_as_a_preview_that_begins_shows_it(
    name: str, preview: ModuleType, tmp_path: Path
):
    root = make_handbook(tmp_path, {})
    file = write_config(root, theme=OURS)
    config = str(file)
    before = preview.Shown(load_config(config), load(root))
    pages = {address: before.page(address) for address in before.paths}
    change_files(root, {TREES: {"replace": TEXT[name]}})
    again = before.with_page(TREES, file.name)
    fresh = preview.Shown(load_config(config), load(root))
    drawn = {address: again.page(address) for address in again.paths}
    assert drawn == {address: fresh.page(address) for address in fresh.paths}
    assert [address for address in drawn if drawn[address] != pages[address]] == [
        "principles/plant-trees/"
    ]


def test_a_list_in_several_pages_is_left_to_drawing_all(preview: ModuleType, tmp_path: Path):
    words = "".join(f"- term: Word {n:02}\n  meaning: Meaning {n:02}.\n" for n in range(70))
    root = make_handbook(tmp_path, {"content/glossary.yml": words})
    file = write_config(root, theme=OURS)
    shown = preview.Shown(load_config(str(file)), load(root))
    with (root / "content" / "glossary.md").open("a", encoding="utf-8") as page:
        page.write("\nMore words.\n")
    assert load_again(shown.edition, "content/glossary.md") is not None
    assert shown.with_page("content/glossary.md", file.name) is None
