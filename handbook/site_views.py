"""What the theme's templates show around a page's text, as plain values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.checklists import FOLDER
from handbook.site_forms import forms

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition
    from handbook.model import CaseStudy, Principle
    from handbook.settings import Choice
    from handbook.site import Parts
    from handbook.site_order import Order, Section
    from handbook.site_words import SiteWords


STYLES = {
    "lists.css": ('class="entries"', 'class="glossary"'),
    "easy-read.css": ('class="ideas"',),
    "study.css": ('class="level', 'class="evidence"', 'class="num"'),
    "prose.css": tuple('<h4 <em> <q <sup <sub <code <pre <blockquote class="callout'.split()),
}
"""Stylesheet of the theme to what a page holds when it needs the sheet."""


MOST_LISTED = 300
"""With more pages than this the list of all pages names the lists of entries, not the entries."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: words, address below the site's root, and what kind of thing it is."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageStart:
    """One stage of a project and the principles that say most about it."""

    stage: Choice
    principles: tuple[Principle, ...]


def styles_for(parts: Parts, document: Document) -> list[str]:
    """Return the stylesheets that a page needs beside the one that all pages share.

    A guide ends with the list of its section, which is laid out as prose is.
    """
    article = parts.header + parts.intro + parts.listing + parts.sections
    found = [name for name, marks in STYLES.items() if any(mark in article for mark in marks)]
    return sorted({*found, *(["prose.css"] if document.kind == "guide" else [])})


def start_by_stage(edition: Edition, most: int = 4) -> list[StageStart]:
    """Return each stage with the few principles that have most recommendations for it."""
    found = []
    for stage in edition.settings.stages:
        counts = {
            principle: sum(advice.stage == stage.id for advice in principle.recommendations)
            for principle in edition.handbook.principles
        }
        ranked = sorted(filter(counts.get, counts), key=lambda one: (-counts[one], one.number))
        if ranked:
            found.append(StageStart(stage, tuple(ranked[:most])))
    return found


def sampled_case_studies(edition: Edition, most: int = 3) -> list[CaseStudy]:
    """Return a few case studies to show first: the best documented, spread over the places."""
    studies = edition.handbook.case_studies
    ordered = sorted(studies, key=lambda study: study.evidence != "documented")
    seen: set[tuple[str, ...]] = set()
    fresh = [s for s in ordered if s.places not in seen and not seen.add(s.places)]
    return [*fresh, *(s for s in ordered if s not in fresh)][:most]


def size(number: int, words: SiteWords) -> str:
    """Return a file size as people say it, in units of 1,000."""
    if number < 999_500:
        return words.kilobytes.format(number=max(1, round(number / 1000)))
    return words.megabytes.format(number=f"{number / 1_000_000:.1f}")


def checklists_by_group(edition: Edition) -> list[tuple[str, list[Link]]]:
    """Return the checklists by stage, then those by audience, each group under its name."""
    words = edition.settings.words.site
    links = [Link(one.title, one.url) for one in edition.checklists.values()]
    stages = {f"{FOLDER}/{stage.id}/" for stage in edition.settings.stages}
    return [
        (words.by_stage, [link for link in links if link.url in stages]),
        (words.by_audience, [link for link in links if link.url not in stages]),
    ]


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing that readers choose about the look of the site."""

    name: str
    """The `data-` attribute of the root element that carries the choice."""
    title: str
    choices: tuple[tuple[str, str], ...]
    """Value and words; the first value is empty and stands for how the site comes."""


def preferences(edition: Edition) -> list[Preference]:
    """Return all of them; `theme/assets/preferences.css` has a rule for each value."""
    words = edition.settings.words.site
    values = {
        "size": (words.preferences_sizes, "large larger largest"),
        "lines": (words.preferences_spaces, "wide widest"),
        "letters": (words.preferences_spaces, "wide widest"),
        "typeface": (words.preferences_typefaces, "device serif"),
        "colours": (words.preferences_palettes, "light dark black-on-white white-on-black sepia"),
    }
    return [
        Preference(
            name,
            getattr(words, f"preferences_{name}"),
            tuple(zip(("", *ids.split()), titles, strict=True)),
        )
        for name, (titles, ids) in values.items()
    ]


def tools(edition: Edition) -> list[Link]:
    """Return the pages of the site that are for using, not for reading."""
    words = edition.settings.words.site
    return [
        Link(words.plan_title, "plan/"),
        Link(words.preferences_title, "preferences/"),
        *(Link(form.title, form.url) for form in forms(edition)),
    ]


def about_links(edition: Edition, order: Order) -> list[Link]:
    """Return what the foot of each page links: the section with the accessibility statement.

    Without a section that has it: the last section, and the statement if there is one.
    """
    paths = [page.path for page in edition.handbook.guides if page.statement]
    found = [Link(edition.pages[path].title, edition.pages[path].url) for path in paths]
    urls = {link.url for link in found}
    about = [part for part in order.sections if len(part.pages) > 1 and urls & _urls(part)]
    links = [Link(page.title, page.url) for page in (about or order.sections[-1:])[0].pages]
    return links if about else [*links, *(link for link in found if link not in links)]


def _urls(part: Section) -> set[str]:
    return {page.url for page in part.pages}


def a_to_z(edition: Edition) -> list[tuple[str, list[Link]]]:
    """Return every page and every explained word under its first letter.

    Where there are very many pages, entries are left to their own lists, which stand here and have
    pages of their own: no page may grow with the handbook.
    """
    links = sorted(_everything(edition), key=lambda link: _sort_key(link.title))
    return [(letter, list(group)) for letter, group in groupby(links, key=_letter)]


def _everything(edition: Edition) -> Iterable[Link]:
    words, kinds = edition.settings.words.site, edition.settings.kinds
    names = {"principle": kinds.principle.one, "case_study": kinds.case_study.one}
    few = len(edition.pages) <= MOST_LISTED
    for document in edition.pages.values():
        if document.url and (few or document.kind not in names):
            yield Link(document.title, document.url, names.get(document.kind, words.page))
    for document in edition.checklists.values():
        yield Link(document.title, document.url, words.page)
    for link in tools(edition):
        yield Link(link.title, link.url, words.page)
    glossary = next(
        (guide.path for guide in edition.handbook.guides if guide.lists == "glossary"), None
    )
    if glossary:
        for term in edition.handbook.terms:
            yield Link(term.term, f"{edition.pages[glossary].url}#term-{term.id}", words.term)


def _sort_key(title: str) -> str:
    """Return a title without accents and case, as people look it up."""
    plain = unicodedata.normalize("NFKD", title).lower()
    return "".join(letter for letter in plain if letter.isalnum() or letter == " ")


def _letter(link: Link) -> str:
    first = _sort_key(link.title)[:1].upper()
    return first if first.isalpha() else "0 to 9"
