"""An existing MkDocs site, as its files tell of it; nothing in it is changed or run."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

SETTINGS = ("mkdocs.yml", "mkdocs.yaml")
LARGEST = 1_000_000
"""Bytes of a page; a longer one is no page of text."""


class NoSite(Exception):
    """The folder holds nothing that can be brought in; the message says why."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person has to look at, at a line of a file of the old site."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class OldPage:
    """One Markdown file: where it stood and what the reading order called it."""

    path: str
    """From the folder of the old site's pages."""
    section: str
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class OldSite:
    """What was read of a site."""

    root: Path
    docs: Path
    title: str
    pages: tuple[OldPage, ...]
    """In reading order."""
    notes: tuple[Note, ...]

    def shown(self, path: str) -> str:
        """Return a page's path from the site's top folder, as its editors know it."""
        return posixpath.join(self.docs.relative_to(self.root).as_posix(), path).removeprefix("./")


def read_site(root: Path) -> OldSite:
    """Read a site's settings and all its pages; raise NoSite where there is none."""
    root = root.resolve()
    settings = _settings(root)
    docs = (root / (_word(settings, "docs_dir") or "docs") if settings else root).resolve()
    if not docs.is_dir() or not docs.is_relative_to(root):
        raise NoSite(f"there is no folder of pages {docs}")
    paths = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*.md"))
             if not any(part.startswith(".") for part in path.relative_to(docs).parts)]  # fmt: skip
    if not paths:
        raise NoSite(f"there is no Markdown file in {docs}")
    title = _word(settings, "site_name") or root.name
    nav = settings.get("nav")
    order = list(_order(nav, title)) if nav else []
    listed = {path for _, _, path in order}
    order = [one for one in order if one[2] in paths]
    order += [(title, None, path) for path in sorted(paths, key=_home_first) if path not in listed]
    notes: list[Note] = []
    texts = {path: _text(docs, path, notes) for path in paths}
    missing = sorted(path for path in listed if path not in paths and "://" not in path)
    notes += [Note("mkdocs.yml", 1, f"the reading order names {path}, and there is no such file")
              for path in missing]  # fmt: skip
    pages = (OldPage(path, section, name, texts[path]) for section, name, path in order
             if texts[path] is not None)  # fmt: skip
    return OldSite(root, docs, title, tuple(pages), tuple(notes))


class _Settings(yaml.SafeLoader):
    """Reads what is plain in the settings of any site; what its plug-ins compute stays out."""


_Settings.add_multi_constructor("", lambda loader, tag, node: None)


def _settings(root: Path) -> dict:
    for name in SETTINGS:
        if (root / name).is_file():
            try:
                found = yaml.load((root / name).read_bytes(), _Settings)
            except yaml.YAMLError as error:
                raise NoSite(f"{name} cannot be read: {error}") from None
            return found if isinstance(found, dict) else {}
    return {}


def _word(settings: dict, name: str) -> str:
    value = settings.get(name)
    return value if isinstance(value, str) else ""


def _order(nav: object, section: str, top: bool = True) -> Iterator[tuple[str, str | None, str]]:
    """Yield section, title and path of each page; sections inside sections become one."""
    for item in nav if isinstance(nav, list) else ():
        if isinstance(item, str):
            yield section, None, posixpath.normpath(item)
        elif isinstance(item, dict):
            for name, value in item.items():
                if isinstance(value, str):
                    yield section, str(name), posixpath.normpath(value)
                else:
                    yield from _order(value, str(name) if top else section, top=False)


def _home_first(path: str) -> tuple[str, bool, str]:
    folder, _, name = path.rpartition("/")
    return folder, name not in ("index.md", "README.md"), name


def _text(docs: Path, path: str, notes: list[Note]) -> str | None:
    data = (docs / path).read_bytes()
    if len(data) > LARGEST:
        notes.append(Note(path, 1, "this file is too large for a page, and was left out"))
        return None
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text
