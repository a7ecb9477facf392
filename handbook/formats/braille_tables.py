"""Tables in braille: in columns where the lines hold them, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook.formats.braille_signs import BLANK, CELLS_A_LINE, to_cells
from handbook.formats.braille_text import wrapped

BETWEEN = 2
"""Blank cells between two columns."""
RULE_BEGINS, RULE = to_cells('"'), to_cells("3")
COLON, SEMICOLON = to_cells("3"), to_cells("2")
Row = Sequence[str]


def column_lines(rows: Sequence[Row]) -> list[str]:
    """Return a table whose columns stand beside each other, or nothing where they do not fit.

    Below the line of headers stands a line of dots 25 as wide as each column.
    """
    widths = [max(2, *map(len, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + BETWEEN * (len(widths) - 1) > CELLS_A_LINE:
        return []
    head, *body = [column_line(row, widths) for row in rows]
    rule = column_line([RULE_BEGINS + RULE * (width - 1) for width in widths], widths)
    return [head, rule, *body]


def column_line(row: Row, widths: Sequence[int]) -> str:
    """Return one row, each cell filled up to the width of its column."""
    filled = [cell + BLANK * (width - len(cell)) for cell, width in zip(row, widths, strict=True)]
    return (BLANK * BETWEEN).join(filled).rstrip(BLANK)


def row_by_row(rows: Sequence[Row], note: str) -> Iterator[list[str]]:
    """Yield a note and the columns' headers, then each row: its first cell, and below it the rest.

    Each of the rest has its column's header before it, from cell 3.
    """
    head, *body = rows
    named = f"{SEMICOLON}{BLANK}".join(head)
    yield wrapped(f"{note}{BLANK}{named}", 7, 5, CELLS_A_LINE)
    for first, *rest in body:
        lines = wrapped(first, 1, 5, CELLS_A_LINE) or [COLON]
        for header, cell in zip(head[1:], rest, strict=True):
            if cell:
                lines += wrapped(f"{header}{COLON}{BLANK}{cell}", 3, 5, CELLS_A_LINE)
        yield lines
