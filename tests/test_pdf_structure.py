"""The structure tree: complete, in order, and judged by two others."""

from __future__ import annotations

import io
import re
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from lxml import etree
from weasyprint.formatting_structure import boxes

from handbook import pdf
from handbook.pdf import structure
from handbook.pdf.check import round_trip
from handbook.pdf.fonts import own_fonts_only
from handbook.pdf.html import part_spaces
from handbook.pdf.reading import TaggedPdf
from handbook.pdf.text_tree import text_tree
from tests.judges import page_validation, verapdf
from tests.pdf_documents import edition, full_report, page

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
@pytest.mark.parametrize("style", pdf.STYLES)
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


@pytest.mark.parametrize(("body", "rule"), [
    ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "7.2-20"),
    ("<p><img src='data:image/svg+xml,<svg/>' alt=''/></p>", "7.3-1"),
    ("<h1>One</h1><h3>Three</h3>", "7.4.2-1"),
])
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB:ResourceWarning")
def test_the_judges_still_judge(body: str, rule: str, tmp_path: Path) -> None:
    html = f"<html lang='en'><head><title>A loose page</title></head><body>{body}</body></html>"
    path = tmp_path / "stock.pdf"
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant="pdf/ua-1")
    assert rule in verapdf.failed_rules(path)
    assert page_validation.failed_rules(path.read_bytes())


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


# What only our own gates see: each defect is planted in a file that passes.

def planted(data: bytes, plant) -> list[str]:
    """Return what the gates say of a file after `plant` has changed it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        dictionaries = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)]
        plant(file, [item for item in dictionaries if item.get("/Type") == "/StructElem"])
        changed = io.BytesIO()
        file.save(changed)
    return pdf.check(changed.getvalue(), full_report())


def first(elements, kind: str):
    wanted = f"/{kind}"
    return next(element for element in elements if wanted == str(element.S))


def swap_paragraphs(file, elements):
    part = next(item for item in elements if item.S == "/Part")
    part.K[1], part.K[0] = part.K[0], part.K[1]


def lose_text(file, elements):
    del first(elements, "Art").K[0]


def list_twice(file, elements):
    heading = first(elements, "H2")
    heading.K.append(heading.K[0])


def confuse_parents(file, elements):
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    numbers[1][0] = first(elements, "Table")


def name_no_header(file, elements):
    first(elements, "TD").A.Headers[0] = pikepdf.String("nobody")


def lose_id(file, elements):
    del first(elements, "Note")["/ID"]


def lose_alt(file, elements):
    del first(elements, "Figure")["/Alt"]


def misplace_picture(file, elements):
    first(elements, "Figure").A.BBox[2] = 9000


def lead_nowhere(file, elements):
    next(a for a in file.pages[1].obj.Annots if "/Dest" in a).Dest = pikepdf.String("nowhere")


def mute_link(file, elements):
    file.pages[1].obj.Annots[0].Contents = pikepdf.String("")


def leave_only_a_sign(file, elements):
    del next(item for item in elements if "note 1 in" in str(item.get("/Alt", "")))["/Alt"]


def tag_the_running_head(file, elements):
    stream = file.pages[4].Contents
    stream.write(re.sub(rb"/Artifact\s*<<[^>]*/Header[^>]*>>\s*BDC", b"/Span <</MCID 900>> BDC",
                        stream.read_bytes()))


DEFECTS = {
    swap_paragraphs: "do not say what the page says",
    lose_text: "do not say what the page says",
    list_twice: "in 2 tags instead of one",
    confuse_parents: "the parent tree does not name",
    name_no_header: "names the header 'nobody'",
    lose_id: "a note has no ID",
    lose_alt: "a picture has no words",
    misplace_picture: "is not on its page",
    lead_nowhere: "leads to 'nowhere'",
    mute_link: "a link has no words",
    leave_only_a_sign: "is heard as a sign only",
    tag_the_running_head: "in 0 tags instead of one",
}


@pytest.mark.parametrize("plant", DEFECTS, ids=lambda plant: plant.__name__)
def test_a_planted_defect_is_found(report_pdf: bytes, plant) -> None:
    assert DEFECTS[plant] in "\n".join(planted(report_pdf, plant))


def test_untagged_text_is_found(report_pdf: bytes) -> None:
    def add_text(file, _elements):
        stream, fonts = file.pages[2].Contents, file.pages[2].resources.Font
        code = next(iter(TaggedPdf(report_pdf).font(fonts[next(iter(fonts))])))
        name = next(iter(fonts)).encode()
        stream.write(stream.read_bytes() + b" BT %s 9 Tf <%04x> Tj ET" % (name, code))
    assert "neither tagged nor an artifact" in "\n".join(planted(report_pdf, add_text))


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
