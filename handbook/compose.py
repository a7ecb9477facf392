"""Compose one tree a page from the checked model and the page's own text."""

from __future__ import annotations

from lxml import etree

from handbook.composer import Composer, Material, kind_of, make_table, recommendation_facts
from handbook.elements import (
    add,
    cite,
    facts,
    long_date,
    lower_first,
    make,
    phrase,
    section,
    span_of_years,
    unwrap,
)
from handbook.fields import Figure, Recommendation
from handbook.lists import generated_list
from handbook.markup import typeset
from handbook.model import CaseStudy, Guide, Handbook, Principle
from handbook.problems import Problem
from handbook.statement import statement_parts


def compose_page(
    handbook: Handbook,
    material: Material,
    problems: list[Problem],
) -> etree._Element:
    """Return the tree of a page; its links and citations are still the author's."""
    composer = {"principle": _Principle, "case_study": _CaseStudy, "guide": _Guide}
    return composer[kind_of(material.page)](handbook, material, problems).compose()


class _Principle(Composer):
    page: Principle

    def kicker(self) -> etree._Element:
        kind = self.settings.kinds.principle.one
        return make(
            "p", self.words.number.format(kind=kind, number=self.page.number), class_="kicker"
        )

    def glance(self) -> list[etree._Element | None]:
        page, words = self.page, self.words
        pillars = self.settings.choices("pillars")
        shapes = [
            make("li", pillars[name].title, class_=f"pillar {pillars[name].shape}")
            for name in page.pillars
            if name in pillars
        ]
        audiences = tuple(
            dict.fromkeys(name for advice in page.recommendations for name in advice.audiences)
        )
        return [
            make("p", f"{words.pillars}:", class_="pillars-label"),
            make("ul", shapes, class_="pillars"),
            facts(
                [
                    (words.stages, self.sentence_of("stages", page.stages)),
                    (words.audiences, self.sentence_of("audiences", audiences)),
                    (words.reviewed, long_date(page.reviewed, words)),
                ]
            ),
            self.figure(page.figure, 1, "figure") if page.figure else None,
        ]

    def content(self) -> list[etree._Element]:
        why, what, avoid, working = list(self.material.body)[:4]
        add(what, self.recommendations())
        add(working, self.measures())
        return [
            why,
            what,
            avoid,
            self.questions(),
            working,
            self.seen_in(),
            self.related(),
            self.basis(),
        ]

    def recommendations(self) -> etree._Element:
        items = [
            self.recommendation(number, advice)
            for number, advice in enumerate(self.page.recommendations)
        ]
        return section(
            self.words.recommendations,
            3,
            "recommendations",
            make("ol", items),
            class_="recommendations",
        )

    def recommendation(self, number: int, advice: Recommendation) -> etree._Element:
        text = self.inline(advice.text, "recommendations", number, "text")
        return make(
            "li",
            make("p", *text, class_="rec-text"),
            make("p", recommendation_facts(self, advice), class_="rec-facts"),
            class_="recommendation",
            id=f"rec-{advice.id}",
        )

    def questions(self) -> etree._Element:
        items = [
            make("li", *self.inline(text, "questions", number))
            for number, text in enumerate(self.page.questions)
        ]
        return section(self.words.questions, 2, "questions", make("ul", items), class_="questions")

    def measures(self) -> etree._Element | None:
        if not self.page.measures:
            return None
        words = self.words
        rows = [
            make(
                "tr",
                make("th", *self.inline(one.name, "measures", i, "name"), scope="row"),
                make("td", *self.inline(one.what, "measures", i, "what")),
                make("td", cite([one.source])),
            )
            for i, one in enumerate(self.page.measures)
        ]
        caption = words.measures_caption.format(title=lower_first(typeset(self.page.title)))
        table = make_table(caption, [words.measure, words.measure_what, words.source], rows)
        return section(words.measures, 3, "measures", table, class_="measures")

    def seen_in(self) -> etree._Element | None:
        pages = {page.id: page for page in self.handbook.case_studies}
        items = [
            make("li", self.link(pages[showing.case_study]), ": ", typeset(showing.how))
            for showing in self.handbook.showings.get(self.page.id, ())
        ]
        if not items:
            return None
        return section(self.words.seen_in, 2, "seen-in", make("ul", items), class_="seen-in")

    def related(self) -> etree._Element | None:
        pages = {page.id: page for page in self.handbook.principles}
        items = [
            make("li", self.link(pages[name]), ": ", typeset(pages[name].summary))
            for name in self.page.related
            if name in pages
        ]
        if not items:
            return None
        return section(self.words.related, 2, "related", make("ul", items), class_="related")

    def basis(self) -> etree._Element:
        items = [
            make(
                "li",
                *self.inline(one.supports, "basis", number, "supports"),
                " ",
                cite([one.source]),
            )
            for number, one in enumerate(self.page.basis)
        ]
        return section(self.words.basis, 2, "basis", make("ul", items), class_="basis")


class _CaseStudy(Composer):
    page: CaseStudy

    def kicker(self) -> etree._Element:
        return make("p", self.settings.kinds.case_study.one, class_="kicker")

    def glance(self) -> list[etree._Element | None]:
        page, words = self.page, self.words
        return [
            facts(
                [
                    (words.places, phrase(self.titles("places", page.places), words)),
                    (words.location, typeset(page.location or "")),
                    (words.lead, typeset(page.lead)),
                    (words.partners, typeset(phrase(list(page.partners), words))),
                    (words.years, self.years()),
                    (words.people, typeset(page.people)),
                    (words.topics, self.sentence_of("topics", page.topics)),
                    (words.reviewed, long_date(page.reviewed, words)),
                ]
            ),
            self.evidence(),
            *(
                self.figure(picture, number, "images", number - 1)
                for number, picture in enumerate(page.images, 1)
            ),
        ]

    def years(self) -> str | None:
        years = self.page.years
        if years is None:
            return None
        span = span_of_years(years, self.words)
        return f"{span} ({typeset(years.note)})" if years.note else span

    def evidence(self) -> etree._Element:
        status = {
            "none-found": self.words.none_found,
            "self-reported": self.words.self_reported,
            "independent": self.words.independent,
            "disputed": self.words.disputed,
        }
        known = {"documented": self.words.documented, "partial": self.words.partial}
        note = self.page.evaluation.note
        said = self.inline(f" {note}", "evaluation", "note") if note else []
        lead = f"{known[self.page.evidence]}. {status[self.page.evaluation.status]}."
        return make("p", make("strong", lead), *said, class_="evidence")

    def content(self) -> list[etree._Element]:
        return [*self.material.body, self.figures(), self.shows()]

    def figures(self) -> etree._Element | None:
        words, page = self.words, self.page
        if not page.figures:
            return None
        rows = [
            make(
                "tr",
                make("th", *self.inline(one.label, "figures", i, "label"), scope="row"),
                make("td", self.value(one), class_="num"),
                make("td", *self.figure_note(one, i), cite(one.sources)),
            )
            for i, one in enumerate(page.figures)
        ]
        caption = words.figures_caption.format(title=typeset(page.title))
        table = make_table(caption, [words.figure, words.value, words.source], rows)
        return section(words.figures, 2, "figures", table, class_="figures")

    def value(self, one: Figure) -> str:
        return typeset(f"{one.value} {one.unit}" if one.unit else one.value)

    def figure_note(self, one: Figure, number: int) -> list:
        return [*self.inline(one.note, "figures", number, "note"), " "] if one.note else []

    def shows(self) -> etree._Element:
        pages = {page.id: page for page in self.handbook.principles}
        items = [
            make(
                "li",
                self.link(pages[one.principle]),
                ": ",
                *self.inline(one.how, "shows", number, "how"),
            )
            for number, one in enumerate(self.page.shows)
            if one.principle in pages
        ]
        return section(self.words.shows, 2, "shows", make("ul", items), class_="shows")


class _Guide(Composer):
    page: Guide

    def content(self) -> list:
        if self.page.statement:
            return statement_parts(self)
        return [*unwrap(self.material.body), *generated_list(self)]
