"""The pages that a list leads to: one Document for each value of each facet, and one for the map.

They are Documents, checked like every other, because what they say is content: any format may carry
"what councils can do" or "project snapshots about libraries". They stand apart from the pages that
people write, in no reading order and not in the report. A page lists only its own entries, so that
all of them together grow as the entries do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from handbook.document import Document, headings_of, serialise, validate
from handbook.elements import make
from handbook.facets import Facet, Listing, Value, in_sentence, items_of, listings
from handbook.lists import advice_by_stage, advice_list, case_study_entry, principle_entry
from handbook.markup import typeset
from handbook.model import Handbook
from handbook.problems import ProblemsFound

FOLDER = "facets"
"""First part of the path of every such page; no file stands there."""
MAP = "map"


def facet_documents(handbook: Handbook) -> dict[str, Document]:
    """Return the page of each value of each facet by its path, and the map's if there is a map.

    Raises ProblemsFound if one of them is not accessible in all formats.
    """
    documents = {}
    for listing in listings(handbook).values():
        items = items_of(handbook, listing.kind)
        for facet in listing.facets:
            for value in facet.values:
                tree = _page(handbook, listing, facet, value, items)
                documents[path_of(value.url)] = _document(handbook, tree, value.url)
        if has_map(handbook, listing):
            url = f"{listing.url}{MAP}/"
            documents[path_of(url)] = _document(handbook, _map(handbook, listing), url, MAP)
    return documents


def path_of(url: str) -> str:
    """Return the path of the page that has this address."""
    return f"{FOLDER}/{url.rstrip('/')}.md"


def has_map(handbook: Handbook, listing: Listing) -> bool:
    """Tell whether a list's places are drawn on a map."""
    places = any(facet.id == "place" for facet in listing.facets)
    return handbook.settings.map is not None and places


def title_of(handbook: Handbook, listing: Listing, facet: Facet, value: Value) -> str:
    """Return the title of a value's page: 'Case studies about trees'."""
    words = handbook.settings.words.site.browse
    ours = getattr(words, f"title_{facet.id}", words.title)
    inside = in_sentence(value.title) if facet.id in ("topic", "audience") else value.title
    return ours.format(kinds=listing.name, facet=in_sentence(facet.title), value=inside)


def _page(
    handbook: Handbook, listing: Listing, facet: Facet, value: Value, items: Mapping[str, Any]
) -> etree._Element:
    words = handbook.settings.words.site.browse
    summary = words.summary.format(
        count=len(value.items), total=len(listing.items), kinds=listing.names
    )
    note = make("p", typeset(facet.note)) if facet.note else None
    chosen = {item: items[item] for item in value.items}
    title = title_of(handbook, listing, facet, value)
    return _article(handbook, title, summary, note, _entries(handbook, listing, facet, chosen))


def _entries(
    handbook: Handbook, listing: Listing, facet: Facet, chosen: Mapping[str, Any]
) -> list[etree._Element]:
    """Return the entries of a page as a list; advice to an audience stands by stage."""
    if listing.kind == "recommendation" and facet.id != "stage":
        return list(advice_by_stage(handbook, list(chosen.values())))
    if listing.kind == "recommendation":
        return [advice_list(handbook, list(chosen.values()))]
    entry = principle_entry if listing.kind == "principle" else case_study_entry
    return [make("ul", [entry(page, page.path) for page in chosen.values()], class_="entries")]


def _map(handbook: Handbook, listing: Listing) -> etree._Element:
    """Return the text of the map's page; the site draws the map and lists the places."""
    words, place_map = handbook.settings.words.site.browse, handbook.settings.map
    source = make(
        "p",
        f"{words.map_source} ",
        make("a", typeset(place_map.title), href=place_map.source),
        f". {typeset(place_map.attribution)} ",
        f"{words.map_licence.format(licence=place_map.licence)} {words.map_simplified}",
    )
    title = words.map_title.format(kinds=listing.name)
    return _article(handbook, title, words.map_summary.format(kinds=listing.names), source)


def _article(handbook: Handbook, title: str, summary: str, *children) -> etree._Element:
    return make(
        "article",
        make(
            "header",
            make("h1", title, id="list-title"),
            make("p", typeset(summary), class_="summary"),
        ),
        *(child for child in children if child is not None),
        class_="facet",
        lang=handbook.settings.language,
    )


def _document(handbook: Handbook, tree: etree._Element, url: str, kind: str = "facet") -> Document:
    settings = handbook.settings
    path = path_of(url)
    if faults := validate(path, tree, frozenset(settings.words.vague_links)):
        raise ProblemsFound(faults)
    title, summary = tree[0]
    return Document(
        path=path,
        id=url.rstrip("/").replace("/", "--"),
        kind=kind,
        title=title.text,
        summary=summary.text,
        language=settings.language,
        url=url,
        reviewed=None,
        xhtml=serialise(tree),
        headings=headings_of(tree),
        images=(),
        citations=(),
    )
