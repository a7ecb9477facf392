"""Read files and split them into front matter and text."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from handbook.advice.silences import Silence, in_values, in_yaml
from handbook.nodes import HIDDEN, Mapping, Node, parse_yaml, place_of_offset
from handbook.problems import Problem

LARGEST_TEXT = 1_000_000
"""Bytes; a long principle has some 10,000."""
LARGEST_PAGE = 200_000
_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
"""What Git leaves where two people changed the same lines."""
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file as read: its path below the project, its front matter and its text."""

    path: str
    front: Mapping | None
    body: str
    body_line: int
    """The line of the file on which the body starts."""
    text: str = ""
    """The whole file, as text."""
    silences: tuple[Silence, ...] = ()
    """What remarks among the fields allow."""


def read_text(root: Path, path: str, problems: list[Problem]) -> str | None:
    """Return a file's text with plain line ends, or None after adding a Problem."""

    def report(code: str, message: str, fix: str, line: int = 1, column: int = 1) -> None:
        problems.append(Problem(path, line, column, code, message, fix))

    largest = LARGEST_PAGE if path.endswith(".md") else LARGEST_TEXT
    file = root / path
    if not is_inside(file, root):
        report(
            "path-outside",
            "this file is a link to something outside the project",
            "put the file itself here",
        )
        return None
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):  # a pipe would be read for ever
            raise OSError(errno.EINVAL, "it is no file of text")
        with file.open("rb") as stream:
            raw = stream.read(largest + 1)
    except OSError as error:
        report(
            "missing-file",
            f"this file cannot be read: {(error.strerror or str(error)).lower()}",
            "check that it is there and that you may read it",
        )
        return None
    if raw.startswith(_OFFICE):
        report(
            "not-utf-8",
            "this is a file of a word processor, not text",
            "open it there and save it as plain text, UTF-8",
        )
        return None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or raw[:64].count(0) > 16:
        report(
            "not-utf-8",
            "this file is saved as UTF-16, which some programs call Unicode",
            "save it again, and choose UTF-8 as its encoding",
        )
        return None
    if len(raw) > largest:
        size = os.path.getsize(file)
        report(
            "file-too-large",
            f"this file has {size:,} bytes; the most is {largest:,}",
            "split it into several pages, and keep pictures in files of their own",
        )
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        report(
            "not-utf-8",
            "this character is not UTF-8 text",
            "save the file again, and choose UTF-8 as its encoding",
            *place_of_offset(before, len(before)),
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        report("empty-file", "this file is empty", "write the page, or delete the file")
        return None
    if "<<<<<<<" in text and (found := _CONFLICT.search(text)):
        report(
            "unsupported-markup" if path.endswith(".md") else "broken-yaml",
            "two versions of these lines stand here, and nobody has chosen one",
            "keep the right one, and delete the other with the lines of <<<<<<<, ======= and "
            ">>>>>>>",
            *place_of_offset(text, found.start()),
        )
        return None
    if found := HIDDEN.search(text):
        report(
            "control-character",
            f"there is a hidden character here (U+{ord(found[0]):04X})",
            "delete it and type the words again",
            *place_of_offset(text, found.start()),
        )
        return None
    return text


def is_inside(file: Path, root: Path) -> bool:
    """Say whether a file stands below a folder once links are followed; a loop stands nowhere."""
    if _without_links(str(file), os.path.join(root, "")):
        return True
    real, folder = os.path.realpath(file), os.path.realpath(root)
    try:
        os.stat(real)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return False
    return real == folder or real.startswith(os.path.join(folder, ""))


def _without_links(file: str, folder: str) -> bool:
    """Say whether a path leads down from a folder, which ends in a slash, and meets no link."""
    if not file.startswith(folder):
        return False
    path, *rest = folder.rstrip(os.sep), *file[len(folder) :].split(os.sep)
    if ".." in rest:
        return False
    for name in rest:
        path = f"{path}{os.sep}{name}"
        if os.path.islink(path):
            return False
    return True


def is_text(name: str) -> bool:
    """Say whether a file's name is text; one that is not UTF-8 reaches us with half signs in it."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def parse_page(path: str, text: str, problems: list[Problem]) -> SourceFile | None:
    """Split a page into front matter and body; None after adding a Problem."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        problems.append(
            Problem(
                path,
                1,
                1,
                "missing-front-matter",
                "the file does not begin with a line of ---",
                "start the file with ---, then the fields, then --- again, then the text",
            )
        )
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        problems.append(
            Problem(
                path,
                1,
                1,
                "missing-front-matter",
                "the fields at the top are not closed",
                "write a line of --- after the last field",
            )
        )
        return None
    front = parse_yaml(path, "\n".join(lines[1:end]) + "\n", problems, first_line=2)
    if front is None:
        return None
    if not isinstance(front, Mapping):
        problems.append(
            Problem(
                path,
                front.line,
                front.column,
                "broken-yaml",
                "the fields are not in the form name: value",
                "write each field on a line of its own, as name: value",
            )
        )
        return None
    silences = yaml_silences(path, lines[1:end], front, problems, first_line=2)
    return SourceFile(path, front, "\n".join(lines[end + 1 :]), end + 2, text, silences)


def yaml_silences(
    path: str, lines: list[str], node: Node, problems: list[Problem], *, first_line: int = 1
) -> tuple[Silence, ...]:
    """Return what the remarks in YAML allow; add a Problem for each that readers would get."""
    silences = in_yaml(lines, first_line)
    wrong = in_values(path, node) if silences else []
    problems.extend(wrong)
    return () if wrong else tuple(silences)
