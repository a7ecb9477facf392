"""What the composers of all kinds of page share."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from handbook.blocks import add_caption
from handbook.elements import add, lower_first, make, phrase, unwrap
from handbook.fields import Picture, Recommendation
from handbook.markup import parse_inline, typeset
from handbook.model import CaseStudy, Guide, Handbook, Page, Principle
from handbook.nodes import Node, locate
from handbook.notes import number_notes
from handbook.problems import Problem
from handbook.trees import AT


@dataclass(frozen=True, slots=True)
class Material:
    """What a page is composed of: its fields, where they stand, and its text as a tree."""

    page: Page
    front: Node | None
    body: etree._Element
    """Sections nested, tables and pictures in form; a fresh copy."""
    notes: list[etree._Element]
    """One `li` for each note."""


def kind_of(page: Page) -> str:
    return {Principle: "principle", CaseStudy: "case_study", Guide: "guide"}[type(page)]


class Composer:
    """What all kinds of page share."""

    def __init__(self, handbook: Handbook, material: Material, problems: list[Problem]) -> None:
        self.handbook, self.settings = handbook, handbook.settings
        self.words = handbook.settings.words
        self.page, self.material, self.problems = material.page, material, problems

    def compose(self) -> etree._Element:
        page = self.page
        article = make("article", self.header(), class_=kind_of(page), lang=self.settings.language)
        article.set(AT, "1:1")
        add(article, self.content())
        add(article, number_notes(article, self.material.notes, self.words))
        return article

    def header(self) -> etree._Element:
        title = make("h1", *self.inline(self.page.title, "title"), id=f"{self.page.id}-title")
        summary = make("p", *self.inline(self.page.summary, "summary"), class_="summary")
        return make("header", self.kicker(), title, summary, *self.glance())

    def kicker(self) -> etree._Element | None:
        return None

    def glance(self) -> list[etree._Element | None]:
        return []

    def content(self) -> list[etree._Element]:
        return unwrap(self.material.body)

    def inline(self, text: str, *steps: str | int) -> list:
        """Return a field's text, which may hold emphasis, links and citations, as children."""
        place = locate(self.material.front, steps)
        span = parse_inline(self.page.path, text, place, self.problems)
        for link in span.iter("a"):
            link.set(AT, f"{place[0]}:{place[1]}")
        return unwrap(span)

    def path_to(self, target: str) -> str:
        """Return the path from this page to another file of the project."""
        return posixpath.relpath(target, posixpath.dirname(self.page.path) or ".")

    def link(self, page: Page, **attributes: str) -> etree._Element:
        return make("a", typeset(page.title), href=self.path_to(page.path), **attributes)

    def titles(self, group: str, ids: tuple[str, ...]) -> list[str]:
        choices = self.settings.choices(group)
        return [choices[name].title for name in ids if name in choices]

    def sentence_of(self, group: str, ids: tuple[str, ...]) -> str:
        """Return titles as a phrase with one capital letter: 'Brief, design and run'."""
        first, *rest = self.titles(group, ids) or [""]
        return phrase([first, *map(lower_first, rest)], self.words)

    def figure(self, picture: Picture, number: int, *steps: str | int) -> etree._Element:
        image = make("img", src=self.path_to(picture.file), alt=picture.alt)
        place = locate(self.material.front, (*steps, "file"))
        image.set(AT, f"{place[0]}:{place[1]}")
        figure = make("figure", image, class_="figure", id=f"picture-{number}")
        add_caption(figure, picture.caption, picture.credit, picture.licence)
        return figure


def recommendation_facts(composer: Composer, advice: Recommendation) -> str:
    """Return who a recommendation is for and when, as two short sentences."""
    (stage,) = composer.titles("stages", (advice.stage,)) or [""]
    return composer.words.recommendation_for.format(
        audiences=lower_first(composer.sentence_of("audiences", advice.audiences)),
        stage=lower_first(stage),
    )


def make_table(caption: str, headers: list[str], rows: list[etree._Element]) -> etree._Element:
    """Return a table with a caption and a row of column headers."""
    head = make("tr", [make("th", name, scope="col") for name in headers])
    return make("table", make("caption", caption), make("thead", head), make("tbody", rows))
