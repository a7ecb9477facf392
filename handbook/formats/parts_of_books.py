"""The files and the elements of a book that may be damaged: what is missing is said in words."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ParseError, ValueError)
"""What reading a book ends in when parts of it are not there or are damaged."""


def files_of(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name.

    Raises:
        zipfile.BadZipFile: It is none, or a file's compression or encryption is not known here.
        zlib.error, EOFError: A file is damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as held:
            return {name: held.read(name) for name in held.namelist()}
    except RuntimeError as error:  # zipfile says so of what it has no means to open
        raise zipfile.BadZipFile(str(error)) from error


def part(element: Element, path: str, spaces: Mapping[str, str] | None = None) -> Element:
    """Return the first element on a path; raises LookupError where there is none."""
    found = element.find(path, spaces)
    if found is None:
        raise LookupError(f"<{element.tag}> has no {path}")
    return found


def value(element: Element, name: str) -> str:
    """Return an attribute; raises LookupError where there is none."""
    found = element.get(name)
    if found is None:
        raise LookupError(f"<{element.tag}> has no {name}")
    return found
