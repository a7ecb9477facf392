"""The structure tree: complete, in order, and judged by two others."""

from __future__ import annotations

import io
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from lxml import etree
from weasyprint.formatting_structure import boxes

from handbook import pdf
from handbook.audit.judges import page_validation, verapdf
from handbook.pdf import structure
from handbook.pdf.check import round_trip
from handbook.pdf.fonts import own_fonts_only
from handbook.pdf.html import part_spaces
from handbook.pdf.reading import TaggedPdf
from handbook.pdf.text_tree import text_tree
from tests.pdf_documents import SIZES, edition, full_report, page

GOLDEN = Path(__file__).parent / "golden"
CLAIMS = {"ua-1": ["ua1", "2a"], "ua-2": ["ua2", "wt1a", "wt1r", "4"]}
"""The profiles that a file says it keeps to, by its standard."""


@cache
def report(style: str = "standard", standard: str = "ua-1") -> bytes:
    """Return a report that uses the whole vocabulary, over 14 pages."""
    return pdf.render_pdf(full_report(), edition(), style=style, standard=standard)


@pytest.fixture
def report_pdf() -> bytes:
    return report()


@pytest.mark.parametrize("standard", CLAIMS)
@pytest.mark.parametrize("style", SIZES)
def test_verapdf_finds_nothing(style: str, standard: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report(style, standard))
    for flavour in CLAIMS[standard]:
        assert verapdf.rule_count(flavour) > 100
        assert verapdf.failed_rules(path, flavour) == {}, flavour


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_page_validation_finds_nothing(report_pdf: bytes, flavour: str) -> None:
    assert page_validation.rule_count(report_pdf, flavour) > 100
    assert page_validation.failed_rules(report_pdf, flavour) == {}


LINK_TO_A_PLACE = "<p><a href='#a'>To the end</a></p><h1 id='a'>The end</h1>"


@pytest.mark.parametrize(("variant", "flavour", "body", "rule"), [
    ("pdf/ua-1", "ua1", "<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "7.2-20"),
    ("pdf/ua-1", "ua1", "<p><img src='data:image/svg+xml,<svg/>' alt=''/></p>", "7.3-1"),
    ("pdf/ua-1", "ua1", "<h1>One</h1><h3>Three</h3>", "7.4.2-1"),
    ("pdf/ua-1", "2a", "<p>One</p>", "6.6.4-1"),
    ("pdf/ua-2", "ua2", LINK_TO_A_PLACE, "8.8-1"),
    ("pdf/ua-2", "wt1a", LINK_TO_A_PLACE, "6.1.3-1"),
    ("pdf/ua-2", "wt1r", "<ul><li>One</li></ul>", "8.2.5.25-1"),
    ("pdf/a-4u", "4", "<p>One</p>", "6.7.3-3"),
])
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB:ResourceWarning")
def test_the_judges_still_judge(
        variant: str, flavour: str, body: str, rule: str, tmp_path: Path) -> None:
    """Small files as WeasyPrint alone makes them, each with one fault that is known."""
    html = f"<html lang='en'><head><title>A loose page</title></head><body>{body}</body></html>"
    path = tmp_path / "stock.pdf"
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant=variant)
    assert rule in verapdf.failed_rules(path, flavour)
    if flavour in ("ua1", "2a"):
        assert page_validation.failed_rules(path.read_bytes(), flavour)


def test_tags_of_the_whole_vocabulary(request: pytest.FixtureRequest) -> None:
    old, new = text_tree(report()), text_tree(report(standard="ua-2"))
    changes = unified_diff(old.splitlines(True), new.splitlines(True), "ua-1", "ua-2", n=0)
    texts = {"report_structure.txt": old, "report_in_ua2.diff": "".join(changes)}
    for name, found in texts.items():
        if request.config.getoption("--update-golden"):
            (GOLDEN / name).write_text(found, encoding="utf-8")
        assert found == (GOLDEN / name).read_text(encoding="utf-8")


def test_a_table_over_four_pages_is_one_table(report_pdf: bytes) -> None:
    elements = list(TaggedPdf(report_pdf).root.walk())
    types = [element.type for element in elements]
    assert (types.count("Table"), types.count("THead"), types.count("TR")) == (1, 1, 61)


def test_running_heads_and_page_numbers_are_pagination(report_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(report_pdf)) as file:
        kinds = [str(operands[1]["/Subtype"])
                 for operands, operator in pikepdf.parse_content_stream(file.pages[4])
                 if str(operator) == "BDC" and operands[0] == "/Artifact"
                 and operands[1].get("/Type") == "/Pagination"]
    assert sorted(set(kinds)) == ["/Footer", "/Header"]


def test_each_link_of_the_contents_has_one_annotation_a_line(report_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(report_pdf)) as file:
        contents = [str(link.Contents) for link in file.pages[1].obj.Annots]
    assert contents.count("Share the decision") == 1
    assert len(contents) == 7  # six entries, one of them on two lines


def test_a_citation_is_heard_by_its_label(report_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(report_pdf)) as file:
        contents = {str(link.Contents) for link in file.pages[3].obj.Annots}
    assert {"Source 1", "Source 2", "Note 1"} <= contents


def test_a_source_leads_back_once_to_each_chapter_and_says_which(report_pdf: bytes) -> None:
    file = TaggedPdf(report_pdf)
    source = next(element for element in file.root.walk() if element.type == "BibEntry")
    links = [element for element in source.walk() if element.type == "Link"][1:]
    assert [(str(link.object.Alt).partition(": ")[2][:20], link.text()) for link in links] == [
        ("Give people a reason", "↩ 4 "), ("Share the decision", "↩ 6")]


def test_a_page_alone_has_one_way_back_from_a_source() -> None:
    back = '<a class="back" role="doc-backlink" href="#cite-1-{0}" aria-label="Back">↩</a>'
    sources = ('<section role="doc-bibliography"><h2 id="sources">Sources</h2><ol>'
               f'<li id="source-S1"><p>A survey. {back.format(1)} {back.format(2)}, so.</p></li>'
               '</ol></section>')
    body = '<p><a id="cite-1-1" href="#source-S1">[1]</a></p>'
    data = pdf.render_pdf(page(body + body.replace("1-1", "1-2") + sources), edition())
    entry = next(item for item in TaggedPdf(data).root.walk() if item.type == "BibEntry")
    assert entry.text() == "A survey. ↩ , so."


def test_words_over_a_line_end_keep_their_space() -> None:
    words = "word " * 60
    data = pdf.render_pdf(page(f"<p>{words.strip()}</p>"), edition())
    assert words.strip() in TaggedPdf(data).root.text()


def test_a_dash_at_a_line_end_gets_no_space() -> None:
    words = "-".join(["word"] * 60)
    data = pdf.render_pdf(page(f"<p>{words}</p>"), edition())
    assert words in TaggedPdf(data).root.text()


def test_another_weasyprint_is_refused() -> None:
    with pytest.raises(pdf.RenderFailed, match=r"WeasyPrint 71\.0 is installed"):
        structure.guard("71.0", structure.SEAM)
    with pytest.raises(pdf.RenderFailed, match="still takes"):
        structure.guard(structure.TESTED, [*structure.SEAM, "more"])
    with structure.own_structure_tree():
        assert weasyprint.pdf.add_tags is structure.add_tags
    assert weasyprint.pdf.add_tags is not structure.add_tags


def test_the_round_trip_sees_another_page_number(report_pdf: bytes) -> None:
    other = full_report()
    changed = other.xhtml.replace("Share the decision</a>", "Share a decision</a>")
    object.__setattr__(other, "xhtml", changed)
    assert round_trip(TaggedPdf(report_pdf), other.tree())


def test_two_citations_keep_the_space_between_them(report_pdf: bytes) -> None:
    assert "week [1] [2]. A threshold" in TaggedPdf(report_pdf).root.text()


@pytest.mark.parametrize("width", range(200, 232, 2))
def test_no_line_ends_after_its_first_word_without_need(width: int) -> None:
    """WeasyPrint 70 does that where a line's text fits and the space after it does not."""
    tree = page('<p>Before the five years were up. <a href="#page-title">[44]</a></p>').tree()
    part_spaces(tree)
    html = etree.tostring(tree, method="html", encoding="unicode")
    with own_fonts_only():
        sheet = weasyprint.CSS(string=f"p {{ width: {width}px; font: 16px Inter }}")
        document = weasyprint.HTML(string=html).render(stylesheets=[sheet])
    first_line = next(line for line in document.pages[0]._page_box.descendants()
                      if isinstance(line, boxes.LineBox) and line.element.tag == "p")
    words = "".join(box.text for box in first_line.descendants() if hasattr(box, "text"))
    assert words.startswith("Before the five years")
