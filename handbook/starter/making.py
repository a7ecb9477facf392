"""Make a new handbook in a folder, or give one a newer program."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from string import Template

from handbook import project
from handbook.elements import long_date
from handbook.new.text import scalar
from handbook.new.values import Value
from handbook.starter.wheel import wheel
from handbook.words import Words

FILES = Path(__file__).resolve().parent / "files"
PROGRAM = ("requirements", "hooks", "build_pdf.py", "package.json", "package-lock.json")
"""What belongs to the program, and is replaced with it."""
OURS = (*PROGRAM, *(part for part in project.PARTS if part.startswith(".")), "content/editing")
"""What a new handbook has from the program's own project."""
EXECUTABLE = (".ci/run",)
EDITING = ("first-change", "in-the-browser", "text-editors", "kinds", "writing-style", "citing",
           "pictures", "easy-read", "accessibility-checks", "messages",
           "examples", "releasing", "own-handbook")  # fmt: skip
"""The editors' guides, in reading order."""


class CannotMake(Exception):
    """The folder cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class About:
    """What a new handbook says of itself."""

    title: str = "Our handbook"
    subtitle: str = "What we have learnt, and what to do."
    publisher: str = "The handbook's editors"
    contact: str = "handbook@example.org"
    language: str = "en-GB"
    licence: str = "CC BY 4.0"
    site_url: str = "https://example.org/handbook/"
    repo_url: str = "https://example.org/handbook-source/"
    day: date | None = None
    """Today, unless another day is given."""

    def words(self) -> dict[str, str]:
        """Return what stands for each name in the files."""
        day = self.day or date.today()
        given = {one.name: str(getattr(self, one.name)) for one in fields(self)}
        quoted = {f"{name}_yaml": scalar(Value(text, "text")) for name, text in given.items()}
        nav = "\n".join(f"      - {path}" for path in editing_pages())
        more = {"date": day.isoformat(), "long_date": long_date(day, Words()), "editing": nav}
        return given | quoted | more


def editing_pages() -> list[str]:
    """Return the editors' guides in reading order; one that EDITING does not name comes last."""
    first = [f"content/editing/{name}.md" for name in EDITING]
    there = list(project.files("content/editing"))
    return [*(path for path in first if path in there), *(path for path in there
            if path not in first)]  # fmt: skip


def make_handbook(folder: Path, about: About) -> list[str]:
    """Write a new handbook into a folder that is empty or not there; return its files' paths.

    The folder appears whole: a copy beside it takes its name at the end.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotMake(f"{folder} is not empty. Name a folder that is not there yet")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
            new = Path(beside, folder.name)
            write_files(new, dict(all_files(about)))
            if folder.exists():
                folder.rmdir()
            os.replace(new, folder)
    except OSError as error:
        raise CannotMake(f"{error.strerror}: {error.filename}") from error
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")
                  if path.is_file())  # fmt: skip


def all_files(about: About) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a new handbook."""
    words = about.words()
    for file in sorted(FILES.rglob("*")):
        if file.is_file():
            path = file.relative_to(FILES).as_posix()
            text = file.read_text("utf-8")
            filled = text if path == "Makefile" else Template(text).substitute(words)
            yield ".gitignore" if path == "gitignore" else path, filled.encode()
    for part in OURS:
        yield from of_program(part)


def of_program(part: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one part that comes with the program; the program itself is one."""
    for path in project.files(part):
        yield path, (project.top() / path).read_bytes()
    if part == "requirements":
        name, data = wheel()
        yield f"requirements/{name}", data
        yield "requirements/progress.py", (project.PACKAGE / "progress.py").read_bytes()


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files below a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        if path in EXECUTABLE:
            (folder / path).chmod(0o755)


def upgrade(folder: Path) -> list[str]:
    """Give a handbook this program; return the files that are new or other than before."""
    if not list((folder / "requirements").glob("handbook-*.whl")):
        raise CannotMake(f"{folder} has no requirements/handbook-*.whl: it was not made by init")
    new = {path: data for part in PROGRAM for path, data in of_program(part)}
    changed = [path for path, data in new.items() if old(folder / path) != data]
    for wheel_ in (folder / "requirements").glob("handbook-*.whl"):
        if f"requirements/{wheel_.name}" not in new:
            wheel_.unlink()
    write_files(folder, new)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return changed


def old(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
