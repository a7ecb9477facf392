"""Turn a finished Document into the HTML of one page of the website."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from handbook.elements import span_of_years
from handbook.model import CaseStudy, Principle
from handbook.site_browse import is_list, mark_items
from handbook.site_paging import Paging
from handbook.site_pictures import offer_sizes
from handbook.site_shapes import SHAPES, shape_element
from handbook.site_sources import shorten_sources

if TYPE_CHECKING:
    from handbook.document import Document, Heading
    from handbook.load import Edition

NO_PAGING = Paging({}, {})
OUTSIDE = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Parts:
    """One page's article in three parts, so that a theme can lay them out apart."""

    header: str
    """The `header` element: kicker, title, summary, facts."""
    intro: str
    """What comes before the first section."""
    listing: str
    """The list that the page is made to show, if it is one."""
    sections: str
    """The sections, and everything after the first of them."""


def render_page(document: Document, edition: Edition) -> str:
    """Return the page's whole article as HTML."""
    return join_parts(document, render_parts(document, edition))


def join_parts(document: Document, parts: Parts) -> str:
    """Return the parts of a page's article as one."""
    return (
        f'<article class="{document.kind}" lang="{document.language}">'
        f"{parts.header}{parts.intro}{parts.listing}{parts.sections}</article>"
    )


def render_parts(document: Document, edition: Edition, paging: Paging = NO_PAGING) -> Parts:
    """Return the page's article as HTML, its header and introduction apart.

    `paging` says where the entries of long lists stand.
    """
    article = document.tree()
    mark_items(article, document, edition)
    fill_entries(article, edition)
    mark_level(article, document, edition)
    resolve_links(article, document, edition, paging)
    place_images(article, document)
    draw_pillars(article)
    shorten_sources(article, edition)
    group_facts(article)
    label_cells(article)
    groups = {"header": "", "intro": "", "listing": "", "sections": ""}
    group = "intro"
    for child in article:
        listed = is_list(child, document)
        group = "sections" if child.tag == "section" and not listed else group
        own = "header" if child.tag == "header" else "listing" if listed else group
        groups[own] += html(child)
    return Parts(**groups)


def fill_entries(article: etree._Element, edition: Edition) -> None:
    """Head each entry of a list, and show a principle's pillars or a case study's place."""
    for entry in article.iterfind(".//li[@class='entry']"):
        for title in entry.iterfind("p[@class='entry-title']"):
            title.tag = "h2"
        link = entry.find(".//a")
        page = edition.handbook.pages.get(link.get("href", "")) if link is not None else None
        if isinstance(page, Principle):
            pillars = pillar_list(page, edition)
            entry.append(pillars)
            entry.set("class", pillars[0].get("class").replace("pillar", "entry"))
        elif isinstance(page, CaseStudy):
            line = etree.SubElement(entry, "p", {"class": "quiet"})
            line.text = where_and_when(page, edition)
            entry.append(level_line(page, edition))


def level_line(study: CaseStudy, edition: Edition) -> etree._Element:
    """Return how well a case study is documented: its word, before which a shape is drawn."""
    line = etree.Element("p", {"class": f"level {study.evidence}"})
    line.text = getattr(edition.settings.words, study.evidence)
    return line


def mark_level(article: etree._Element, document: Document, edition: Edition) -> None:
    """Let the shape of its evidence stand before what a case study's page says of it."""
    study = edition.handbook.pages.get(document.path)
    if isinstance(study, CaseStudy):
        for said in article.iterfind("header/p[@class='evidence']/strong"):
            said.set("class", f"level {study.evidence}")


def pillar_list(principle: Principle, edition: Edition) -> etree._Element:
    """Return a principle's pillars as a list, still without their shapes."""
    pillars = edition.settings.choices("pillars")
    found = etree.Element("ul", {"class": "pillars"})
    for name in principle.pillars:
        item = etree.SubElement(found, "li", {"class": f"pillar {pillars[name].shape}"})
        item.text = pillars[name].title
    return found


def easy_pages(edition: Edition) -> dict[str, Document]:
    """Return the Easy Read versions, each by the path that its page has for the site."""
    return {
        path.removesuffix(".md") + ".easy.md": document
        for path, document in edition.easy_reads.items()
    }


def documents(edition: Edition) -> dict[str, Document]:
    """Return the Document of every page of the site, by its path."""
    return {**edition.pages, **easy_pages(edition), **edition.checklists}


def where_and_when(study: CaseStudy, edition: Edition) -> str:
    """Return the places and years of a case study in one line."""
    places = edition.settings.choices("places")
    names = [places[place].title for place in study.places] or [study.location or ""]
    years = study.years and span_of_years(study.years, edition.settings.words)
    return ", ".join(filter(None, [*names, years]))


def resolve_links(
    article: etree._Element, document: Document, edition: Edition, paging: Paging = NO_PAGING
) -> None:
    """Make every link to a page of this site relative, from page address to page address."""
    own = {document.path: document, paging.home(document).path: paging.home(document)}
    root = edition.settings.site_url
    for link in article.iter("a"):
        target = link.get("href", "")
        if root.endswith("/") and target.startswith(root):
            link.set("href", relative_url(document.url, target.removeprefix(root)))
            continue
        if target.startswith(OUTSIDE):
            continue
        path, mark, anchor = target.partition("#")
        path = path or paging.home(document).path
        page = own.get(path) or edition.documents[path]
        address = paging.places.get((path, anchor), page.url)
        url = relative_url(document.url, address)
        same_page = address == document.url and mark
        link.set("href", f"#{anchor}" if same_page else f"{url}{mark}{anchor}")


def place_images(article: etree._Element, document: Document) -> None:
    """Point every image at its published copy; all but the first wait until they are near."""
    for position, image in enumerate(list(article.iter("img"))):
        image.set("src", relative_url(document.url, asset_url(image.get("src"))))
        image.set("decoding", "async")
        if position:
            image.set("loading", "lazy")
        offer_sizes(image)


def draw_pillars(article: etree._Element) -> None:
    """Put each pillar's shape before its word."""
    for item in article.iter("li"):
        named = item.get("class", "").split()
        shapes = [name for name in named if name in SHAPES]
        if "pillar" not in named or not shapes:
            continue
        drawing = shape_element(shapes[0])
        drawing.tail, item.text = item.text, None
        item.insert(0, drawing)


def group_facts(article: etree._Element) -> None:
    """Put each name of a list of facts together with its value, so that they stay together."""
    for facts in article.iterfind(".//dl[@class='facts']"):
        for name in facts.findall("dt"):
            group = etree.Element("div")
            name.addprevious(group)
            value = name.getnext()
            group.append(name)
            group.append(value)


def label_cells(article: etree._Element) -> None:
    """Give each cell its column's header, which narrow screens show beside it.

    A table that stacks needs no sideways scrolling at 320 px (WCAG 2.2, 1.4.10).
    """
    for table in article.iter("table"):
        headers = [words(cell) for cell in table.iterfind("thead/tr/th")]
        for row in table.iterfind("tbody/tr"):
            for header, cell in zip(headers, row, strict=False):
                if cell.tag == "td":
                    cell.set("data-label", header)


def contents(headings: tuple[Heading, ...]) -> list[dict[str, Any]]:
    """Return the headings below the title as nested tokens: level, id, name, children."""
    roots: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for heading in headings:
        token = {
            "level": heading.level,
            "id": heading.id,
            "name": escape(heading.text),
            "children": [],
        }
        while path and path[-1]["level"] >= heading.level:
            path.pop()
        (path[-1]["children"] if path else roots).append(token)
        path.append(token)
    return roots


def relative_url(here: str, there: str) -> str:
    """Return the address `there` as seen from the page `here`, both below the site's root."""
    start = here if here.endswith("/") else posixpath.dirname(here)
    url = posixpath.relpath(f"/{there}", f"/{start}")
    return f"{url}/" if there.endswith("/") or not there else url


def asset_url(path: str) -> str:
    """Return the address below the site's root of a picture that has this path in the project."""
    return f"assets/{path}"


def html(element: etree._Element) -> str:
    """Return an element as HTML (not XML): void elements without a slash, none self-closed."""
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def words(element: etree._Element) -> str:
    """Return an element's text with its spaces made single."""
    return " ".join("".join(element.itertext()).split())


def escape(text: str) -> str:
    """Return plain text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
