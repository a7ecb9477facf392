"""The fields that authors write: one model a kind of file.

Every value reaches these models as the text that the author wrote (sources.py guesses at
nothing), so `no` in a title stays the word no, and each model says what its text must mean.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from handbook.field_problems import problem_of
from handbook.nodes import Node, plain
from handbook.problems import Problem

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SourceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]


WebAddress = Annotated[
    str,
    Field(
        pattern=r"^https?://[^/\s@:?#\"'<>]+(:\d+)?([/?#][^\s\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*)?$"
    ),
]
Email = Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$")]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _calendar_date(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("impossible_date", "not a date")


def _yes_or_no(value: object) -> object:
    answers = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value.lower() in answers:
        return answers[value.lower()]
    return value


Day = Annotated[date, BeforeValidator(_calendar_date)]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Year = Annotated[int, Field(ge=1000, le=2999)]


class Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Picture(Fields):
    file: Text
    """Path from the project's top folder."""
    alt: Text
    """What the picture tells, for people who do not see it."""
    caption: Text
    credit: Text
    licence: Text


class Recommendation(Fields):
    id: Id
    text: Text
    audiences: Annotated[tuple[Id, ...], Field(alias="for", min_length=1)]
    stage: Id


class Measure(Fields):
    name: Text
    """The survey, toolkit or data set, by the name it goes by."""
    what: Text
    source: SourceId


class Basis(Fields):
    source: SourceId
    supports: Text


class PrincipleFields(Fields):
    """The front matter of a file in principles/."""

    number: Annotated[int, Field(ge=1)]
    title: Text
    summary: Text
    """One sentence."""
    pillars: Annotated[tuple[Id, ...], Field(min_length=1)]
    stages: Annotated[tuple[Id, ...], Field(min_length=1)]
    recommendations: Annotated[tuple[Recommendation, ...], Field(min_length=1)]
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]
    measures: tuple[Measure, ...] = ()
    related: tuple[Id, ...] = ()
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    figure: Picture | None = None
    reviewed: Day


class Years(Fields):
    start: Annotated[Year, Field(alias="from")]
    to: Year | None = None
    note: Text | None = None


class Shows(Fields):
    principle: Id
    how: Text


class Figure(Fields):
    label: Text
    value: Text
    """As the source gives it."""
    unit: Text | None = None
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    note: Text | None = None


class Evaluation(Fields):
    status: Literal["none-found", "self-reported", "independent", "disputed"]
    note: Text | None = None


class CaseStudyFields(Fields):
    """The front matter of a file in case_studies/."""

    title: Text
    summary: Text
    places: tuple[Id, ...] = ()
    location: Text | None = None
    lead: Text
    partners: tuple[Text, ...] = ()
    years: Years | None = None
    """Left out when no source gives them."""
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    people: Text
    """The people it serves."""
    shows: Annotated[tuple[Shows, ...], Field(min_length=1)]
    figures: tuple[Figure, ...] = ()
    evidence: Literal["documented", "partial"]
    evaluation: Evaluation
    images: tuple[Picture, ...] = ()
    sources: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    reviewed: Day


class StatementFields(Fields):
    """What the page that is the accessibility statement says beside its text."""

    model: Literal["publisher", "public-sector"]
    """publisher: a standard chosen by choice; public-sector: the form that the law fixes."""
    prepared: Day
    """When it was first written; `reviewed` of the page says when it was last read through."""
    reply_days: Annotated[int, Field(ge=1, le=90)]
    """Days within which somebody answers."""
    organisation: Text | None = None
    """Who runs the site, by the full name; the settings' publisher where it is left out."""
    scope: Text | None = None
    """What it applies to, if not the whole website."""
    nations: Annotated[
        tuple[Literal["great-britain", "northern-ireland"], ...], Field(min_length=1)
    ] = ("great-britain",)
    """Whose law a public sector body is under."""
    phone: Text | None = None
    form: WebAddress | None = None


class GuideFields(Fields):
    """The front matter of a file in content/."""

    title: Text
    summary: Text
    lists: (
        Literal[
            "glossary", "sources", "principles", "case_studies", "recommendations", "formats"
        ]
        | None
    ) = None
    """What to list below the text, made from the entries; formats are listed on the website."""
    report: YesOrNo = True
    """Whether the page is part of the report."""
    statement: StatementFields | None = None
    """For the one page that is the accessibility statement: the rest of it is generated."""
    reviewed: Day


class SourceFields(Fields):
    """One entry of content/sources.yml."""

    id: SourceId
    title: Text
    publisher: Text
    author: Text | None = None
    year: Text
    """As text: sources give '2020-21' or 'n.d.'."""
    url: WebAddress
    read: Literal["full", "abstract", "opening"]
    tier: Literal["primary", "secondary"]
    supports: Text
    """What was read of it, and so what it may be cited for."""


class TermFields(Fields):
    """One entry of content/glossary.yml."""

    term: Text
    meaning: Text
    abbreviation: Text | None = None
    also: tuple[Text, ...] = ()
    """Other forms of the word that stand for the same term."""


Model = TypeVar("Model", bound=BaseModel)


def check_fields(
    model: type[Model],
    node: Node,
    path: str,
    problems: list[Problem],
) -> Model | None:
    """Return the fields as a model, or None after adding a Problem for every fault."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if not (fault["type"] == "too_short" and fault["input"]):
                problems.append(problem_of(model, fault, node, path))
        return None
