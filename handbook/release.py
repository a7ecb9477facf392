"""Release the next edition: its version, its date, what is new, and a copy of the last.

The copies are the report's files as they were published. They stand in editions/<version>/ and are
published there with every later edition, so that what people have cited can still be read.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.built import DOWNLOADS
from handbook.data import JSON
from handbook.elements import long_date
from handbook.formats.files import REPORT
from handbook.formats.registry import FORMATS
from handbook.load import Edition, load
from handbook.new.form import natural
from handbook.new.writing import write_all
from handbook.nodes import Mapping, Scalar, parse_yaml
from handbook.settings import Settings

FOLDER = "editions"
"""Where the copies stand, in the project and on the site."""
KEPT = ("pdf", "epub", "text")
"""The formats of the report that are kept of each edition."""
NEWS = "content/whats-new.md"
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")


class CannotRelease(Exception):
    """Something stands in the way; the message says what, and what to do."""


def archived(root: Path) -> Iterator[str]:
    """Yield the path of each file of an earlier edition: the same on disk and on the site."""
    for file in sorted((root / FOLDER).rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            yield file.relative_to(root).as_posix()


def release(root: Path, public: Path, version: str, day: date) -> list[str]:
    """Make everything ready for an edition; return the paths of what is new or changed.

    Raises CannotRelease or ProblemsFound, and then nothing is changed.
    """
    edition = load(root)
    check_ready(edition, version, day)
    before = edition.settings.edition.version
    copies = copies_of(public, before)
    folder = root / FOLDER / before
    if folder.exists():
        raise CannotRelease(f"there is a copy of edition {before} already, in {FOLDER}/{before}")
    changed = {
        "mkdocs.yml": with_version((root / "mkdocs.yml").read_text("utf-8"), version, day),
        NEWS: with_news((root / NEWS).read_text("utf-8"), edition.settings, version, day, copies),
    }
    try:
        folder.mkdir(parents=True)
        for name, file in copies.items():
            shutil.copyfile(file, folder / name)
        write_all(root, {}, changed)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [*(f"{FOLDER}/{before}/{name}" for name in copies), *changed]


def check_ready(edition: Edition, version: str, day: date) -> None:
    """Raise CannotRelease unless this edition can be followed by another of this version."""
    now = edition.settings.edition
    if not _VERSION.fullmatch(version):
        raise CannotRelease(f"'{version}' is not a version; write numbers with dots, such as 1.1")
    if natural(version) <= natural(now.version):
        raise CannotRelease(f"edition {now.version} is out, so {version} cannot follow it")
    if day < now.date:
        raise CannotRelease(f"edition {now.version} is of {now.date}, and {day} is before that")
    left = [one for one in edition.advice if one.code == "text-to-replace"]
    if left:
        places = "\n".join(f"  {one.path}:{one.line}" for one in left)
        raise CannotRelease(f"these texts are still to be written:\n{places}")
    if not (edition.root / NEWS).is_file():
        raise CannotRelease(f"there is no page {NEWS}, where readers see what is new")


def copies_of(public: Path, version: str) -> dict[str, Path]:
    """Return the published files of the report to keep; raise CannotRelease if they are others."""
    data = public / JSON
    if not data.is_file():
        raise CannotRelease(f"{public} has no build of edition {version}; run: handbook build")
    built = json.loads(data.read_text("utf-8"))["handbook"]["version"]
    if built != version:
        raise CannotRelease(f"{public} is edition {built}, not {version}; build that one first")
    names = [f"{REPORT}.{FORMATS[one].extension}" for one in KEPT]
    found = {name: file for name in names if (file := public / DOWNLOADS / name).is_file()}
    if not found:
        raise CannotRelease(f"{public} has no report; build it with all that formats need")
    return found


def with_version(text: str, version: str, day: date) -> str:
    """Return the settings with another version and date of the edition; the rest stays."""
    node = parse_yaml("mkdocs.yml", text, [], tags=True)
    for name in ("extra", "handbook", "edition"):
        node = node.get(name) if isinstance(node, Mapping) else None
    rows = text.split("\n")
    for key, new in (("date", day.isoformat()), ("version", f'"{version}"')):
        value = node.get(key)
        assert isinstance(value, Scalar)  # the settings have passed their check
        row, start = rows[value.line - 1], value.column - 1
        old = re.match(r"\"[^\"]*\"|'[^']*'|[^,}\s#]+", row[start:])[0]
        rows[value.line - 1] = row[:start] + new + row[start + len(old) :]
    return "\n".join(rows)


def with_news(
    text: str, settings: Settings, version: str, day: date, copies: dict[str, Path]
) -> str:
    """Return the page of news with a section for the edition, and links to the copies."""
    words, last = settings.words, settings.edition
    heading = words.edition.format(version=version, date=long_date(day, words))
    new = f"## {heading}\n\n{words.replace_this} say what changed for readers, facts first.\n\n"
    rows = text.split("\n")
    first = next((n for n, row in enumerate(rows) if re.match(r"## .*\d", row)), len(rows))
    kept = " ".join(_links(settings, copies))
    if first < len(rows):
        rows.insert(first + 1, f"\n{words.archived.format(version=last.version)} {kept}")
    return "\n".join([*rows[:first], new + "\n".join(rows[first:])])


def _links(settings: Settings, copies: dict[str, Path]) -> Iterator[str]:
    """Yield a link to each copy, with words that make sense alone."""
    version = settings.edition.version
    site = settings.site_url.rstrip("/")
    for place, name in enumerate(copies):
        kind = next(FORMATS[one].text(settings.words.formats).name for one in KEPT
                    if name == f"{REPORT}.{FORMATS[one].extension}")  # fmt: skip
        end = "." if place == len(copies) - 1 else ","
        words = settings.words.archived_copy.format(format=kind, version=version)
        yield f"[{words}]({site}/{FOLDER}/{version}/{name}){end}"
