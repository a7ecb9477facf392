"""A page's list of sources as the website shows it: short, with one way back from each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.lists import describe_use

if TYPE_CHECKING:
    from lxml import etree

    from handbook.load import Edition


def shorten_sources(article: etree._Element, edition: Edition) -> None:
    """Give each source one way back, to its first use, and leave what it is used for to the list.

    A browser's own way back leads to where the reader was; the page that lists all sources says
    what each is used for. The arrow that shows the way back is drawn by the style sheet.
    """
    words, sources = edition.settings.words, edition.handbook.sources
    for number, item in enumerate(article.iterfind(".//section[@class='sources']//li"), 1):
        used = describe_use(sources[item.get("id").removeprefix("source-")], words)
        for link in item.iter("a"):
            link.tail = (link.tail or "").replace(used, "").replace("  ", " ")
        first, *others = item.findall(".//a[@class='back']") or [None]
        if first is not None:
            first.set("aria-label", words.back_to_source.format(number=number))
        for link in others:
            link.getparent().remove(link)
    for link in article.iterfind(".//a[@class='back']"):
        link.text = None
    drop_unused_ids(article)


def drop_unused_ids(article: etree._Element) -> None:
    """Take the ids off those citations that no link leads to."""
    wanted = {link.get("href") for link in article.iterfind(".//a[@class='back']")}
    for link in article.iterfind(".//a[@class='citation']"):
        if f"#{link.get('id')}" not in wanted:
            link.attrib.pop("id", None)
