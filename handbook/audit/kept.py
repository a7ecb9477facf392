"""Answers of judges, kept from audit to audit under a hash of all that they depend on.

One file a judge: the SHA-256 of the rest, then JSON. What does not have its hash is as if it were
not there, and what cannot be written is done again the next time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site
from handbook.formats.code import code_of

FOLDER = Path(".cache", "audit")
"""Below the project's top folder."""


class Kept:
    """The answers of one judge; without a folder, nothing is kept."""

    def __init__(self, folder: Path | None, judge: Judge, *, fresh: bool = False) -> None:
        self.file = folder / f"{judge.id}.json" if folder and judge.keep else None
        self.made_by = f"{judge.id} {judge.version()} {code_of(judge.judge)}"
        self.known: Mapping[str, Seen] = {} if fresh or not self.file else read(self.file)
        self.used: dict[str, Seen] = {}

    def key(self, site: Site, look: Look) -> str:
        """Return a hash of the judge, the file and all else that an answer depends on."""
        parts = (self.made_by, look.path, site.files[look.path], look.state, look.beside, site.base)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def get(self, site: Site, look: Look) -> Seen | None:
        """Return what came of the same look before."""
        key = self.key(site, look)
        if key in self.known:
            self.used[key] = self.known[key]
        return self.known.get(key)

    def put(self, site: Site, look: Look, seen: Seen) -> None:
        self.used[self.key(site, look)] = seen

    def write(self) -> None:
        """Keep what this audit used, and no more."""
        if self.file and self.used != self.known:
            data = {key: asdict(one) for key, one in sorted(self.used.items())}
            write(self.file, json.dumps(data, ensure_ascii=False).encode())


def read(file: Path) -> dict[str, Seen]:
    """Return the answers of a file, none unless every byte is as it was written."""
    try:
        digest, _, rest = file.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if hashlib.sha256(rest).hexdigest().encode() != digest:
        return {}
    return {key: _seen(one["findings"], one["counts"]) for key, one in json.loads(rest).items()}


def _seen(findings: Iterable[Mapping[str, str]], counts: Mapping[str, int]) -> Seen:
    return Seen(tuple(Finding(**one) for one in findings), counts)


def write(file: Path, rest: bytes) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)
