"""Ways back from a source: one to each chapter that uses it, named after the chapter."""

from __future__ import annotations

from lxml import etree

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
PAGED = "paged"
"""The class of a link behind which its page is printed."""


def shorten_ways_back(article) -> None:
    """Leave each source its way back to the first use in each chapter; a page alone has one.

    In a report each is followed by its page, which paper needs.
    """
    chapters = chapters_of(article)
    for links in ways_back(article):
        seen = set()
        for link in links:
            chapter = chapters[link.get("href")[1:]]
            if chapter in seen:
                drop(link)
            elif article.get("class") == "report":
                link.set("class", f"{link.get('class')} {PAGED}")
            seen.add(chapter)


def name_ways_back(article, label: str) -> None:
    """Say where each way back leads; `label` has a place for the number of the source."""
    chapters = chapters_of(article)
    for number, links in enumerate(ways_back(article), start=1):
        for link in links:
            words = label.format(number=number)
            if len(links) > 1:
                words += f": {title_of(chapters[link.get('href')[1:]])}"
            link.set("aria-label", words)


def ways_back(article) -> list[list]:
    """Return the ways back of each source, in the order of the list."""
    items = article.iterfind(".//section[@role='doc-bibliography']/ol/li")
    return [[link for link in item.iter("a") if link.get("role") == "doc-backlink"]
            for item in items]


def chapters_of(article) -> dict:
    """Return the chapter or part that each id stands in: the innermost."""
    owners = {}
    for element in article.xpath("descendant-or-self::*[@id]"):
        name, owner = element.get("id"), element
        while owner.tag != "article" and "part" not in owner.get("class", "").split():
            owner = owner.getparent()
        owners[name] = owner
    return owners


def title_of(chapter) -> str:
    """Return the words of a chapter's first heading."""
    heading = next(element for element in chapter.iter() if element.tag in HEADINGS)
    return " ".join("".join(heading.itertext()).split())


def drop(element: etree._Element) -> None:
    """Take an element away and leave the text after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    parent.remove(element)
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
