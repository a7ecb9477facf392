"""What the website's lists need beside their text: marks to filter by, facet pages, the map."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from handbook.facet_pages import MAP, facet_documents, has_map, path_of
from handbook.facets import KINDS, Facet, Listing, Value, in_sentence, listings
from handbook.map_shapes import Drawing, Shape, draw
from handbook.model import Guide
from handbook.site_paging import ENTRIES, entries_json

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition
    from handbook.site_paging import Paging

WORDS_FILE = "assets/filter-words.js"


@dataclass(frozen=True, slots=True)
class Browse:
    """The lists of an edition, ready for the theme's templates."""

    listings: Mapping[str, Listing]
    """By the path of the page that holds the list."""
    documents: Mapping[str, Document]
    """The page of each value of each facet, and the map's, by path."""
    homes: Mapping[str, Listing]
    """The list that each of these pages comes from, by path."""
    maps: Mapping[str, str]
    """Path of a list's page to the address of its map."""
    drawing: Drawing | None
    full_names: Mapping[str, str]
    """Address of a value's page to its title, where the value's own name has two meanings."""


def browse(edition: Edition) -> Browse:
    """Return all that the website shows of an edition's lists."""
    handbook = edition.handbook
    found = listings(handbook)
    mapped = {
        one.page: f"{one.url}{MAP}/"
        for one in found.values()
        if edition.outlines and has_map(handbook, one)
    }
    homes = {
        path_of(value.url): one
        for one in found.values()
        for facet in one.facets
        for value in facet.values
    }
    homes |= {path_of(url): found[page] for page, url in mapped.items()}
    drawing = draw(edition.outlines) if edition.outlines else None
    documents = facet_documents(handbook)
    names = {url: documents[path_of(url)].title for url in _unclear(edition, found)}
    return Browse(found, documents, homes, mapped, drawing, names)


def _unclear(edition: Edition, found: Mapping[str, Listing]) -> Iterator[str]:
    """Yield the address of each value whose name also names something else on the list's page.

    A link must say where it leads by itself (WCAG 2.2, 2.4.9): a topic may have a pillar's name,
    and a stage that of a word that the glossary explains.
    """
    terms = [term.term for term in edition.handbook.terms]
    for listing in found.values():
        values = [value for facet in listing.facets for value in facet.values]
        uses = Counter(name.casefold() for name in (*terms, *(value.title for value in values)))
        yield from (value.url for value in values if uses[value.title.casefold()] > 1)


def mark_items(article: etree._Element, document: Document, edition: Edition) -> None:
    """Give each item of a list the ids of its values, as data attributes to filter by.

    What all items of a section share stands once, on the section.
    """
    page = edition.handbook.pages.get(document.path)
    lists = page.lists if isinstance(page, Guide) else None
    listing = listings(edition.handbook).get(document.path) if lists in KINDS else None
    if listing is None:
        return
    marks = listing.marks()
    for part in article:
        for item in part.iter("li") if is_list(part, document) else ():
            link = item.find("p[@class='rec-facts']/a")
            link = item.find(".//a") if link is None else link
            for facet, values in marks[link.get("href")].items():
                holder = part if part.tag == "section" and facet == "stage" else item
                holder.set(f"data-{facet}", " ".join(values))


def filter_words(edition: Edition) -> str:
    """Return the script that holds the words of a filter, so that no page has to."""
    words = edition.settings.words.site.browse
    names = ("count", "showing", "showing_none", "showing_part", "show", "chosen", "clear")
    chosen = {name: getattr(words, name) for name in names}
    return f"export default {json.dumps(chosen, ensure_ascii=False)};\n"


def write_entries(browse: Browse, edition: Edition, paging: Paging, folder: Path) -> None:
    """Write all entries of each list that has more than one page, for its filter."""
    from handbook.site import render_parts

    for path in browse.listings:
        if path in paging.leaves:
            whole = edition.pages[path]
            listing = render_parts(whole, edition, paging).listing
            (folder / whole.url / ENTRIES).write_text(entries_json(listing), "utf-8")


def is_list(element: etree._Element, document: Document) -> bool:
    """Tell whether a part of an article is its list, or a section of its list."""
    if document.kind not in ("guide", "facet", "leaf"):
        return False
    if element.tag == "section":
        return element.get("class") == "recommendations"
    return element.find("li[@class]") is not None and element.get("class") == "entries"


def facet_names(listing: Listing, last: str) -> str:
    """Return what a list can be sorted by, as a phrase: 'place, topic or year'."""
    *names, final = [in_sentence(facet.title) for facet in listing.facets]
    return f"{', '.join(names)} {last} {final}" if names else final


def places(listing: Listing) -> Facet:
    """Return the facet of a list that its map shows."""
    return next(facet for facet in listing.facets if facet.id == "place")


def shapes_with(listing: Listing, drawing: Drawing) -> list[tuple[Shape, Value | None]]:
    """Return each place as drawn, with what is there or None."""
    values = {value.id: value for value in places(listing).values}
    return [(shape, values.get(shape.place)) for shape in drawing.shapes]


def elsewhere(listing: Listing) -> int:
    """Return how many have no place."""
    placed = {item for value in places(listing).values for item in value.items}
    return len(listing.items) - len(placed)
