"""Checklists to print: what to do at one stage, or what one audience can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from handbook.elements import lower_first, make, phrase, section
from handbook.fields import Recommendation
from handbook.markup import typeset
from handbook.model import Handbook, Principle
from handbook.settings import Choice

FOLDER = "checklists"


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist, not yet a Document."""

    group: str
    """`stages` or `audiences`."""
    choice: Choice
    name: str
    """Its part of the address, below `checklists/`."""
    title: str
    summary: str
    tree: etree._Element

    @property
    def path(self) -> str:
        """Return a path in the form of a page's; no file stands there."""
        return f"{FOLDER}/{self.name}.md"

    @property
    def url(self) -> str:
        return f"{FOLDER}/{self.name}/"


Advice = tuple[Principle, Recommendation]


def compose_checklists(handbook: Handbook) -> Iterator[Checklist]:
    """Yield a checklist for each stage and then each audience that has recommendations."""
    settings = handbook.settings
    advice = [(page, one) for page in handbook.principles for one in page.recommendations]
    taken = {stage.id for stage in settings.stages}
    for stage in settings.stages:
        chosen = [one for one in advice if one[1].stage == stage.id]
        if chosen:
            yield _checklist(handbook, "stages", stage, stage.id, _by_principle(handbook, chosen))
    for audience in settings.audiences:
        chosen = [one for one in advice if audience.id in one[1].audiences]
        name = f"for-{audience.id}" if audience.id in taken else audience.id
        if chosen:
            yield _checklist(handbook, "audiences", audience, name, _by_stage(handbook, chosen))


def _checklist(
    handbook: Handbook, group: str, choice: Choice, name: str, sections: list[etree._Element]
) -> Checklist:
    words = handbook.settings.words
    title = words.checklist_title.format(title=typeset(choice.title))
    summary = words.checklist_stage if group == "stages" else words.checklist_audience
    summary = summary.format(title=lower_first(typeset(choice.title)))
    tree = make(
        "article",
        make(
            "header",
            make("p", words.checklist, class_="kicker"),
            make("h1", title, id=f"{name}-checklist"),
            make("p", summary, class_="summary"),
        ),
        sections,
        class_="checklist",
        lang=handbook.settings.language,
    )
    return Checklist(group, choice, name, title, summary, tree)


def _by_principle(handbook: Handbook, advice: list[Advice]) -> list[etree._Element]:
    """Return one section a principle: its title stands above what it recommends."""
    audiences = handbook.settings.choices("audiences")
    return [
        section(
            typeset(principle.title),
            2,
            principle.id,
            make(
                "ol",
                [
                    _item(handbook, page, one, [audiences[name].title for name in one.audiences])
                    for page, one in advice
                    if page is principle
                ],
            ),
            class_="recommendations",
        )
        for principle in handbook.principles
        if any(page is principle for page, _ in advice)
    ]


def _by_stage(handbook: Handbook, advice: list[Advice]) -> list[etree._Element]:
    """Return one section a stage."""
    return [
        section(
            stage.title,
            2,
            f"at-{stage.id}",
            make("ol", [_item(handbook, *one) for one in chosen]),
            class_="recommendations",
        )
        for stage in handbook.settings.stages
        if (chosen := [one for one in advice if one[1].stage == stage.id])
    ]


def _item(
    handbook: Handbook, page: Principle, advice: Recommendation, audiences: list[str] | None = None
) -> etree._Element:
    """Return one recommendation with a way to its principle and, if asked, who it is for."""
    words = handbook.settings.words
    number = words.number.format(kind=handbook.settings.kinds.principle.one, number=page.number)
    names = phrase([lower_first(name) for name in audiences or ()], words)
    whom = f". {words.checklist_for.format(audiences=names)}" if names else ""
    link = make("a", typeset(page.title), href=f"{page.path}#rec-{advice.id}")
    return make(
        "li",
        make("p", typeset(advice.text), class_="rec-text"),
        make("p", f"{number}: ", link, whom, class_="rec-facts"),
        class_="recommendation",
    )
