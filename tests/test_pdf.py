"""render_pdf: the same bytes anywhere, our fonts only, and nothing let through."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from handbook import pdf
from handbook.document import Document
from handbook.fonts import recipe
from handbook.pdf.fonts import FOLDER, coverage
from handbook.pdf.html import collapse_spaces, page_html
from handbook.pdf.reading import TaggedPdf
from tests.pdf_documents import HERE, ROOT, SIZES, document, edition, full_report, page

PICTURE = '<figure><img src="{}" alt="A square." width="40" height="40"/></figure>'


def test_the_same_bytes_in_another_folder_and_with_another_hash_seed(tmp_path: Path) -> None:
    here = [pdf.render_pdf(full_report(), edition(), standard=name) for name in pdf.STANDARDS]
    other = tmp_path / "elsewhere"
    shutil.copytree(HERE / "documents", other / "tests" / "documents")
    code = (
        "import hashlib, sys; from pathlib import Path; from handbook import pdf;"
        "from tests.pdf_documents import edition, full_report;"
        "there = edition(Path(sys.argv[1]));"
        "files = [pdf.render_pdf(full_report(), there, standard=name) for name in pdf.STANDARDS];"
        "print(*(hashlib.sha256(data).hexdigest() for data in files))")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = subprocess.run([sys.executable, "-c", code, other], env=environment, cwd=ROOT,
                          capture_output=True, text=True, check=True)
    assert done.stdout.split() == [hashlib.sha256(data).hexdigest() for data in here]


def test_only_our_fonts_are_in_the_file() -> None:
    with pikepdf.open(io.BytesIO(pdf.render_pdf(full_report(), edition()))) as file:
        fonts = {str(item.FontName).split("+")[1] for item in file.objects
                 if isinstance(item, pikepdf.Dictionary) and "/FontName" in item}
    assert fonts == {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Bold", "Inter"}


def test_a_missing_glyph_is_named_with_its_place() -> None:
    with pytest.raises(pdf.RenderFailed) as failure:
        pdf.render_pdf(page('<section><h2 id="a">Tea</h2><p>A cup of 茶 a day</p></section>'),
                       edition())
    assert ("the character '茶' (U+8336), under 'Tea', in 'A cup of 茶 a day'"
            in str(failure.value))


def test_the_second_face_has_what_the_first_lacks() -> None:
    assert set(map(ord, "↩→✓ŵŷ≥≤≠½⅓²…—•″αЖếẹ\u2011\u2013\u2032\u00d7")) <= coverage()


def test_the_list_of_characters_is_that_of_the_font_files() -> None:
    assert (FOLDER / "characters.txt").read_text(encoding="ascii") == recipe.characters()


def test_font_files_are_those_that_the_readme_lists() -> None:
    lines = (FOLDER / "README.txt").read_text(encoding="utf-8").split("SHA-256\n")[1]
    listed = dict(reversed(line.split()) for line in lines.splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
             for path in FOLDER.iterdir() if path.suffix in (".ttf", ".woff2")}
    assert found == listed


def test_a_picture_that_is_not_there_stops_the_render() -> None:
    with pytest.raises(pdf.RenderFailed, match=r"none\.svg"):
        pdf.render_pdf(page(PICTURE.format("content/images/none.svg")), edition())


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "link.svg").symlink_to(tmp_path / "secret.svg")
    for source in ("../secret.svg", "link.svg", "file:///etc/hostname",
                   "https://example.org/a.svg", "http://127.0.0.1/a.svg"):
        with pytest.raises(pdf.RenderFailed):
            pdf.render_pdf(page(PICTURE.format(source)), edition(inside))


def test_a_picture_inside_a_drawing_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<image href="http://127.0.0.1/b.png" width="9" height="9"/></svg>')
    with pytest.raises(pdf.RenderFailed):
        pdf.render_pdf(page(PICTURE.format("a.svg")), edition(tmp_path))


def test_a_link_to_nowhere_stops_the_render() -> None:
    with pytest.raises(pdf.RenderFailed, match="nowhere"):
        pdf.render_pdf(page('<p><a href="#nowhere">A place</a></p>'), edition())


def test_the_log_of_weasyprint_is_not_touched_for_others() -> None:
    import logging
    pdf.missing()  # WeasyPrint gives its log a handler of its own when it is first read
    before = list(logging.getLogger("weasyprint").handlers)
    pdf.render_pdf(page("<p>Words</p>"), edition())
    assert logging.getLogger("weasyprint").handlers == before
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_page_alone_leads_to_other_pages_on_the_site() -> None:
    other = page("<p>Words</p>")
    alone = page('<p><a href="content/page.md#part">The other page</a></p>')
    html = page_html(alone, edition(**{"content/page.md": other}))
    assert 'href="https://example.org/places/page/#part"' in html


def test_the_file_says_what_it_is() -> None:
    with pikepdf.open(io.BytesIO(pdf.render_pdf(page("<p>Words</p>"), edition()))) as file:
        meta = file.open_metadata()
        assert meta["dc:title"] == file.docinfo["/Title"] == "A page: Places where people meet"
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == (
            "1", "2", "A")
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.docinfo["/CreationDate"]).startswith("D:20261122")


def test_the_second_file_of_record_says_what_it_is() -> None:
    data = pdf.render_pdf(page("<p>Words</p>"), edition(), standard="ua-2")
    assert data.startswith(b"%PDF-2.0")
    with pikepdf.open(io.BytesIO(data)) as file:
        meta = file.open_metadata()
        assert meta["dc:title"] == "A page: Places where people meet"
        assert (meta["pdfuaid:part"], meta["pdfuaid:rev"]) == ("2", "2024")
        assert (meta["pdfaid:part"], meta["pdfaid:rev"]) == ("4", "2020")
        assert "pdfaid:conformance" not in meta
        assert "/Info" not in file.trailer
        for use in ("accessibility", "reuse"):
            assert f"http://pdfa.org/declarations/wtpdf#{use}1.0" in str(meta)


@pytest.mark.parametrize("standard", pdf.STANDARDS)
def test_headings_are_bookmarks(standard: str) -> None:
    report = full_report()
    data = pdf.render_pdf(report, edition(), standard=standard)
    with pikepdf.open(io.BytesIO(data)) as file, file.open_outline() as outline:
        def titles(items):
            for item in items:
                yield item.title
                yield from titles(item.children)
        found = list(titles(outline.root))
    assert found == [heading.text for heading in report.headings]


def test_large_print_has_nothing_below_18_points() -> None:
    data = pdf.render_pdf(full_report(), edition(), style="large-print")
    assert min(type_sizes(data)) >= 18


def test_standard_print_has_nothing_below_10_points() -> None:
    assert min(type_sizes(pdf.render_pdf(full_report(), edition()))) >= 10


@pytest.mark.parametrize("style", SIZES)
def test_a_page_alone_says_at_its_foot_which_handbook_it_is_from(style: str) -> None:
    def feet(document: Document) -> list[bool]:
        data = pdf.render_pdf(document, edition(), style=style)
        return ["2026" in "".join(sheet.artifacts) for sheet in TaggedPdf(data).pages]
    assert set(feet(page("<p>Words</p>" * 40))) == set(feet(easy_read())) == {True}
    assert set(feet(full_report())) == {False}


def easy_read() -> Document:
    idea = ('<li class="idea"><img src="tests/documents/images/square.svg" alt="A place." '
            'width="240" height="240"/><p>One.</p><p>Two.</p></li>')
    ideas = f'<section><h2 id="a">Ideas</h2><ul class="ideas">{idea * 6}</ul></section>'
    return replace(page(ideas), kind="easy_read")


def test_easy_read_has_large_type_and_its_pictures_on_the_left() -> None:
    data = pdf.render_pdf(easy_read(), edition())
    assert min(type_sizes(data)) >= 14
    with pikepdf.open(io.BytesIO(data)) as file:
        boxes = [item.A.BBox for item in file.objects if isinstance(item, pikepdf.Dictionary)
                 and item.get("/S") == "/Figure"]
    lefts_and_widths = {(round(float(box[0])), round(float(box[2] - box[0]))) for box in boxes}
    assert lefts_and_widths == {(71, 130)}  # 25 mm from the edge, 46 mm wide


def test_a_list_leaves_no_item_alone_on_a_page() -> None:
    for lines in range(15, 25):
        words = "".join(f"<p>Line {number}</p>" for number in range(lines))
        items = "".join(f"<li>Item {number}</li>" for number in range(6))
        data = pdf.render_pdf(page(f"{words}<ul>{items}</ul>"), edition())
        pages = [sum(text.startswith("Item") for text in sheet.marked.values())
                 for sheet in TaggedPdf(data).pages]
        assert 1 not in pages


def type_sizes(data: bytes) -> set[float]:
    """Return every size of type in points; a CSS pixel is three quarters of one."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return {round(float(operands[1]) * 0.75, 2) for sheet in file.pages
                for operands, operator in pikepdf.parse_content_stream(sheet)
                if str(operator) == "Tf"}


@pytest.mark.parametrize("tall", [0, 1, 4])
def test_a_row_that_is_taller_than_a_page_is_refused_with_its_table(tall: int) -> None:
    def table(words: int) -> Document:
        rows = "".join(
            f'<tr><th scope="row">Day {at}</th><td>{"bench " * (words if at == tall else 1)}</td>'
            "<td>3</td></tr>" for at in range(8))
        head = "".join(f'<th scope="col">{title}</th>' for title in ("Day", "What", "Number"))
        return page(f"<table><caption>Visits</caption><thead><tr>{head}</tr></thead>"
                    f"<tbody>{rows}</tbody></table>")
    pdf.render_pdf(table(40), edition(), style="large-print")
    with pytest.raises(pdf.RenderFailed) as failure:
        pdf.render_pdf(table(400), edition(), style="large-print")
    assert str(failure.value).startswith(
        "The table 'Visits' has a row that is taller than a page of this print: "
        f"'Day {tall} bench bench")
    assert "\n" not in str(failure.value)


def test_space_is_collapsed_as_browsers_do() -> None:
    tree = document("<article> <p>\n One  <em> two </em> three <br/> four </p> <p> </p>\n"
                    "<pre><code>a  b\n c</code></pre></article>").tree()
    collapse_spaces(tree)
    assert ["".join(child.itertext()) for child in tree] == [
        "One two three four", "", "a  b\n c"]


def test_an_unknown_style_or_standard_is_refused() -> None:
    with pytest.raises(ValueError, match="no style is called 'huge'"):
        pdf.render_pdf(page("<p>Words</p>"), edition(), style="huge")
    with pytest.raises(ValueError, match="no standard is called 'ua-3'; there are ua-1, ua-2"):
        pdf.render_pdf(page("<p>Words</p>"), edition(), standard="ua-3")


def test_a_failed_write_leaves_the_last_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    pdf.write_whole(target, b"old")
    with pytest.raises(TypeError):
        pdf.write_whole(target, "no bytes")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_all_libraries_are_here() -> None:
    assert pdf.missing() is None


def test_colours_of_text_contrast_seven_to_one() -> None:
    css = (ROOT / "handbook" / "pdf" / "print.css").read_text(encoding="utf-8")
    names = dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", css))
    for text in ("ink", "quiet", "link", "circles", "triangle", "bars"):
        for ground in ("#FFFFFF", names["raised"]):
            assert contrast(names[text], ground) >= 7, (text, ground)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
