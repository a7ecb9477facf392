"""The lists that a guide may ask for, made from the entries."""

from __future__ import annotations

from lxml import etree

from handbook.blocks import sentence, slugify, unique
from handbook.composer import Composer
from handbook.elements import make
from handbook.fields import Recommendation, TermFields
from handbook.markup import typeset
from handbook.model import Principle, Source
from handbook.settings import Choice
from handbook.words import Words


def generated_list(composer: Composer) -> list[etree._Element]:
    """Return the list that a guide's field `lists` names, or nothing."""
    makers = {
        "principles": _principles,
        "case_studies": _case_studies,
        "glossary": _glossary,
        "sources": _sources,
        "recommendations": _recommendations,
    }
    name = composer.page.lists
    return makers[name](composer) if name else []


def _principles(composer: Composer) -> list[etree._Element]:
    items = [
        make(
            "li",
            make(
                "p",
                make("span", f"{page.number}", class_="entry-number"),
                " ",
                composer.link(page),
                class_="entry-title",
            ),
            _summary(page.summary),
            class_="entry",
        )
        for page in composer.handbook.principles
    ]
    return [make("ul", items, class_="entries")] if items else []


def _case_studies(composer: Composer) -> list[etree._Element]:
    items = [
        make(
            "li",
            make("p", composer.link(page), class_="entry-title"),
            _summary(page.summary),
            class_="entry",
        )
        for page in composer.handbook.case_studies
    ]
    return [make("ul", items, class_="entries")] if items else []


def _recommendations(composer: Composer) -> list[etree._Element]:
    """Return all recommendations, by audience and then by stage."""
    settings = composer.settings
    return [
        make(
            "section",
            make("h2", audience.title, id=f"advice-{audience.id}"),
            [_advice_at(composer, audience.id, stage) for stage in settings.stages],
        )
        for audience in settings.audiences
        if any(audience.id in advice.audiences for _, advice in _all_advice(composer))
    ]


def _advice_at(composer: Composer, audience: str, stage: Choice) -> etree._Element | None:
    """Return what one audience can do at one stage, or None."""
    items = [
        make(
            "li",
            make("p", typeset(advice.text), class_="rec-text"),
            make(
                "p",
                make(
                    "a",
                    typeset(page.title),
                    href=f"{composer.path_to(page.path)}#rec-{advice.id}",
                ),
                class_="rec-facts",
            ),
            class_="recommendation",
        )
        for page, advice in _all_advice(composer)
        if audience in advice.audiences and advice.stage == stage.id
    ]
    if not items:
        return None
    heading = make("h3", stage.title, id=f"advice-{audience}--{stage.id}")
    return make("section", heading, make("ol", items), class_="recommendations")


def _all_advice(composer: Composer) -> list[tuple[Principle, Recommendation]]:
    return [(page, one) for page in composer.handbook.principles for one in page.recommendations]


def _summary(text: str) -> etree._Element:
    return make("p", typeset(text), class_="entry-summary")


def _glossary(composer: Composer) -> list[etree._Element]:
    parts = []
    for term in composer.handbook.terms:
        also = composer.words.abbreviation.format(abbreviation=term.abbreviation or "")
        meaning = f"{typeset(term.meaning)} {also}" if term.abbreviation else typeset(term.meaning)
        parts += [make("dt", typeset(term.term), id=f"term-{term.id}"), make("dd", meaning)]
    return [make("dl", parts, class_="glossary")] if parts else []


def _sources(composer: Composer) -> list[etree._Element]:
    ordered = sorted(composer.handbook.sources.values(), key=lambda one: one.title.casefold())
    items = [
        make("li", describe_source(one, composer.words), id=f"listed-{one.id}") for one in ordered
    ]
    return [make("ul", items, class_="entries")] if items else []


def describe_source(source: Source, words: Words) -> etree._Element:
    """Return a source as a reference: who, what, when, where, and what of it was read."""
    read = {"full": words.read_full, "abstract": words.read_abstract, "opening": words.read_opening}
    who = f"{source.author}. " if source.author else ""
    return make(
        "p",
        typeset(who),
        " " if who else "",
        make("a", typeset(source.title), href=source.url),
        ". ",
        typeset(source.publisher),
        f", {sentence(source.year)} ",
        read[source.read],
        " ",
        describe_use(source, words),
    )


def describe_use(source: Source, words: Words) -> str:
    """Return what a source may be cited for, as a sentence."""
    return words.source_supports.format(supports=typeset(source.supports).rstrip("."))


def term_ids(terms: list[TermFields]) -> list[str]:
    """Return an id for each term, none twice."""
    seen: dict[str, int] = {}
    return [unique(slugify(term.term), seen) for term in terms]
