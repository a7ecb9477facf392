"""What a build made, in words."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from handbook.document import Document
from handbook.formats.files import REPORT
from handbook.formats.registry import FORMATS
from handbook.load import Edition
from handbook.progress import counted, duration, size
from handbook.site_offline import ZIP

DOWNLOADS = "downloads"
"""The folder of all files beside the website, below the site's top folder."""


@dataclass(frozen=True)
class Built:
    """What a build made, for the words at its end."""

    output: Path
    edition: str
    pages: int
    files: int
    bytes: int
    downloads: tuple[tuple[Path, int], ...]
    """The files of the whole handbook."""
    page_files: int
    """How many files there are of single pages."""
    seconds: float
    lacking: tuple[str, ...]
    """What could not be made here, and how to get what it needs: a sentence each."""

    def summary(self) -> str:
        """Return what was made, where, how big, and how to look at it, as lines of text."""
        output = shown(self.output)
        whole = [counted(self.pages, "page"), counted(self.files, "file"), size(self.bytes)]
        made = [(f"{output}/", "the website: " + ", ".join(whole))]
        made += [(f"{output}/{path}", size(number)) for path, number in self.downloads]
        if self.page_files:
            files = counted(self.page_files, "file")
            made += [(f"{output}/{DOWNLOADS}/", f"single pages in other formats: {files}")]
        width = max(len(name) for name, _ in made)
        lines = ["", f"Made {self.edition} in {duration(self.seconds)}:"]
        lines += [f"  {name:{width}}  {what}" for name, what in made]
        if self.lacking:
            lines += ["", "Not made:", *(f"  {sentence}" for sentence in self.lacking)]
        return "\n".join([*lines, "", *self.look()])

    def look(self) -> list[str]:
        """Return how to open the result, as commands that work as they stand."""
        python, output = shown(Path(sys.executable)), shown(self.output)
        return [
            "To look at it:",
            f'  "{python}" -m http.server --bind 127.0.0.1 --directory "{output}" 8000',
            "  then open http://127.0.0.1:8000/ in a browser",
        ]


def described(
    new: Path, output: Path, edition: Edition, lacking: tuple[str, ...], seconds: float
) -> Built:
    """Return what the folder holds."""
    files = sorted(path for path in new.rglob("*") if path.is_file())
    folder = new / DOWNLOADS
    offered = [path for path in files if path.is_relative_to(folder)]
    whole = {f"{REPORT}.{one.extension}" for one in FORMATS.values()} | {ZIP}
    downloads = [path for path in offered if path.parent == folder and path.name in whole]
    settings = edition.settings
    return Built(
        output=output,
        edition=f"{settings.title}, edition {settings.edition.version}",
        pages=len(documents(edition)),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        downloads=tuple((path.relative_to(new), path.stat().st_size) for path in downloads),
        page_files=len(offered) - len(downloads),
        seconds=seconds,
        lacking=lacking,
    )


def documents(edition: Edition) -> list[Document]:
    """Return every Document that has a page of its own on the website."""
    return [*edition.pages.values(), *edition.easy_reads.values()]


def shown(path: Path) -> str:
    """Return a path as people would type it here."""
    path = Path(os.path.abspath(path))
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
