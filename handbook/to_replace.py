"""Advice on what `handbook new` left to be written."""

from __future__ import annotations

from handbook.problems import Problem


def advise_to_replace(path: str, text: str, mark: str) -> list[Problem]:
    """Return advice at each line of a file that has the mark of a text to be replaced."""
    return [
        _advice(path, number, line, mark)
        for number, line in enumerate(text.split("\n"), 1)
        if mark in line
    ]


def _advice(path: str, number: int, line: str, mark: str) -> Problem:
    before, _, after = line.partition(mark)
    wanted = after.strip(' ".')
    said = f"this is still to be written: {wanted}" if wanted else "this is still to be written"
    fix = f"write it, and delete '{mark}' with the words after it"
    return Problem(path, number, len(before) + 1, "text-to-replace", said, fix, "advice")
