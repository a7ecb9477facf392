"""An Atom feed of what is new: editions as the news page tells them, then pages by review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition
    from handbook.words import Words

FEED = "feed.xml"
NEWS = "whats-new"
"""The id of the guide whose sections with a date in their heading are news."""
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is new."""

    title: str
    day: date
    url: str
    """Below the site's root."""
    summary: str


def write_feed(edition: Edition) -> bytes:
    """Return the feed (RFC 4287); its dates are those of the content, never of the build."""
    settings = edition.settings
    items = [*news(edition), *reviews(edition)][:MOST]
    feed = etree.Element("feed", {"{http://www.w3.org/XML/1998/namespace}lang": settings.language},
                         nsmap={None: ATOM})  # fmt: skip
    newest = max((item.day for item in items), default=settings.edition.date)
    _add(feed, "title", settings.title)
    _add(feed, "subtitle", settings.description)
    _add(feed, "id", settings.site_url)
    _add(feed, "updated", _moment(newest))
    _add(feed, "link", rel="self", type="application/atom+xml", href=settings.site_url + FEED)
    _add(feed, "link", rel="alternate", type="text/html", href=settings.site_url)
    _add(_add(feed, "author"), "name", settings.publisher)
    _add(feed, "rights", settings.licence)
    for item in items:
        entry = _add(feed, "entry")
        _add(entry, "title", item.title)
        _add(entry, "id", settings.site_url + item.url)
        _add(entry, "updated", _moment(item.day))
        _add(entry, "link", rel="alternate", type="text/html", href=settings.site_url + item.url)
        _add(entry, "summary", item.summary)
    etree.indent(feed)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True)


def news(edition: Edition) -> Iterator[Item]:
    """Give the dated sections of the news page, newest first."""
    page = next((one for one in edition.pages.values() if one.id == NEWS), None)
    found = list(_dated_sections(page, edition.settings.words)) if page else []
    yield from sorted(found, key=lambda item: item.day, reverse=True)


def _dated_sections(page: Document, words: Words) -> Iterator[Item]:
    for section in page.tree().iter("section"):
        heading = section.find("h2")
        day = find_date(text_of(heading), words) if heading is not None else None
        if day:
            first = section.findall(".//li") or section.findall("p")
            summary = "; ".join(text_of(one) for one in first[:5])
            yield Item(text_of(heading), day, f"{page.url}#{heading.get('id')}", summary)


def find_date(text: str, words: Words) -> date | None:
    """Return the date that a text names in the handbook's own words, such as 3 May 2026."""
    months = {name: number for number, name in enumerate(words.months, 1)}
    found = re.search(rf"\b(\d{{1,2}}) ({'|'.join(map(re.escape, months))}) (\d{{4}})\b", text)
    if not found:
        return None
    try:
        return date(int(found[3]), months[found[2]], int(found[1]))
    except ValueError:
        return None


def reviews(edition: Edition) -> Iterator[Item]:
    """Give every page by the date it was reviewed, the latest first, else in reading order."""
    dated = [page for page in edition.pages.values() if page.reviewed and page.id != NEWS]
    for page in sorted(dated, key=lambda page: page.reviewed, reverse=True):
        yield Item(page.title, page.reviewed, page.url, page.summary)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str):
    """Add an element of the feed's own kind and return it."""
    element = etree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = text
    return element
