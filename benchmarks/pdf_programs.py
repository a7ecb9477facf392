"""The programs that benchmarks/pdf.py measures; each is run in a process of its own.

`python -m benchmarks.pdf_programs NAME SOURCE TARGET` makes one PDF. Typst and mkdocs-to-pdf are
installed apart and are not imported here.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path


def ours(source: Path, target: Path, processes: int | None = None) -> None:
    """Make the report of a handbook as build_pdf.py does: load, check, render, check the tags."""
    gc.disable()
    from handbook import pdf
    from handbook.load import load
    from handbook.pdf.memory import leave, leave_soon
    leave_soon()
    edition = load(source, advise=False, keep=True)
    target.write_bytes(pdf.render_pdf(edition.report, edition, cache=source / pdf.CHAPTERS,
                                      processes=processes))
    leave()


def ours_alone(source: Path, target: Path) -> None:
    """Make the same in one process."""
    ours(source, target, processes=1)


def page(source: Path, target: Path) -> None:
    """Write the page that the report is made from, for other programs that print HTML."""
    from handbook.load import load
    from handbook.pdf.engine import HERE
    from handbook.pdf.fonts import FOLDER
    from handbook.pdf.html import page_html
    edition = load(source)
    faces = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("{(FOLDER / name).as_uri()}"); }}\n' for family, weight, name in (
            ("Atkinson Hyperlegible Next", 400, "atkinson-next-regular.ttf"),
            ("Atkinson Hyperlegible Next", 700, "atkinson-next-bold.ttf"),
            ("Inter", 400, "inter-rest-regular.ttf"), ("Inter", 700, "inter-rest-bold.ttf")))
    style = (HERE / "print.css").read_text(encoding="utf-8").replace("url(pdf/", "url(none/")
    html = page_html(edition.report, edition)
    target.write_text(html.replace("</head>", f"<style>{faces}{style}</style></head>"),
                      encoding="utf-8")


def stock(source: Path, target: Path) -> None:
    """Print that page with WeasyPrint as it comes, to PDF/UA-1."""
    from handbook.pdf.fonts import own_fonts_only
    with own_fonts_only():
        import weasyprint
        weasyprint.HTML(source).write_pdf(target, pdf_variant="pdf/ua-1")


PROGRAMS: dict[str, Callable[[Path, Path], None]] = {
    "ours": ours, "ours-alone": ours_alone, "page": page, "stock": stock}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
