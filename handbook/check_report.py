"""What `handbook check` prints: sentences for people, lines for GitHub, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from handbook.problems import Problem, count, report

BOLD, RED, YELLOW, PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[0m"
FORMS = ("text", "github", "json")
_FIRST = re.compile(r"^(.+?:\d+:\d+): (error|advice): ")


def check_report(problems: Iterable[Problem], files: int, form: str, *, colour: bool) -> str:
    """Return what was found in `files` files in one of FORMS; `colour` is for text on a terminal.

    Raises KeyError for a form that there is not.
    """
    found = sorted(set(problems))
    return {"text": _text, "github": _github, "json": _json}[form](found, files, colour)


def only(problems: Iterable[Problem], paths: Sequence[Path], root: Path) -> list[Problem]:
    """Return the problems in some files or folders; all of them where none is named."""
    wanted = [path.resolve() for path in paths]
    return [
        one
        for one in problems
        if not wanted or any((root / one.path).resolve().is_relative_to(path) for path in wanted)
    ]


def _text(found: list[Problem], files: int, colour: bool) -> str:
    clean = f"0 problems in {count(files, 'file')}"
    if not found:
        return clean
    text = report(found)
    if all(one.severity == "advice" for one in found):
        text += f"\n{clean}"
    return "\n".join(map(_coloured, text.split("\n"))) if colour else text


def _coloured(line: str) -> str:
    """Return a line with its place in bold and what kind it is in red or yellow."""
    shade = {"error": RED, "advice": YELLOW}
    return _FIRST.sub(
        lambda found: f"{BOLD}{found[1]}{PLAIN}: {shade[found[2]]}{found[2]}{PLAIN}: ", line
    )


def _github(found: list[Problem], files: int, colour: bool) -> str:
    """Return a workflow command for each problem, which GitHub shows at its very line.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    lines = []
    for one in found:
        kind = "error" if one.severity == "error" else "notice"
        place = f"file={_value(one.path)},line={one.line},col={one.column},title={one.code}"
        lines.append(f"::{kind} {place}::" + _data(f"{one.message}\nfix: {one.fix}"))
    return "\n".join([*lines, _text(found, files, colour=False).rpartition("\n")[2]])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(found: list[Problem], files: int, colour: bool) -> str:
    whole = {"files": files, "problems": [asdict(one) for one in found]}
    return json.dumps(whole, ensure_ascii=False, indent=2)
