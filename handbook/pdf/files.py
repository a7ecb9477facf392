"""The PDFs of an edition as files, and what this machine lacks to make them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path

from handbook.pdf.fonts import own_fonts_only
from handbook.pdf.render import render_pdf

REPORT = "report.pdf"
STEPS = 3
"""How often render_pdf says what it is doing."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"


def missing() -> str | None:
    """Return which system libraries to install, in a sentence, or None when all are there."""
    try:
        with own_fonts_only(), redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a missing library: said below, once and better
            from weasyprint.text.ffi import harfbuzz_subset
    except OSError:
        harfbuzz_subset = None
    if harfbuzz_subset is not None:
        return None
    return ("The PDF needs Pango and HarfBuzz, which are not on this machine. "
            f"On Debian and Ubuntu: sudo apt-get install {PACKAGES}")


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written."""

    page: str
    """What it holds: 'report', or a page's path in the project."""
    style: str
    file: Path


def write_all(edition, folder: Path,
              progress: Callable[[str, int, int], None] | None = None) -> list[Written]:
    """Write every PDF of an edition into a folder; return the files written.

    `progress` is told what is being made, how many steps are done, and how many there are.
    """
    steps = count()
    tell = progress or (lambda *_: None)
    data = render_pdf(edition.report, edition,
                      progress=lambda step: tell(f"{REPORT}: {step}", next(steps), STEPS))
    write_whole(folder / REPORT, data)
    tell(REPORT, STEPS, STEPS)
    return [Written("report", "standard", folder / REPORT)]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: under another name first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
