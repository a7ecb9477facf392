"""The lists that a guide may ask for, made from the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from handbook.blocks import sentence, slugify, unique
from handbook.composer import Composer
from handbook.elements import lower_first, make, phrase
from handbook.fields import Recommendation, TermFields
from handbook.markup import typeset
from handbook.model import CaseStudy, Handbook, Principle, Source
from handbook.words import Words

Advice = tuple[Principle, Recommendation]


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
    return makers[name](composer) if name in makers else []


def _principles(composer: Composer) -> list[etree._Element]:
    items = [
        principle_entry(page, composer.path_to(page.path)) for page in composer.handbook.principles
    ]
    return [make("ul", items, class_="entries")] if items else []


def principle_entry(page: Principle, href: str) -> etree._Element:
    """Return a principle as one entry of a list: its number, its title as a link, its summary."""
    number = make("span", f"{page.number}", class_="entry-number")
    title = make("p", number, " ", make("a", typeset(page.title), href=href), class_="entry-title")
    return make("li", title, _summary(page.summary), class_="entry")


def _case_studies(composer: Composer) -> list[etree._Element]:
    items = [
        case_study_entry(page, composer.path_to(page.path))
        for page in composer.handbook.case_studies
    ]
    return [make("ul", items, class_="entries")] if items else []


def case_study_entry(page: CaseStudy, href: str) -> etree._Element:
    """Return a case study as one entry of a list: its title as a link, its summary."""
    title = make("p", make("a", typeset(page.title), href=href), class_="entry-title")
    return make("li", title, _summary(page.summary), class_="entry")


def _recommendations(composer: Composer) -> list[etree._Element]:
    """Return all recommendations by stage, each of them once."""
    advice = [(page, one) for page in composer.handbook.principles for one in page.recommendations]
    return list(advice_by_stage(composer.handbook, advice, composer.path_to))


def advice_by_stage(
    handbook: Handbook, advice: list[Advice], path_to: Callable[[str], str] = str
) -> Iterator[etree._Element]:
    """Yield a section for each stage that has some of this advice."""
    for stage in handbook.settings.stages:
        chosen = [one for one in advice if one[1].stage == stage.id]
        if chosen:
            heading = make("h2", typeset(stage.title), id=f"advice-{stage.id}")
            items = advice_list(handbook, chosen, path_to)
            yield make("section", heading, items, class_="recommendations")


def advice_list(
    handbook: Handbook, advice: list[Advice], path_to: Callable[[str], str] = str
) -> etree._Element:
    """Return recommendations as a list, each with who it is for and its principle."""
    return make("ol", [_advice(handbook, page, one, path_to) for page, one in advice])


def _advice(
    handbook: Handbook, page: Principle, advice: Recommendation, path_to: Callable[[str], str]
) -> etree._Element:
    """Return one recommendation: what to do, for whom, and the principle that it comes from."""
    settings = handbook.settings
    audiences = settings.choices("audiences")
    named = [audiences[name].title for name in advice.audiences if name in audiences]
    whom = phrase([lower_first(title) for title in named], settings.words)
    number = settings.words.number.format(kind=settings.kinds.principle.one, number=page.number)
    link = make("a", typeset(page.title), href=f"{path_to(page.path)}#rec-{advice.id}")
    said = f"{settings.words.site.browse.advice_for.format(audiences=whom)} {number}: "
    return make(
        "li",
        make("p", typeset(advice.text), class_="rec-text"),
        make("p", said, link, class_="rec-facts"),
        class_="recommendation",
    )


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
