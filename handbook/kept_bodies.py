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
from handbook.formats.inputs import packages
from handbook.kept import code_digest
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

    def __init__(self, root: Path) -> None:
        self._kept = Kept(root / FILE)
        self._program = digest(code_digest(), packages())
        self._new: dict[str, bytes] = {}

    def __enter__(self) -> Bodies:
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        self._kept.keep_only_used([KIND])
        self._kept.close()

    def get(self, source: SourceFile, callouts: Mapping[str, str]) -> Body | None:
        """Return a fresh copy of what came of a text, if it is kept."""
        row = self._kept.get(KIND, self._key(source, callouts))
        if row is None:
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
