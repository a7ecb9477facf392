"""A Document in parts, each a file of a book, with links from file to file."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import heading_level
from handbook.formats.media import full_address
from handbook.trees import text_of

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

NAV = "nav.xhtml"
XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = f"{{{OPS}}}type"
TYPES = {
    "doc-noteref": "noteref",
    "doc-endnotes": "endnotes",
    "doc-bibliography": "bibliography",
    "doc-toc": "toc",
    "doc-pagebreak": "pagebreak",
    "doc-pagelist": "page-list",
}
"""Role to the word that reading apps know it by (https://www.w3.org/TR/epub-ssv-11/)."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a book."""

    file: str
    title: str
    root: etree._Element

    @property
    def is_nav(self) -> bool:
        return self.file == NAV


def book_parts(article: etree._Element, document: Document, edition: Edition) -> list[Part]:
    """Return the files of a book in reading order, their links ready, without a namespace.

    A page is one file. The report has a file for its cover, its contents, the opening of each
    part and each chapter, so that a reading app needs to lay out one chapter at a time.
    """
    for link in article.iter("a"):
        link.set("href", full_address(link.get("href"), edition))
    roots = list(report_roots(article)) if document.kind == "report" else [article]
    parts = []
    for number, root in enumerate(roots, start=1):
        is_contents = root.get("role") == "doc-toc"
        heading = next((one for one in root.iter() if heading_level(one)), None)
        title = text_of(heading) if heading is not None else document.title
        parts.append(Part(NAV if is_contents else f"part-{number:03}.xhtml", title, root))
    link_parts(parts)
    return parts


def report_roots(article: etree._Element) -> Iterator[etree._Element]:
    """Yield what each file of the report holds."""
    for child in article:
        if child.tag == "section" and child.find("article") is not None:
            yield from section_roots(child)
        else:
            yield child


def section_roots(section: etree._Element) -> Iterator[etree._Element]:
    """Yield the opening of a part of the report, then its chapters."""
    opening = etree.Element("section", section.attrib)
    for child in list(section):
        if child.tag != "article":
            opening.append(child)
            continue
        if len(opening):
            yield opening
            opening = etree.Element("section")
        yield child
    if len(opening):
        yield opening


def files_of_ids(parts: Iterable[Part]) -> dict[str, str]:
    """Return the file that each id stands in."""
    return {
        name: part.file for part in parts for one in part.root.iter() if (name := one.get("id"))
    }


def places_in(parts: Iterable[Part], marks: Mapping[int, str]) -> list[tuple[int, str]]:
    """Return each page with the address of its place in the book."""
    home = files_of_ids(parts)
    return [(page, f"{home[name]}#{name}") for page, name in marks.items()]


def link_parts(parts: Iterable[Part]) -> None:
    """Let each link to a place in another file name that file."""
    home = files_of_ids(parts)
    for part in parts:
        for link in part.root.iter("a"):
            href = link.get("href")
            if href.startswith("#") and home[href[1:]] != part.file:
                link.set("href", home[href[1:]] + href)


def xhtml(title: str, language: str, *content: etree._Element) -> bytes:
    """Return elements as a whole XHTML file of a book."""
    html = etree.Element("html", nsmap={"epub": OPS})
    html.set("lang", language)
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href="book.css")
    body = etree.SubElement(html, "body")
    for element in content:
        body.append(copy.deepcopy(element))
    for element in html.iter():
        if lang := element.get("lang"):
            element.set(LANGUAGE, lang)
        if kind := TYPES.get(element.get("role")):
            element.set(TYPE, kind)
    etree.cleanup_namespaces(html, top_nsmap={"epub": OPS}, keep_ns_prefixes=["epub"])
    text = etree.tostring(html, encoding="unicode").replace("<html", f'<html xmlns="{XHTML}"', 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()
