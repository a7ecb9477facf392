"""Long lists in pages: no page of the website grows with the handbook.

A Document holds a list whole, and so does every file of it. The website shows the first entries on
the page of the list, and the others on pages of their own that link to each other.
"""

from __future__ import annotations

import copy
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
MOST_SORTED = 48
"""How many entries a page of a place or topic holds: it has no filter, and there are many such."""
MOST_LINKED, NEAR = 12, 2
"""A list with more pages than the first is linked in part, this many pages to each side: all the
links together grow with the pages, not with their square."""
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

    @property
    def linked(self) -> list[int | None]:
        """The numbers of the pages that this one links: all, or of very many the first, the last
        and its neighbours, with None where some are left out."""
        last = len(self.urls)
        near = {1, last, *range(self.number - NEAR, self.number + NEAR + 1)}
        shown = [n for n in range(1, last + 1) if n in near or last <= MOST_LINKED]
        found: list[int | None] = []
        for before, n in zip([0, *shown], shown, strict=False):
            found += [n] if n == before + 1 else [None, n]
        return found


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
    kind = entries[0][0].get("class") or entries[0][0].tag
    most = MOST_SORTED if (document.kind, kind) == ("facet", "entry") else MOST[kind]
    count = -(-len(entries) // most)
    if count == 1:
        return
    stem = document.path.removesuffix(".md")
    paths = [document.path, *(f"{stem}.page-{n}.md" for n in range(2, count + 1))]
    urls = (document.url, *(f"{document.url}page-{n}/" for n in range(2, count + 1)))
    title = "".join(article.find("header/h1").itertext())
    for n, tree in enumerate(_parts(article, most)):
        if n:
            heading = tree.find("header/h1")
            heading.text = words.page_title.format(title=title, number=n + 1, total=count)
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


def _parts(article: etree._Element, most: int) -> Iterator[etree._Element]:
    """Yield an article in parts that have so many entries each; the article is used up.

    The first has all that stands around the lists. Each entry moves to the part that has it, so
    that the time grows with the entries and not with their square.
    """
    waiting = [list(_entries(one)) for one in lists_of(article)]
    for one in lists_of(article):
        del one[:]
    taken = [0] * len(waiting)
    while taken != (lengths := [len(one) for one in waiting]):
        part, room = copy.deepcopy(article), most
        if not any(taken):
            _leave_only_lists(article)
        for place, one in enumerate(lists_of(part)):
            some = waiting[place][taken[place] : min(taken[place] + room, lengths[place])]
            if one.tag == "ol" and taken[place]:
                one.set("start", f"{taken[place] + 1}")
            one.extend(element for entry in some for element in entry)
            taken[place] += len(some)
            room -= len(some)
            if not some:
                part.remove(one if one.getparent() is part else one.getparent())
        yield part


def _leave_only_lists(article: etree._Element) -> None:
    """Remove from an article what stands neither in its header nor around a list."""
    kept = [_top(one, article) for one in lists_of(article)]
    for child in list(article):
        if child.tag != "header" and child not in kept:
            article.remove(child)


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
