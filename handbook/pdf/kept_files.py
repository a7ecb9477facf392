"""A folder of files that were dear to make, each under the hash of all that it is made from.

A file that is damaged counts as not there. What nobody asked for in a month is thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

KEEP = 30 * 24 * 3600
"""Seconds for which a file is kept after it was last used."""


class KeptFiles:
    """The folder; without one it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def read(self, key: str, kind: str) -> tuple[dict, bytes] | None:
        """Return the two halves of a file: what is said of the data, and the data."""
        if self.folder is None:
            return None
        path = self.folder / f"{key}.{kind}"
        try:
            digest, _, rest = path.read_bytes().partition(b"\n")
            os.utime(path)
        except OSError:
            return None
        if hashlib.sha256(rest).hexdigest().encode() != digest:
            return None
        said, _, data = rest.partition(b"\n")
        return json.loads(said), data

    def write(self, key: str, kind: str, said: dict, data: bytes) -> None:
        """Write a file whole; a full disk or a folder that may not be written to is no fault."""
        if self.folder is None:
            return
        rest = json.dumps(said, sort_keys=True).encode() + b"\n" + data
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as part:
                try:
                    part.write(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
                    part.flush()
                    os.replace(part.name, self.folder / f"{key}.{kind}")
                except OSError:
                    os.unlink(part.name)
                    raise

    def clean(self) -> None:
        """Throw away what was not used for long."""
        oldest = time.time() - KEEP
        for path in self.folder.glob("*") if self.folder else ():
            with suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()


NOTHING = KeptFiles(None)
