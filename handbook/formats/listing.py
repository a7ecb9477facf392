"""What can be made on a machine, and what it lacks for the rest, as a table of text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from handbook.formats.base import Format
from handbook.formats.words import FormatWords

HOLDS = {"both": "each page, the handbook", "report": "the handbook", "page": "each page"}
GAP = "  "


def listing(formats: Iterable[Format]) -> str:
    """Return a table of formats: name, files' ending, what it holds, and whether it can be made.

    Those that are made only when asked for stand under their group. Each need follows the table
    once, with the command that meets it.
    """
    formats = list(formats)
    needs = {one.id: need for one in formats if (need := one.missing())}
    numbers = {need: number for number, need in enumerate(dict.fromkeys(needs.values()), start=1)}
    rows = {one.id: row(one, numbers.get(needs.get(one.id))) for one in formats}
    head = ("Format", "Files", "Made of", "Here")
    widths = [max(map(len, column)) for column in zip(head, *rows.values(), strict=True)]
    lines = [line(head, widths), line(["-" * width for width in widths], widths)]
    for extra, group in groupby(sorted(formats, key=lambda one: one.extra), lambda one: one.extra):
        if extra:
            lines += ["", f"Made with `handbook build --with {extra}`, or by `make everything`:"]
        lines += [line(rows[one.id], widths) for one in group]
    if needs:
        lines += ["", "What is missing here, and how to get it:"]
        lines += [f"  {number}. {need}" for need, number in numbers.items()]
    else:
        lines += ["", "Nothing is missing here."]
    return "\n".join(lines)


def row(format: Format, need: int | None) -> tuple[str, ...]:
    """Return the cells of one format; `need` is the number of what is missing for it."""
    name = format.text(FormatWords()).name
    return name, f".{format.extension}", HOLDS[format.scope], f"no, see {need}" if need else "yes"


def line(cells: Iterable[str], widths: Iterable[int]) -> str:
    """Return cells as a line of columns."""
    return GAP.join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
