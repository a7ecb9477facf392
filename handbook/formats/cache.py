"""Files kept from build to build, under the hash of all that made them.

`<folder>/<format>/<key>` holds the SHA-256 of the rest, the measures, and the file. What does not
have its hash is made again; what cannot be read or written is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from handbook.formats.base import Measures

FOLDER = Path(".cache", "formats")
"""Below the project's top folder."""
PROCESSES = Path("/proc")
"""Where Linux has a folder for each process."""


@contextmanager
def not_ended() -> Iterator[None]:
    """Let a signal that ends this process wait for the end of the block, where signals can wait."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Cache:
    """Files that passed their checks, by format and key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, format: str, key: str) -> tuple[bytes, Measures] | None:
        """Return a file with its measures, or None unless every byte is as it was kept."""
        path = self._path(format, key)
        try:
            digest, _, rest = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(rest).hexdigest().encode() != digest:
            with suppress(OSError):
                path.unlink()
            return None
        measures, _, data = rest.partition(b"\n")
        return data, Measures(**json.loads(measures))

    def put(self, format: str, key: str, data: bytes, measures: Measures) -> None:
        """Keep a file."""
        path = self._path(format, key)
        rest = json.dumps(asdict(measures)).encode() + b"\n" + data
        part = path.with_name(f"{key}.{os.getpid()}.part")
        with suppress(OSError), not_ended():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
                os.replace(part, path)
            finally:
                part.unlink(missing_ok=True)

    def keep_only(self, used: Iterable[tuple[str, str]]) -> None:
        """Remove, of each format named, what is not used, and what a killed build left."""
        paths = {self._path(*one) for one in used}
        for folder in {path.parent for path in paths}:
            with suppress(OSError):
                for path in list(folder.iterdir()):
                    if path not in paths:
                        path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what processes left that were ended while they kept a file."""
        if not PROCESSES.is_dir():
            return
        for part in self.folder.glob("*/*.part"):
            process = part.name.split(".")[-2]
            with suppress(OSError):
                if not (PROCESSES / process).exists():
                    part.unlink()

    def _path(self, format: str, key: str) -> Path:
        return self.folder / format / key
