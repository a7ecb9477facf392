"""What checks keep from one to the next: for each file its verdict and what that rests on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from handbook.advice.silences import Silence
from handbook.judged import Facts, Light, Verdict
from handbook.problems import Problem

FILE = Path(".cache", "check", "verdicts.json")
"""Below the project's top folder."""


@dataclass(slots=True)
class Kept:
    """One file without errors."""

    digest: str
    """Of the file's bytes."""
    light: Light
    verdict: Verdict
    anchors: tuple[str, ...]
    shown: bool
    """Whether a case study showed it, which gives a principle one more section."""
    pictures: tuple[tuple[int, int] | None, ...]
    """When each of its pictures was saved, in nanoseconds, and its size in bytes."""
    listed: str
    """Of a page that lists: what it listed, as a hash."""


def stamps(root: Path, files: Iterable[str]) -> tuple[tuple[int, int] | None, ...]:
    """Return when files were saved and how large they are; None for one that is not there."""
    found = []
    for file in files:
        try:
            seen = os.stat(root / file)
        except (OSError, ValueError):
            found.append(None)
        else:
            found.append((seen.st_mtime_ns, seen.st_size))
    return tuple(found)


def read_kept(root: Path, key: str) -> dict[str, Kept]:
    """Return what the last check kept, if it was made with this key."""
    try:
        whole = json.loads((root / FILE).read_bytes())
        if whole["key"] == key:
            return {path: _kept(path, row) for path, row in whole["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        pass
    return {}


def write_kept(root: Path, key: str, kept: Mapping[str, Kept]) -> None:
    """Keep verdicts for the next check; a disk that takes no file is no fault of the text."""
    file = root / FILE
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    whole = {"key": key, "files": {path: _row(one) for path, one in kept.items()}}
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(json.dumps(whole, separators=(",", ":")), "utf-8")
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)


def _row(one: Kept) -> list:
    light, facts = one.light, one.verdict.facts
    return [
        one.digest,
        [getattr(light, name) for name in Light.__slots__[1:]],
        [facts.links, facts.cited, facts.pictures, facts.leads],
        [asdict(advice) for advice in one.verdict.advice],
        [asdict(silence) for silence in one.verdict.silences],
        [asdict(advice) for advice in one.verdict.to_write],
        one.anchors,
        one.shown,
        one.pictures,
        one.listed,
    ]


def _kept(path: str, row: list) -> Kept:
    digest, light, facts, advice, silences, to_write, anchors, shown, pictures, listed = row
    verdict = Verdict(
        path,
        [],
        [Problem(**one) for one in advice],
        [Silence(**{**one, "codes": tuple(one["codes"])}) for one in silences],
        [Problem(**one) for one in to_write],
        Facts(*map(tuple, facts)),
    )
    values = [tuple(value) if isinstance(value, list) else value for value in light]
    seen = tuple(one and tuple(one) for one in pictures)
    return Kept(digest, Light(path, *values), verdict, tuple(anchors), shown, seen, listed)
