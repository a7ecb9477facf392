"""Give Pagefind's index one order, so that the same pages always make the same bytes.

Pagefind lists the values of a filter in the order of a hash table, which is new in every run, and
names files by what they hold. Its files are gzip of a mark and CBOR (RFC 8949); this writes them
again with values in alphabetical order and names by their new content.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import cbor2

ENTRY = "pagefind-entry.json"
"""The file that names the index of each language."""
MARK = b"pagefind_dcd"
"""What Pagefind's script expects at the start of each file."""
LEVEL = 6
"""How hard gzip tries: 9 takes three times as long and saves one byte in a hundred."""
FILTERS = 3
"""The place of the list of filters, [name, file name], in the file that describes the index."""


class UnknownIndex(Exception):
    """The index is not in the form that is known here; another Pagefind wrote it."""


def settle(folder: Path) -> None:
    """Write the filters of the index in `folder` in alphabetical order, under settled names.

    Raises UnknownIndex when the files are not those of the Pagefind that this was written for.
    """
    entry = folder / ENTRY
    index = json.loads(entry.read_text("utf-8"))
    for language in index["languages"].values():
        meta = folder / f"pagefind.{language['hash']}.pf_meta"
        described = read(meta)
        described[FILTERS] = sorted(
            [name, settle_filter(folder / "filter", file)] for name, file in described[FILTERS]
        )
        meta.unlink()
        code = language["hash"].rpartition("_")[0]
        language["hash"] = f"{code}_{digest(described, 13)}"
        write(folder / f"pagefind.{language['hash']}.pf_meta", described)
    ordered = dict(sorted(index["languages"].items()))
    text = json.dumps({**index, "languages": ordered}, ensure_ascii=False, separators=(",", ":"))
    entry.write_text(text, "utf-8")


def settle_filter(folder: Path, name: str) -> str:
    """Write one filter's file with its values in order, and return its new name."""
    old = folder / f"{name}.pf_filter"
    filtered = read(old)
    filtered[1] = sorted(filtered[1])
    old.unlink()
    settled = f"{name.rpartition('_')[0]}_{digest(filtered, 7)}"
    write(folder / f"{settled}.pf_filter", filtered)
    return settled


def read(file: Path) -> list:
    """Return what one of Pagefind's files holds."""
    try:
        data = gzip.decompress(file.read_bytes())
        if data.startswith(MARK):
            return cbor2.loads(data.removeprefix(MARK))
    except (OSError, EOFError, cbor2.CBORDecodeError) as error:
        raise UnknownIndex(f"{file.name} cannot be read: {error}") from error
    raise UnknownIndex(f"{file.name} does not start as Pagefind's files do")


def write(file: Path, held: list) -> None:
    """Write one of Pagefind's files, without a time in it."""
    write_packed(file, cbor2.dumps(held))


def write_packed(file: Path, data: bytes) -> None:
    """Write one of Pagefind's files that is CBOR already."""
    file.write_bytes(gzip.compress(MARK + data, compresslevel=LEVEL, mtime=0))


def digest(held: list, length: int) -> str:
    """Return a short name for what a file holds."""
    return digest_packed(cbor2.dumps(held), length)


def digest_packed(data: bytes, length: int) -> str:
    """Return a short name for what a file holds that is CBOR already."""
    return hashlib.sha256(data).hexdigest()[:length]
