"""The SHA-256 of every published file, as `sha256sum --check` reads it (GNU coreutils)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from handbook.publish import MARK

SUMS = "SHA256SUMS"
"""Where the list stands below the site's top folder; it names every other file."""


def write_checksums(site: Path) -> None:
    """Write the list of a finished site: a line a file, sorted by path."""
    paths = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    named = sorted(path for path in paths if path not in (SUMS, MARK))
    text = "".join(f"{digest_of(site / path)}  {path}\n" for path in named)
    (site / SUMS).write_text(text, "utf-8")


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def differing(site: Path, sums: str) -> list[str]:
    """Return what is not as a list of checksums says: a sentence a file, sorted by path.

    `sums` may be of another build: then the list tells where the two differ.
    """
    said = {path: digest for digest, _, path in (one.partition("  ") for one in sums.splitlines())}
    there = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    there -= {SUMS, MARK}
    found = {path: "is missing" for path in said if path not in there}
    found |= {path: "is not in the list" for path in there if path not in said}
    found |= {
        path: "has other bytes"
        for path in sorted(there & set(said))
        if digest_of(site / path) != said[path]
    }
    return [f"{path} {what}" for path, what in sorted(found.items())]
