"""The questions that a new file answers, made from the content model and the settings."""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel

from handbook.easy_read import EasyReadFields
from handbook.fields import (
    CaseStudyFields,
    GuideFields,
    PrincipleFields,
    SourceFields,
    TermFields,
)
from handbook.new.hints import HINTS
from handbook.nodes import Mapping as FieldGroup
from handbook.nodes import plain
from handbook.problems import Problem
from handbook.reading import page_paths, read_sources
from handbook.references import groups
from handbook.settings import Settings, load_settings
from handbook.sources import parse_page, read_text

MODELS: dict[str, type[BaseModel]] = {
    "principle": PrincipleFields,
    "snapshot": CaseStudyFields,
    "guide": GuideFields,
    "source": SourceFields,
    "term": TermFields,
    "easy-read": EasyReadFields,
}
"""What `handbook new` can start, and the fields of each."""
PAGE_KINDS = {"principle": "principle", "snapshot": "case_study"}
"""The kinds with references and fixed sections, and what the code calls them."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field: what it asks for and what may be answered."""

    name: str
    """As authors write it."""
    kind: Literal["text", "id", "choice", "number", "day", "address", "yes", "group"]
    many: bool
    required: bool
    hint: str
    choices: Mapping[str, str] | None = None
    """Id to title, where only these can be answered."""
    offered: str = ""
    """What the choices are called, for a sentence such as: there is no source yet."""
    inner: tuple[Slot, ...] = ()

    @property
    def main(self) -> Slot:
        """The field of a group that is asked first."""
        return next(one for one in self.inner if one.required and one.name != "id")


@dataclass(frozen=True, slots=True)
class Offers:
    """What there is in a handbook to choose from."""

    settings: Settings
    groups: Mapping[str, Mapping[str, str]]
    """Name of a list, `principle` or `source` -> id -> title."""
    pages: Mapping[str, tuple[str, str]]
    """Path of each page -> its title and summary."""
    numbers: tuple[int, ...]
    """The numbers that principles have."""


def read_offers(root: Path, problems: list[Problem]) -> Offers | None:
    """Read what a handbook offers, also one with faults; None when its settings cannot be read."""
    settings = load_settings(root, "mkdocs.yml", problems)
    if settings is None:
        return None
    unheard: list[Problem] = []
    pages = {path: _front(root, path, unheard) for path in page_paths(root)}
    principles = {path: front for path, front in pages.items() if path.startswith("principles/")}
    sources, known = read_sources(root, unheard)
    lists = ("pillars", "stages", "audiences", "topics", "places")
    found = {name: {key: one.title for key, one in settings.choices(name).items()}
             for name in lists}  # fmt: skip
    found["principle"] = {Path(path).stem: _said(front, "title")
                          for path, front in principles.items()}  # fmt: skip
    found["source"] = {name: sources[name].title if name in sources else ""
                       for name in sorted(known or (), key=natural)}  # fmt: skip
    numbers = (_said(front, "number") for front in principles.values())
    titles = {path: (_said(front, "title"), _said(front, "summary"))
              for path, front in pages.items()}  # fmt: skip
    return Offers(settings, found, titles, tuple(int(one) for one in numbers if one.isdecimal()))


def _front(root: Path, path: str, problems: list[Problem]) -> FieldGroup | None:
    text = read_text(root, path, problems)
    page = parse_page(path, text, problems) if text is not None else None
    return page.front if page else None


def _said(front: FieldGroup | None, name: str) -> str:
    return str(plain(front.get(name)) or "") if front else ""


def natural(name: str) -> tuple[tuple[str, int], ...]:
    """Return a key that sorts S9 before S10."""
    return tuple((word, int(number or 0)) for word, number in re.findall(r"(\D*)(\d*)", name))


def form(kind: str, offers: Offers) -> tuple[Slot, ...]:
    """Return the fields of a kind, in the order of the content model."""
    known = groups(PAGE_KINDS.get(kind, kind))
    return _slots(MODELS[kind], (), known, offers)


def _slots(
    model: type[BaseModel], steps: tuple[str, ...], known: Mapping, offers: Offers
) -> tuple[Slot, ...]:
    return tuple(
        _slot(model, name, steps, known, offers) for name in model.model_fields
    )


def _slot(
    model: type[BaseModel], name: str, steps: tuple[str, ...], known: Mapping, offers: Offers
) -> Slot:
    field = model.model_fields[name]
    said = field.alias or name
    base, many = _base(field.annotation)
    here = (*steps, said, "*") if many else (*steps, said)
    hint = HINTS.get(model.__name__, {}).get(said, f"The field {said}")
    required = field.is_required()
    if isinstance(base, type) and issubclass(base, BaseModel):
        inner = _slots(base, here, known, offers)
        return Slot(said, "group", many, required, hint, inner=inner)
    if group := known.get(here):
        return Slot(said, "id", many, required, hint, offers.groups[group], group)
    if get_origin(base) is Literal:
        values = {value: "" for value in get_args(base)}
        return Slot(said, "choice", many, required, hint, values, said)
    return Slot(said, _kind(base, field.metadata), many, required, hint)


def _base(annotation: object) -> tuple[object, bool]:
    """Return the type of a field's values, and whether it holds a list of them."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(one for one in get_args(annotation) if one is not type(None))
        return _base(annotation)
    if get_origin(annotation) is tuple:
        return _base(get_args(annotation)[0])[0], True
    if hasattr(annotation, "__metadata__"):
        return _base(get_args(annotation)[0])
    return annotation, False


def _kind(base: object, metadata: list) -> str:
    kinds = {int: "number", date: "day", bool: "yes"}
    if base in kinds:
        return kinds[base]
    patterns = [str(getattr(one, "pattern", "")) for one in metadata]
    if any(pattern.startswith("^https?") for pattern in patterns):
        return "address"
    return "id" if any("a-z0-9" in pattern for pattern in patterns) else "text"
