"""The small handbook as a project of its own, and the command as people run it there."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from tests.cases import SMALL

HANDBOOK = [sys.executable, "-m", "handbook"]
CODE = ("hooks", "theme", "handbook", "requirements")
CONTENT = ("mkdocs.yml", "content", "principles", "case_studies")


def copy(names: Sequence[str], source: Path, target: Path) -> None:
    """Copy files and folders by name."""
    target.mkdir(exist_ok=True)
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(
                source / name, target / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy2(source / name, target / name)


def make_project(folder: Path, project_root: Path) -> Path:
    """Make a project of the small handbook and our code, in a folder with a space in its name."""
    project = folder / "my handbook"
    copy(CODE, project_root, project)
    copy(CONTENT, SMALL, project)
    ours = yaml.safe_load((project_root / "mkdocs.yml").read_text(encoding="utf-8"))
    settings = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {name: ours[name] for name in ("theme", "hooks")}
    settings["site_url"] = "https://books.example/streets/"
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return project


def handbook(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run the command and keep its words."""
    command = [*HANDBOOK, *map(str, arguments)]
    variables = os.environ | {"PYTHONPATH": str(cwd)} | environment
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True)


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def break_a_page(project: Path) -> str:
    """Take the title from a principle; return its path."""
    path = next(iter(sorted((project / "principles").glob("*.md"))))
    words = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^title: .*\n", "", words, count=1), encoding="utf-8")
    return f"principles/{path.name}"
