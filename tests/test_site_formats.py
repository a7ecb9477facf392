"""What pages say of other formats: names, lengths and sizes are those of the files."""

from dataclasses import replace

import pytest

import handbook
from handbook.formats.registry import FORMATS
from handbook.site_formats import (
    all_formats,
    alternates,
    extent,
    lists_formats,
    own_files,
    way_to_all,
)
from handbook.site_views import Link
from tests.cases import SMALL, make_handbook

REPORT = {"page": "report", "format": "pdf", "path": "downloads/report.pdf", "bytes": 1_200_000}
LARGE = {**REPORT, "format": "pdf-large-print", "path": "downloads/report.large-print.pdf"}
PAGE = {**REPORT, "format": "epub", "page": "principles/plant-trees.md", "path": "downloads/t.epub"}


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def with_list(tmp_path_factory):
    """The small handbook with a page that lists all formats."""
    guide = {"replace": {"lists: recommendations": "lists: formats"}}
    folder = tmp_path_factory.mktemp("formats")
    return handbook.load(make_handbook(folder, {"content/advice.md": guide}))


def test_a_page_offers_its_files_and_the_way_to_all_formats(with_list):
    page = with_list.pages["principles/plant-trees.md"]
    offered = own_files(page, [REPORT, LARGE, PAGE], with_list)
    assert offered == [Link("EPUB", "downloads/t.epub", "1.2 MB")]
    assert way_to_all(page, with_list).url == "advice/"
    advice = with_list.pages["content/advice.md"]
    assert lists_formats(advice, with_list) and way_to_all(advice, with_list) is None


def test_the_home_page_offers_the_whole_handbook(with_list):
    home = with_list.pages["content/index.md"]
    own = {**PAGE, "page": home.path}
    assert [one.url for one in own_files(home, [own, REPORT], with_list)] == [REPORT["path"]]


def test_where_no_page_lists_all_formats_each_offers_the_whole_handbook(edition):
    page = edition.pages["principles/plant-trees.md"]
    assert [one.title for one in own_files(page, [REPORT, LARGE, PAGE], edition)] == [
        "EPUB", "The whole handbook, PDF", "The whole handbook, PDF in large print"
    ]  # fmt: skip
    assert way_to_all(page, edition) is None
    assert own_files(page, [], edition) == []


@pytest.mark.parametrize(
    ("format", "measures", "said"),
    [
        ("pdf", {"pages": 1}, "1 page, 1.2 MB"),
        ("pdf", {"pages": 214}, "214 pages, 1.2 MB"),
        ("epub", {}, "1.2 MB"),
        ("brf", {"pages": 21}, "21 braille pages, made by computer, 1.2 MB"),
        ("brf", {"pages": 1}, "1 braille page, made by computer, 1.2 MB"),
        ("mp3", {"seconds": 1150}, "19 minutes, synthetic voice, 1.2 MB"),
        ("mp3", {"seconds": 20}, "1 minute, synthetic voice, 1.2 MB"),
    ],
)
def test_a_file_says_how_long_it_is_and_how_it_was_made(edition, format, measures, said):
    assert extent({**PAGE, "format": format, **measures}, edition) == said


def test_every_format_has_words_for_readers(edition):
    words = edition.settings.words.formats
    texts = [one.text(words) for one in FORMATS.values()]
    names = [text.name for text in texts]
    assert len(set(names)) == len(names)
    for format, text in zip(FORMATS.values(), texts, strict=True):
        assert text.use and text.who.endswith(".") and text.opens.endswith(".")
        assert bool(text.length) == bool(text.length_one)
        assert format.media_type and ("computer" in text.use) == (text.made == "made by computer")
        assert ("synthetic" in text.use) == (text.made == "synthetic voice")


def test_all_formats_are_those_of_which_there_are_files(edition):
    pdf, epub = all_formats([REPORT, PAGE], edition)
    assert (pdf.text.name, pdf.pages, [one.url for one in pdf.whole]) == (
        "PDF", False, ["downloads/report.pdf"]
    )  # fmt: skip
    assert pdf.use == "For printing and keeping."
    assert (epub.text.name, epub.pages, epub.whole) == ("EPUB", True, ())
    assert all_formats([], edition) == []


def test_programs_are_told_the_type_of_each_file(edition):
    page = edition.pages["principles/plant-trees.md"]
    found = alternates(page.path, [{**LARGE, "page": page.path}, PAGE, REPORT])
    assert [(one.media_type, one.url) for one in found] == [
        ("application/pdf", LARGE["path"]), ("application/epub+zip", PAGE["path"])
    ]  # fmt: skip


def test_an_easy_read_version_comes_first(edition):
    path = next(iter(edition.easy_reads))
    [easy] = own_files(replace(edition.pages[path]), [], edition)
    assert (easy.title, easy.url) == ("Easy Read", edition.easy_reads[path].url)
