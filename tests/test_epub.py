"""Books for reading apps: their pages of print and claims, and what others' judges find in them."""

import re
import zipfile
from io import BytesIO

import pytest

import handbook
from handbook import pdf
from handbook.formats.registry import FORMATS
from handbook.load import Edition
from handbook.pdf.page_starts import number_of_pages
from handbook.pdf.reading import TaggedPdf
from handbook.trees import signs
from tests.cases import SMALL, make_handbook
from tests.judging import findings_in
from tests.test_formats import read_file, rewritten

EPUB = FORMATS["epub"]
NAV, OPF = "EPUB/nav.xhtml", "EPUB/package.opf"
TESTED = """
    evaluated:
      edition: "{edition}"
      meets: EPUB Accessibility 1.1 - WCAG 2.2 Level AA
      by: Example Testers
      report: https://testers.example/report
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return handbook.load(SMALL)


@pytest.fixture(scope="module")
def printed(edition) -> bytes:
    """The small handbook's report as a PDF."""
    return pdf.render_pdf(edition.report, edition)


@pytest.fixture(scope="module")
def book(edition, printed) -> bytes:
    """The same report as a book that marks the pages of the PDF."""
    return EPUB.write(edition.report, edition, beside=printed)


def test_each_page_of_the_pdf_is_listed_and_begins_with_the_same_words(edition, printed, book):
    assert EPUB.check(book, edition.report, edition, beside=printed) == []
    listed = re.findall(r'">(\d+)</a>', read_file(book, NAV).rpartition("<nav")[2])
    reader = TaggedPdf(printed)
    words = ["".join(map(signs, page.marked.values())) for page in reader.pages]
    assert all(words) and [int(number) for number in listed] == list(range(1, len(words) + 1))
    with zipfile.ZipFile(BytesIO(book)) as held:
        text = "".join(held.read(name).decode() for name in sorted(held.namelist())
                       if name.endswith(".xhtml") and name != NAV)  # fmt: skip
    marks = re.split(r'<span[^>]* id="printed-page-(\d+)"[^>]*?(?:/>|></span>)', text)
    assert len(marks) > 10
    for page, after in zip(marks[1::2], marks[2::2], strict=True):
        start = signs(re.sub("<[^>]+>", "", after.partition("</p>")[0]))
        assert start[:9] in words[int(page) - 1]


def test_a_book_without_a_pdf_claims_no_pages(edition):
    page = edition.pages["content/advice.md"]
    data = EPUB.write(page, edition)
    assert "page-list" not in read_file(data, NAV) and "pageBreak" not in read_file(data, OPF)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("EPUB/part-001.xhtml", 'aria-label="1"', 'aria-label="2"', "where no page begins"),
        (NAV, '<a href="part-001.xhtml#printed-page-1">1</a>', "1", "is marked but not listed"),
        (NAV, "page-list", "toc", "which is not so"),
        (OPF, ">pageBreakMarkers<", ">index<", "of 'it marks pages'"),
        (OPF, "pageBreakSource", "media:narrator", "of 'it has pages of another edition'"),
    ],
)
def test_pages_that_are_not_as_said_are_found(edition, printed, book, name, old, new, said):
    assert old in read_file(book, name)
    data = rewritten(book, name, lambda text: text.replace(old.encode(), new.encode()))
    faults = EPUB.check(data, edition.report, edition, beside=printed)
    assert any(said in fault for fault in faults), faults


def test_pages_of_another_pdf_are_found(edition, book):
    other = pdf.render_pdf(edition.pages["content/advice.md"], edition)
    faults = EPUB.check(book, edition.report, edition, beside=other)
    said = f"its pages are not those of the PDF, which has {number_of_pages(other)}"
    assert any(said in fault for fault in faults)


@pytest.mark.parametrize(("tested", "claimed"), [("1.0", True), ("0.9", False)])
def test_a_book_meets_a_standard_if_people_found_so_of_this_edition(tmp_path, tested, claimed):
    settings = (SMALL / "mkdocs.yml").read_text("utf-8")
    ours = settings.replace("\n  handbook:\n", f"\n  handbook:{TESTED.format(edition=tested)}")
    assert ours != settings
    edition = handbook.load(make_handbook(tmp_path, {"mkdocs.yml": ours}))
    page = edition.pages["content/advice.md"]
    data = EPUB.write(page, edition)
    assert EPUB.check(data, page, edition) == []
    package = read_file(data, OPF)
    assert ("dcterms:conformsTo" in package) == ("a11y:certifiedBy" in package) == claimed
    assert ("No person has said yet" in package) != claimed
    if claimed:
        (tmp_path / "page.epub").write_bytes(data)
        assert findings_in("epubcheck", [tmp_path / "page.epub"]) == []


def test_judges_find_nothing_in_a_book_with_pages(book, tmp_path):
    (tmp_path / "report.epub").write_bytes(book)
    assert findings_in("epubcheck", [tmp_path / "report.epub"]) == []
    assert findings_in("ace", [tmp_path / "report.epub"]) == []


def test_ace_is_asked(edition, tmp_path):
    page = edition.pages["content/advice.md"]
    file = tmp_path / "faulty.epub"
    old, new = b'property="schema:accessibilityFeature"', b'property="schema:bookEdition"'
    data = EPUB.write(page, edition)
    file.write_bytes(rewritten(data, "EPUB/package.opf", lambda opf: opf.replace(old, new)))
    assert any("accessibilityfeature" in str(one).lower() for one in findings_in("ace", [file]))
