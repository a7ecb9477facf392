"""Have what a build of the website made at hand for the next one: pages, cards, index, the whole.

Each has a key of all that it depends on (`site_keys`); a build from nothing and one with everything
at hand give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.bill import LOCK
from handbook.site_keys import PageKeys, digest, others_digest, outside, sources_digest
from handbook.site_rows import Kept

if TYPE_CHECKING:
    from jinja2 import Environment

    from handbook.load import Edition
    from handbook.site_pages import Site
    from handbook.site_pictures import Size

AT_ONCE = 100
"""Pages that are in memory at the same time."""
LARGE_AT_ONCE = 8
"""The same of files that may be photographs, of up to 5 MB each."""
OTHER = "other"
"""The kind of files that have no key but their own hash."""

Written = dict[str, tuple[str, str]]
"""Path of a published file to the kind and the key that it is kept under."""


def write_pages(site: Site, env: Environment, folder: Path, kept: Kept, keys: PageKeys) -> Written:
    """Write every page, drawn or as it is kept; return where each is kept."""
    from handbook.site_pages import draw  # a site that is kept whole is not drawn

    addresses = {path: f"{page.url}index.html" for path, page in site.pages.items()}
    named = {path: keys.key(path) for path in addresses}

    def make(path: str) -> bytes:
        return draw(path, site, env).encode("utf-8")

    return _write_all("page", named, make, addresses, folder, kept)


def write_cards(cards: Mapping[str, Callable[[], bytes]], folder: Path, kept: Kept) -> Written:
    """Write the card of each address, drawn or as it is kept."""
    keys = {address: digest(address, *_made_by()) for address in cards}
    return _write_all("card", keys, lambda one: cards[one](), {one: one for one in cards}, folder,
                      kept)  # fmt: skip


def write_pictures(sizes: Iterable[Size], folder: Path, kept: Kept) -> Written:
    """Write each size of each photograph, made or as it is kept."""
    found = {one.address: one for one in sizes}
    keys = {address: one.key for address, one in found.items()}
    return _write_all("picture", keys, lambda one: found[one].make(), {one: one for one in found},
                      folder, kept)  # fmt: skip


def _made_by() -> tuple[str, ...]:
    """Return what draws cards."""
    import PIL

    from handbook import cards

    return PIL.__version__, hashlib.sha256(Path(cards.__file__).read_bytes()).hexdigest()


def _write_all(
    kind: str,
    keys: Mapping[str, str],
    make: Callable[[str], bytes],
    addresses: Mapping[str, str],
    folder: Path,
    kept: Kept,
) -> Written:
    """Write files, a few at a time: what is not kept is made, and kept."""
    for some in _groups(list(keys), _at_once(kind)):
        there = kept.get_all(kind, (keys[one] for one in some))
        made: dict[str, bytes] = {}
        for one in some:
            if keys[one] not in there:
                made[keys[one]] = make(one)
            write(folder / addresses[one], there.get(keys[one]) or made[keys[one]])
        kept.put_all(kind, made)
    return {addresses[one]: (kind, key) for one, key in keys.items()}


def _groups(names: list[str], at_once: int) -> Iterator[list[str]]:
    for start in range(0, len(names), at_once):
        yield names[start : start + at_once]


def write(file: Path, content: bytes) -> None:
    """Write a file, and the folders above it where they are missing."""
    try:
        file.write_bytes(content)
    except FileNotFoundError:
        file.parent.mkdir(parents=True)
        file.write_bytes(content)


def write_search_index(
    folder: Path, subfolder: str, made_by: str, make: Callable[[Path], None], kept: Kept
) -> Written:
    """Write the search index of the pages in a folder, made or as it is kept."""
    whole = hashlib.sha256(made_by.encode())
    for page in sorted(folder.rglob("*.html")):
        name = page.relative_to(folder).as_posix().encode()
        whole.update(name + hashlib.sha256(page.read_bytes()).digest())
    key = whole.hexdigest()
    written = _restore(_listed(json.loads(kept.get("index", key) or "{}")), folder, kept)
    if written is None:
        make(folder)
        files = sorted(path for path in (folder / subfolder).rglob("*") if path.is_file())
        written = _keep_files(files, folder, "index-file", kept)
        kept.put_all("index", {key: json.dumps(written).encode()})
    return written


# The whole site


class Unheard(logging.Handler):
    """Counts warnings: a build that gave some is not kept whole, so that they are given again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def whole_key(root: Path, program: str, *settings: object) -> str:
    """Return the key of a whole site, but for what it takes from outside the authors' folders."""
    return digest(program, sources_digest(root), *settings)


def kept_files(root: Path, key: str, kept: Kept) -> Written | None:
    """Return where each file of a whole site is kept, if it is and nothing outside has changed."""
    about = kept.get("whole", key)
    found = json.loads(about) if about else None
    if found is None or found["outside"] != others_digest(root, found["others"]):
        return None
    return _listed(found["files"])


def restore(files: Written, folder: Path, kept: Kept) -> bool:
    """Write a whole site as it is kept; return False if a part of it is damaged."""
    return _restore(files, folder, kept) is not None


def holds(folder: Path, files: Written, kept: Kept) -> bool:
    """Tell whether a folder holds these files, each as it is kept, and no others."""
    if set(_names(folder)) != set(files):
        return False
    for kind in sorted({kind for kind, _ in files.values()}):
        some = {path: key for path, (one, key) in files.items() if one == kind}
        hashes = kept.hashes(kind, some.values())
        for path, key in some.items():
            with open(os.path.join(folder, path), "rb") as file:
                if hashlib.sha256(file.read()).digest() != hashes.get(key):
                    return False
    return True


def _names(folder: Path) -> Iterator[str]:
    start = len(os.path.join(folder, ""))
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(place, name)[start:].replace(os.sep, "/")


def set_aside(folder: Path) -> Path | None:
    """Put the folder of a site under another name, which is returned, if there is such a folder.

    What is emptied before it is written again need not be written where nothing has changed.
    """
    aside = folder.with_name(f".{folder.name}.aside")
    try:
        if aside.is_dir() and not folder.exists():
            return aside  # of a build that was killed
        shutil.rmtree(aside, ignore_errors=True)
        return folder.rename(aside) if (folder / "index.html").is_file() else None
    except OSError:
        return None  # such as a folder that another disk has


def put_back(aside: Path, folder: Path) -> None:
    """Give the folder of a site its name again."""
    if folder.is_dir():
        folder.rmdir()
    aside.rename(folder)


def taken_from_outside(edition: Edition) -> list[str]:
    """Return the files that an edition is made from and that stand in no folder of authors."""
    images = (image for page in edition.pages.values() for image in page.images)
    return outside((str(LOCK), *edition.files, *images))


def keep_whole(
    root: Path, folder: Path, key: str, written: Written, others: list[str], kept: Kept
) -> None:
    """Keep a finished site: what has no key yet, and the list of all files.

    `others` are the files that it is made from which the key does not cover.
    """
    paths = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}
    unkept = [file for path, file in paths.items() if path not in written and file.is_file()]
    written = {**written, **_keep_files(sorted(unkept), folder, OTHER, kept)}
    about = {
        "outside": others_digest(root, others),
        "others": others,
        "files": dict(sorted(written.items())),
    }
    kept.put_all("whole", {key: json.dumps(about).encode()})
    kept.keep_only_used(("page", "card", "picture", "index", "index-file", OTHER, "whole"))


def _keep_files(files: Iterable[Path], folder: Path, kind: str, kept: Kept) -> Written:
    written: Written = {}
    rows: dict[str, bytes] = {}
    for file in files:
        data = file.read_bytes()
        key = hashlib.sha256(data).hexdigest()
        rows[key] = data
        written[file.relative_to(folder).as_posix()] = (kind, key)
        if len(rows) >= _at_once(kind):
            kept.put_all(kind, rows)
            rows = {}
    kept.put_all(kind, rows)
    return written


def _at_once(kind: str) -> int:
    return LARGE_AT_ONCE if kind in ("picture", OTHER) else AT_ONCE


def _listed(files: Mapping[str, list[str]]) -> Written:
    return {path: (kind, key) for path, (kind, key) in files.items()}


def _restore(files: Written, folder: Path, kept: Kept) -> Written | None:
    """Write files as they are kept; return None when there are none, or one is missing."""
    if not files:
        return None
    for kind in sorted({kind for kind, _ in files.values()}):
        paths = [path for path, (one, _) in files.items() if one == kind]
        for some in _groups(paths, _at_once(kind)):
            there = kept.get_all(kind, (files[path][1] for path in some))
            for path in some:
                data = there.get(files[path][1])
                if data is None:
                    return None
                write(folder / path, data)
    return files
