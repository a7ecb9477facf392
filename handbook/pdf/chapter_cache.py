"""Chapters that were made before, on disk, each under the hash of all that it is made from."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from handbook.pdf.chapters import Chapter
from handbook.pdf.files import libraries
from handbook.pdf.font_union import glyphs_of
from handbook.pdf.fonts import FOLDER
from handbook.pdf.kept_files import KeptFiles
from handbook.pdf.page_memory import PageMemory
from handbook.pdf.parts import Bookmark, Drawn, Layout
from handbook.programs import installed

CHAPTERS = Path(".cache", "pdf")
"""The folder, below a handbook's root, that keeps chapters from one build to the next."""
CODE = Path(__file__).parent
PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools",
            "pillow", "pikepdf", "cffi", "lxml")


@cache
def tools() -> bytes:
    """Return a hash of the code, its styles, the fonts and every tool that lays out or draws."""
    found = hashlib.sha256(sys.version.encode())
    for path in sorted([*CODE.glob("*.py"), *CODE.glob("*.css"), *FOLDER.glob("*.ttf")]):
        found.update(path.name.encode() + path.read_bytes())
    found.update("\n".join(installed(PACKAGES)).encode())
    found.update("\n".join(libraries()).encode())
    return found.digest()


def key_of(chapter: Chapter, root: Path, styles: tuple[str, ...], standard: str) -> str:
    """Return the hash of all that a chapter's pages depend on, but for page numbers."""
    said = [chapter.name, chapter.html, sorted(chapter.outside), styles, standard]
    found = hashlib.sha256(tools() + json.dumps(said).encode())
    for picture in chapter.pictures:
        path = root / unquote(picture)
        found.update(path.read_bytes() if path.is_file() else b"not there")
    return found.hexdigest()


def numbered(key: str, first: int, blank: bool, numbers: Mapping[str, int]) -> str:
    """Return the hash of a chapter with its page numbers."""
    said = [key, first, blank, sorted(numbers.items())]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def hash_of(*said: str) -> str:
    """Return the hash under which something is kept that the tools make of what is said."""
    return hashlib.sha256(tools() + json.dumps(said).encode()).hexdigest()


class ChapterCache(KeptFiles):
    """The folder of chapters; without a folder it keeps nothing."""

    def layout(self, key: str) -> Layout | None:
        """Return what is known of a chapter before it has numbers."""
        if (found := self.read(key, "layout")) is None:
            return None
        said, _ = found
        return Layout(said["pages"], said["anchors"], tuple(said["wanted"]), said["side"])

    def keep_layout(self, key: str, layout: Layout) -> None:
        self.write(key, "layout", asdict(layout), b"")

    def drawn(self, key: str) -> Drawn | None:
        """Return a chapter with its numbers."""
        if (found := self.read(key, "chapter")) is None:
            return None
        said, data = found
        marks = tuple(Bookmark(*mark) for mark in said["bookmarks"])
        return Drawn(data, said["pages"], said["anchors"], marks)

    def keep_drawn(self, key: str, drawn: Drawn) -> None:
        marks = [list(asdict(mark).values()) for mark in drawn.bookmarks]
        self.write(key, "chapter", {"pages": drawn.pages, "anchors": drawn.anchors,
                                    "bookmarks": marks}, drawn.data)

    def texts(self, key: str) -> PageMemory:
        """Return what the pages of a report said when they were last read."""
        found = self.read(key, "texts")
        return PageMemory(found and found[0])

    def keep_texts(self, key: str, texts: PageMemory) -> None:
        if texts.grown:
            self.write(key, "texts", texts.used, b"")

    def font(self, face: str, glyphs: list[int]) -> bytes:
        """Return a font file of some glyphs of a face."""
        key = hash_of(face, str(glyphs))
        if (found := self.read(key, "font")) is not None:
            return found[1]
        data = glyphs_of(face, glyphs)
        self.write(key, "font", {}, data)
        return data
