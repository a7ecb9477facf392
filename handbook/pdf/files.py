"""A PDF as a file, and what this machine lacks to make one."""

from __future__ import annotations

import ctypes
import os
import warnings
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from handbook.pdf.fonts import own_fonts_only
from handbook.pdf.kept_files import KeptFiles

LIBRARIES = {
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
    "libfontconfig.so.1": "FcGetVersion",
}
"""Library to the function that says its version."""
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"


def missing(cache: Path | None = None) -> str | None:
    """Return which system libraries to install, in a sentence, or None when all are there.

    The folder `cache` is that of `render_pdf`; what is read of WeasyPrint here need not be read
    again there.
    """
    with (own_fonts_only(KeptFiles(cache)), redirect_stdout(StringIO()),
          warnings.catch_warnings()):
        warnings.simplefilter("ignore")  # of a missing library: said below, once and better
        try:
            from weasyprint.text.ffi import harfbuzz_subset
        except OSError:
            harfbuzz_subset = None
    if harfbuzz_subset is not None:
        return None
    return ("The PDF needs Pango and HarfBuzz, which are not on this machine. "
            f"On Debian and Ubuntu: sudo apt-get install {PACKAGES}")


def libraries() -> tuple[str, ...]:
    """Return the libraries of the system that set type, with their versions."""
    return tuple(f"{name} {_version(name, function)}" for name, function in LIBRARIES.items())


def _version(name: str, function: str) -> str:
    """Return what a library says of itself, or nothing when it is not there."""
    try:
        ask = ctypes.CDLL(name)[function]
    except (OSError, AttributeError):
        return "unknown"
    ask.restype = ctypes.c_char_p if function.endswith("string") else ctypes.c_int
    answer = ask()
    return answer.decode() if isinstance(answer, bytes) else str(answer)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: under another name first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
