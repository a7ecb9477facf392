"""A handbook in braille that is judged stretch by stretch is judged as one that is read whole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

import handbook
from handbook.formats import braille_chapters, kept
from handbook.formats.braille_chapters import is_sound
from handbook.formats.braille_check import faults, reading_faults
from handbook.formats.braille_expected import prepared, vocabulary
from handbook.formats.braille_grade_2 import GradeTwo
from handbook.formats.braille_reader import GradeOne
from handbook.formats.cache import Cache
from tests.braille_documents import GRADES, changed
from tests.cases import SMALL

TRIES = 30


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module", params=GRADES)
def grade(request):
    return request.param


@pytest.fixture(scope="module")
def data(edition, grade):
    return GRADES[grade][0](edition.report, edition)


def read_whole(data, document, edition, grade) -> list[str]:
    """Return what is wrong with a file that is read in one piece."""
    document = prepared(document)
    if grade == 1:
        return faults(data, document, edition, GradeOne())
    reader = GradeTwo(vocabulary(document, edition))
    return [*faults(data, document, edition, reader), *reading_faults(reader, document, edition)]


def judged_again(data, document, edition, grade, folder) -> bool:
    """Tell whether a file is seen to be sound with what was kept of another one."""
    with kept.at_hand(Cache(folder), "brf", "report", "the same code"):
        return is_sound(data, document, edition, grade)


def spoilt(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """Yield the file with a fault in it, of each kind in turn, each at another place."""
    while True:
        lines = data.split(b"\r\n")
        words = [at for at, line in enumerate(lines) if len(line.strip()) > 8]
        at, other = chance.sample(words, 2)
        yield changed_line(lines, at, lines[at].replace(b"E", b"I", 1))
        yield changed_line(lines, at, lines[at][: len(lines[at]) // 2].rstrip())
        yield changed_line(lines, at, b"")
        yield changed_line(lines, at, lines[other])
        yield changed_line(lines, at, b" " + lines[at][:39].rstrip())
        pages = data.split(b"\f")
        one, two = sorted(chance.sample(range(1, len(pages) - 1), 2))
        first, second = (pages[place].rpartition(b"\r\n ") for place in (one, two))
        pages[one], pages[two] = second[0] + b"".join(first[1:]), first[0] + b"".join(second[1:])
        yield b"\f".join(pages)


def changed_line(lines: list[bytes], at: int, new: bytes) -> bytes:
    return b"\r\n".join([*lines[:at], new, *lines[at + 1 :]])


def test_a_sound_handbook_is_seen_to_be_so(data, edition, grade, tmp_path):
    assert read_whole(data, edition.report, edition, grade) == []
    assert is_sound(data, edition.report, edition, grade)
    assert judged_again(data, edition.report, edition, grade, tmp_path)


def test_what_was_judged_before_is_not_read_again(data, edition, grade, tmp_path, monkeypatch):
    assert judged_again(data, edition.report, edition, grade, tmp_path)
    monkeypatch.setattr(braille_chapters.Report, "read", None)
    monkeypatch.setattr(braille_chapters.Report, "read_front", None)
    assert judged_again(data, edition.report, edition, grade, tmp_path)


def test_what_was_kept_hides_no_fault(data, edition, grade, tmp_path):
    """Spoilt files, each sound stretch of which is remembered: none passes that whole would not."""
    assert judged_again(data, edition.report, edition, grade, tmp_path)
    seen = 0
    for _, bad in zip(range(TRIES), spoilt(data, random.Random(grade)), strict=False):
        wrong = read_whole(bad, edition.report, edition, grade)
        sound = judged_again(bad, edition.report, edition, grade, tmp_path)
        assert not (wrong and sound), wrong
        assert (GRADES[grade][1](bad, edition.report, edition) == []) == (not wrong)
        seen += bool(wrong)
    assert seen > TRIES // 3


def test_a_file_of_another_text_is_not_sound(data, edition, grade, tmp_path):
    """One word in the text, in a heading, a link's address, the language of a phrase."""
    assert judged_again(data, edition.report, edition, grade, tmp_path)
    xhtml, report = edition.report.xhtml, edition.report
    words = sorted({word for word in xhtml.split(" ") if word.isalpha() and len(word) > 6})
    for word in words[:: len(words) // 8]:
        other = replace(report, xhtml=changed(xhtml, f" {word} ", f" {word[::-1]} "))
        sound = judged_again(data, other, edition, grade, tmp_path)
        assert not (sound and read_whole(data, other, edition, grade)), word
    address = replace(report, xhtml=xhtml.replace('href="https://', 'href="https://x.', 1))
    assert not judged_again(data, address, edition, grade, tmp_path)
    cover = replace(report, xhtml=changed(xhtml, ">Good Streets<", ">Bad Streets<"))
    assert not judged_again(data, cover, edition, grade, tmp_path)


def test_the_real_handbook_is_seen_to_be_sound(project_root, grade):
    whole = handbook.load(project_root)
    data = GRADES[grade][0](whole.report, whole)
    assert is_sound(data, whole.report, whole, grade)
    line = next(one for one in data.split(b"\r\n") if one.endswith(b"4") and len(one) > 20)
    assert not is_sound(changed(data, line, line[:-1]), whole.report, whole, grade)
