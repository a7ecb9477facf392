"""qpdf, through pikepdf: whether a PDF is whole, without any recovery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site


def looks(site: Site) -> list[Look]:
    return [Look(name) for name in site.downloads if name.endswith(".pdf")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what is wrong with the syntax of each PDF."""
    for look in chosen:
        faults = syntax(site.folder / look.path)
        yield look, Seen(tuple(Finding(look.path, "", "syntax", "", one) for one in faults))


def syntax(file: Path) -> list[str]:
    try:
        with pikepdf.open(file, attempt_recovery=False) as opened:
            return list(dict.fromkeys(opened.check_pdf_syntax()))
    except pikepdf.PdfError as error:
        return [str(error).removeprefix(f"{file}: ")]


JUDGE = Judge(
    id="qpdf",
    title="qpdf",
    judges="PDF files: whether every object is there and can be read.",
    version=lambda: f"{pikepdf.__libqpdf_version__} in pikepdf {pikepdf.__version__}",
    looks=looks,
    judge=judge,
    batch=40,
    effort=0.1,
)
