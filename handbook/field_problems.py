"""What authors are told of a value that does not fit its field, in words of theirs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from handbook.nodes import Node, locate, locate_key
from handbook.problems import Problem, did_you_mean, nearest
from handbook.word_group import WordGroup, model_of

MANY = 12
"""So many names of fields can still be read in one line."""
SHAPES = {
    "language": "write its tag, for example en, or cy-GB",
    "path": "use small letters, digits and hyphens alone",
    "branch": "write its name as Git shows it, for example main",
    "github": "write owner/name as the address on GitHub has them",
    "meets": "write it as 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA'",
}
"""How to write fields whose form no other rule says, by name."""


def problem_of(model: type[BaseModel], fault: dict[str, Any], node: Node, path: str) -> Problem:
    """Put one pydantic fault into the author's words, at its place."""
    steps = tuple(fault["loc"])
    name = next((str(step) for step in reversed(steps) if isinstance(step, str)), "this")
    kind, value, bounds = fault["type"], fault["input"], fault.get("ctx", {})
    place = locate(node, steps)

    def problem(code: str, message: str, fix: str, where: tuple[int, int] = place) -> Problem:
        return Problem(path, *where, code, message, fix)

    if kind == "extra_forbidden":
        known = _field_names(model, steps)
        some = f"the fields are {listed(known)}"
        if len(known) > MANY:
            some = f"there are {len(known)} fields; the command handbook schema writes them all"
        return problem(
            "unknown-field",
            f"'{name}' is not a field here",
            did_you_mean(name, known, otherwise=some),
            locate_key(node, steps),
        )
    if kind == "missing":
        place = locate(node, steps[:-1]) if len(steps) > 1 else (1, 1)
        return problem(
            "missing-field",
            f"the field '{name}' is missing",
            f"add a line {name}: with its value",
            place,
        )
    if value in (None, "") or (kind == "too_short" and not value):
        return problem(
            "empty-value",
            f"'{name}' has no value",
            "write its value after the colon, or delete the line if it is not needed",
        )
    if kind == "word":
        return problem("wrong-type", bounds["what"], bounds["fix"])
    if kind == "too_long":
        most = bounds["max_length"]
        message = f"'{name}' has {bounds['actual_length']} items; the most is {most}"
        return problem("wrong-type", message, "make two of it")
    if kind == "impossible_date":
        return problem(
            "impossible-date",
            f"'{shown(value)}' is not a date",
            "write year-month-day with two digits each, for example 2026-11-22",
        )
    if kind == "literal_error":
        choices = [
            choice.strip("' ") for choice in bounds["expected"].replace(" or ", ",").split(",")
        ]
        return problem(
            "unknown-choice",
            f"'{shown(value)}' is not a value of '{name}'",
            did_you_mean(str(value), choices, otherwise=f"choose {listed(choices, 'or')}"),
        )
    inner = _inner_names(model, steps)
    return problem("wrong-type", *_expected(kind, name, value, bounds, inner))


def _expected(
    kind: str, name: str, value: object, bounds: dict[str, Any], inner: list[str]
) -> tuple[str, str]:
    """Return message and fix for a value of the wrong kind.

    `inner` are the names of the fields that it should have, if it is a group or a list of groups.
    """
    found = shown(value)
    if kind == "string_pattern_mismatch":
        if "@[A-Z" in bounds.get("pattern", ""):
            return f"'{found}' is not an email address", "write it as name@example.org"
        if "http" in bounds.get("pattern", ""):
            return f"'{found}' is not a web address", "start it with https:// and leave no spaces"
        if name in SHAPES:
            return f"'{found}' cannot be the {name}", SHAPES[name]
        return (
            f"'{found}' is not an id",
            "use letters, digits and hyphens only, for example rising-green",
        )
    if kind.startswith("string"):
        return (
            f"'{name}' is {found}, not text",
            "write one text, in quotation marks if it has a colon or starts with a bracket",
        )
    if kind.startswith("int") or kind.startswith(("greater", "less")):
        return f"'{name}' is {quoted(value)}, not a whole number that fits here", (
            "write a year in four digits"
            if "1000" in str(bounds) or "2999" in str(bounds)
            else "write it in digits alone, for example 3 or 2021"
        )
    if kind.startswith("bool"):
        return f"'{name}' is {quoted(value)}", "write true or false"
    if kind in ("tuple_type", "list_type"):
        fix = f"write it as a list: {name}: [first, second]"
        if inner:
            fix = f"begin each of its items with a hyphen and a space: - {inner[0]}: and its value"
        return f"'{name}' is {quoted(value)}, not a list", fix
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        some = f" ({listed(inner, 'or')})" if inner and len(inner) <= MANY else ""
        return f"'{name}' is {quoted(value)}, not a group of fields", (
            f"write its fields{some} on lines of their own, indented, as name: value"
        )
    return f"'{name}' is {quoted(value)}", "see the guide for what this field holds"


def shown(value: object) -> str:
    """Return a value in a few words, for a message."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def quoted(value: object) -> str:
    """Return a text in quotation marks and anything else in words."""
    return f"'{shown(value)}'" if isinstance(value, str) else shown(value)


def listed(names: list[str], joint: str = "and") -> str:
    """Return names as a phrase: 'a, b and c'."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"


def _field_names(model: type[BaseModel], steps: tuple[str | int, ...]) -> list[str]:
    """Return the names an author may write in the group of fields that `steps` point into."""
    for step in steps[:-1]:
        if isinstance(step, str):
            inner = next(
                (
                    field
                    for name, field in model.model_fields.items()
                    if step in (name, field.alias)
                ),
                None,
            )
            found = _inner_model(inner.annotation) if inner else None
            model = found or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _inner_names(model: type[BaseModel], steps: tuple[str | int, ...]) -> list[str]:
    """Return the names of the fields below the field that `steps` lead to, if it has any."""
    names = tuple(step for step in steps if isinstance(step, str))
    inner = _field_names(model, (*names, ""))
    return [] if inner == _field_names(model, names) else inner


def _inner_model(annotation: object) -> type[BaseModel] | None:
    """Return the model inside `Model`, `Model | None` or `tuple[Model, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, type) and issubclass(annotation, WordGroup):
        return model_of(annotation)
    for part in getattr(annotation, "__args__", ()):
        if found := _inner_model(part):
            return found
    return None


def unknown_choice(
    value: str,
    known: list[str],
    field: str,
    path: str,
    place: tuple[int, int],
) -> Problem:
    """Return the Problem of a value that the handbook's settings do not list."""
    close = nearest(value, known)
    fix = f"did you mean '{close}'? " if close else ""
    return Problem(
        path,
        *place,
        "unknown-choice",
        f"'{value}' is not in the list of {field}",
        f"{fix}the list is in mkdocs.yml, under extra, handbook, {field}",
    )
