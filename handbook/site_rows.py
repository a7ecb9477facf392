"""What a build of the website keeps for the next one, under hashes of all that made it.

One SQLite file holds rows of a kind, a key and bytes, with the SHA-256 of these bytes. A row whose
bytes have another hash is as if it were not there, and a file that SQLite cannot read is begun
anew: what is kept saves time and is never needed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

FILE = Path(".cache", "site", "kept.db")
"""Below the project's top folder."""
AT_ONCE = 400
"""Rows asked for or written in one step; SQLite takes 999 values in the oldest builds in use."""
WAIT = 5.0
"""Seconds to wait for another build that is writing."""
TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key TEXT, hash BLOB, data BLOB,"
    " PRIMARY KEY (kind, key)) WITHOUT ROWID"
)


class Kept:
    """The rows of one file; where it cannot be used, nothing is kept."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._base: sqlite3.Connection | None = None
        self._used: dict[str, set[str]] = {}

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what is kept under a key, if every byte is as it was."""
        return self.get_all(kind, [key]).get(key)

    def get_all(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept of some keys, by key."""
        found: dict[str, bytes] = {}
        for key, digest, data in self._rows("key, hash, data", kind, keys):
            if isinstance(data, bytes) and hashlib.sha256(data).digest() == digest:
                found[key] = data
        return found

    def hashes(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the SHA-256 of what is kept of some keys, by key; the bytes are not read."""
        return dict(self._rows("key, hash", kind, keys))

    def _rows(self, columns: str, kind: str, keys: Iterable[str]) -> list[tuple]:
        """Return some columns of what is kept of some keys, which are then in use."""
        wanted = list(dict.fromkeys(keys))
        self.use(kind, wanted)
        rows: list[tuple] = []

        def read(base: sqlite3.Connection) -> None:
            for start in range(0, len(wanted), AT_ONCE):
                some = wanted[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT {columns} FROM kept WHERE kind = ? AND key IN ({marks})"
                rows.extend(base.execute(query, (kind, *some)))

        self._try(read)
        return rows

    def use(self, kind: str, keys: Iterable[str]) -> None:
        """Take note that rows are in use, which another process asked for or put there."""
        self._used.setdefault(kind, set()).update(keys)

    def use_all(self, rows: Iterable[tuple[str, str]]) -> None:
        """The same of rows by kind and key."""
        for kind, key in rows:
            self._used.setdefault(kind, set()).add(key)

    def put_all(self, kind: str, rows: Mapping[str, bytes]) -> None:
        """Keep some rows; all of them are on disk, or none."""
        self.use(kind, rows)
        values = [(kind, key, hashlib.sha256(data).digest(), data) for key, data in rows.items()]

        def write(base: sqlite3.Connection) -> None:
            with base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", values)

        if values:
            self._try(write)

    def keep_only_used(self, kinds: Iterable[str]) -> None:
        """Remove every row of some kinds that this build neither asked for nor put there."""

        def remove(base: sqlite3.Connection) -> None:
            for kind in kinds:
                rows = base.execute("SELECT key FROM kept WHERE kind = ?", (kind,))
                old = {key for (key,) in rows} - self._used.get(kind, set())
                with base:
                    pairs = [(kind, key) for key in sorted(old)]
                    base.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", pairs)

        self._try(remove)

    def _try(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something with the open file, if it can be used; one that is damaged is removed."""
        try:
            work(self._open())
        except (sqlite3.OperationalError, OSError):
            self.close()  # it cannot be opened, locked or written: work goes on without it
        except sqlite3.DatabaseError:
            self.close()
            for ending in ("", "-journal"):
                with suppress(OSError):
                    self.file.with_name(f"{self.file.name}{ending}").unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        if self._base is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(self.file, timeout=WAIT)
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute(TABLE)
        return self._base

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._base is not None:
            self._base.close()
            self._base = None
