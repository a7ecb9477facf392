"""Take away what builds have made; the sources and everything else stay."""

from __future__ import annotations

import os
from pathlib import Path

from handbook.publish import locked, recover, refuse_foreign, remove, work_folder

_NAMES = "audit check formats links pdf read site speech"
CACHES = tuple(f".cache/{name}" for name in _NAMES.split())
"""Folders below the project's top folder that hold what builds have made for the next one."""


def clean(root: Path, output: Path) -> list[Path]:
    """Remove the published folder and the caches; return those of them that were there.

    Raises CannotPublish, having removed nothing, when a build is writing the folder or when it
    holds files that no build of ours put there.
    """
    output = Path(os.path.realpath(output))
    found = [folder for folder in (output, *(root / name for name in CACHES)) if folder.is_dir()]
    if output.parent.is_dir():
        with locked(output) as work:
            recover(output, work)
            refuse_foreign(output)
            remove(output)
        remove(work_folder(output))
    for folder in found:
        remove(folder)
    for left in root.glob(".mkdocs-*.yml"):
        left.unlink(missing_ok=True)
    return found
