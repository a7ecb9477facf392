"""The texts of pages as they were read, kept for the next build.

To read the Markdown of a page takes ten times as long as to have what came of it from the disk. A
text with a Problem is read anew each time, so that the Problem is said each time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from handbook.advice.silences import Silence
from handbook.programs import code_digest, packages
from handbook.site_keys import digest
from handbook.site_rows import Kept
from handbook.sources import SourceFile
from handbook.trees import packed, unpacked
from handbook.writer import Body

FILE = Path(".cache", "read", "kept.db")
"""Below the project's top folder."""
KIND = "body"
AT_ONCE = 100
"""Texts that are in memory until they are kept."""


class Bodies:
    """The texts of one handbook; used as a context, at whose end the new ones are kept."""

    def __init__(self, root: Path, program: str = "", *, part: bool = False) -> None:
        """Have the texts of the handbook in a folder; of a `part` of it, what is not is no loss."""
        self._root, self._part = root, part
        self._kept = Kept(root / FILE)
        self._program = program or digest(code_digest(), packages())
        self._new: dict[str, bytes] = {}
        self.used: set[str] = set()
        """The keys of all that was asked for."""
        self.missed = 0
        """How many texts were asked for that were not kept."""

    def __enter__(self) -> Bodies:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        if not self._part:
            self._kept.use(KIND, self.used)
            self._kept.keep_only_used([KIND])
        self.close()

    def apart(self) -> Bodies:
        """Return the same for another process, which reads a part of the pages."""
        return Bodies(self._root, self._program, part=True)

    def close(self) -> None:
        """Close the file until it is needed."""
        self._kept.close()

    def get(self, source: SourceFile, callouts: Mapping[str, str]) -> Body | None:
        """Return a fresh copy of what came of a text, if it is kept."""
        key = self._key(source, callouts)
        self.used.add(key)
        row = self._kept.get(KIND, key)
        if row is None:
            self.missed += 1
            return None
        root, notes, silences = json.loads(row)
        return Body(
            unpacked(root.encode("utf-8")),
            [unpacked(note.encode("utf-8")) for note in notes],
            [Silence(**{**one, "codes": tuple(one["codes"])}) for one in silences],
        )

    def put(self, source: SourceFile, callouts: Mapping[str, str], body: Body) -> None:
        """Keep what came of a text that has no Problem."""
        root, *notes = (packed(tree).decode("utf-8") for tree in (body.root, *body.notes))
        row = [root, notes, [asdict(one) for one in body.silences]]
        self._new[self._key(source, callouts)] = json.dumps(row, ensure_ascii=False).encode("utf-8")
        if len(self._new) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._kept.put_all(KIND, self._new)
        self._new.clear()

    def _key(self, source: SourceFile, callouts: Mapping[str, str]) -> str:
        return digest(self._program, source.path, source.body, source.body_line, dict(callouts))
