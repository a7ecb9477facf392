"""The handbook's own typefaces, and no font of the machine, for the PDF."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.pdf.errors import RenderFailed
from handbook.pdf.imports import quick_imports
from handbook.pdf.kept_files import NOTHING, KeptFiles

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FAMILIES = ("Atkinson Hyperlegible Next", "Inter")
"""The first face sets all text; the second has the characters that the first lacks."""
UNSEEN = frozenset(map(ord, "\n\t \u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that need no glyph."""
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@contextmanager
def own_fonts_only(kept: KeptFiles = NOTHING) -> Iterator[None]:
    """Let fontconfig see the handbook's fonts alone; where WeasyPrint is read, read it quickly.

    WeasyPrint reads FONTCONFIG_FILE when it is imported and again for each document, so both
    belong inside this block. https://fontconfig.pages.freedesktop.org/fontconfig/
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with ExitStack() as block:
        folder = block.enter_context(TemporaryDirectory(prefix="handbook-fonts-"))
        block.enter_context(quick_imports(kept))
        config, fonts = Path(folder) / "fonts.conf", Path(folder) / "fonts"
        fonts.mkdir()
        for file in FOLDER.glob("*.ttf"):  # fontconfig would read those of the website too
            (fonts / file.name).symlink_to(file)
        text = FONTS_CONF.format(fonts=escape(str(fonts)), cache=escape(folder))
        config.write_text(text, encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@cache
def coverage() -> frozenset[int]:
    """Return every character that the two faces can show: fonts/recipe.py wrote them down."""
    lines = (FOLDER / "characters.txt").read_text(encoding="ascii").split()
    pairs = (line.split("-") for line in lines)
    return UNSEEN.union(*(range(int(first, 16), int(last, 16) + 1) for first, last in pairs))


def check_characters(document) -> None:
    """Raise RenderFailed for each character that no face has, naming it and where it stands."""
    if coverage().issuperset(map(ord, set(document.xhtml))):
        return
    tree = document.tree()
    missing: dict[str, str] = {}
    place = "before the first heading"
    for element in tree.iter():
        if element.tag in HEADINGS:
            place = f"under '{' '.join(''.join(element.itertext()).split())}'"
        for text in (element.text, element.tail):
            for character in text or "":
                if ord(character) not in coverage():
                    missing.setdefault(character, f"{place}, in '{_around(text, character)}'")
    if missing:
        raise RenderFailed(*(
            f"No font of the handbook has the character '{character}' (U+{ord(character):04X}), "
            f"{where}. Write it another way, or add it to handbook/fonts/recipe.py."
            for character, where in missing.items()))


def check_families(used: set[str]) -> None:
    """Raise RenderFailed when a font that is not the handbook's own was used."""
    if others := sorted(used - set(FAMILIES)):
        raise RenderFailed(f"A font of this machine was used: {', '.join(others)}. "
                           f"The PDF may use {' and '.join(FAMILIES)} only.")


def _around(text: str, character: str) -> str:
    """Return the words around a character, on one line."""
    at = text.index(character)
    return " ".join(text[max(0, at - 20):at + 21].split())
