"""YAML as nodes that know their line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from handbook.problems import Problem

DEEPEST = 12
"""Levels of fields inside fields."""
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ue000-\uf8ff]"
)
"""Characters that no reader can see or hear, or that turn the words around them about."""
WIDE_SPACES = "\xa0\u2000-\u200a\u202f\u3000"
"""Spaces that look like an ordinary one, for a class of a pattern; word processors write them."""
_ODD_SPACE = re.compile(f"^[ \\-]*[\t{WIDE_SPACES}]|:[{WIDE_SPACES}]")
_CURVED = re.compile(r"^\s*(?:- )*[\w-]+:\s*[“”„‘]")
_CURVED_ALL = re.compile("[“”„‘][^“”„‘]*[“”’]")
_CURVED_FIX = 'use straight ones: "Part 1: the street"; to show the curved, put straight ones round'
_NO_SPACE = re.compile(r"^\s*(- )?[a-z_]+:[^\s/]")
_COMMENT = re.compile(r"\s*#\S")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YAML_WORDS = (
    (
        "scanning an alias",
        "a value starts with *, which means something else to YAML",
        "put the whole value in quotation marks",
    ),
    (
        "scanning an anchor",
        "a value starts with &, which means something else to YAML",
        "put the whole value in quotation marks",
    ),
    (
        "scanning a block scalar",
        "a value starts with > or |, which means something else to YAML",
        "put the whole value in quotation marks",
    ),
    (
        "block sequence entries are not allowed",
        "a value starts with a hyphen, which starts a list",
        "put the whole value in quotation marks",
    ),
    (
        "mapping keys are not allowed",
        "a value starts with a question mark, which means something else to YAML",
        "put the whole value in quotation marks",
    ),
    (
        "mapping values are not allowed",
        "there is a second colon on the line",
        'put the whole value in quotation marks, for example title: "Part 1: the street"',
    ),
    (
        "could not find expected ':'",
        "there is a line without a colon",
        "write each field as name: value, and indent the lines that belong to it",
    ),
    (
        "found character '\\t'",
        "there is a tab where spaces are needed",
        "replace the tab with spaces",
    ),
    (
        "found character that cannot start",
        "a value starts with a sign that needs quotation marks",
        "put the whole value in quotation marks",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and not closed",
        "close the quotation mark at the end of the value",
    ),
    (
        "expected <block end>",
        "the line is not indented like its neighbours, or a quotation mark "
        "stands inside quoted text",
        "line it up with the fields above it",
    ),
    (
        "did not find expected",
        "a list or a field is not finished, or not indented like its neighbours",
        "check the brackets, commas and indentation here and on the line above",
    ),
    ("while scanning", "a value is not finished", "check the quotation marks here and above"),
)


class Scalar(NamedTuple):
    """A single value, always as the text that the author wrote."""

    value: str
    quoted: bool
    line: int
    column: int

    @property
    def empty(self) -> bool:
        return not self.quoted and self.value in ("", "~", "null")


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.value == key), None)


Node = Scalar | Sequence | Mapping


def plain(node: Node | None) -> object:
    """Return a node as strings, lists and dictionaries; an empty value is an empty text."""
    if isinstance(node, Mapping):
        return {key.value: plain(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node and ("" if node.empty else node.value)


def locate(node: Node | None, steps: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column of the value that `steps` lead to, or of the nearest thing there."""
    place = (node.line, node.column) if node is not None else (1, 1)
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
        if node is None:
            break
        place = (node.line, node.column)
    return place


def locate_key(node: Node | None, steps: tuple[str | int, ...]) -> tuple[int, int]:
    """Return line and column of the name of the field that `steps` lead to."""
    *before, last = steps
    for step in before:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    pairs = node.pairs if isinstance(node, Mapping) else ()
    keys = [key for key, _ in pairs if key.value == last]
    return (keys[-1].line, keys[-1].column) if keys else locate(node, ())


def parse_yaml(
    path: str,
    text: str,
    problems: list[Problem],
    *,
    first_line: int = 1,
    tags: bool = False,
) -> Node | None:
    """Return YAML as nodes with their place in the file, or None after adding a Problem.

    Nodes are built from PyYAML's events, as `yaml.compose` does, because `compose` follows aliases
    and keeps the last of two equal keys in silence. No scalar is ever guessed at: `no` stays the
    word no, and a date the text that the author wrote. Local tags are allowed with `tags`.
    """

    def place(mark: yaml.Mark) -> tuple[int, int]:
        return mark.line + first_line, mark.column + 1

    try:
        events = yaml.parse(text, Loader=_Loader)
        return _Builder(path, text.split("\n"), place, problems, tags=tags).build(events)
    except yaml.reader.ReaderError as error:
        where = place_of_offset(text, error.position)
        problems.append(
            Problem(
                path,
                where[0] + first_line - 1,
                where[1],
                "control-character",
                "there is a hidden character here",
                "delete it",
            )
        )
    except yaml.MarkedYAMLError as error:
        said = " ".join(filter(None, (error.problem, error.context)))
        mark = error.problem_mark or error.context_mark
        if error.context_mark and said.endswith(_STARTED):
            mark = error.context_mark
        if mark and error.context_mark and mark.line >= text.count("\n"):
            mark = error.context_mark  # the fault shows at the end; it began here
        line, column = place(mark) if mark else (first_line, 1)
        line = min(line, first_line + text.removesuffix("\n").count("\n"))
        what, fix = next(
            ((what, fix) for words, what, fix in _YAML_WORDS if words in said),
            (f"this is not YAML ({said})", "check quotation marks and indentation"),
        )
        lines = text.split("\n")
        if mark and (found := _slip(lines, mark, "did not find expected" in said)):
            row, column, what, fix = found
            line, column = row + first_line, column + 1
        problems.append(Problem(path, line, column, "broken-yaml", what, fix))
    except _Refused:
        pass
    return None


_STARTED = ("scanning an alias", "scanning an anchor", "scanning a simple key")


def _slip(lines: list[str], mark: yaml.Mark, unfinished: bool) -> tuple[int, int, str, str] | None:
    """Return row, column, message and fix of a slip that YAML itself has no words for."""
    for row in (mark.line, mark.line - 1):
        line = lines[row] if 0 <= row < len(lines) else ""
        if row == mark.line and (found := _CURVED.match(line)):
            what = "curved quotation marks do not hold a value together"
            return row, found.end() - 1, what, _CURVED_FIX
        if found := _ODD_SPACE.search(line):
            kind = "a tab" if "\t" in found[0] else "a hard space"
            what = f"there is {kind} where an ordinary space is needed"
            return row, found.end() - 1, what, "delete it and press the space bar"
        if row == mark.line and unfinished:
            before = line[: mark.column].rstrip()
            if before.endswith(("]", "}")):
                what = "the value starts with a bracket and goes on after it"
                return row, mark.column, what, "put the whole value in quotation marks"
            if before.endswith(("'", '"')):
                what = "a quotation mark ends the value before its last word"
                fix = "write one kind round the whole value and the other inside: '\"Hello\" walks'"
                return row, mark.column, what, fix
        if "#" not in line and (found := _NO_SPACE.match(line)):
            what = "there is no space after the colon"
            return row, found.end() - 2, what, "write a space between the colon and the value"
    line = lines[mark.line] if mark.line < len(lines) else ""
    if line[mark.column :].startswith(":") and ":" not in line[: mark.column]:
        what = "the line is further in than the one above it, and would be read as its end"
        start = len(line) - len(line.lstrip())
        return mark.line, start, what, "line it up with the fields above it"
    return None


class _Refused(Exception):
    """The YAML holds something that we do not follow; the Problem has been added."""


class _Builder:
    """Builds nodes from YAML events and reports what YAML allows and we do not."""

    def __init__(
        self,
        path: str,
        lines: list[str],
        place: Callable[[yaml.Mark], tuple[int, int]],
        problems: list[Problem],
        *,
        tags: bool,
    ) -> None:
        self.path, self.lines, self.place = path, lines, place
        self.problems, self.tags = problems, tags

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, (yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                return Mapping((), 1, 1)
            node = self._node(event, events, 0)
            for rest in events:
                if isinstance(rest, yaml.DocumentStartEvent):
                    self._refuse(
                        rest,
                        "broken-yaml",
                        "there is a second block of fields here",
                        "keep all fields in one block",
                    )
            return node
        return Mapping((), 1, 1)

    def _refuse(self, event: yaml.Event, code: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.path, *self.place(event.start_mark), code, message, fix))
        raise _Refused

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event,
                "yaml-alias",
                "anchors (&) and aliases (*) are not used here",
                "write the value out, or put it in quotation marks",
            )
        if not self.tags and getattr(event, "tag", None) is not None:
            self._refuse(
                event,
                "broken-yaml",
                "a value starts with !, which means something else to YAML",
                "put the whole value in quotation marks",
            )
        if depth > DEEPEST:
            self._refuse(
                event,
                "too-deep",
                f"this is more than {DEEPEST} levels deep",
                "write it with fewer levels",
            )
        place = self.place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._check_scalar(event)
            return Scalar(event.value, bool(event.style), *place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(events, depth)), *place)
        return Mapping(tuple(self._pairs(events, depth)), *place)

    def _check_scalar(self, event: yaml.ScalarEvent) -> None:
        """Refuse words that a reader would never get."""
        if found := HIDDEN.search(event.value):
            self._refuse(
                event,
                "control-character",
                f"there is a hidden character in this value (U+{ord(found[0]):04X})",
                "delete it and type the words again",
            )
        if not event.style and _CURVED_ALL.fullmatch(event.value):
            what = "readers would see these curved quotation marks"
            self._refuse(event, "broken-yaml", what, _CURVED_FIX)
        mark = event.end_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        if not self.tags and not event.style and _COMMENT.match(line, mark.column):
            self._refuse(
                event,
                "broken-yaml",
                "the words from # on would be lost, because # starts a remark",
                "put the whole value in quotation marks",
            )

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _pairs(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, Scalar] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(
                    event,
                    "broken-yaml",
                    "a field's name is a list or a block",
                    "write name: value; put a value that starts with [ or { in quotation marks",
                )
            if key.value[:1].isspace() and not key.quoted:
                what = "there is a hard space where an ordinary space is needed"
                self._refuse(event, "broken-yaml", what, "delete it and press the space bar")
            value = self._node(next(events), events, depth + 1)
            if key.value in seen:
                first = seen[key.value].line
                self.problems.append(
                    Problem(
                        self.path,
                        key.line,
                        key.column,
                        "duplicate-key",
                        f"'{key.value}' is written twice; the first is on line {first}",
                        "keep one of the two",
                    )
                )
                continue
            seen[key.value] = key
            yield key, value


def place_of_offset(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset in a text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
