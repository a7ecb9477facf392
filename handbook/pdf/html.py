"""A Document's tree as the HTML that WeasyPrint lays out."""

from __future__ import annotations

import re

from lxml import etree

from handbook.elements import long_date
from handbook.pdf.page_numbers import print_pages, space_numbers
from handbook.pdf.ways_back import name_ways_back, shorten_ways_back

OUTSIDE = ("https://", "http://", "mailto:", "tel:")
INLINE = frozenset("a em strong code span sup sub q img".split())
WHITE = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")
"""White space that is no single space."""
WHOLE = 6
"""How many rows a table may have to be kept on one page."""
SHAPES = ("circles", "triangle", "bars")
LINE, SPREAD = 80, 80
"""How many characters a line of a snapshot has, and lines two pages of it have below its title."""


def page_html(document, edition) -> str:
    """Return a whole HTML page: head with title, language and dates; body with the tree."""
    article = document.tree()
    for link in article.iter("a"):
        link.set("href", address(link.get("href"), edition))
    for entry in article.iter("article"):
        if "principle" in entry.get("class", "").split():
            open_principle(entry)
        if is_spread(entry):
            entry.set("class", f"{entry.get('class')} spread")
    shorten_ways_back(article)
    name_ways_back(article, edition.settings.words.back_to_source)
    if (index := article.find("section[@class='index']")) is not None:
        set_in_columns(index)
    print_pages(article, edition.settings.words.book.on_page)
    for table in article.iter("table"):
        if len(table.findall("tbody/tr")) > WHOLE:
            table.set("class", f"{table.get('class', '')} long".strip())
    collapse_spaces(article)
    space_numbers(article)
    part_spaces(article)
    html = etree.Element("html", lang=document.language)
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = title(document, edition)
    for name, content in metadata(document, edition).items():
        etree.SubElement(head, "meta", name=name, content=content)
    body = etree.SubElement(html, "body")
    if document.kind != "report":
        body.set("data-book", origin(edition))
    body.append(article)
    return "<!DOCTYPE html>\n" + etree.tostring(html, method="html", encoding="unicode")


def title(document, edition) -> str:
    """Return the title for a reader's window: a page's own, then the handbook's."""
    handbook = edition.settings.title
    return document.title if document.title == handbook else f"{document.title}: {handbook}"


def origin(edition) -> str:
    """Return the handbook and the edition, for the foot of a page that is printed alone."""
    settings = edition.settings
    date = long_date(settings.edition.date, settings.words)
    words = settings.words.edition.format(version=settings.edition.version, date=date)
    return f"{settings.title}. {words}"


def metadata(document, edition) -> dict[str, str]:
    """Return what the file says about itself; dates are the edition's, never today's."""
    date = f"{edition.settings.edition.date.isoformat()}T00:00:00Z"
    return {"author": edition.settings.publisher, "description": document.summary,
            "generator": "handbook", "dcterms.created": date, "dcterms.modified": date}


def address(href: str, edition) -> str:
    """Return a link's target for print: other pages by their place on the site."""
    if href.startswith(("#", *OUTSIDE)):
        return href
    path, mark, anchor = href.partition("#")
    return edition.settings.site_url.rstrip("/") + "/" + edition.documents[path].url + mark + anchor


def open_principle(article) -> None:
    """Mark a principle with its first pillar's shape, and its number for large type."""
    pillars = (item.get("class", "").split() for item in article.iter("li"))
    classes = next((names for names in pillars if "pillar" in names), [])
    shape = [f"of-{name}" for name in SHAPES if name in classes]
    article.set("class", " ".join([article.get("class"), *shape]))
    kicker = article.find("header/p[@class='kicker']")
    words = kicker.text if kicker is not None and len(kicker) == 0 else ""
    if match := re.fullmatch(r"(.*?\s)(\d+)", (words or "").strip()):
        kicker.text = match[1]
        number = etree.SubElement(kicker, "span")
        number.set("class", "number")
        number.text = match[2]


def set_in_columns(index) -> None:
    """Put the letters of the index, without its title, into a box that has columns."""
    columns = etree.Element("div")
    columns.set("class", "columns")
    columns.extend(index.xpath("h3 | ul"))
    index.append(columns)


def is_spread(article) -> bool:
    """Tell whether a snapshot fits on two pages, which should then face each other.

    Its lines are counted as if each block began one and took half a line of space. Where this is
    wrong, a page is left out or a snapshot has its pages back to back; no words are lost.
    """
    if article.get("class") != "case_study chapter":
        return False
    blocks = article.iter("p", "li", "dd", "tr", "h4", "caption")
    lines = sum(1.5 + len("".join(one.itertext())) // LINE for one in blocks)
    return lines <= SPREAD


def collapse_spaces(root) -> None:
    """Collapse white space as browsers do, so that the lines can be compared with the text."""
    last, after_space = None, True
    for element, slot in slots(root, []):
        if slot == "edge":
            if last is not None:
                setattr(*last, (getattr(*last) or "").removesuffix(" "))
            last, after_space = None, True
            continue
        if not (before := getattr(element, slot)):
            continue
        text = WHITE.sub(" ", before.replace("\u00ad", ""))
        text = text.removeprefix(" ") if after_space else text
        if text != before:
            setattr(element, slot, text)
        if text:
            last, after_space = (element, slot), text.endswith(" ")
    for line_end in root.iter("br"):
        before = line_end.getprevious()
        place = (line_end.getparent(), "text") if before is None else (before, "tail")
        setattr(*place, (getattr(*place) or "") + " ")


def part_spaces(root) -> None:
    """Put the space before an inline element into a box of its own.

    WeasyPrint 70 breaks a line after its first word when the line's text fits and the space after
    it does not; a space alone it lets hang over the edge.
    """
    for element in list(root.iter()):
        for child in list(element) if element.tag != "pre" else ():
            if child.tag not in INLINE:
                continue
            before = child.getprevious()
            place = (element, "text") if before is None else (before, "tail")
            text = getattr(*place) or ""
            if text.endswith(" ") and text != " ":
                setattr(*place, text[:-1])
                space = etree.Element("span")
                space.text = " "
                element.insert(element.index(child), space)


def slots(element, found: list[tuple]) -> list[tuple]:
    """Add each place that holds text, with an edge wherever a line must begin or end."""
    block = element.tag not in INLINE
    if block:
        found.append((element, "edge"))
    if element.tag != "pre":
        found.append((element, "text"))
        for child in element:
            slots(child, found)
            found.append((child, "tail"))
    if block:
        found.append((element, "edge"))
    return found
