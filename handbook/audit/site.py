"""A published folder, as judges see it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import html

from handbook.audit.pages import page_names, page_types

if TYPE_CHECKING:
    from handbook.audit.model import Audit
    from handbook.load import Edition

BOOKS = {".pdf", ".epub", ".docx", ".odt", ".brf", ".pef", ".ebrl", ".mp3"}
"""The ends of names of files that people download, wherever they are."""
DRAWN_WITH = {".css", ".js", ".mjs", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".woff2",
              ".ico", ".json", ".wasm"}  # fmt: skip
"""The ends of names of what a browser may fetch to show a page."""
SEARCH = "pagefind/"
DOWNLOADS = "downloads/"
DOCUMENTS = "documents"
"""The name under which a Site keeps which of its files is made of which Document."""
EVIDENCE = "audit.json"
"""The file of what an audit found; no audit looks at it."""


@dataclass(frozen=True)
class Site:
    """One published folder; `root` is the folder of its sources, where they are here."""

    folder: Path
    root: Path | None = None
    address: str = ""
    """Where it is published, as 'https://team.example/handbook/'."""
    at: str = ""
    """Where a server on this machine shows it; empty where the judges serve the folder."""

    @cached_property
    def files(self) -> dict[str, str]:
        """The SHA-256 of each published file by its path, sorted."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        names = {path.relative_to(self.folder).as_posix(): path for path in found}
        return {name: hashlib.sha256(path.read_bytes()).hexdigest()
                for name, path in names.items()
                if name != EVIDENCE and not path.name.startswith(".")}  # fmt: skip

    @cached_property
    def edition(self) -> Edition | None:
        """What the sources say, where they are here and without a problem."""
        if self.root is None or not (self.root / "mkdocs.yml").is_file():
            return None
        from handbook.load import load
        from handbook.problems import ProblemsFound

        with suppress(ProblemsFound):
            found = load(self.root, evidence=self.evidence)
            return found if self.address in ("", found.settings.site_url) else None
        return None

    @property
    def evidence(self) -> Audit | None:
        """What the site itself says that judges found; its statement of accessibility says so."""
        from handbook.audit.model import read_audit

        file = self.folder / EVIDENCE
        return read_audit(file) if file.is_file() else None

    def missing_sources(self) -> str | None:
        """Say that the sources are not here, so that no file can be compared with them."""
        if self.edition is None:
            return (
                "the sources of this site are not here, or have problems: name their folder with"
                " --root"
            )
        return None

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The path of each page."""
        return tuple(page_names(self.folder))

    @cached_property
    def types(self) -> dict[str, str]:
        """The largest page of each type."""
        return page_types(self.folder)

    @cached_property
    def downloads(self) -> tuple[str, ...]:
        """The path of each file that people download."""
        return tuple(name for name in self.files
                     if name.startswith(DOWNLOADS) or Path(name).suffix in BOOKS)  # fmt: skip

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs; it reads the sources itself when it needs them."""
        read = ("edition", DOCUMENTS)
        return {name: value for name, value in self.__dict__.items() if name not in read}

    @property
    def base(self) -> str:
        """The path at which the site is published, with a slash at both ends."""
        path = urlsplit(self.at or self.address).path or "/"
        return path if path.endswith("/") else f"{path}/"

    @cached_property
    def drawn_with(self) -> str:
        """A hash of what pages may be shown with: styles, scripts, fonts and pictures."""
        return self.hash_of(
            name for name in self.files
            if Path(name).suffix in DRAWN_WITH and not name.startswith((DOWNLOADS, SEARCH))
        )  # fmt: skip

    def hash_of(self, names: Iterable[str]) -> str:
        """Return one hash of some files and their names."""
        whole = hashlib.sha256()
        for name in names:
            whole.update(f"{name} {self.files[name]}\n".encode())
        return whole.hexdigest()


def address_of(folder: Path) -> str:
    """Return where a site says that it is published: the canonical address of its first page."""
    file = folder / "index.html"
    if not file.is_file():
        return ""
    tree = html.document_fromstring(file.read_bytes().decode("utf-8", "replace"))
    found = tree.xpath("//link[@rel='canonical']/@href")
    return found[0] if found and urlsplit(found[0]).netloc else ""
