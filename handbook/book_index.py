"""The report's index: terms, places and projects, and where each chapter first names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from handbook.blocks import heading_level
from handbook.elements import add, make
from handbook.markup import typeset
from handbook.model import Handbook
from handbook.trees import text_of

Places = list[etree._Element]
Entries = dict[str, Places]
NOT_IN = frozenset({"pre", "code"})
CLASSES_NOT_IN = ("citation", "noteref", "back", "entries")
UNREAD = frozenset({"sources", "glossary"})
"""Lists whose page is not searched: the list of sources, and the glossary itself."""


def compose_index(handbook: Handbook, parts: Places) -> etree._Element | None:
    """Return the index as a section, or None when there is nothing to list.

    Marks the words that it leads to in `parts`, which it changes: a term or a link gets an id, and
    the name of a place a span of its own.
    """
    texts = [(*one, first_by_href(one[2])) for one in chapters(handbook, parts)]
    entries: Entries = {}
    add_terms(entries, handbook, parts, texts)
    add_projects(entries, handbook, parts, texts)
    add_places(entries, handbook, texts)
    found = sorted(((title, links) for title, links in entries.items() if links), key=order)
    if not found:
        return None
    words = handbook.settings.words.book
    made = make("section", make("h2", words.index, id="report--index-title"),
                make("p", words.index_about), class_="index", id="report--index")
    for number, (letter, group) in enumerate(groupby(found, key=initial), start=1):
        add(made, make("h3", letter, id=f"report--index-{number}"),
            make("ul", [make("li", f"{title}: ", joined(links)) for title, links in group]))
    return made


def initial(entry: tuple[str, Places]) -> str:
    """Return the letter that an entry stands under."""
    return order(entry)[0][:1].upper() or entry[0][:1]


def order(entry: tuple[str, Places]) -> tuple[str, str]:
    """Return what an entry is sorted by: its letters without marks, the same in any locale."""
    plain = unicodedata.normalize("NFKD", entry[0]).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign == " "), entry[0]


def joined(links: Places) -> Iterator[etree._Element | str]:
    """Yield links with a semicolon between."""
    for number, link in enumerate(links):
        yield from ("; ", link) if number else (link,)


def chapters(handbook: Handbook, parts: Places) -> Iterator[tuple[str, str, Places]]:
    """Yield the id and title of each chapter or part with the blocks that are its own text."""
    unread = {page.id for page in handbook.guides if page.lists in UNREAD}
    for part in parts:
        whole = part.tag == "article"
        inner = [] if whole else part.findall("article")
        own = [part] if whole else [one for one in part if one.tag != "article"]
        for home, blocks in ((part, own), *((one, [one]) for one in inner)):
            if home.get("id") not in unread:
                yield home.get("id"), title_of(home), blocks


def title_of(chapter: etree._Element) -> str:
    return text_of(next(one for one in chapter.iter() if heading_level(one)))


# What is listed


def add_terms(entries: Entries, handbook: Handbook, parts: Places, texts: list) -> None:
    """List each term where it is explained, and where a chapter first uses it."""
    for term in handbook.terms:
        links = entries.setdefault(typeset(term.term), [])
        for title, href in explained(parts, f"term-{term.id}"):
            links.append(make("a", title, href=href))
            links += first_links(texts, href, f"term-{term.id}")


def explained(parts: Places, name: str) -> Iterator[tuple[str, str]]:
    """Yield the title of the chapter that explains a term, and where in it."""
    for part in parts:
        for chapter in part.iter("article"):
            for entry in chapter.iterfind(f".//dt[@id='{chapter.get('id')}--{name}']"):
                yield title_of(chapter), f"#{entry.get('id')}"


def add_projects(entries: Entries, handbook: Handbook, parts: Places, texts: list) -> None:
    """List each case study by its own chapter, and where another chapter first leads to it."""
    kind = handbook.settings.kinds.case_study.one
    inside = {chapter.get("id") for part in parts for chapter in part.iter("article")}
    for study in handbook.case_studies:
        if study.id not in inside:
            continue
        links = entries.setdefault(typeset(study.title), [])
        links.append(make("a", kind, href=f"#{study.id}"))
        links += first_links(texts, f"#{study.id}", f"project-{study.id}")


def add_places(entries: Entries, handbook: Handbook, texts: list) -> None:
    """List each place where a chapter first names it."""
    running = [words_of(blocks) for _, _, blocks, _ in texts]
    for place in handbook.settings.places:
        name = typeset(place.title)
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for (owner, title, blocks, _), said in zip(texts, running, strict=True):
            if name not in said:
                continue
            marks = (marked(block, pattern) for block in blocks)
            found = next((mark for mark in marks if mark is not None), None)
            if found is not None:
                use = lead(owner, title, found, f"place-{place.id}")
                entries.setdefault(name, []).append(use)


# Where they are


def first_links(texts: list, href: str, name: str) -> Iterator[etree._Element]:
    """Yield a way to the first link in each chapter that leads to `href`."""
    for owner, title, _, links in texts:
        if href in links:
            yield lead(owner, title, links[href], name)


def first_by_href(blocks: Places) -> dict[str, etree._Element]:
    """Return the first link to each target, leaving out lists of pages."""
    links = [link for block in blocks for link in block.iter("a") if not listed(link)]
    return {link.get("href"): link for link in reversed(links)}


def words_of(blocks: Places) -> str:
    """Return the running text of some blocks."""
    found = [getattr(element, where) for block in blocks for element, where in slots(block)]
    return "\n".join(filter(None, found))


def listed(link: etree._Element) -> bool:
    """Tell whether a link is an entry of a list of pages."""
    return any(above.get("class") == "entries" for above in link.iterancestors("ul"))


def lead(owner: str, title: str, target: etree._Element, name: str) -> etree._Element:
    """Return a link to an element, which gets an id unless it has one."""
    if target.get("id") is None:
        target.set("id", f"{owner}--names-{name}")
    return make("a", title, href=f"#{target.get('id')}")


def marked(block: etree._Element, pattern: re.Pattern) -> etree._Element | None:
    """Put the first words that a pattern finds in running text into a span, and return that."""
    for element, where in slots(block):
        text = getattr(element, where) or ""
        if found := pattern.search(text):
            span = make("span", found[0])
            setattr(element, where, text[: found.start()])
            if where == "text":
                element.insert(0, span)
            else:
                element.addnext(span)
            span.tail = text[found.end() :]
            return span
    return None


def slots(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the places of running text below an element: no headings, code, citations or lists
    of pages."""
    if element.tag in NOT_IN or heading_level(element) or element.get("class") in CLASSES_NOT_IN:
        return
    yield element, "text"
    for child in element:
        yield from slots(child)
        yield child, "tail"
