"""Advice that an author declines, on one line and with a reason.

In Markdown: `<!-- allow passive-voice: the source does not say who -->`, alone above a paragraph or
inside it. In YAML: `# allow long-sentence: it is the law's own wording`, behind a value or alone
above it. Neither reaches a reader in any format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from handbook.nodes import Mapping, Node, Scalar
from handbook.nodes import Sequence as NodeSequence
from handbook.problems import ADVICE, CODES, Problem, did_you_mean

_CODES = r"(?P<codes>[a-z][a-z-]*(?:\s*,\s*[a-z][a-z-]*)*)"
_MARKDOWN = re.compile(rf"<!--\s*allow\s+{_CODES}\s*(?::\s*(?P<reason>.*?))?\s*-->", re.DOTALL)
_YAML = re.compile(rf"(?:^|\s)#\s*allow\s+{_CODES}\s*(?::\s*(?P<reason>.*))?$")


@dataclass(frozen=True, slots=True)
class Silence:
    """Codes of advice that an author declines, why, and for which lines."""

    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    """The lines it is for, both counted."""

    def covers(self, advice: Problem) -> bool:
        return advice.code in self.codes and self.first <= advice.line <= self.last


def in_markdown(tokens: Sequence[Token], lines: list[str], first_line: int) -> list[Silence]:
    """Return the silences in the comments of a text; its first line has this number.

    A comment inside a block is for the block, and one that stands alone for the block after it.
    """
    silences: list[Silence] = []
    waiting: list[tuple[int, re.Match[str]]] = []
    for token in tokens:
        if token.type == "html_block" and token.map:
            found = _MARKDOWN.finditer(token.content)
            waiting += [(_row(lines, token.map, one[0]), one) for one in found]
        elif token.map and (token.type == "inline" or waiting):
            here = [
                (_row(lines, token.map, one[0]), one)
                for child in token.children or ()
                if child.type == "html_inline"
                for one in _MARKDOWN.finditer(child.content)
            ]
            first, last = token.map[0] + first_line, token.map[1] + first_line - 1
            for row, one in waiting + here:
                column = max(lines[row].find("<!--"), 0) + 1
                place = (row + first_line, column)
                silences.append(Silence(*place, _codes(one), _reason(one), first, last))
            waiting = []
    for row, one in waiting:
        place = (row + first_line, max(lines[row].find("<!--"), 0) + 1)
        silences.append(Silence(*place, _codes(one), _reason(one), place[0], place[0]))
    return silences


def _row(lines: list[str], rows: list[int], words: str) -> int:
    """Return the row among `rows` on which a comment starts."""
    start = words.split("\n")[0]
    found = (row for row in range(rows[0], min(rows[1], len(lines))) if start in lines[row])
    return next(found, rows[0])


def in_yaml(lines: Sequence[str], first_line: int = 1) -> list[Silence]:
    """Return the silences in the remarks of YAML; the first of the lines has this number."""
    silences = []
    for row, line in enumerate(lines):
        if found := _YAML.search(line):
            alone = not line[: found.start()].strip()
            target = _next_value(lines, row) if alone else row
            place = (row + first_line, line.index("#", found.start()) + 1)
            covered = (target + first_line, target + first_line)
            silences.append(Silence(*place, _codes(found), _reason(found), *covered))
    return silences


def in_values(path: str, node: Node | None) -> list[Problem]:
    """Return a Problem for each remark that YAML takes for words, which readers would get."""
    if isinstance(node, Mapping):
        inner: Iterable[Node] = [value for _, value in node.pairs]
    elif isinstance(node, NodeSequence):
        inner = node.items
    else:
        if not isinstance(node, Scalar) or not any(map(_YAML.search, node.value.split("\n"))):
            return []
        message = "the remark that starts with # allow is read as words of this value"
        fix = "write it on the line above the field's name"
        return [Problem(path, node.line, node.column, "unsupported-markup", message, fix)]
    return [one for item in inner for one in in_values(path, item)]


def settle(
    path: str, advice: Iterable[Problem], silences: Iterable[Silence]
) -> tuple[Problem, ...]:
    """Return the advice that is not silenced, and advice on silences that are not in order."""
    advice, silences = list(advice), list(silences)
    heard = [one for one in advice if not any(silence.covers(one) for silence in silences)]
    return tuple(heard + [one for silence in silences for one in _faults(path, silence, advice)])


def _faults(path: str, silence: Silence, advice: list[Problem]) -> Iterable[Problem]:
    """Yield what is wrong with a silence: no reason, or a code that nothing here has."""
    place = (path, silence.line, silence.column)
    if not silence.reason:
        message = f"this does not say why {', '.join(silence.codes)} may stay"
        yield Problem(
            *place, "silence-without-reason", message, "write the reason after a colon", "advice"
        )
    for code in silence.codes:
        one = Silence(*place[1:], (code,), silence.reason, silence.first, silence.last)
        if any(map(one.covers, advice)):
            continue
        if code in CODES and code not in ADVICE:
            message, fix = f"'{code}' cannot be allowed: it is no advice", "mend it instead"
        elif code not in CODES:
            message = f"no advice has the code '{code}'"
            fix = did_you_mean(code, sorted(ADVICE), otherwise="see the list of messages")
        else:
            message = f"there is no advice '{code}' here to allow"
            fix = "delete this remark, or move it to the line above the words it is for"
        yield Problem(*place, "silence-without-effect", message, fix, "advice")


def _codes(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(code.strip() for code in found["codes"].split(","))


def _reason(found: re.Match[str]) -> str:
    return (found["reason"] or "").strip()


def _next_value(lines: Sequence[str], row: int) -> int:
    """Return the row of the next line that is no remark, or the row itself at the end."""
    for number in range(row + 1, len(lines)):
        words = lines[number].strip()
        if words and not words.startswith("#"):
            return number
    return row
