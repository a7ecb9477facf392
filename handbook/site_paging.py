"""Long lists in pages: no page of the website grows with the handbook.

A Document holds a list whole, and so does every file of it. The website shows the first entries on
the page of the list, and the others on pages of their own that link to each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.document import Document, headings_of, serialise

if TYPE_CHECKING:
    from handbook.browse_words import BrowseWords

MOST = {"entry": 24, "recommendation": 40, "dt": 60, "li": 30}
"""How many entries a page holds, by the class or else the tag of an entry, so that each page stays
light: a source takes more room than a word of the glossary."""
KIND = "leaf"
"""The kind of a Document that is a further page of a long list."""
ENTRIES = "entries.json"
"""Beside the page of a list that has more pages: all its entries, for the filter."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long list."""

    document: Document
    home: Document
    """The whole list."""
    number: int
    urls: tuple[str, ...]
    """The address of each page of the list, this one's among them."""


@dataclass(frozen=True, slots=True)
class Paging:
    """All long lists of a site."""

    leaves: Mapping[str, Leaf]
    """Path of each page of a long list, the first by the path of the list itself."""
    places: Mapping[tuple[str, str], str]
    """Path of a list and an id in it to the address of its page, where that is not the first."""

    def further(self) -> dict[str, Document]:
        """Return every page but the first ones, by path."""
        return {path: leaf.document for path, leaf in self.leaves.items() if leaf.number > 1}

    def shown(self, document: Document) -> Document:
        """Return what the page of a Document shows: a long list's first entries."""
        leaf = self.leaves.get(document.path)
        return leaf.document if leaf else document

    def home(self, document: Document) -> Document:
        """Return the whole list that a Document is a page of, or the Document."""
        leaf = self.leaves.get(document.path)
        return leaf.home if leaf else document


def paging(documents: Mapping[str, Document], words: BrowseWords) -> Paging:
    """Return the pages of each long list among some Documents."""
    leaves, places = {}, {}
    for document in documents.values():
        if document.kind not in ("guide", "facet"):
            continue
        for leaf in _leaves(document, words):
            leaves[leaf.document.path] = leaf
            if leaf.number > 1:
                url = leaf.document.url
                places |= {(document.path, name): url for name in _ids(leaf.document)}
    return Paging(leaves, places)


def lists_of(article: etree._Element) -> list[etree._Element]:
    """Return the elements of an article that hold the entries which the page is made to show."""
    sections = article.findall("section[@class='recommendations']/ol")
    plain = article.findall("ol") if article.get("class") == "facet" else []
    entries = article.findall("ul[@class='entries']")
    return [*sections, *plain, *entries, *article.findall("dl[@class='glossary']")]


def _leaves(document: Document, words: BrowseWords) -> Iterator[Leaf]:
    article = document.tree()
    entries = [entry for one in lists_of(article) for entry in _entries(one)]
    if not entries:
        return
    most = MOST[entries[0][0].get("class") or entries[0][0].tag]
    count = -(-len(entries) // most)
    if count == 1:
        return
    stem = document.path.removesuffix(".md")
    paths = [document.path, *(f"{stem}.page-{n}.md" for n in range(2, count + 1))]
    urls = (document.url, *(f"{document.url}page-{n}/" for n in range(2, count + 1)))
    for n in range(count):
        tree = _part(document.tree(), n * most, n * most + most, whole=n == 0)
        if n:
            heading = tree.find("header/h1")
            heading.text = words.page_title.format(
                title="".join(heading.itertext()), number=n + 1, total=count
            )
            del heading[:]
        yield Leaf(_document(document, tree, paths[n], urls[n]), document, n + 1, urls)


def _entries(one: etree._Element) -> list[list[etree._Element]]:
    """Return the entries of a list; that of a glossary is a word with its meanings."""
    if one.tag != "dl":
        return [[item] for item in one]
    groups: list[list[etree._Element]] = []
    for child in one:
        if child.tag == "dt":
            groups.append([])
        groups[-1].append(child)
    return groups


def _part(article: etree._Element, start: int, end: int, *, whole: bool) -> etree._Element:
    """Return an article with some entries of its list, and with all around them if `whole`."""
    number = 0
    for one in lists_of(article):
        if one.tag == "ol" and number < start:
            one.set("start", f"{start - number + 1}")
        for entry in _entries(one):
            if not start <= number < end:
                for element in entry:
                    one.remove(element)
            number += 1
        empty = one if one.getparent() is article else one.getparent()
        if len(one) == 0:
            article.remove(empty)
    if not whole:
        kept = [_top(one, article) for one in lists_of(article)]
        for child in list(article):
            if child.tag != "header" and child not in kept:
                article.remove(child)
    return article


def _top(element: etree._Element, article: etree._Element) -> etree._Element:
    """Return the child of an article that holds an element."""
    while element.getparent() is not article:
        element = element.getparent()
    return element


def _document(home: Document, tree: etree._Element, path: str, url: str) -> Document:
    first = path == home.path
    images = tuple(image.get("src") for image in tree.iter("img"))
    title = home.title if first else "".join(tree.find("header/h1").itertext())
    return replace(
        home,
        path=path,
        url=url,
        id=home.id if first else f"{home.id}--{url.rstrip('/').rpartition('/')[2]}",
        kind=home.kind if first else KIND,
        title=title,
        xhtml=serialise(tree),
        headings=headings_of(tree),
        images=images,
    )


def _ids(document: Document) -> Iterator[str]:
    """Yield the ids in the list of a page."""
    for one in lists_of(document.tree()):
        yield from (element.get("id") for element in one.iter() if element.get("id"))


def entries_json(listing: str) -> str:
    """Return the file that holds a whole list as the HTML of its entries."""
    return json.dumps({"entries": listing}, ensure_ascii=False, separators=(",", ":"))
