"""A reader of our HTML files: what they say, and that they need nothing else."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from typing import TYPE_CHECKING

from handbook.formats.markup_reader import Reader, read_html
from handbook.formats.said import OUTSIDE, differences, on_the_web, said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

MAIN = frozenset({"main"})
ASKING = frozenset("script iframe object embed video audio source form input button".split())
BEGINNINGS = {
    "image/svg+xml": (b"<",),
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8",),
    "image/webp": (b"RIFF",),
    "image/gif": (b"GIF8",),
}


def check_html(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with an HTML file of a Document, in sentences."""
    try:
        reader = read_html(data, MAIN)
    except IndexError:
        return ["an element ends in it that has not begun"]
    faults = differences(on_the_web(said(document), edition), reader.said())
    return [*faults, *needs(reader), *broken(reader)]


def needs(reader: Reader) -> list[str]:
    """Return what the file would have to ask for, or what runs in it."""
    faults = [f"it has <{tag}>" for tag in sorted(reader.tags & ASKING)]
    for image in reader.images:
        if not is_picture(image.get("src", "")):
            faults.append(f"the picture '{image.get('alt', '')}' is not in the file")
    return faults


def is_picture(address: str) -> bool:
    """Tell whether an address is a whole picture (RFC 2397)."""
    match = re.fullmatch(r"data:([a-z/+]+);base64,([A-Za-z0-9+/=]+)", address)
    try:
        return bool(match) and b64decode(match[2], validate=True).startswith(BEGINNINGS[match[1]])
    except (Error, KeyError):
        return False


def broken(reader: Reader) -> list[str]:
    """Return the links that lead nowhere, and ids given twice."""
    faults = [f"the id '{one}' is given twice" for one in sorted(set(reader.ids))
              if reader.ids.count(one) > 1] if len(set(reader.ids)) < len(reader.ids) else []
    ids = set(reader.ids)
    for target in reader.targets:
        if target.startswith("#") and target[1:] not in ids:
            faults.append(f"a link leads to '{target}', which is not in the file")
        elif not target.startswith(("#", "data:")) and not OUTSIDE.match(target):
            faults.append(f"a link leads to '{target}', which is another file")
    return faults
