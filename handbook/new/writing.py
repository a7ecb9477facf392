"""Write new and changed files, all or none, and only if no new Problem comes of them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from handbook.load import load
from handbook.problems import Problem, ProblemsFound


def problems_of(root: Path) -> tuple[set[Problem], tuple[Problem, ...]]:
    """Return what stands in the way of publishing, and the advice where nothing does."""
    try:
        return set(), load(root).advice
    except ProblemsFound as found:
        return set(found.problems), ()


def write_all(
    root: Path, new: Mapping[str, str], changed: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Write every file; return the advice on them.

    `new` and `changed` are path -> text. Raises FileExistsError, with nothing written, where a
    new file is there already, and ProblemsFound, with all as it was, where the handbook would
    have a Problem that it did not have before.
    """
    before, _ = problems_of(root)
    old = {path: (root / path).read_bytes() for path in changed}
    made: list[Path] = []
    try:
        for path, text in new.items():
            create(root / path, text, made)
        for path, text in changed.items():
            replace(root / path, text.encode())
        after, advice = problems_of(root)
        known = {(one.path, one.code, one.message) for one in before}
        if worse := [one for one in after if (one.path, one.code, one.message) not in known]:
            raise ProblemsFound(worse)
    except BaseException:
        for path, data in old.items():
            replace(root / path, data)
        for file in reversed(made):
            file.rmdir() if file.is_dir() else file.unlink(missing_ok=True)
        raise
    return tuple(one for one in advice if one.path in {*new, *changed})


def create(file: Path, text: str, made: list[Path]) -> None:
    """Write a file that is not there yet, with the folders above it; add each to `made`."""
    for folder in [one for one in reversed(file.parents) if not one.exists()]:
        folder.mkdir()
        made.append(folder)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        made.append(file)
        stream.write(text)


def replace(file: Path, data: bytes) -> None:
    """Put new bytes in a file's place, so that no reader finds half of them."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, file.stat().st_mode & 0o777)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
