"""Values as the text of a file: front matter, sections and entries of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handbook.new.values import Filled, Value

_PLAIN = re.compile(r"[A-Za-z0-9£(‘“][^:#\[\]{},\"&*!|>%@`\n]*")
_MEANS_MORE = re.compile(r"(?i)[0-9.+-]+|y|n|yes|no|true|false|on|off|null|nan")
"""What other readers of YAML take for a number, an answer or nothing."""
_AS_IT_IS = ("id", "choice", "number", "day", "address", "yes")


def scalar(value: Value) -> str:
    """Return a value as YAML: plain where everybody reads it as this text, else in quotes."""
    text = " ".join(value.text.split())
    plain = _PLAIN.fullmatch(text) and not _MEANS_MORE.fullmatch(text)
    if plain or (value.kind in _AS_IT_IS and re.fullmatch(r"[\w.:/?=%&-]+", text)):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def yaml_lines(fields: Filled) -> list[str]:
    """Return fields as lines of YAML, one a line, with remarks where something is to be chosen."""
    return [line for name, value in fields.items() for line in _field(name, value)]


def _field(name: str, value: object) -> Iterator[str]:
    if isinstance(value, Value):
        yield f"{name}: {scalar(value)}{_remark([value])}"
    elif isinstance(value, dict):
        yield f"{name}:"
        yield from (f"  {line}" for line in yaml_lines(value))
    elif all(isinstance(one, Value) and one.kind in ("id", "choice") for one in value):
        yield f"{name}: [{', '.join(map(scalar, value))}]{_remark(value)}"
    else:
        yield f"{name}:"
        for one in value:
            lines = [scalar(one)] if isinstance(one, Value) else yaml_lines(one)
            yield from (f"  {line}" for line in entry_lines(lines))


def entry_lines(lines: Sequence[str]) -> list[str]:
    """Return lines as one entry of a list: a hyphen before the first, the rest below it."""
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _remark(values: Sequence[Value]) -> str:
    said = next((value.remark for value in values if value.remark), "")
    return f"  # {said}" if said else ""


def page_text(fields: Filled, sections: Sequence[tuple[str, str]]) -> str:
    """Return a whole page: its fields, then headings (or none) with what stands below each."""
    body = [f"## {heading}\n\n{words}\n" if heading else f"{words}\n"
            for heading, words in sections]  # fmt: skip
    return "\n".join(["---", *yaml_lines(fields), "---", "", "\n".join(body)])
