"""Telling when somebody saves a file of the handbook."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

LOOK = 0.3
"""Seconds between two looks."""
SUFFIXES = (".md", ".yml", ".yaml", ".svg", ".png", ".jpg", ".jpeg", ".json")
LEFT_OUT = {"public", "site", "node_modules", "handbook", "tests", "theme", "hooks"}


def changes(root: Path, look: float = LOOK) -> Iterator[set[str]]:
    """Yield whenever source files below `root` were saved, added or removed, and at once.

    Gives the paths of these files below `root`; at first all there are.
    """
    before: dict[str, tuple[int, int]] | None = None
    while True:
        now = state(root)
        if before is None or now != before:
            changed = {path for path, _ in now.items() ^ (before or {}).items()}
            before = now
            yield {Path(path).relative_to(root).as_posix() for path in changed}
        time.sleep(look)


def state(root: Path) -> dict[str, tuple[int, int]]:
    """Return when each source file was saved, and its size in bytes."""
    found = {}
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name[0] != "." and name not in LEFT_OUT]
        for name in files:
            if name.endswith(SUFFIXES):
                path = os.path.join(folder, name)
                try:
                    seen = os.stat(path)
                except FileNotFoundError:
                    continue
                found[path] = (seen.st_mtime_ns, seen.st_size)
    return found
