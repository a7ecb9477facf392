"""Braille says what its Document says, in a form that displays and embossers take."""

import os
import random
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

import handbook
from handbook.audit.judges import pef
from handbook.document import Heading, headings_of
from handbook.formats import braille_louis as louis
from handbook.formats.braille_brf import (
    brf,
    make_book,
    measure_brf,
    write_grade_1,
    write_grade_2,
)
from handbook.formats.braille_check import check_grade_1, check_grade_2, faults
from handbook.formats.braille_expected import prepared, vocabulary
from handbook.formats.braille_grade_2 import GradeTwo, same, why_missed
from handbook.formats.braille_headings import is_centred
from handbook.formats.braille_layout import (
    BLANK_LINE,
    NEW_PAGE,
    ROOM,
    Entry,
    Piece,
    contents_line,
    paginate,
)
from handbook.formats.braille_pages import form_faults
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs, to_ascii, to_cells
from handbook.formats.braille_tables import column_lines, row_by_row
from handbook.formats.braille_text import Translator, wrapped
from handbook.formats.braille_volumes import make_volumes, write_pef
from handbook.formats.braille_volumes_check import check_pef, check_volumes
from handbook.formats.ebraille import write_ebraille
from handbook.formats.ebraille_check import check_ebraille
from handbook.formats.zips import archive
from tests.cases import SMALL
from tests.judging import findings_in

GRADES = {1: (write_grade_1, check_grade_1), 2: (write_grade_2, check_grade_2)}


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def whole(project_root):
    return handbook.load(project_root)


def page_of(edition, body, **changes):
    """Return a Document with a text of its own."""
    xhtml = f'<article class="guide" lang="en-GB"><header><h1 id="t">A page</h1></header>{body}'
    document = edition.pages["content/advice.md"]
    return replace(document, title="A page", images=(), xhtml=f"{xhtml}</article>", **changes)


def text_of(edition, body, grade=1):
    """Return the lines of a page's text as braille ASCII."""
    book = make_book(page_of(edition, body), edition, grade)
    return [to_ascii(line.rstrip("\u2800")) for page in book.body for line in page[:ROOM]]


# The reader of uncontracted braille


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (",,UNICEF ,MC,GREGOR ,,PC,'S ,X-,RAY", "UNICEF McGregor PCs X-Ray"),
        (",,,CAUTION3 WET PAINT6,' ,STOP", "CAUTION: WET PAINT! Stop"),
        ("#AIIF #A1BCD4E #C;A #CX #AJ3#CJ #A/B", "1996 1,234.5 3a 3x 10:30 1⁄2"),
        ("8,WHY80 HE ASKED4 ;8", '"Why?" he asked. ?'),
        ('"<YES"> .<#A.> @L#E @E#F @S#G #H.0', "(yes) [1] £5 €6 $7 8%"),
        ("CAF^/E ,^%WYN NA^3IVE FA^&CADE", "café Ŵyn naïve façade"),
        ("^1BOLD .7PASSAGE OF WORDS.' _1LINE", "bold passage of words line"),
        ("@.<,IMAGE3 ,A DOOR4@.>", "Image: A door."),
        ("A@AB4C HTTPS3_/_/A4B_/C.-D_?E", "a@b.c https://a.b/c_d#e"),
        ("X;9#B NOTE9#A", "x\ue0092 note\ue0091"),
        ("DON'T ,8SO,0 A,-B C ,- D 444", "don't 'so' a–b c – d ..."),
    ],
)
def test_the_rules_of_uncontracted_braille(cells, text):
    assert " ".join(GradeOne().words(cells)) == text


def test_a_sign_that_does_not_exist_is_not_read():
    with pytest.raises(CannotRead, match="'9A'"):
        GradeOne().words("WORD 9A")


PIECES = (
    "word Word WORD McX 7 10 2019 3.5 1,200 £5 40% A4 3D B&Q it’s Zoë café naïve e.g. a–b – a/b "
    "“so” “Why?” (see) [12] don’t; what? no! end. one, two: 10:30 24/7 x=y a+b #tag C° © 50p "
    "https://a.example/b_c?d=1&e me@b.example R2-D2 1st W1A 1AA ½ 10² CO₂ • … ŵyn ø ł é É ‘x’"
).split()


def test_the_reader_gets_back_what_liblouis_writes(edition):
    words = edition.settings.words.formats
    translator, dice = Translator(1, "en-GB", words), random.Random(7)
    for _ in range(2000):
        text = " ".join(dice.choices(PIECES, k=dice.randrange(1, 9)))
        cells = to_ascii(translator.text(text))
        read = same(" ".join(GradeOne().words(cells)))
        assert read.translate(SMALL_MARKS) == same(in_signs(text)), cells


SMALL_MARKS = {0xE009: None, 0xE005: None}


def test_every_letter_of_european_languages_is_read_back_or_stands_without_its_accent(edition):
    translator = Translator(1, "en-GB", edition.settings.words.formats)
    for character in map(chr, range(0xA1, 0x250)):
        read = same(" ".join(GradeOne().words(to_ascii(translator.text(f"a{character}")))))
        assert read.translate(SMALL_MARKS) == same(in_signs(f"a{character}"))


def test_what_has_no_sign_stands_as_its_name():
    assert in_signs("Ω 🙂 \u200bx ✓") == "[greek capital letter omega] " + (
        "[slightly smiling face] x [check mark]"
    )
    assert in_signs('He said "yes".') == "He said “yes”."


# Layout


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


# The checkers


def changed(data, old, new, count=1):
    assert old in data
    return data.replace(old, new, count)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: changed(data, b",A PAGE", b",A PAGE" + b"X" * 40), "instead of 40 at most"),
        (lambda data: changed(data, b",A PAGE", b",a page"), "is not braille ASCII"),
        (lambda data: changed(data, b",A PAGE", b",A PAGE "), "blank cells at its end"),
        (lambda data: changed(data, b",A PAGE", b",A\r\nPAGE"), "26 lines instead of 25"),
        (lambda data: data[:-1], "does not end with a page"),
        (lambda data: changed(data, b"  #A\r\n\f", b"  #B\r\n\f"), "has the number 2 instead of 1"),
        (lambda data: changed(data, b" P#A\r\n\f", b"P#A\r\n\f"), "no number at the right end"),
        (lambda data: data[: data.index(b"\f") + 1], "no pages of text"),
    ],
)
def test_a_fault_of_form_is_found(edition, change, said):
    document = page_of(edition, '<section><h2 id="a">Part</h2><p>Words.</p></section>')
    data = write_grade_1(document, edition)
    assert form_faults(data) == []
    assert any(said in fault for fault in form_faults(change(data)))


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"PLAN \"\"", b"PLUM \"\"", "its contents have"),
        (b"\"\" #A\r\n", b"\"\" #B\r\n", "its contents have"),
        (b"#DJ", b"#DA", "its title page says"),
        (b"  ,PLAN\r\n", b"  PLAN\r\n", "does not stand as a heading"),
        (b"BAG6", b"BAG8", "it says"),
        (b"_/MAP", b"_/TAP", "the address https://a.example/map is lost"),
    ],
)  # fmt: skip
def test_a_changed_file_is_found(edition, grade, old, new, said):
    body = '<section><h2 id="a">Plan</h2><p>A bag! <a href="https://a.example/map">Map</a></p>'
    document = page_of(edition, f"{body}</section>")
    write, check = GRADES[grade]
    data = write(document, edition)
    assert check(data, document, edition) == []
    assert any(said in fault for fault in check(changed(data, old, new), document, edition))


def test_contractions_that_are_missing_or_where_none_may_be_are_found(edition):
    words = "the people together with their children and some friends of the enough part"
    sound = page_of(edition, f'<p>{words} <span lang="fr">enfant</span></p>')
    spelt = replace(sound, language="fr")
    shortened = page_of(edition, f"<p>{words} enfant</p>")
    faulty = check_grade_2(write_grade_2(spelt, edition), sound, edition)
    assert any("are not contracted" in fault for fault in faulty)
    faulty = check_grade_2(write_grade_2(shortened, edition), sound, edition)
    assert any("'enfant' is contracted" in fault for fault in faulty)


def test_the_whole_handbook_reads_back_in_uncontracted_braille(whole):
    data = write_grade_1(whole.report, whole)
    assert check_grade_1(data, whole.report, whole) == []
    assert write_grade_1(whole.report, whole) == data
    assert measure_brf(data).pages == len(data.split(b"\f")) - 1


@pytest.mark.parametrize("grade", GRADES)
def test_the_index_leads_to_pages_that_have_the_words(whole, grade):
    write, check = GRADES[grade]
    data = write(whole.report, whole)
    index = data.rindex(b"\r\n    ,A\r\n")
    place = re.search(rb" #[A-J]+2", data[index:]).start() + index
    wrong = data[:place] + b" #A2" + data[place:].partition(b"2")[2]
    assert any("the index leads to page 1 " in fault for fault in check(wrong, whole.report, whole))
    lost = data[:place] + b"2" + data[place:].partition(b"2")[2]
    assert check(lost, whole.report, whole) != []


def test_liblouis_reads_the_whole_handbook_back_but_for_known_kinds_of_words(whole):
    document = prepared(whole.report)
    reader = GradeTwo(vocabulary(document, whole))
    data = write_grade_2(whole.report, whole)
    assert faults(data, document, whole, reader) == []
    assert {miss for miss in reader.misses if why_missed(*miss) is None} == set()
    assert len(reader.misses) < 0.005 * reader.count


def test_a_new_kind_of_miss_is_not_known():
    assert why_missed("gd", "good") is None
    assert why_missed("en", "enough") is not None


HARD = """enough enough, Enough “be” his; was: were? Were “‘both’” ‘single’ don’t O’Neil s’ '90s
U.S. A.B.C. PCs R&D AT&T CAFÉ ABCdef CITY HALL THE OF IN R2-D2 3D SW1A 1AA 5×5 ½ 10² CO₂ m² word¹
24/7 2–5 £5.50 1,000 50% 20°C +44 (0)20 7946-0958 _under_ *star* and/or - –
https://a.example/b-c_d?e=1 me@b.example www.x.org .hidden C++ C# [12] {x} <y> a\\b ™ § → ✓ ŵ ß æ
🙂 日本 ø Łódź the people""".split()


def hard_page(edition, dice):
    """Return a page of words that braille is hard for, in every kind of block."""

    def some(most=6):
        words = " ".join(dice.choices(HARD, k=dice.randrange(1, most)))
        tag = dice.choice(["strong", "em", "code", 'span lang="fr"', "span", "span", "span"])
        return f"<{tag}>{escape(words)}</{tag.partition(' ')[0]}> {escape(dice.choice(HARD))}"

    body = f"""<section><h2 id="a">Part {escape(" ".join(dice.choices(HARD, k=3)))}</h2>
    <p>{some()} {some()}</p><ol start="7"><li>{some()}</li><li><p>{some()}</p><p>{some()}</p>
    <ul><li>{some()}</li></ul></li></ol><table><caption>Some {some()}</caption><thead><tr>
    <th scope="col">A {some(3)}</th><th scope="col">B {some(3)}</th></tr></thead><tbody><tr>
    <th scope="row">R {some(3)}</th><td>{some(3)}</td></tr></tbody></table><dl><dt>T {some(3)}</dt>
    <dd>{some()}</dd></dl><blockquote><p>{some()}</p></blockquote><pre>{escape(HARD[3])}</pre>
    </section>"""
    return page_of(edition, body)


def test_no_words_that_an_author_may_write_stop_the_build(edition):
    dice = random.Random(11)
    for _ in range(40):
        document = hard_page(edition, dice)
        for write, check in (*GRADES.values(), (write_ebraille, check_ebraille)):
            document = replace(document, headings=headings_of(document.tree()))
            assert check(write(document, edition), document, edition) == []


# Volumes


@pytest.fixture(scope="module")
def volumes(whole):
    return make_volumes(whole.report, whole)


def test_volumes_are_of_about_100_pages_and_begin_with_a_chapter(volumes):
    assert all(80 <= len(volume.body) <= 130 for volume in volumes)
    assert all(is_centred([to_ascii(volume.body[0][0])]) for volume in volumes)


def test_pef_is_valid_and_says_the_whole_report(whole):
    data = write_pef(whole.report, whole)
    assert pef.faults_of(data) == []
    tree = etree.fromstring(data)
    assert check_pef(data, whole.report, whole) == []
    tree.find(".//{*}row").text = "a"
    assert pef.faults_of(etree.tostring(tree))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'cols="40"', b'cols="32"', "not made for 40 cells"),
        (b"<dc:title>", b"<dc:title/><dc:relation>", "cannot be read as XML"),
        (b'version="2008-1"', b'version="2009"', "is not PEF 2008-1"),
        ("⠠⠁".encode(), b"a", "is not braille ASCII"),
        ("⠠⠁⠀⠏⠁⠛⠑".encode(), "⠠⠁⠀⠏⠇⠁⠽".encode(), "its title page says"),
        (b"<row/>\n", b"", "24 lines instead of 25"),
    ],
)
def test_a_changed_pef_file_is_found(edition, old, new, said):
    document = page_of(edition, "<p>Words.</p>")
    data = write_pef(document, edition)
    assert check_pef(data, document, edition) == []
    assert any(said in fault for fault in check_pef(changed(data, old, new), document, edition))


def test_a_volume_that_is_lost_or_out_of_order_is_found(whole, volumes):
    files = [brf([*volume.front, *volume.body]) for volume in volumes]
    lost = archive({f"{place}.brf": data for place, data in enumerate(files[:-1])})
    turned = archive({f"{place}.brf": data for place, data in enumerate(reversed(files))})
    assert any("Volume" in fault for fault in check_volumes(lost, whole.report, whole))
    assert any("has the number" in fault for fault in check_volumes(turned, whole.report, whole))


# eBraille

UNKNOWN = {
    "a11y:brailleCellType",
    "a11y:brailleSystem",
    "a11y:completeTranscription",
    "a11y:producer",
    "a11y:tactileGraphics",
}
"""Properties that eBraille 1.0 adds to EPUB's; EPUBCheck knows EPUB alone and reports each one."""


def test_epubcheck_finds_nothing_in_ebraille_but_the_properties_that_it_does_not_know(
    whole, tmp_path
):
    files = []
    for name, document in (("report", whole.report), ("page", whole.pages["content/glossary.md"])):
        files.append(tmp_path / f"{name}.epub")
        files[-1].write_bytes(write_ebraille(document, whole))
    found = findings_in("epubcheck", files)
    unknown = [one for one in found if one.rule == "OPF-027"]
    known = [one for one in unknown if any(f'"{name}"' in one.text for name in UNKNOWN)]
    assert [one for one in found if one not in known] == []
    assert len(known) == len(files) * len(UNKNOWN)


def test_ebraille_says_the_whole_report(whole):
    data = write_ebraille(whole.report, whole)
    assert check_ebraille(data, whole.report, whole) == []
    assert write_ebraille(whole.report, whole) == data


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("package.opf", b">UEB grade2<", b">UEB grade1<", "a11y:brailleSystem is"),
        ("package.opf", b"en-Brai-GB", b"en-GB", "is not said to be in braille"),
        ("package.opf", b"eBraille 1.0", b"EPUB", "that it is eBraille 1.0"),
        ("package.opf", b"ebraille/braille.css", b"ebraille/other.css", "but not both"),
        ("index.html", b"#t", b"#nowhere", "which is not in it"),
        ("index.html", "⠠⠁ ⠏⠁⠛⠑</a>".encode(), "⠠⠁</a>".encode(), "contents are not"),
        ("ebraille/part-001.html", "⠺".encode(), b"w", "is not a cell of six dots"),
        ("ebraille/about.html", "⠠⠝ ⠡⠑⠉⠅⠫".encode(), "⠠⠡⠑⠉⠅⠫".encode(), "says of itself"),
        ("ebraille/about.html", "⠸⠌⠍⠁⠏".encode(), b"", "the address https://a.example/map is lost"),
    ],
)
def test_a_changed_ebraille_file_is_found(edition, name, old, new, said):
    body = '<p>Words <a href="https://a.example/map">here on a map</a></p>'
    document = page_of(edition, body, headings=(Heading(1, "t", "A page"),))
    data = write_ebraille(document, edition)
    assert check_ebraille(data, document, edition) == []
    with zipfile.ZipFile(BytesIO(data)) as held:
        files = {one: held.read(one) for one in held.namelist()}
    files[name] = changed(files[name], old, new)
    assert any(said in fault for fault in check_ebraille(archive(files), document, edition))


# The library


def test_the_command_that_gets_liblouis_is_named_when_its_tables_are_not_there(tmp_path):
    code = "from handbook.formats.braille_louis import missing; print(missing())"
    environment = os.environ | {"LOUIS_TABLEPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True,
        cwd=Path(handbook.__file__).parent.parent,
    )  # fmt: skip
    assert "apt-get install liblouis20 liblouis-data" in done.stdout
    assert louis.missing() is None


def test_a_library_that_is_not_there_is_not_opened():
    assert louis.open_library(("liblouis-of-another-machine.so",)) is None


def test_a_document_tree_is_left_as_it_was(edition):
    document = edition.report
    before = etree.tostring(document.tree())
    write_grade_2(document, edition)
    assert etree.tostring(document.tree()) == before
