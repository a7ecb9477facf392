"""Make the PDF of the handbook: the whole report, or one page, in standard or large print."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
gc.disable()  # nearly all that is made stays to the end; memory.py looks where pages grow

from handbook import pdf  # noqa: E402
from handbook.formats.rows import in_rows  # noqa: E402
from handbook.load import load  # noqa: E402
from handbook.pdf.memory import leave, leave_soon  # noqa: E402
from handbook.problems import ProblemsFound  # noqa: E402


def read_arguments() -> argparse.Namespace:
    """Return the command's options."""
    parser = argparse.ArgumentParser(description="Make the PDF of the handbook.")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write the PDF")
    parser.add_argument("--only", metavar="ID", help="only one page, by the name of its file")
    parser.add_argument("--edition", choices=pdf.STYLES, default="standard",
                        help="the size of print")
    parser.add_argument("--standard", choices=pdf.STANDARDS, default="ua-1",
                        help="ua-1: PDF/UA-1 and PDF/A-2a; ua-2: PDF/UA-2, WTPDF 1.0 and PDF/A-4")
    return parser.parse_args()


def choose(edition, only: str | None):
    """Return the report, or the one page asked for."""
    if only is None:
        return edition.report
    pages = {document.id: document for document in edition.pages.values()}
    if only not in pages:
        sys.exit(f"No page is called '{only}'. There are: {', '.join(pages)}")
    return pages[only]


def main() -> None:
    """Load, render, write; exit 1 with plain words when any of these fails."""
    arguments = read_arguments()
    leave_soon()
    if lack := pdf.missing(ROOT / pdf.CHAPTERS):
        sys.exit(lack)
    try:
        print("loading the handbook", flush=True)
        edition = load(ROOT, advise=False, keep=True)
        document = choose(edition, arguments.only)
        print(f"loaded {len(edition.pages)} pages", flush=True)
        if arguments.edition == "giant-print":
            document = in_rows(document)
        data = pdf.render_pdf(document, edition, style=arguments.edition,
                              standard=arguments.standard, cache=ROOT / pdf.CHAPTERS,
                              progress=lambda step: print(step, flush=True))
    except (ProblemsFound, pdf.RenderFailed) as problems:
        sys.exit(str(problems))
    style = "" if arguments.edition == "standard" else f"-{arguments.edition}"
    standard = "" if arguments.standard == "ua-1" else f".{arguments.standard}"
    output = arguments.output or Path(f"{document.id}{style}{standard}.pdf")
    pdf.write_whole(output, data)
    print(f"wrote {output}: {pdf.page_count(data)} pages, {len(data) / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
    leave()
