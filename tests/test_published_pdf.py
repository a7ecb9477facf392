"""Every PDF as it is published: judged by two validators, by qpdf and by our own gates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from handbook import pdf
from handbook.formats.files import file_name
from handbook.formats.registry import FORMATS
from handbook.load import load
from handbook.pdf.reading import Content, Element, TaggedPdf
from tests.judges import page_validation, verapdf
from tests.pdf_documents import edition, full_report

PREFIXES = {
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


CLAIMS = {
    "pdfuaid:part=1": {"ua1"},
    "pdfaid:part=2 A": {"2a"},
    "pdfuaid:part=2": {"ua2"},
    "pdfaid:part=4": {"4"},
    "http://pdfa.org/declarations/wtpdf#accessibility1.0": {"wt1a"},
    "http://pdfa.org/declarations/wtpdf#reuse1.0": {"wt1r"},
}
"""What a file says of itself, and the name by which judges know the standard."""
SHARES = 6
"""How many tests share the published files, so that all workers of a run have some."""


@pytest.fixture(scope="session")
def downloads(built_public: Path) -> Path:
    return built_public / "downloads"


@pytest.fixture(scope="session")
def published(downloads: Path) -> Path:
    return downloads / "report.pdf"


def share_of(downloads: Path, number: int) -> list[Path]:
    """Return every sixth of the published PDF files, by size, from a number on."""
    files = sorted(downloads.rglob("*.pdf"), key=lambda file: (-file.stat().st_size, file))
    return files[number::SHARES]


def claims(path: Path) -> set[str]:
    """Return the standards that a file says it meets, read from its XMP packet."""
    with pikepdf.open(path) as file:
        data = etree.fromstring(bytes(file.Root.Metadata.read_bytes()))
    said = {}
    for element in data.iter(etree.Element):
        for name, value in [(element.tag, element.text or ""), *element.items()]:
            said.setdefault(etree.QName(name).localname, []).append((name, value.strip()))
    found = {f"{PREFIXES[name.split('}')[0][1:]]}:part={value}" for name, value in said["part"]}
    level = [value for _, value in said.get("conformance", [])]
    found = {" ".join([one, *level]) if one.startswith("pdfaid") else one for one in found}
    found |= {value for _, value in said.get("conformsTo", [])}
    return set().union(*(CLAIMS[one] for one in found))


def test_every_file_claims_what_its_format_is(downloads: Path) -> None:
    files = {file: claims(file) for file in downloads.rglob("*.pdf")}
    newest = {file for file, found in files.items() if found == {"ua2", "wt1a", "wt1r", "4"}}
    assert newest == {downloads / "report.ua-2.pdf"}
    assert all(files[file] == {"ua1", "2a"} for file in files.keys() - newest)


def test_every_page_and_checklist_has_its_files(downloads: Path, project_root: Path) -> None:
    found = load(project_root)
    pages = [found.report, *found.pages.values(), *found.easy_reads.values()]
    names = {
        file_name(document, FORMATS[format])
        for document in (*pages, *found.checklists.values())
        for format in ("pdf", "pdf-large-print")
    }
    there = {file.relative_to(downloads).as_posix() for file in downloads.rglob("*.pdf")}
    assert there == names | {"report.ua-2.pdf"}


@pytest.mark.parametrize("share", range(SHARES))
def test_no_judge_finds_a_fault_in_any_file(downloads: Path, share: int) -> None:
    found = {}
    for file in share_of(downloads, share):
        name, data = file.relative_to(downloads).as_posix(), file.read_bytes()
        standards = sorted(claims(file))
        found |= {(name, one, "veraPDF"): verapdf.failed_rules(file, one) for one in standards}
        for one in {"ua1", "2a"}.intersection(standards):
            found[name, one, "page-validation"] = page_validation.failed_rules(data, one)
        with pikepdf.open(file) as opened:
            found[name, "syntax", "qpdf"] = opened.check_pdf_syntax()
    assert len(found) > 20
    assert {one: faults for one, faults in found.items() if faults} == {}


def test_its_tags_say_every_word_in_order(published: Path, project_root: Path) -> None:
    assert pdf.check(published.read_bytes(), load(project_root).report) == []


def test_no_heading_ends_a_page_and_no_row_is_split(published: Path) -> None:
    assert list(bad_breaks(published.read_bytes())) == []


def test_large_print_breaks_as_well() -> None:
    data = pdf.render_pdf(full_report(), edition(), style="large-print")
    parts = ["Principles", "Project snapshots"]  # titles of parts without an introduction
    assert set(bad_breaks(data)) <= {f"the heading '{title}' ends a page" for title in parts}


def bad_breaks(data: bytes) -> Iterator[str]:
    """Yield each heading that is the last thing on its page, and each row on two pages."""
    file = TaggedPdf(data)
    after = {id(one): other for one, other in pairwise(contents(file.root))}
    for element in file.root.walk():
        pieces = list(contents(element))
        if element.type == "TR" and len({piece.page for piece in pieces}) > 1:
            yield f"the row '{element.text()}' is on two pages"
        elif element.type in HEADINGS and after[id(pieces[-1])].page != pieces[-1].page > 0:
            yield f"the heading '{element.text()}' ends a page"


def contents(element: Element) -> Iterator[Content]:
    """Yield the marked content of an element and those below it, in order."""
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from contents(kid)
