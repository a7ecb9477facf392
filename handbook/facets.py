"""What entries are sorted by: each list's facets, their values, and what has each value.

This is the one place that says which values an entry has. A case study has no stage and no pillar
of its own: it has those of every principle that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handbook.browse_words import BrowseWords
from handbook.elements import lower_first
from handbook.fields import Recommendation
from handbook.finish import page_url
from handbook.markup import typeset
from handbook.model import CaseStudy, Handbook, Principle

MOST_YEARS = 12
"""Up to so many different years are listed one by one; more of them by decade."""
KINDS = {
    "principles": "principle",
    "case_studies": "case_study",
    "recommendations": "recommendation",
}
"""The word in a guide's field `lists` to what is listed."""
FOLLOWS = {"pillar", "stage"}
"""The facets of a case study that follow from the principles it shows."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet that something has."""

    id: str
    title: str
    url: str
    """Address of its page, below the site's root."""
    items: tuple[str, ...]
    """What has the value: path of an entry, with `#rec-id` for a recommendation; in list order."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to sort a list: by place, by stage."""

    id: str
    title: str
    note: str
    """What readers must know of how the values were given; often empty."""
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the handbook with all that it can be sorted by."""

    kind: str
    """principle, case_study or recommendation."""
    page: str
    """Path of the guide that holds the list."""
    url: str
    name: str
    """What is listed, as readers see it, in the plural."""
    one: str
    """The same of a single one."""
    items: tuple[str, ...]
    facets: tuple[Facet, ...]

    @property
    def names(self) -> str:
        """Return what is listed as it stands inside a sentence."""
        return in_sentence(self.name)

    def counted(self, number: int, words: BrowseWords) -> str:
        """Return a number of what is listed: '1 case study', '20 case studies'."""
        kinds = in_sentence(self.one) if number == 1 else self.names
        return words.count.format(count=number, kinds=kinds)

    def marks(self) -> dict[str, dict[str, list[str]]]:
        """Return for each item the ids of its values, by facet."""
        found: dict[str, dict[str, list[str]]] = {item: {} for item in self.items}
        for facet in self.facets:
            for value in facet.values:
                for item in value.items:
                    found[item].setdefault(facet.id, []).append(value.id)
        return found


def listings(handbook: Handbook) -> dict[str, Listing]:
    """Return the lists by the path of the guide that holds them; one with no entries is left out.

    Of two guides with the same list the first has the filter and the pages.
    """
    found: dict[str, Listing] = {}
    for guide in handbook.guides:
        kind = KINDS.get(guide.lists or "")
        if kind and kind not in {one.kind for one in found.values()}:
            found[guide.path] = _listing(handbook, kind, guide.path)
    return {path: one for path, one in found.items() if one.items}


def items_of(handbook: Handbook, kind: str) -> dict[str, Any]:
    """Return all of one kind by item: an entry, or a principle and its recommendation."""
    if kind == "recommendation":
        return {
            f"{page.path}#rec-{one.id}": (page, one)
            for page in handbook.principles
            for one in page.recommendations
        }
    entries = handbook.principles if kind == "principle" else handbook.case_studies
    return {page.path: page for page in entries}


def in_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence; NHS stays NHS."""
    return lower_first(title) if title[1:2].islower() else title


def _listing(handbook: Handbook, kind: str, page: str) -> Listing:
    items = items_of(handbook, kind)
    url = page_url(page, handbook.settings)
    name, one = _names(handbook, kind)
    facets = [
        facet
        for name_, (choices, ids) in _facets(handbook)[kind].items()
        if (facet := _facet(handbook, kind, url, name_, choices, _having(items, ids))).values
    ]
    return Listing(kind, page, url, typeset(name), typeset(one), tuple(items), tuple(facets))


def _names(handbook: Handbook, kind: str) -> tuple[str, str]:
    """Return what readers call a kind: many of them, and one."""
    words = handbook.settings.words
    if kind == "recommendation":
        return words.recommendations, words.site.browse.recommendation
    names = getattr(handbook.settings.kinds, kind)
    return names.many, names.one


def _having(items: Mapping[str, Any], ids: Callable) -> dict[str, list[str]]:
    """Return the items that have each value, in one pass over the items."""
    having: dict[str, list[str]] = {}
    for item, one in items.items():
        for value in dict.fromkeys(ids(one)):
            having.setdefault(value, []).append(item)
    return having


def _facet(
    handbook: Handbook,
    kind: str,
    url: str,
    name: str,
    choices: Mapping[str, str],
    having: Mapping[str, list[str]],
) -> Facet:
    words = handbook.settings.words.site.browse
    values = tuple(
        Value(value, typeset(title), f"{url}{name}/{value}/", tuple(having[value]))
        for value, title in choices.items()
        if value in having
    )
    title, note = getattr(words, name), words.first_year if name == "year" else ""
    if kind == "case_study" and name in FOLLOWS:
        study = in_sentence(handbook.settings.kinds.case_study.one)
        note = words.follows.format(kind=study, facet=in_sentence(title))
    return Facet(name, title, note, values)


def _facets(handbook: Handbook) -> dict[str, dict[str, tuple]]:
    """Return each kind's facets: the choices by id, and which of them one item has.

    A table: one line a facet, in the order that readers see.
    """
    settings = handbook.settings
    shown = {page.id: page for page in handbook.principles}

    def titles(group: str) -> dict[str, str]:
        return {choice.id: choice.title for choice in getattr(settings, group)}

    def through(study: CaseStudy, field: str) -> Iterable[str]:
        """Yield what the principles have that a case study shows."""
        for one in study.shows:
            yield from getattr(shown[one.principle], field)

    year_titles, year_of = _years(handbook)
    levels = {"documented": settings.words.documented, "partial": settings.words.partial}
    numbered = {page.id: page.title for page in handbook.principles}
    return {
        "principle": {
            "pillar": (titles("pillars"), lambda page: page.pillars),
            "stage": (titles("stages"), lambda page: page.stages),
        },
        "case_study": {
            "place": (titles("places"), lambda study: study.places),
            "topic": (titles("topics"), lambda study: study.topics),
            "principle": (numbered, lambda study: [one.principle for one in study.shows]),
            "pillar": (titles("pillars"), lambda study: through(study, "pillars")),
            "stage": (titles("stages"), lambda study: through(study, "stages")),
            "year": (year_titles, year_of),
            "evidence": (levels, lambda study: [study.evidence]),
        },
        "recommendation": {
            "audience": (titles("audiences"), lambda pair: _advice(pair).audiences),
            "stage": (titles("stages"), lambda pair: [_advice(pair).stage]),
        },
    }


def _advice(pair: tuple[Principle, Recommendation]) -> Recommendation:
    return pair[1]


def _years(handbook: Handbook) -> tuple[dict[str, str], Callable[[CaseStudy], list[str]]]:
    """Return the years, or decades where there are many, and the one of a case study."""
    starts = sorted({study.years.start for study in handbook.case_studies if study.years})
    decade = handbook.settings.words.site.browse.decade
    by_year = len(starts) <= MOST_YEARS

    def name(year: int) -> str:
        return f"{year}" if by_year else f"{year - year % 10}s"

    titles = {
        name(year): f"{year}" if by_year else decade.format(year=year - year % 10)
        for year in starts
    }
    return titles, lambda study: [name(study.years.start)] if study.years else []
