"""Ids in front matter: each must name something that is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from handbook.field_problems import unknown_choice
from handbook.nodes import Mapping, Node, Scalar, Sequence
from handbook.problems import Problem, did_you_mean

PRINCIPLE = {
    "pillars": ("pillars", "*"),
    "stages": ("stages", "*"),
    "recommendation stage": ("recommendations", "*", "stage"),
    "recommendation audience": ("recommendations", "*", "for", "*"),
    "related": ("related", "*"),
    "basis": ("basis", "*", "source"),
    "measure": ("measures", "*", "source"),
}
CASE_STUDY = {
    "places": ("places", "*"),
    "topics": ("topics", "*"),
    "shows": ("shows", "*", "principle"),
    "figures": ("figures", "*", "sources", "*"),
    "sources": ("sources", "*"),
}
_KINDS = {"principle": PRINCIPLE, "case_study": CASE_STUDY}
_GROUPS = {
    "pillars": "pillars",
    "stages": "stages",
    "recommendation stage": "stages",
    "recommendation audience": "audiences",
    "places": "places",
    "topics": "topics",
    "related": "principle",
    "shows": "principle",
    "basis": "source",
    "measure": "source",
    "figures": "source",
    "sources": "source",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Every id that front matter may refer to, by group."""

    choices: dict[str, list[str]]
    principles: list[str]
    sources: Collection[str] | None
    """None when the list of sources could not be read."""


def groups(kind: str) -> dict[tuple[str, ...], str]:
    """Return which list or kind of thing each field of a kind of page names, by its steps."""
    fields = _KINDS.get(kind, {})
    return {steps: _GROUPS[name] for name, steps in fields.items()}


def check_references(
    kind: str,
    node: Node,
    path: str,
    names: Names,
    problems: list[Problem],
) -> None:
    """Add a Problem for every id that names nothing, where it stands."""
    for name, steps in _KINDS.get(kind, {}).items():
        for scalar in scalars(node, steps):
            problem = _check(scalar, _GROUPS[name], path, names)
            if problem and not scalar.empty:
                problems.append(problem)


def unknown_source(name: str, path: str, place: tuple[int, int], known: Iterable[str]) -> Problem:
    """Return the Problem of a citation of something that is not in the list of sources."""
    return Problem(
        path,
        *place,
        "unknown-source",
        f"no source is called '{name}'",
        did_you_mean(name, known, otherwise="add it to content/sources.yml, or mend its id"),
    )


def _check(scalar: Scalar, group: str, path: str, names: Names) -> Problem | None:
    value, place = scalar.value, (scalar.line, scalar.column)
    if group == "source":
        if names.sources is None or value in names.sources:
            return None
        return unknown_source(value, path, place, names.sources)
    if group == "principle":
        if value in names.principles:
            return None
        return Problem(
            path,
            *place,
            "unknown-principle",
            f"no principle is called '{value}'",
            did_you_mean(
                value,
                names.principles,
                otherwise="a principle's id is its file name in principles/, without .md",
            ),
        )
    known = names.choices[group]
    return None if value in known else unknown_choice(value, known, group, path, place)


def scalars(node: Node | None, steps: tuple[str, ...]) -> Iterator[Scalar]:
    """Yield the values that `steps` lead to; * stands for every item of a list."""
    if not steps:
        if isinstance(node, Scalar):
            yield node
        return
    step, *rest = steps
    if step == "*" and isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, tuple(rest))
    elif isinstance(node, Mapping):
        yield from scalars(node.get(step), tuple(rest))
