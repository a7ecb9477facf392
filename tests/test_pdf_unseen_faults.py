"""What WeasyPrint leaves wrong and every formal validator lets pass: none of it is left.

Running heads, tables over many pages, spaces at line ends, notes and ways back are in
test_pdf_structure.py; the whole tree of the vocabulary is in golden/report_structure.txt.
"""

from __future__ import annotations

from functools import cache

import pikepdf
import pytest

from handbook import pdf
from handbook.pdf.objects import text_of
from handbook.pdf.reading import Content, Element, TaggedPdf
from tests.pdf_documents import SIZES, edition, page, short_report


@cache
def report(standard: str = "ua-1") -> TaggedPdf:
    return TaggedPdf(pdf.render_pdf(short_report(), edition(), standard=standard))


def tags(file: TaggedPdf, kind: str) -> list[Element]:
    return [element for element in file.root.walk() if element.type == kind]


def test_leaders_are_drawn_and_not_said() -> None:
    """ISO 32000-1, 14.8.2.2.2: what is there for the look of the page is an artifact."""
    assert report().pages[1].artifacts.count(" . ") > 50
    assert ". ." not in report().root.text()


def test_an_element_cut_by_a_page_end_is_one_element() -> None:
    """ISO 32000-1, 14.7.4.2: an element may hold content of many pages."""
    lines = "<br/>".join(f"Line {number}" for number in range(80))
    items = "".join(f"<li>Item {number}</li>" for number in range(80))
    file = TaggedPdf(pdf.render_pdf(page(f"<p>{lines}</p><ul>{items}</ul>"), edition()))
    assert len(file.pages) > 2
    paragraphs = [item for item in tags(file, "P") if "Line" in item.text()]
    assert len(paragraphs) == len(tags(file, "L")) == 1
    assert len({kid.page for kid in paragraphs[0].kids}) > 1


def test_a_line_is_not_an_element() -> None:
    """ISO 32000-1, 14.8.4.4.1: a Span is for text that differs; only the Welsh words do."""
    assert [span.text() for span in tags(report(), "Span")] == ["croeso i bawb"]


def test_no_word_is_broken() -> None:
    """ISO 14289-1, 7.2: text is Unicode that says the words; a hyphen at a line's end is none."""
    words = " ".join(["internationalisation"] * 60)
    file = TaggedPdf(pdf.render_pdf(page(f"<p>{words}</p>"), edition()))
    assert words in file.root.text()


@pytest.mark.parametrize(("standard", "kinds"), [
    ("ua-1", {"Em": "/Span", "Strong": "/Span"}), ("ua-2", {})])
def test_emphasis_is_tagged(standard: str, kinds: dict[str, str]) -> None:
    """ISO 32000-2, 14.8.4.7.2 has Em and Strong; ISO 32000-1, 14.7.3 lets names be mapped."""
    file = report(standard)
    assert [tags(file, kind)[0].text().strip() for kind in ("Em", "Strong")] == ["small", "count"]
    mapped = file.pdf.Root.StructTreeRoot.get("/RoleMap", {})
    assert {kind: str(mapped[f"/{kind}"]) for kind in kinds} == kinds
    assert all(("/NS" in tag.object) == (standard == "ua-2") for tag in tags(file, "Em"))


def test_a_foreign_language_and_code_are_tagged() -> None:
    """ISO 14289-1, 7.2: a change of language is declared."""
    assert str(tags(report(), "Span")[0].object.Lang) == "cy"
    assert tags(report(), "Code")[0].text() == "meet.md"


@pytest.mark.parametrize("style", SIZES)
def test_the_box_of_a_picture_is_where_it_is_drawn(style: str) -> None:
    """ISO 32000-1, 14.8.5.4.3: BBox is in the page's own space, from its lower left corner."""
    body = ('<figure><img src="tests/documents/images/dots.png" alt="Dots." width="200" '
            'height="100"/></figure>')
    file = TaggedPdf(pdf.render_pdf(page(body), edition(), style=style))
    figure = tags(file, "Figure")[0]
    box = next(entry["/BBox"] for entry in figure.attributes if "/BBox" in entry)
    drawn = drawn_box(file.pdf.pages[0])
    left, foot, right, top = map(float, box)
    assert left - 0.1 <= drawn[0] < drawn[2] <= right + 0.1
    assert foot - 0.1 <= drawn[1] < drawn[3] <= top + 0.1
    assert (right - left, top - foot) == pytest.approx(
        (drawn[2] - drawn[0], drawn[3] - drawn[1]), abs=0.1) or style == "large-print"


def drawn_box(sheet: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return the corners of the first picture of a page, by the transformations before it."""
    now, kept = pikepdf.Matrix(), []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        if name == "q":
            kept.append(now)
        elif name == "Q":
            now = kept.pop()
        elif name == "cm":
            now = pikepdf.Matrix(*map(float, operands)) @ now
        elif name == "Do":
            (left, foot), (right, top) = now.transform((0, 0)), now.transform((1, 1))
            return min(left, right), min(foot, top), max(left, right), max(foot, top)
    raise AssertionError("no picture is drawn")


@pytest.mark.parametrize("standard", pdf.STANDARDS)
def test_a_link_is_called_by_its_words_and_can_be_printed(standard: str) -> None:
    """ISO 14289-1, 7.18.5: Contents; ISO 19005-2, 6.3.2: the flag Print, and no other."""
    links = [link for sheet in report(standard).pdf.pages for link in sheet.obj.get("/Annots", [])]
    called = {str(link.Contents) for link in links}
    assert {"Source 1", "Note 1", "the next principle", "the report of the year"} <= called
    assert {int(link.F) for link in links} == {4}


def test_a_cell_names_every_row_of_a_head() -> None:
    """ISO 14289-1, 7.5: the headers of a cell are known; those of two rows are both named."""
    def row(cells: list[str], kind: str, scope: str = "") -> str:
        return "<tr>" + "".join(f"<{kind}{scope}>{cell}</{kind}>" for cell in cells) + "</tr>"
    column = ' scope="col"'
    table = (f'<table><caption>Visits</caption><thead>{row(["Day", "In spring"], "th", column)}'
             f'{row(["of the week", "people"], "th", column)}</thead><tbody><tr>'
             '<th scope="row">Monday</th><td>37</td></tr></tbody></table>')
    file = TaggedPdf(pdf.render_pdf(page(table), edition()))
    names = {str(cell.object.ID): cell.text().strip() for cell in tags(file, "TH")}
    cell = tags(file, "TD")[0]
    headers = [text_of(name) for entry in cell.attributes for name in entry.get("/Headers", [])]
    assert [names[name] for name in headers] == ["Monday", "In spring", "people"]


def test_a_list_within_a_list_is_in_its_item() -> None:
    """ISO 32000-1, 14.8.4.3.3: a list within a list is content of the body of an item."""
    inner = next(item for item in tags(report(), "L") if "Wood" in item.text()
                 and "Open" not in item.text())
    bodies = [item for item in tags(report(), "LBody") if inner in item.kids]
    assert [body.text()[:4] for body in bodies] == ["Put "]


def test_every_letter_is_reached_once() -> None:
    """ISO 14289-1, 7.1: all content is tagged or an artifact; none is in two elements."""
    pieces = [(kid.page, kid.mcid) for element in report().root.walk() for kid in element.kids
              if isinstance(kid, Content)]
    marked = [(number, mcid) for number, sheet in enumerate(report().pages)
              for mcid in sheet.marked]
    assert sorted(pieces) == sorted(marked)
    assert "".join(sheet.loose for sheet in report().pages).strip() == ""


def test_no_type_of_another_version_is_in_a_file() -> None:
    """ISO 14289-2, 8.2.4: types of PDF 2.0 are in its namespace; PDF 1.7 has no namespaces."""
    old, new = report(), report("ua-2")
    assert not any("/NS" in element.object for element in old.root.walk())
    named = {element.type for element in new.root.walk() if "/NS" in element.object}
    assert named == {"Document", "Aside", "FENote", "Em", "Strong"}
    assert not tags(new, "Note")


