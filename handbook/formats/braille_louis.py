"""The braille translator liblouis (https://liblouis.io/), called through ctypes.

It is a system library under the LGPL 2.1; nothing of it is copied here.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

GRADE_1 = "en-ueb-g1.ctb"
GRADE_2 = "en-ueb-g2.ctb"
"""The tables of Unified English Braille, uncontracted and contracted."""
ITALIC, UNDERLINE, BOLD, UNCONTRACTED = 0x1, 0x2, 0x4, 0x1000
"""Typeforms, one number a character, which may be added up (liblouis.h, `formtype`)."""
DOTS_AS_UNICODE = 4 | 64
"""The mode dotsIO | ucBrl: cells come back as U+2800 and on."""
NAMES = ("liblouis.so.20", "liblouis.20.dylib")
FATAL_ONLY = 50000
"""The log level at which liblouis prints nothing about what it returns as an error."""
COMMAND = "apt-get install liblouis20 liblouis-data"


class CannotTranslate(Exception):
    """liblouis refused a text, which the message shows."""


def missing() -> str | None:
    """Return what this machine lacks to make braille, in a sentence, or None."""
    library = _library()
    if library is None:
        return f"the library liblouis is not installed; an administrator can run: {COMMAND}"
    if not all(library.lou_checkTable(table.encode()) for table in (GRADE_1, GRADE_2)):
        return f"liblouis has no tables for English; an administrator can run: {COMMAND}"
    return None


def versions() -> tuple[str, ...]:
    """Return the version of liblouis, on which every cell depends."""
    library = _library()
    if library is None:
        return ()
    library.lou_version.restype = ctypes.c_char_p
    return (f"liblouis {library.lou_version().decode()}",)


@lru_cache(maxsize=50_000)
def translate(text: str, table: str, forms: tuple[int, ...] | None = None) -> str:
    """Return a text as cells, U+2800 for a blank; `forms` has a typeform for each character."""
    cells = _call("lou_translateString", text, table, DOTS_AS_UNICODE, forms)
    return cells.replace(" ", "\u2800")


@lru_cache(maxsize=50_000)
def translate_back(cells: str, table: str) -> str:
    """Return cells (U+2800 to U+283F) as text, as liblouis reads them."""
    return _call("lou_backTranslateString", cells, f"unicode.dis,{table}", 0, None)


@cache
def _library() -> ctypes.CDLL | None:
    """Return the library, or None where this machine has none."""
    return open_library(NAMES) or open_library((ctypes.util.find_library("louis"),))


def open_library(names: Iterable[str | None]) -> ctypes.CDLL | None:
    """Return the first library that opens under one of some names, or None."""
    for name in filter(None, names):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.lou_setLogLevel(FATAL_ONLY)
        return library
    return None


def _call(function: str, text: str, table: str, mode: int, forms: Sequence[int] | None) -> str:
    """Call one of the two translating functions of liblouis.

    It takes arrays of wide characters, whose size it tells, and the lengths of both by reference.
    """
    library = _library()
    if library is None:
        raise CannotTranslate(missing())
    if not text:
        return ""
    width = library.lou_charSize()
    encoding = "utf-32-le" if width == 4 else "utf-16-le"
    given = text.encode(encoding)
    number, room = len(given) // width, len(text) * 8 + 64
    taken, made = ctypes.c_int(number), ctypes.c_int(room)
    source = ctypes.create_string_buffer(given, len(given) + width)
    target = ctypes.create_string_buffer(room * width)
    kinds = (ctypes.c_ushort * room)(*forms) if forms else None
    call = getattr(library, function)
    done = call(
        table.encode(), source, ctypes.byref(taken), target, ctypes.byref(made), kinds, None, mode
    )
    if not done or taken.value < number:
        raise CannotTranslate(f"liblouis could not translate '{text[:60]}' with {table}")
    return target.raw[: made.value * width].decode(encoding)
