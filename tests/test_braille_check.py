"""The checkers of braille: each fault is found, and no text that may be written stops them."""

import random
import re
from dataclasses import replace
from html import escape

import pytest

import handbook
from handbook.document import headings_of
from handbook.formats.braille_brf import measure_brf, write_grade_1, write_grade_2
from handbook.formats.braille_check import check_grade_1, check_grade_2, faults
from handbook.formats.braille_expected import prepared, vocabulary
from handbook.formats.braille_grade_2 import GradeTwo, why_missed
from handbook.formats.braille_pages import form_faults
from handbook.formats.ebraille import write_ebraille
from handbook.formats.ebraille_check import check_ebraille
from tests.braille_documents import GRADES, changed, page_of
from tests.cases import SMALL


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def whole(project_root):
    return handbook.load(project_root)


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


@pytest.mark.parametrize("grade", GRADES)
def test_code_in_capitals_reads_back(edition, grade):
    """Words of two letters too, which contracted braille has signs for or takes for others."""
    write, check = GRADES[grade]
    chance = random.Random(1)
    words = "TO BE OR IN IT SO GO IF CAN THE AND FOR WITH CHILD PEOPLE A I GET HTTP V2 SH".split()
    for _ in range(60):
        code = " ".join(chance.choices(words, k=chance.randint(1, 5)))
        end = chance.choice([" b", ", c", "."])
        document = page_of(edition, f"<p>A <code>{code}</code>{end}</p>")
        assert check(write(document, edition), document, edition) == [], code


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
