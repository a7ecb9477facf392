"""PEF, volumes and eBraille: valid, and they say the whole report."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree

import handbook
from handbook.audit.judges import pef
from handbook.document import Heading
from handbook.formats.braille_brf import (
    brf,
)
from handbook.formats.braille_headings import is_centred
from handbook.formats.braille_signs import to_ascii
from handbook.formats.braille_volumes import make_volumes, write_pef
from handbook.formats.braille_volumes_check import check_pef, check_volumes
from handbook.formats.ebraille import write_ebraille
from handbook.formats.ebraille_check import check_ebraille
from handbook.formats.zips import archive
from tests.braille_documents import changed, page_of
from tests.cases import SMALL
from tests.judging import findings_in


@pytest.fixture(scope="module")
def edition():
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def whole(project_root):
    return handbook.load(project_root)


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


def test_code_may_have_words_that_the_book_says_of_itself(edition):
    words = edition.settings.words.formats
    code = f"{words.about} {words.braille.made_by_ebraille}".lower()
    heading = Heading(1, "t", "A page")
    document = page_of(edition, f"<p>Words.</p><pre><code>{code}</code></pre>", headings=(heading,))
    assert check_ebraille(write_ebraille(document, edition), document, edition) == []


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
