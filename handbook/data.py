"""The handbook as data: one JSON file of everything, and a CSV table of each kind of thing.

The shape is that of the models below; `schema()` gives it as JSON Schema, which is published beside
the data. Fields are only ever added to it. Ids are stable; addresses are below `handbook.url`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from handbook.finish import page_url
from handbook.model import CaseStudy, Handbook, Principle
from handbook.settings import Choice

JSON = "handbook.json"
SCHEMA = "handbook.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class About(Row):
    title: str
    description: str
    language: str = Field(description="A language tag (BCP 47).")
    url: str = Field(description="The website's address; every other url here is below it.")
    version: str
    date: date
    publisher: str
    licence: str
    contact: str


class Name(Row):
    id: str
    title: str


class Names(Row):
    """The lists that entries choose from; entries give ids."""

    pillars: tuple[Name, ...]
    stages: tuple[Name, ...]
    audiences: tuple[Name, ...]
    topics: tuple[Name, ...]
    places: tuple[Name, ...]


class PrincipleRow(Row):
    id: str
    number: int
    title: str
    summary: str
    pillars: tuple[str, ...]
    stages: tuple[str, ...]
    questions: tuple[str, ...]
    related: tuple[str, ...] = Field(description="Ids of principles.")
    seen_in: tuple[str, ...] = Field(description="Ids of the case studies that show it.")
    sources: tuple[str, ...] = Field(description="Ids of the sources it rests on.")
    reviewed: date
    url: str


class RecommendationRow(Row):
    id: str = Field(description="The principle's id, a slash, and its own: stable, to cite it by.")
    principle: str
    text: str
    audiences: tuple[str, ...]
    stage: str
    url: str


class CaseStudyRow(Row):
    id: str
    title: str
    summary: str
    places: tuple[str, ...]
    location: str | None
    lead: str
    partners: tuple[str, ...]
    year_from: int | None
    year_to: int | None
    topics: tuple[str, ...]
    people: str = Field(description="The people it serves.")
    shows: tuple[str, ...] = Field(description="Ids of the principles that it shows.")
    evidence: str = Field(description="documented or partial")
    evaluation: str = Field(description="none-found, self-reported, independent or disputed")
    sources: tuple[str, ...]
    reviewed: date
    url: str


class FigureRow(Row):
    case_study: str
    label: str
    value: str = Field(description="As the source gives it.")
    unit: str | None
    note: str | None
    sources: tuple[str, ...]


class SourceRow(Row):
    id: str
    title: str
    author: str | None
    publisher: str
    year: str = Field(description="As text: sources give '2020-21' or 'n.d.'.")
    read: str = Field(description="How much of it was read: full, abstract or opening.")
    tier: str = Field(description="primary or secondary")
    supports: str = Field(description="What was read of it, and so what it may be cited for.")
    url: str


class TermRow(Row):
    id: str
    term: str
    abbreviation: str | None
    meaning: str


class HandbookData(Row):
    """Everything that a handbook says in fields; its text is in the Markdown of each page."""

    handbook: About
    names: Names
    principles: tuple[PrincipleRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    case_studies: tuple[CaseStudyRow, ...]
    figures: tuple[FigureRow, ...]
    sources: tuple[SourceRow, ...]
    terms: tuple[TermRow, ...]


def collect(handbook: Handbook) -> HandbookData:
    """Return the whole handbook as rows, each kind in the handbook's own order."""
    return HandbookData(
        handbook=_about(handbook),
        names=_names(handbook),
        principles=tuple(_principle(handbook, one) for one in handbook.principles),
        recommendations=tuple(_recommendations(handbook)),
        case_studies=tuple(_case_study(handbook, one) for one in handbook.case_studies),
        figures=tuple(_figures(handbook)),
        sources=tuple(_source(one) for _, one in sorted(handbook.sources.items())),
        terms=tuple(_term(one) for one in handbook.terms),
    )


def write_json(handbook: Handbook) -> bytes:
    """Return everything as JSON."""
    return _json(collect(handbook).model_dump(mode="json"))


def write_schema() -> bytes:
    """Return the shape of the JSON as JSON Schema."""
    return _json({"$schema": DIALECT, **HandbookData.model_json_schema(mode="serialization")})


TABLES: dict[str, type[Row]] = {
    "principles": PrincipleRow,
    "recommendations": RecommendationRow,
    "case_studies": CaseStudyRow,
    "figures": FigureRow,
    "sources": SourceRow,
}
"""Each table that is also a CSV file, by its name in the JSON."""


_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]* ?%?")


def write_csv(handbook: Handbook, table: str) -> bytes:
    """Return one table as CSV (RFC 4180), with the mark that spreadsheets know UTF-8 by.

    A cell with several values has them one after the other with a semicolon and a space. One that
    a spreadsheet would take for a formula starts with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    names = list(TABLES[table].model_fields)
    writer.writerow(names)
    for row in getattr(collect(handbook), table):
        values = row.model_dump(mode="json")
        writer.writerow([_cell(values[name]) for name in names])
    return text.getvalue().encode("utf-8-sig")


def csv_name(table: str) -> str:
    """Return the name of a table's file."""
    return f"{table.replace('_', '-')}.csv"


WRITERS: dict[str, Callable[[Handbook], bytes]] = {
    JSON: write_json,
    SCHEMA: lambda handbook: write_schema(),
    **{
        csv_name(table): lambda handbook, table=table: write_csv(handbook, table)
        for table in TABLES
    },
}
"""Each published data file and what writes it."""


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _cell(value: Any) -> str:
    """Return a cell that a spreadsheet takes for words or a number, never for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection.
    """
    values = value if isinstance(value, list) else [] if value is None else [value]
    text = "; ".join(map(str, values))
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _about(handbook: Handbook) -> About:
    settings = handbook.settings
    return About(
        title=settings.title,
        description=settings.description,
        language=settings.language,
        url=settings.site_url,
        version=settings.edition.version,
        date=settings.edition.date,
        publisher=settings.publisher,
        licence=settings.licence,
        contact=settings.contact,
    )


def _names(handbook: Handbook) -> Names:
    def listed(choices: Iterable[Choice]) -> tuple[Name, ...]:
        return tuple(Name(id=one.id, title=one.title) for one in choices)

    lists = {name: listed(getattr(handbook.settings, name)) for name in Names.model_fields}
    return Names(**lists)


def _principle(handbook: Handbook, page: Principle) -> PrincipleRow:
    return PrincipleRow(
        id=page.id,
        number=page.number,
        title=page.title,
        summary=page.summary,
        pillars=page.pillars,
        stages=page.stages,
        questions=page.questions,
        related=page.related,
        seen_in=tuple(one.case_study for one in handbook.showings.get(page.id, ())),
        sources=tuple(dict.fromkeys(one.source for one in page.basis)),
        reviewed=page.reviewed,
        url=page_url(page.path, handbook.settings),
    )


def _recommendations(handbook: Handbook) -> Iterable[RecommendationRow]:
    for page in handbook.principles:
        for one in page.recommendations:
            yield RecommendationRow(
                id=f"{page.id}/{one.id}",
                principle=page.id,
                text=one.text,
                audiences=one.audiences,
                stage=one.stage,
                url=f"{page_url(page.path, handbook.settings)}#rec-{one.id}",
            )


def _case_study(handbook: Handbook, page: CaseStudy) -> CaseStudyRow:
    return CaseStudyRow(
        id=page.id,
        title=page.title,
        summary=page.summary,
        places=page.places,
        location=page.location,
        lead=page.lead,
        partners=page.partners,
        year_from=page.years and page.years.start,
        year_to=page.years and page.years.to,
        topics=page.topics,
        people=page.people,
        shows=tuple(one.principle for one in page.shows),
        evidence=page.evidence,
        evaluation=page.evaluation.status,
        sources=page.sources,
        reviewed=page.reviewed,
        url=page_url(page.path, handbook.settings),
    )


def _figures(handbook: Handbook) -> Iterable[FigureRow]:
    for page in handbook.case_studies:
        for one in page.figures:
            yield FigureRow(case_study=page.id, **one.model_dump())


def _source(source: Any) -> SourceRow:
    return SourceRow(**source.model_dump())


def _term(term: Any) -> TermRow:
    return TermRow(**term.model_dump(include=set(TermRow.model_fields)))
