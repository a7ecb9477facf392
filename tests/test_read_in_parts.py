"""Files that are read chapter by chapter say what they say when read as one, sound or not."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from markdown_it import MarkdownIt

import handbook
from handbook.formats import kept, markdown_check, markup_reader
from handbook.formats.cache import Cache
from handbook.formats.epub import write_epub
from handbook.formats.epub_check import read_book
from handbook.formats.markdown import write_markdown
from handbook.formats.markdown_check import BODY, page
from handbook.formats.markup_reader import Reader, _Feed, fed, read_html
from handbook.formats.said import first_difference
from handbook.formats.single_html import write_html
from handbook.formats.single_html_check import MAIN, check_html
from tests.cases import SMALL

CHAPTER = '<article class="guide chapter"><h3 id="{0}">A {0}</h3><p>Words of {0}.</p>{1}</article>'
FORM = "<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><main>{}</main></body>"

MARKDOWN = [
    "| a | b |\n| - | - |\n| 1 | 2 |",
    *(
        "# One|## Two|### Three|text|```|~~~|<div>|</div>|<pre>|</pre>|<!--|-->|[a]|- item|> quote|"
        "[a]: https://a.example|  - inner|    code|<span>|</span>|<script>|1. one|***|a\n---|]]>|"
        "<![CDATA[|the end of the piece|<?x|?>|\\|`open|**bold"
    ).split("|"),
]


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


def heard(reader: Reader) -> tuple:
    """Return all that a reader of HTML has heard."""
    lists = reader.targets, reader.ids, reader.images, reader.tags, reader.page_marks
    return reader.said(), *lists


def whole(text: str) -> tuple:
    return heard(fed(_Feed(Reader(MAIN)), text))


def test_a_handbook_is_heard_in_chapters_as_it_is_as_one(edition, monkeypatch):
    text = write_html(edition.report, edition).decode()
    assert len(markup_reader._CHAPTER.findall(text)) > 3
    expected = whole(text)
    assert heard(read_html(text.encode(), MAIN)) == expected
    monkeypatch.setattr(markup_reader, "_Parted", None)
    with pytest.raises(TypeError):
        read_html(text.encode(), MAIN)


@pytest.mark.parametrize("inner", [
    "", "<p>", "</p>", "<span lang='fr'>Oui", "<span lang='fr'>Oui</span>", "<!-- <p>no -->",
    "<!-- ", "<script>'</article>'</script>", "<article><p>Inner.</p></article>", "<ol><li>One",
    "<div hidden>Not heard.</div>", "<p hidden>", "<img alt='<article class=\"chapter\">'>",
    "<p>a-chapter-stood-here</p>", "<a-chapter-stood-here>", "<q>Quoted", "</article><p>Out.</p>",
    "<textarea></article>", "<li>Loose.</li>", "<h4 id='x'>More</h4>",
])  # fmt: skip
@pytest.mark.parametrize("around", [
    "{}", "<div hidden>{}</div>", "<!-- {} -->", "<ol><li>{}</li></ol>", "</main>{}<main>",
    "<div lang='cy'>{}</div>", "<ol start='4'>{}</ol>", "<script>{}</script>", "<p>{}",
    "<img alt='{}'>", "<q>{}</q>", "<section><h2>Part</h2>{}</section>",
])  # fmt: skip
def test_nothing_in_a_chapter_or_around_it_is_heard_otherwise(inner, around):
    """Each pair of a chapter and its surroundings, most of them broken."""
    chapters = CHAPTER.format("one", inner) + CHAPTER.format("two", "")
    text = FORM.format(f"<h1>Top</h1>{around.format(chapters)}<p>End.</p>")

    def said(read) -> tuple | type:
        try:
            return read()
        except IndexError:
            return IndexError

    assert said(lambda: heard(read_html(text.encode(), MAIN))) == said(lambda: whole(text))


def test_a_fault_in_a_chapter_that_was_heard_before_is_found(edition, tmp_path):
    data = write_html(edition.report, edition)

    def check(data: bytes) -> list[str]:
        with kept.at_hand(Cache(tmp_path), "html", "report", "the same code"):
            return check_html(data, edition.report, edition)

    assert check(data) == []
    chapter = data.index(b" chapter")
    spoilt = {b"</h3>": b"</h4>", b"<p>": b"<p hidden>", b' href="#': b' href="#x', b". ": b" "}
    for old, new in spoilt.items():
        place = data.index(old, chapter)
        assert check(data[:place] + new + data[place + len(old) :]), old
    assert check(data.replace(b"</h3>", b"</h3></p></p></p></p>"))
    assert check(data.replace(b"<main>", b"<main hidden>"))
    assert check(data) == []


def test_a_book_is_heard_as_it_was_and_anew_when_it_changed(edition, tmp_path):
    data = write_epub(edition.report, edition)

    def readers(data: bytes) -> dict:
        with kept.at_hand(Cache(tmp_path), "epub", "report", "the same code"):
            return {name: heard(one) for name, one in read_book(data).readers.items()}

    cold = readers(data)
    assert readers(data) == cold
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(made, "w") as other:
        for name in book.namelist():
            other.writestr(name, book.read(name).replace(b"part-003", b"part-004"))
    assert readers(made.getvalue()) != cold


def as_one(text: str) -> tuple:
    """Return what Markdown says that is read in one piece."""
    html = MarkdownIt("commonmark").enable("table").render(text)
    return heard(read_html(page("en", html), BODY))


def in_pieces(text: str) -> tuple:
    return heard(markdown_check.read(text, "en"))


def test_markdown_says_the_same_in_pieces(edition):
    text = write_markdown(edition.report, edition).decode()
    assert len(markdown_check.HEADING.split(text)) > 10
    assert in_pieces(text) == as_one(text)


def test_no_piece_of_markdown_is_read_otherwise():
    """Texts put together by chance from what may go on behind a heading, or begin before one."""
    chance = random.Random(3)
    for _ in range(1500):
        parts = chance.choices(MARKDOWN, k=chance.randint(2, 9))
        text = "\n\n".join(parts) + chance.choice(["", "\n"])
        try:
            expected = as_one(text)
        except IndexError:
            with pytest.raises(IndexError):
                in_pieces(text)
            continue
        assert in_pieces(text) == expected, text


def ways(expected: tuple, found: tuple, labels: list[tuple], joint: str) -> bool:
    """Tell whether only labels stand between, by trying every way."""
    if not found:
        return not expected
    for label in labels:
        if found[: len(label)] == label and ways(expected, found[len(label) :], labels, joint):
            return True
    alike = expected and (found[0] == expected[0] or found[0][:-1] == expected[0] != "")
    alike = alike and (found[0] == expected[0] or found[0][-1] in joint)
    return bool(alike) and ways(expected[1:], found[1:], labels, joint)


def test_a_difference_is_found_whatever_labels_stand_between():
    chance = random.Random(5)
    for _ in range(4000):
        expected = tuple(chance.choices("abcx-", k=chance.randint(0, 10)))
        labels = [tuple(chance.choices("-xy", k=chance.randint(1, 2))) for _ in range(2)]
        found: list[str] = []
        for word in expected:
            found += chance.choice(labels) if chance.random() < 0.3 else ()
            word = chance.choice("abc") if chance.random() < 0.05 else word
            found += [word + chance.choice(["", "", "", ":"])] if chance.random() < 0.97 else []
        differs = first_difference(expected, tuple(found), labels, ":") is not None
        assert differs != ways(expected, tuple(found), labels, ":"), (expected, found, labels)
