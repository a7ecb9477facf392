"""The extra kinds of print, read back from finished files: size, distance, ground and words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

import handbook
from handbook.audit.judges import verapdf
from handbook.document import Document
from handbook.formats.files import write_formats
from handbook.formats.registry import EXTRAS, FORMATS
from handbook.formats.rows import in_rows, lost
from handbook.formats.said import said
from handbook.load import Edition
from tests.cases import make_handbook
from tests.pdf_documents import full_report
from tests.test_large_print import fonts, text_of_pages

SMALLEST = {"pdf-dyslexia": 14, "pdf-cream": 14, "pdf-giant-print": 24}
"""Points, of all letters that are not in pictures."""
LARGE = 18
"""Points: UKAAF's large print, which giant print is above."""
CREAM = (1.0, 0.973, 0.906)
"""#FFF8E7 as parts of one."""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return handbook.load(make_handbook(tmp_path_factory.mktemp("print"), {}))


@pytest.fixture(scope="module")
def made(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Every file of a small handbook in each extra kind of print, and in the usual one."""
    names = [*SMALLEST, "pdf"]
    files = write_formats(edition, tmp_path_factory.mktemp("out"), map(FORMATS.get, names))
    return {name: [one.file for one in files if one.format == name] for name in names}


def test_the_group_is_one_that_can_be_asked_for():
    assert "print-plus" in EXTRAS
    assert {name for name, one in FORMATS.items() if one.extra == "print-plus"} == set(SMALLEST)


@pytest.mark.parametrize("name", SMALLEST)
def test_verapdf_finds_nothing(made, name):
    assert len(made[name]) == len(made["pdf"]) > 8
    for standard in ("ua1", "2a"):
        found = {file.name: verapdf.failed_rules(file, standard) for file in made[name][:4]}
        assert {file: rules for file, rules in found.items() if rules} == {}, standard


@pytest.mark.parametrize("name", SMALLEST)
def test_its_letters_are_as_large_as_said_upright_and_ours(made, name):
    for file in made[name]:
        sizes, _, slopes = text_of_pages(file)
        assert min(sizes) >= SMALLEST[name], file.name
        assert slopes == {0}, file.name
        assert not any(italic for _, italic in fonts(file)), file.name


def test_giant_print_is_larger_than_large_print(made):
    assert SMALLEST["pdf-giant-print"] > LARGE
    pages = {name: sum(len(pikepdf.open(file).pages) for file in made[name]) for name in made}
    assert pages["pdf-giant-print"] > pages["pdf-dyslexia"] > pages["pdf"]


def spacings(file: Path) -> set[float]:
    """Return every distance that a file sets between letters beside their own, in a thousandth."""
    with pikepdf.open(file) as opened:
        return {
            round(float(part))
            for page in opened.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "TJ"
            for part in operands[0]
            if not isinstance(part, pikepdf.String)
        }


def test_letters_stand_further_apart(made):
    wider = min(min(spacings(file), default=0) for file in made["pdf-dyslexia"])
    usual = min(min(spacings(file), default=0) for file in made["pdf"])
    assert wider < usual


def grounds(file: Path) -> set[tuple[float, ...]]:
    """Return the colour of each rectangle that covers a whole page."""
    found = set()
    with pikepdf.open(file) as opened:
        for page in opened.pages:
            colour, wide = (), False
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("rg", "g"):
                    colour = tuple(round(float(one), 3) for one in operands)
                elif name == "re":
                    wide = abs(float(operands[2])) > 590 and abs(float(operands[3])) > 830
                elif name in ("f", "f*") and wide:
                    found.add(colour)
    return found


def test_the_ground_is_cream_and_on_paper_of_any_colour_none(made):
    assert all(grounds(file) == {CREAM} for file in made["pdf-cream"])
    assert not any(grounds(file) for file in made["pdf-dyslexia"])


def test_a_table_is_a_list_of_its_rows_and_says_the_same():
    report = full_report()
    lists = in_rows(report)
    before, after = report.tree(), lists.tree()
    assert before.find(".//table") is not None and after.find(".//table") is None
    rows = len(before.findall(".//tbody/tr"))
    assert len(after.findall(".//dt")) - len(before.findall(".//dt")) == rows > 5
    assert {one.get("id") for one in before.iter("a", "sup", "p")} <= {
        one.get("id") for one in after.iter()
    }
    assert lost(report) == []
    assert said(lists).addresses == said(report).addresses


def with_another_cell(document: Document) -> Document:
    root = in_rows(document).tree()
    root.findall(".//dd")[-1].text = "Something else"
    return replace(document, xhtml=etree.tostring(root, encoding="unicode"))


def test_a_changed_cell_is_seen(edition):
    """The checker holds a file against the page itself, not against the list made of it."""
    page = next(page for page in edition.pages.values() if "<table" in page.xhtml)
    write, check = FORMATS["pdf-giant-print"].write, FORMATS["pdf-giant-print"].check
    assert check(write(page, edition), page, edition) == []
    assert check(write(with_another_cell(page), edition), page, edition) != []
