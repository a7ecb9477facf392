"""The project's own files beside this package, which another handbook is made with.

In a clone they stand at its top. A wheel carries them inside the package (setup.py copies them), so
that they can be reached after `pip install`. Needs nothing but Python's own library: setup.py reads
this file before anything is installed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

PACKAGE = Path(__file__).resolve().parent
CARRIED = PACKAGE / "project"
"""Where a wheel has the project's files."""
PARTS = (
    "theme",
    "hooks",
    "build_pdf.py",
    "requirements",
    "package.json",
    "package-lock.json",
    "pyproject.toml",
    "LICENSE",
    "content/editing",
    ".ci",
    ".github/workflows",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    ".devcontainer",
    ".pre-commit-config.yaml",
    ".editorconfig",
    ".npmrc",
    ".lychee.toml",
)
"""Files and folders below the project's top."""


def top() -> Path:
    """Return the folder in which the project's files stand."""
    return CARRIED if CARRIED.is_dir() else PACKAGE.parent


def files(part: str) -> Iterator[str]:
    """Yield the path, below the top, of each file of one of PARTS."""
    start = top() / part
    found = sorted(start.rglob("*")) if start.is_dir() else [start]
    for file in found:
        if file.is_file() and file.suffix not in (".pyc", ".whl"):
            yield file.relative_to(top()).as_posix()


def copy_parts(target: Path) -> None:
    """Copy every part into a folder."""
    for part in PARTS:
        for path in files(part):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(top() / path, target / path)


theme = SimpleNamespace(__file__=str(top() / "theme" / "mkdocs_theme.yml"))
"""What MkDocs asks of a theme: something with a `__file__` in the theme's folder."""
