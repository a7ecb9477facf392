"""Where in a Markdown text the writer is, so that a Problem can name line and column."""

from __future__ import annotations

from handbook.problems import Problem


class Cursor:
    """A place in the lines of one text of one file, moving forward as constructs are found."""

    def __init__(
        self,
        path: str,
        lines: list[str],
        first_line: int,
        problems: list[Problem],
        *,
        fixed: tuple[int, int] | None = None,
    ) -> None:
        """`fixed` is the one place to report for a text that is a field's value."""
        self.path, self.lines, self.first_line, self.problems = path, lines, first_line, problems
        self.fixed = fixed
        self.block = (0, 0)
        self.cursor = (0, 0)

    def enter(self, lines: list[int]) -> None:
        self.block = (lines[0], lines[1])
        if not lines[0] <= self.cursor[0] < lines[1]:
            self.cursor = (lines[0], 0)

    def _at(self, row: int, column: int) -> tuple[int, int]:
        return self.fixed or (row + self.first_line, column + 1)

    def here(self) -> tuple[int, int]:
        """Return where the current block starts."""
        row = min(self.block[0], len(self.lines) - 1)
        line = self.lines[row]
        return self._at(row, len(line) - len(line.lstrip(" >")))

    def find(self, words: str) -> tuple[int, int]:
        """Return where `words` next stand in the current block, or where the block starts."""
        row, column = self.cursor
        for number in range(row, min(max(self.block[1], row + 1), len(self.lines))):
            at = self.lines[number].find(words, column if number == row else 0)
            if at >= 0:
                self.cursor = (number, at + len(words))
                return self._at(number, at)
        return self.here()

    def report(self, place: tuple[int, int], code: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.path, *place, code, message, fix))
