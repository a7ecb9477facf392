"""Large print, read back from the finished files: size, typefaces and slope (UKAAF G003)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handbook import pdf
from handbook.pdf.fonts import FAMILIES
from handbook.pdf.reading import Content, TaggedPdf
from tests.pdf_documents import SIZES, edition, full_report

SMALLEST = 18
"""Points, for the letters of the text and for those in pictures."""
ITALIC = 64
"""The flag of a font descriptor that says its letters slope (ISO 32000-1, 9.8.2)."""
SHOW = frozenset({"Tj", "TJ", "'", '"'})


@pytest.fixture(scope="session")
def large_prints(built_public: Path) -> list[Path]:
    """Every large print file as it is published, the longest first."""
    files = [file for file in (built_public / "downloads").rglob("*.pdf")
             if "large-print" in file.name]
    return sorted(files, key=lambda file: (-file.stat().st_size, file))


def test_the_vocabulary_in_large_print(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.render_pdf(full_report(), edition(), style="large-print"))
    assert_large(path)


def test_the_published_report_in_large_print(large_prints: list[Path]) -> None:
    assert large_prints[0].name.startswith("report")
    assert_large(large_prints[0])


def test_published_pages_in_large_print(large_prints: list[Path]) -> None:
    assert len(large_prints) > 20
    for path in large_prints[1::10]:
        assert_large(path)


def test_the_judge_sees_what_is_too_small_or_slopes(tmp_path: Path) -> None:
    small = tmp_path / "small.pdf"
    small.write_bytes(pdf.render_pdf(full_report(), edition()))
    sizes, _in_pictures, slopes = text_of_pages(small)
    assert min(sizes) < SMALLEST
    assert slopes == {0}
    with pikepdf.open(small) as file:
        sheet = file.pages[3]
        name = next(iter(sheet.resources.Font))
        sheet.contents_add(f"BT {name} 20 Tf 1 0 0.2 1 9 9 Tm <0024> Tj ET".encode())
        file.save(tmp_path / "sloping.pdf")
    assert text_of_pages(tmp_path / "sloping.pdf")[2] != {0}


@pytest.mark.parametrize("style", SIZES)
def test_every_published_file_has_our_fonts_only(built_public: Path, style: str) -> None:
    files = [file for file in (built_public / "downloads").rglob("*.pdf")
             if ("large-print" in file.name) == (style == "large-print")]
    found = {name.partition("+")[2] for path in files for name, _italic in fonts(path)}
    ours = {family.replace(" ", "-") for family in FAMILIES}
    assert found
    assert {name for name in found if not name.startswith(tuple(ours))} == set()


def assert_large(path: Path) -> None:
    sizes, in_pictures, slopes = text_of_pages(path)
    assert min(sizes) >= SMALLEST, path.name
    assert min(in_pictures, default=SMALLEST) >= SMALLEST, path.name
    assert slopes == {0}, path.name
    assert not any(italic for _name, italic in fonts(path)), path.name


def text_of_pages(path: Path) -> tuple[set[float], set[float], set[float]]:
    """Return the sizes of type in points, those in pictures, and every slope.

    All transformations are counted.
    """
    tagged = TaggedPdf(path.read_bytes())
    pictures = {(kid.page, kid.mcid) for element in tagged.root.walk()
                if element.type == "Figure" for kid in element.kids if isinstance(kid, Content)}
    sizes, in_pictures, slopes = set(), set(), set()
    for number, sheet in enumerate(tagged.pdf.pages):
        for mark, matrix in letters(sheet):
            found = in_pictures if (number, mark) in pictures else sizes
            found.add(round(abs(matrix.d), 2))
            slopes.add(round(matrix.c, 3))
    return sizes, in_pictures, slopes


def letters(sheet: pikepdf.Page) -> Iterator[tuple[int | None, pikepdf.Matrix]]:
    """Yield the mark of each text shown, and how a letter one unit high lies on the page."""
    now, line, size = pikepdf.Matrix(), pikepdf.Matrix(), 0.0
    kept, marks = [], []
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        if name == "q":
            kept.append(now)
        elif name == "Q":
            now = kept.pop()
        elif name in ("BDC", "BMC"):
            marks.append(operands[1].get("/MCID") if len(operands) > 1 else None)
        elif name == "EMC":
            marks.pop()
        elif name == "cm":
            now = pikepdf.Matrix(*map(float, operands)) @ now
        elif name == "BT":
            line = pikepdf.Matrix()
        elif name == "Tm":
            line = pikepdf.Matrix(*map(float, operands))
        elif name == "Tf":
            size = float(operands[1])
        elif name in SHOW:
            scale = pikepdf.Matrix(size, 0, 0, size, 0, 0)
            yield (marks[-1] if marks else None), scale @ line @ now


def fonts(path: Path) -> list[tuple[str, bool]]:
    """Return the name of each font in a file, and whether its letters slope."""
    with pikepdf.open(path) as file:
        descriptors = [item for item in file.objects if isinstance(item, pikepdf.Dictionary)
                       and item.get("/Type") == "/FontDescriptor"]
        return [(str(item.FontName)[1:], bool(int(item.Flags) & ITALIC) or item.ItalicAngle != 0)
                for item in descriptors]
