"""A report merged from chapters is the report made in one piece, whatever was known before."""

from __future__ import annotations

import io
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from lxml import html as reader

from handbook import pdf
from handbook.document import Document
from handbook.pdf.book import make_book
from handbook.pdf.chapter_cache import ChapterCache
from handbook.pdf.chapters import chapters
from handbook.pdf.font_union import FACES, words_of
from handbook.pdf.fonts import FOLDER, own_fonts_only
from handbook.pdf.html import page_html
from handbook.pdf.merge import lead_home
from handbook.pdf.parts import ELSEWHERE, ENDS
from handbook.pdf.reading import TaggedPdf
from handbook.pdf.render import sheets
from handbook.pdf.standards import STANDARDS
from handbook.pdf.text_tree import text_tree
from handbook.pdf.worker import Local, Worker
from tests.pdf_documents import ROOT, edition, full_report

OTHER_WORD = "Put a bench by it.", "Put a chair by it."
MORE_PAGES = "<p>Put a bench by it.</p>", "<p>Put a bench by it.</p>" + "<p>And one more.</p>" * 60


def book(report: Document, *, style: str = "standard", standard: str = "ua-1",
         folder: Path | None = None, processes: int = 1) -> bytes:
    """Return a report merged from chapters."""
    with own_fonts_only():
        return make_book(page_html(report, edition()), ROOT, sheets("report", style), standard,
                         folder=folder, processes=processes, say=lambda _: None)


@cache
def merged(style: str = "standard", standard: str = "ua-1") -> bytes:
    return book(full_report(), style=style, standard=standard)


@cache
def whole(style: str = "standard", standard: str = "ua-1") -> bytes:
    """Return the same report made in one piece."""
    with own_fonts_only():
        from handbook.pdf.engine import make_pdf
        return make_pdf(page_html(full_report(), edition()), ROOT, sheets("report", style),
                        STANDARDS[standard], lambda _: None)


KINDS = [("standard", "ua-1"), ("large-print", "ua-1"), ("standard", "ua-2")]


@pytest.mark.parametrize(("style", "standard"), KINDS)
def test_the_merged_file_has_the_pages_and_tags_of_the_whole_one(style, standard) -> None:
    assert tags(merged(style, standard)) == text_tree(whole(style, standard))
    one, other = TaggedPdf(merged(style, standard)), TaggedPdf(whole(style, standard))
    for page, same in zip(one.pages, other.pages, strict=True):
        assert (page.marked, page.artifacts) == (same.marked, same.artifacts)


def tags(data: bytes) -> str:
    """Return the tags as text, with IDs of header cells that do not name their chapter."""
    return re.sub(r"[\w-]+-(table\d+-row)", r"\1", text_tree(data))


TABLE = ('<table><caption>Visits</caption><thead><tr><th scope="col">Day</th></tr></thead>'
         '<tbody><tr><td>Monday</td></tr></tbody></table>')


@pytest.mark.parametrize("standard", STANDARDS)
def test_header_cells_of_all_chapters_have_each_another_id(standard: str) -> None:
    """ISO 32000-1, 14.7.2: an ID is unique; chapters are made apart, and number their tables."""
    report = changed("<p>Put a bench by it.</p>", f"<p>Put a bench by it.</p>{TABLE}{TABLE}")
    data = book(report, standard=standard)
    with pikepdf.open(io.BytesIO(data)) as file:
        cells = [item for item in file.objects
                 if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
        names = [str(cell.ID) for cell in cells]
        assert {name.partition("-row")[0] for name in names} == {
            "meet-table1", "meet-table2", "part-snapshots-title-table1"}
        assert all(name.isascii() for name in names) and len(set(names)) == len(names)
        cells[-1].ID = cells[0].ID
        planted = io.BytesIO()
        file.save(planted)
    assert pdf.check(data, report) == []
    assert f"the ID '{names[0]}' is given twice." in pdf.check(planted.getvalue(), report)


def test_the_links_and_bookmarks_of_the_newer_file_lead_to_the_elements_of_the_whole_one() -> None:
    """ISO 14289-2, 8.8; across chapters too, in one name space and with nothing left open."""
    one, other = TaggedPdf(merged(standard="ua-2")), TaggedPdf(whole(standard="ua-2"))
    assert leads(one) == leads(other)
    assert len(leads(one)) > 30
    assert len(one.pdf.Root.StructTreeRoot.Namespaces) == 1
    spaces = {element.object.NS.objgen for element in one.root.walk() if "/NS" in element.object}
    assert len(spaces) == 1
    assert f"/{ENDS}" not in one.pdf.Root and "/RoleMap" not in one.pdf.Root.StructTreeRoot


def leads(file: TaggedPdf) -> list[tuple]:
    """Return what each link and bookmark says, with the element and the point it leads to."""
    texts = {element.object.objgen: (element.type, element.text()) for element in file.root.walk()}
    links = [link for page in file.pdf.pages for link in page.obj.get("/Annots", [])]
    marks = sorted((item for item in file.pdf.objects if isinstance(item, pikepdf.Dictionary)
                    and "/Title" in item and "/Parent" in item), key=lambda item: str(item.Title))
    return [(str(item.get("/Contents", item.get("/Title"))), texts[item.A.SD[0].objgen],
             [round(float(number), 3) for number in list(item.A.SD)[2:]])
            for item in (*links, *marks) if "/SD" in item.A]


def test_the_merged_file_has_the_bookmarks_and_places_of_the_whole_one() -> None:
    with pikepdf.open(io.BytesIO(merged())) as one, pikepdf.open(io.BytesIO(whole())) as other:
        assert bookmarks(one) == bookmarks(other) != []
        assert places(one) == places(other) != {}


def bookmarks(file: pikepdf.Pdf) -> list[tuple]:
    """Return level, title, page and place of each bookmark, and whether it is closed."""
    numbers = page_numbers(file)

    def walk(items, level: int):
        for item in items:
            page, _, x, y, _ = item.destination
            yield (level, item.title, numbers[page.objgen], float(x), float(y), item.is_closed)
            yield from walk(item.children, level + 1)
    with file.open_outline() as outline:
        return list(walk(outline.root, 1))


def places(file: pikepdf.Pdf) -> dict[str, tuple]:
    """Return page and place of each name."""
    names, numbers = list(file.Root.Names.Dests.Names), page_numbers(file)
    assert names[::2] == sorted(names[::2], key=bytes)
    return {str(name): (numbers[page.objgen], float(x), float(y))
            for name, (page, _, x, y, _) in zip(names[::2], names[1::2], strict=True)}


def page_numbers(file: pikepdf.Pdf) -> dict[tuple, int]:
    return {page.objgen: number for number, page in enumerate(file.pages, start=1)}


def test_one_font_a_face_with_the_outlines_of_its_file() -> None:
    with pikepdf.open(io.BytesIO(merged())) as file:
        fonts = {item.objgen: item for page in file.pages for item in page.resources.Font.values()}
        faces = [str(font.BaseFont).split("+")[1] for font in fonts.values()]
        assert sorted(faces) == sorted(set(faces)) and len(faces) > 2
        assert sum("/FontFile2" in item for item in file.objects
                   if isinstance(item, pikepdf.Dictionary)) == len(faces)
        for face, font in zip(faces, fonts.values(), strict=True):
            data = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            assert int(font.DescendantFonts[0].FontDescriptor.FontFile2.Length1) == len(data)
            own, source = TTFont(io.BytesIO(data)), TTFont(FOLDER / FACES[face])
            for glyph in words_of(font):
                assert outline(own, glyph) == outline(source, glyph), (face, glyph)


def outline(font: TTFont, glyph: int) -> list:
    """Return how a glyph is drawn."""
    pen = RecordingPen()
    font.getGlyphSet()[font.getGlyphName(glyph)].draw(pen)
    return [(what, points) for what, points in pen.value if what != "addComponent"]


# The same bytes


def test_the_same_bytes_from_processes_and_from_a_cache(tmp_path: Path) -> None:
    assert book(full_report(), folder=tmp_path, processes=2) == merged()
    assert book(full_report(), folder=tmp_path) == merged()
    for path in sorted(tmp_path.iterdir())[::2]:
        path.write_bytes(path.read_bytes()[:-1])
    assert book(full_report(), folder=tmp_path) == merged()
    both = [book(full_report(), standard="ua-2", folder=tmp_path, processes=2) for _ in "12"]
    assert both == [merged(standard="ua-2")] * 2


def test_the_same_bytes_with_another_hash_seed() -> None:
    code = ("import sys; from tests.test_pdf_chapters import *;"
            "sys.stdout.buffer.write(book(full_report(), processes=2))")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True,
                          env={**os.environ, "PYTHONHASHSEED": "11", "TZ": "Asia/Tokyo"})
    assert done.stdout == merged()


def test_a_process_that_may_have_no_children_by_fork_makes_the_same_bytes() -> None:
    line, other = multiprocessing.Pipe(duplex=False)

    def make() -> None:
        other.send_bytes(book(full_report(), processes=2))
    process = multiprocessing.get_context("fork").Process(target=make, daemon=True)
    process.start()
    assert line.recv_bytes() == merged()
    process.join()


# What is made anew


def changed(old: str, new: str) -> Document:
    report = full_report()
    assert old in report.xhtml
    return replace(report, xhtml=report.xhtml.replace(old, new, 1))


def drawn(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.chapter")}


def test_another_word_draws_one_chapter(tmp_path: Path) -> None:
    book(full_report(), folder=tmp_path)
    before = drawn(tmp_path)
    report = changed(*OTHER_WORD)
    data = book(report, folder=tmp_path)
    assert len(drawn(tmp_path) - before) == 1
    assert data == book(report)


def test_another_page_draws_what_is_behind_it_and_what_names_it(tmp_path: Path) -> None:
    book(full_report(), folder=tmp_path)
    before, pages = drawn(tmp_path), len(TaggedPdf(merged()).pages)
    report = changed(*MORE_PAGES)
    data = book(report, folder=tmp_path)
    assert len(TaggedPdf(data).pages) > pages
    parts = len(chapters(page_html(report, edition())))
    assert 2 < len(drawn(tmp_path) - before) < parts
    assert data == book(report)
    assert pdf.check(data, report) == []


def test_another_picture_draws_its_chapter(tmp_path: Path) -> None:
    pictures = tmp_path / "tests" / "documents" / "images"
    shutil.copytree(ROOT / "tests" / "documents" / "images", pictures)
    html = page_html(full_report(), edition())

    def make() -> bytes:
        with own_fonts_only():
            return make_book(html, tmp_path, sheets("report", "standard"), "ua-1",
                             folder=tmp_path / "cache", processes=1, say=lambda _: None)
    assert make() == merged()
    before = drawn(tmp_path / "cache")
    for path in pictures.glob("*.svg"):
        path.write_text(path.read_text(encoding="utf-8").replace("</svg>", "<g/></svg>"),
                        encoding="utf-8")
    make()
    assert len(drawn(tmp_path / "cache") - before) > 0


def test_what_nobody_asked_for_in_a_month_is_thrown_away(tmp_path: Path) -> None:
    cache = ChapterCache(tmp_path)
    cache.write("old", "layout", {}, b"")
    cache.write("new", "layout", {}, b"")
    os.utime(tmp_path / "old.layout", (0, 0))
    cache.clean()
    assert [path.name for path in tmp_path.iterdir()] == ["new.layout"]


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = ChapterCache(tmp_path / "file")
    cache.write("a", "layout", {}, b"")
    assert cache.layout("a") is None


# Chapters


def test_chapters_have_all_words_in_order_and_one_name_each() -> None:
    html = page_html(full_report(), edition())
    parts = chapters(html)

    def words(page: str) -> str:
        return "".join("".join(reader.document_fromstring(page).find("body").itertext()).split())
    assert "".join(words(part.html) for part in parts) == words(html)
    assert len({part.name for part in parts}) == len(parts) > 5
    assert [one.joined for one in parts].count(True) > 0
    assert all(not (two.joined and one.name == two.name) for one, two in pairwise(parts))


def test_a_chapter_that_begins_no_page_is_refused() -> None:
    html = page_html(full_report(), edition())
    with own_fonts_only(), pytest.raises(pdf.RenderFailed, match="does not begin a page"):
        make_book(html, ROOT, ("easy-read.css",), "ua-1", folder=None, processes=1,
                  say=lambda _: None)


def test_a_link_to_a_place_that_no_chapter_has_is_found() -> None:
    with pikepdf.open(io.BytesIO(merged())) as file:
        link = next(link for page in file.pages for link in page.obj.get("/Annots", [])
                    if "/Dest" in link)
        link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"{ELSEWHERE}nowhere")
        with pytest.raises(KeyError, match="nowhere"):
            lead_home(file, {})


# Processes


def test_weasyprint_is_read_when_a_pdf_is_made_and_not_before() -> None:
    """Pango reads the fonts of the machine when it is imported; and reading it takes time."""
    code = "import sys, handbook.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_a_process_says_why_it_has_no_result() -> None:
    with own_fonts_only():
        worker = Worker(Local((ROOT, ("print.css",), "ua-1")).press)
    try:
        part = chapters(page_html(full_report(), edition()))[0]
        broken = replace(part, html=part.html.replace("</header>",
                                                      '<img src="none.svg" alt="x"></header>'))
        worker.send(0, ("lay_out", broken))
        with pytest.raises(pdf.RenderFailed, match=r"none\.svg"):
            worker.receive()
        worker.send(0, ("lay_out", None))
        with pytest.raises(RuntimeError, match="AttributeError"):
            worker.receive()
        os.kill(worker.process, signal.SIGKILL)
        with pytest.raises(pdf.RenderFailed, match="came to an end with status -9"):
            worker.receive()
    finally:
        worker.close()
