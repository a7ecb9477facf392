"""The text of a DAISY 2.02 book: XHTML 1.0, which knows neither sections nor pictures as drawings.

https://www.w3.org/TR/xhtml1/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.media import file_title, full_address
from handbook.trees import append_text

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

CONTENT = "content.html"
XHTML = "http://www.w3.org/1999/xhtml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML_TYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
KEPT = frozenset("id lang class href scope start".split())
DIVISIONS = frozenset("article section header nav aside figure figcaption".split())


def page(title: str, language: str) -> etree._Element:
    """Return an empty file of text: a head with the title, and a body."""
    html = etree.Element("html", {"xmlns": XHTML, "lang": language, LANGUAGE: language})
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "title").text = title
    kind = {"http-equiv": "Content-type", "content": "text/html; charset=utf-8"}
    etree.SubElement(head, "meta", kind)
    etree.SubElement(html, "body")
    return html


def content_file(
    document: Document, about: Sequence[tuple[str, int, str]], edition: Edition
) -> bytes:
    """Return a Document's text, then what the recording says about itself.

    A picture stands as its description, as players of these books cannot show drawings.
    `about` has the id, the level if it is a heading, and the words of each block at the end.
    """
    article = document.tree()
    for link in article.iter("a"):
        link.set("href", full_address(link.get("href"), edition))
    for element in list(article.iter()):
        simplify(element, edition)
    html = page(file_title(document.title, edition), document.language)
    html[1].append(article)
    for target, level, words in about:
        etree.SubElement(html[1], f"h{level}" if level else "p", id=target).text = words
    return written(html, XHTML_TYPE)


def written(root: etree._Element, kind: str) -> bytes:
    """Return a tree as a file in UTF-8."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=kind)


def simplify(element: etree._Element, edition: Edition) -> None:
    """Give one element the form that XHTML 1.0 has for it."""
    tag, words = element.tag, edition.settings.words.formats.speech
    if element.get("role") == "doc-backlink":
        without(element)
    elif element.get("role") == "doc-noteref":
        element.text = f" {words.note} {element.text} "
    elif tag == "img":
        describe(element, words.picture)
    elif tag == "q":
        element.tag, element.text = "span", f"“{element.text or ''}"
        append_text(element, "”")
    elif tag in DIVISIONS:
        element.tag = "div"
    for name in set(element.attrib) - KEPT:
        del element.attrib[name]
    if element.get("lang"):
        element.set(LANGUAGE, element.get("lang"))


def describe(image: etree._Element, label: str) -> None:
    """Put a picture's description in its place."""
    alt = image.get("alt")
    if not alt:
        without(image)
        return
    image.tag, image.text = "span", f"{label} {alt} "


def without(element: etree._Element) -> None:
    """Take an element out of its tree, and keep the words after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
