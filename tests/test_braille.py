"""Braille says what its Document says, in a form that displays and embossers take."""

import pytest

import handbook
from handbook.formats.braille_layout import (
    BLANK_LINE,
    NEW_PAGE,
    ROOM,
    Entry,
    Piece,
    contents_line,
    paginate,
)
from handbook.formats.braille_signs import to_ascii, to_cells
from handbook.formats.braille_tables import column_lines, row_by_row
from handbook.formats.braille_text import wrapped
from tests.braille_documents import text_of
from tests.cases import SMALL


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


def test_the_blocks_of_a_page(edition):
    body = """<section><h2 id="a">First part</h2><p>Some words.</p>
    <section><h3 id="b">Below</h3><ol start="9"><li>nine<ul><li>in it</li></ul></li><li>ten</li>
    </ol></section></section><figure class="figure" id="f"><img src="x.svg" alt="A door." width="1"
    height="1"/><figcaption>The door.</figcaption></figure><blockquote><p>Said.</p></blockquote>
    <aside class="callout" role="note"><p class="callout-title">Note</p><p>Mind.</p></aside>
    <dl class="facts"><dt>For</dt><dd>Councils</dd></dl><pre>a  b
      c</pre><table><caption>Counts</caption><thead><tr><th scope="col">Street</th>
    <th scope="col">Cars</th></tr></thead><tbody><tr><th scope="row">Mill Lane</th><td>20</td></tr>
    </tbody></table>"""
    assert [line for line in text_of(edition, body) if line] == [
        "                ,A PAGE",
        "              ,FIRST PART",
        "  ,SOME WORDS4",
        "    ,BELOW",
        "#I4 NINE",
        "  _4 IN IT",
        "#AJ4 TEN",
        "      @.<,IMAGE3 ,A DOOR4@.>",
        "      ,THE DOOR4",
        "    ,SAID4",
        "7" * 40,
        "    ,NOTE",
        "  ,MIND4",
        "G" * 40,
        ",FOR3 ,COUNCILS",
        "A B",
        "      C",
        "      ,COUNTS",
        ",STREET      ,CARS",
        '"3333333333  "3333',
        ",MILL ,LANE  #BJ",
    ]


def test_what_stays_uncontracted(edition):
    body = """<p>The <code>child</code> and <span lang="fr">enfant</span> at
    https://the.example/with people. <strong>The whole of it.</strong></p>"""
    assert text_of(edition, body, 2)[2:5] == [
        "  ,! CHILD & ENFANT AT",
        "HTTPS3_/_/THE4EXAMPLE_/WITH P4 ^7,! :OLE",
        "( X4^'",
    ]


def test_numbers_of_notes_and_small_numbers_stand_high_or_low(edition):
    body = """<p>Word<sup><a class="noteref" role="doc-noteref" id="n" href="#m">1</a></sup> 10
    <sup>2</sup> CO<sub>2</sub> the 1<sup>st</sup></p>"""
    assert text_of(edition, body)[2] == "  ,WORD;9#A #AJ ;9#B ,,CO;5#B THE #AST"


def test_a_table_that_is_too_wide_is_shown_row_by_row():
    rows = [[to_cells(cell) for cell in row] for row in (["A" * 20, "B" * 20], ["C", "D"])]
    assert column_lines(rows) == []
    lines = [[to_ascii(line) for line in block] for block in row_by_row(rows, to_cells("NOTE"))]
    assert lines == [
        ["      NOTE " + "A" * 20 + "2", "    " + "B" * 20],
        ["C", "  " + "B" * 20 + "3 D"],
    ]


def test_a_long_word_is_cut_behind_a_slash_and_goes_on_after_dot_5():
    word = to_cells("A" * 30 + "_/" + "B" * 20)
    lines = [to_ascii(line) for line in wrapped(to_cells("X ") + word, 1, 3, 40)]
    assert lines == ["X", "  " + "A" * 30 + '_/"', "  " + "B" * 20]


def test_a_heading_never_stands_at_the_foot_of_a_page():
    filler = [Piece("text", ("x",))] * (ROOM - 2)
    after = Piece("text", ("y", "z"))
    for free in range(5):
        pages = paginate([*filler[free:], BLANK_LINE, Piece("heading", ("H",)), after]).done
        page = next(page for page in pages if "H" in page)
        assert page[page.index("H") + 1 :][:2] == ["y", "z"]


def test_a_part_and_its_first_chapter_begin_on_one_page():
    part, chapter = Piece("heading", ("P",)), Piece("heading", ("C",))
    text = Piece("text", ("x",))
    pages = paginate([NEW_PAGE, part, NEW_PAGE, chapter, text, NEW_PAGE, chapter, text]).done
    assert pages == [["P", "", "C", "x"], ["C", "x"]]


@pytest.mark.parametrize("length", range(60, 75))
def test_a_line_of_contents_always_has_guide_dots(length):
    words = "\u2800".join(to_cells("A" * 7) for _ in range(length // 8)) + to_cells("B")
    *_, last = contents_line(Entry(1, words, "x", 12345))
    assert len(last) == 40 and '""' in to_ascii(last).split()[-2]
