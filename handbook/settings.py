"""What a handbook is called, how it is ordered and which words it sorts by, from mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from handbook.fields import Day, Email, Fields, Id, Text, WebAddress, check_fields
from handbook.nodes import Mapping, Node, Scalar, Sequence, parse_yaml, plain
from handbook.problems import Problem, did_you_mean
from handbook.sources import read_text
from handbook.words import Words

_ADDRESS = re.compile(r"https?://[^\s@\"'<>]+$")
_OTHER_SCHEME = re.compile(r"[\x00-\x20]*(?!https?:)[A-Za-z][A-Za-z0-9+.\-]*:")
"""The start of an address that is neither a place below another one nor on the web."""
KIND_FOLDERS = {"principles/": "principle", "case_studies/": "case_study"}


class EditionFields(Fields):
    version: Text
    date: Day


class KindFields(Fields):
    """How readers see a kind of entry."""

    one: Text
    many: Text
    list: Text
    """The guide that lists the entries."""
    path: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    """The folder in the site's addresses."""


class Kinds(Fields):
    principle: KindFields
    case_study: KindFields


class Choice(Fields):
    id: Id
    title: Text


PostAddress = Annotated[
    str, Field(pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/])[^\s;,'\"]+$")
]
"""Encrypted, unless it stays on this machine; no sign that ends a directive of a policy."""


class Forms(Fields):
    """Where the site's forms are posted; without an address the answers go by email."""

    formats: PostAddress | None = None
    interest: PostAddress | None = None


class Pillar(Choice):
    meaning: Text
    shape: Literal["circles", "triangle", "bars"]


class MapFields(Fields):
    """Outlines of the places, which belong to the content."""

    file: Text
    """Path from the project's top folder to a TopoJSON or GeoJSON file."""
    title: Text
    """What the outlines are called where they come from."""
    source: WebAddress
    attribution: Text
    licence: Text


class EditorFields(Fields):
    """The editor in the browser, at /edit/: it is there only where the settings have this."""

    branch: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")] = "main"
    github: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$")] | None = None
    """Owner and name of the repository; without it the editor changes files on this computer."""
    sign_in: WebAddress | None = None
    """A program that signs people in to GitHub; without it they sign in with a token."""


class EvaluationFields(Fields):
    """What people found who tested an edition: the books of that edition say so."""

    edition: Text
    """The version that was tested; a later one makes no claim."""
    meets: Annotated[
        str, Field(pattern=r"^EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level A{1,3}$")
    ]
    by: Text
    """Who found so: a person or a body."""
    report: WebAddress | None = None


class HandbookFields(Fields):
    """The fields under extra.handbook."""

    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    subtitle: Text | None = None
    edition: EditionFields
    publisher: Text
    contact: Email
    licence: Text
    forms: Forms = Field(default_factory=Forms)
    editor: EditorFields | None = None
    kinds: Kinds
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1, max_length=3)]
    stages: Annotated[tuple[Choice, ...], Field(min_length=1)]
    audiences: Annotated[tuple[Choice, ...], Field(min_length=1)]
    topics: Annotated[tuple[Choice, ...], Field(min_length=1)]
    places: tuple[Choice, ...] = ()
    map: MapFields | None = None
    evaluated: EvaluationFields | None = None
    words: Words = Field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the reading order: a page, all entries of a kind, or a section of these."""

    title: str | None
    path: str | None = None
    kind: str | None = None
    items: tuple[NavItem, ...] = ()
    line: int = 1
    column: int = 1

    def walk(self) -> Iterator[NavItem]:
        yield self
        for item in self.items:
            yield from item.walk()


class Settings(HandbookFields):
    """Everything that one handbook settles for itself."""

    title: Text
    description: str
    site_url: str
    repo_url: str
    nav: tuple[NavItem, ...]

    def choices(self, group: str) -> dict[str, Choice]:
        """Return one of the lists (pillars, stages, audiences, topics, places) by id."""
        return {choice.id: choice for choice in getattr(self, group)}


def load_settings(root: Path, config: str, problems: list[Problem]) -> Settings | None:
    """Read the settings, or return None after adding every Problem in them."""
    text = read_text(root, config, problems)
    node = parse_yaml(config, text, problems, tags=True) if text is not None else None
    if not isinstance(node, Mapping):
        if not problems:
            problems.append(
                Problem(
                    config,
                    1,
                    1,
                    "broken-yaml",
                    "these are not settings",
                    "write each setting as name: value",
                )
            )
        return None
    extra = node.get("extra")
    ours = extra.get("handbook") if isinstance(extra, Mapping) else None
    title = node.get("site_name")
    if ours is None or not isinstance(title, Scalar) or not plain(title):
        missing = "extra: handbook:" if ours is None else "site_name:"
        problems.append(
            Problem(
                config,
                1,
                1,
                "missing-field",
                f"the settings have no {missing}",
                f"add {missing} as the guide shows",
            )
        )
        return None
    fields = check_fields(HandbookFields, ours, config, problems)
    nav = tuple(_nav(node.get("nav"), config, problems))
    for key in ("site_url", "repo_url"):
        address = node.get(key)
        if isinstance(address, Scalar) and not _ADDRESS.match(address.value or "https://x"):
            problems.append(
                Problem(
                    config,
                    address.line,
                    address.column,
                    "wrong-type",
                    f"'{address.value}' is not a web address",
                    "start it with https:// and leave no spaces",
                )
            )
    for key in ("edit_uri", "edit_uri_template"):
        place = node.get(key)
        if isinstance(place, Scalar) and _OTHER_SCHEME.match(place.value):
            problems.append(
                Problem(
                    config,
                    place.line,
                    place.column,
                    "unsafe-link",
                    f"'{place.value[:60]}' would lead readers to what is not a web address",
                    "write the part of the address after repo_url, for example edit/main/",
                )
            )
    if fields is None:
        return None
    texts = {
        name: str(plain(node.get(key)) or "")
        for name, key in (
            ("title", "site_name"),
            ("description", "site_description"),
            ("site_url", "site_url"),
            ("repo_url", "repo_url"),
        )
    }
    return Settings.model_construct(**dict(fields), **texts, nav=nav)


def _nav(node: Node | None, config: str, problems: list[Problem]) -> Iterator[NavItem]:
    """Yield the reading order as items."""
    if not isinstance(node, Sequence):
        place = (node.line, node.column) if node else (1, 1)
        problems.append(
            Problem(
                config,
                *place,
                "missing-field",
                "the settings have no nav: list",
                "list the pages in reading order under nav:",
            )
        )
        return
    for item in node.items:
        if isinstance(item, Scalar):
            yield _nav_leaf(None, item)
        elif isinstance(item, Mapping):
            for name, value in item.pairs:
                if isinstance(value, Scalar):
                    yield _nav_leaf(name.value, value)
                else:
                    yield NavItem(
                        name.value,
                        items=tuple(_nav(value, config, problems)),
                        line=name.line,
                        column=name.column,
                    )


def _nav_leaf(title: str | None, value: Scalar) -> NavItem:
    kind = KIND_FOLDERS.get(value.value)
    return NavItem(title, None if kind else value.value, kind, (), value.line, value.column)


def check_nav(
    settings: Settings,
    config: str,
    guides: set[str],
    problems: list[Problem],
) -> None:
    """Add a Problem for each page in the reading order that is not there, and the reverse."""
    items = [found for item in settings.nav for found in item.walk()]
    named = {item.path for item in items if item.path}
    lists = {settings.kinds.principle.list, settings.kinds.case_study.list}
    seen: set[str] = set()
    for item in items:
        name = item.path or item.kind
        if name in seen:
            problems.append(
                Problem(
                    config,
                    item.line,
                    item.column,
                    "page-twice-in-nav",
                    "this stands in the reading order already",
                    "keep one of the two lines",
                )
            )
        if name:
            seen.add(name)
    for item in items:
        if item.path and item.path not in guides:
            problems.append(
                Problem(
                    config,
                    item.line,
                    item.column,
                    "unknown-page",
                    f"there is no page '{item.path}'",
                    did_you_mean(
                        item.path, guides, otherwise="write its path from the project's top folder"
                    ),
                )
            )
    for path in sorted(guides - named - lists):
        problems.append(
            Problem(
                path,
                1,
                1,
                "page-not-in-nav",
                "this page is not in the reading order",
                f"add {path} under nav: in {config}, or start its name with _ to keep a draft",
            )
        )
    for path in sorted(lists - guides):
        problems.append(
            Problem(
                config,
                1,
                1,
                "missing-file",
                f"there is no page '{path}'",
                "write the page that lists them, or mend its path under kinds",
            )
        )
