"""The reader of uncontracted braille, and the library that writes it."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import handbook
from handbook.formats import braille_louis as louis
from handbook.formats.braille_brf import (
    write_grade_2,
)
from handbook.formats.braille_grade_2 import same
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs, to_ascii
from handbook.formats.braille_text import Translator
from tests.cases import SMALL


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


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
