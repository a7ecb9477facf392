"""Advice on what `handbook new` left to be written."""

from __future__ import annotations

import re

from handbook.problems import Problem


def advise_to_replace(path: str, text: str, mark: str) -> list[Problem]:
    """Return advice at each line with the mark of a text to be replaced, if it is not code."""
    if mark not in text:
        return []
    marked = re.compile(f"(?<!`){re.escape(mark)}")
    found = ((number, marked.search(line)) for number, line in enumerate(text.split("\n"), 1))
    return [_advice(path, number, one, mark) for number, one in found if one]


def _advice(path: str, number: int, found: re.Match, mark: str) -> Problem:
    wanted = found.string[found.end() :].strip(' ".')
    said = f"this is still to be written: {wanted}" if wanted else "this is still to be written"
    fix = f"write it, and delete '{mark}' with the words after it"
    return Problem(path, number, found.start() + 1, "text-to-replace", said, fix, "advice")
