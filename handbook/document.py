"""A Document: one page, or the whole report, as a validated tree that every format is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from handbook.blocks import heading_level, place_of
from handbook.problems import Problem
from handbook.trees import AT, text_of

INLINE = frozenset("a em strong code span sup sub q br img".split())
BLOCK = frozenset(
    "article section header nav h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote aside pre table "
    "caption thead tbody tr th td figure figcaption".split()
)
ATTRIBUTES = frozenset(
    "id lang class href src alt width height scope start role aria-label aria-labelledby".split()
)
ROLES = frozenset(
    "doc-biblioref doc-noteref doc-backlink doc-endnotes doc-bibliography doc-toc note".split()
)
CLASSES = frozenset(
    """
    principle case_study guide report facet easy_read checklist ideas idea hard-words
    kicker summary pillars pillars-label pillar circles triangle bars facts
    recommendations recommendation rec-text rec-facts questions measures seen-in related basis
    evidence figures shows entries entry entry-number entry-title entry-summary
    figure credit num callout callout-title citation noteref term back code
    sources notes glossary cover title subtitle edition contents part chapter index colophon
""".split()
)
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "figure": {"img", "figcaption"},
}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One page, or the report, finished: links resolved, sources numbered, tree validated."""

    path: str
    """Path of the page's file in the project; 'report' for the report."""
    id: str
    kind: str
    """principle, case_study, guide or report."""
    title: str
    summary: str
    language: str
    """A language tag (BCP 47)."""
    url: str
    """Address below the site's root, with a slash at its end; empty for the home page."""
    reviewed: date | None
    xhtml: str
    """The tree as well-formed XML without a namespace; one `article`."""
    headings: tuple[Heading, ...]
    images: tuple[str, ...]
    """Paths from the project's top folder, in order of first use."""
    citations: tuple[str, ...]
    """Source ids, in order of first use."""

    def tree(self) -> etree._Element:
        """Return a fresh copy of the tree, for the caller to change."""
        return etree.fromstring(self.xhtml, etree.XMLParser(resolve_entities=False, huge_tree=True))


def headings_of(root: etree._Element) -> tuple[Heading, ...]:
    """Return the headings of a tree in document order."""
    return tuple(
        Heading(level, element.get("id", ""), text_of(element))
        for element in root.iter()
        if (level := heading_level(element))
    )


def serialise(root: etree._Element) -> str:
    """Return a tree as XML; the tree loses the places in the author's files."""
    etree.strip_attributes(root, AT)
    return etree.tostring(root, encoding="unicode", with_tail=False)


def validate(path: str, root: etree._Element, vague: frozenset[str]) -> list[Problem]:
    """Return every breach of what makes a Document accessible in all formats.

    Most are caught earlier, where the author's words for them are known; this is the one place
    that every Document passes, whichever code composed it. The rules serve WCAG 2.2 success
    criteria 1.1.1, 1.3.1, 2.4.4, 2.4.6, 3.1.2 and 4.1.2, and ISO 14289-1, 7.
    """
    return [
        Problem(path, *place_of(element), code, message, fix)
        for element, code, message, fix in _breaches(root, vague)
    ]


def _breaches(root, vague):
    elements = list(root.iter())
    ids = _ids(elements)
    unreadable = _UNREADABLE.search("".join(root.itertext()))
    for element in elements:
        _vocabulary(element)
        if element.tag == "a":
            yield from _link(element, ids, vague)
        elif element.tag == "table":
            yield from _table(element)
        elif element.tag == "img" and element.get("alt") is None:
            yield element, "image-without-alt", "this picture has no description", "describe it"
        elif element.tag == "section" and len(element) == 1 and heading_level(element[0]):
            yield (
                element[0],
                "empty-section",
                f"there is nothing below '{text_of(element[0])}'",
                "write the section, or delete its heading",
            )
        if unreadable and (
            found := _UNREADABLE.search((element.text or "") + (element.tail or ""))
        ):
            yield (
                element,
                "control-character",
                f"a hidden character (U+{ord(found[0]):04X})",
                "delete it and type the words again",
            )
    yield from _levels(elements)


def _ids(elements: list[etree._Element]) -> set[str]:
    ids: set[str] = set()
    for element in elements:
        if (name := element.get("id")) is not None:
            if name in ids:
                raise AssertionError(f"the id {name!r} is given twice")
            ids.add(name)
    return ids


_SOUND: set[tuple] = set()
"""Tags with attributes, class and role that were found to be in the vocabulary."""


def _vocabulary(element: etree._Element) -> None:
    """Refuse what the vocabulary does not have: our fault, never an author's."""
    tag = element.tag
    shape = (tag, *element.keys(), element.get("class"), element.get("role"))
    if shape not in _SOUND:
        _check_shape(element)
        _SOUND.add(shape)
    if len(element) and (tag in _CHILDREN or tag in INLINE):
        allowed = _CHILDREN.get(tag, INLINE)
        if odd := {child.tag for child in element} - allowed:
            raise AssertionError(f"<{tag}> holds {sorted(odd)}")


def _check_shape(element: etree._Element) -> None:
    tag = element.tag
    if tag not in BLOCK and tag not in INLINE:
        raise AssertionError(f"<{tag}> is not in the Document vocabulary")
    if odd := set(element.attrib) - ATTRIBUTES - {AT}:
        raise AssertionError(f"<{tag}> has attributes outside the vocabulary: {sorted(odd)}")
    if odd := set(element.get("class", "").split()) - CLASSES:
        raise AssertionError(f"<{tag}> has classes outside the vocabulary: {sorted(odd)}")
    if element.get("role", "note") not in ROLES:
        raise AssertionError(f"<{tag}> has the role {element.get('role')!r}")


def _link(element, ids, vague):
    href = element.get("href", "")
    if href.startswith("#") and href[1:] not in ids:
        yield (
            element,
            "unknown-anchor",
            f"there is no part '{href[1:]}' on this page",
            "use the words of a heading, in small letters with hyphens",
        )
    pictures = " ".join(image.get("alt", "") for image in element.iter("img"))
    words = element.get("aria-label") or text_of(element) or pictures.strip()
    if not words:
        yield (
            element,
            "empty-link",
            "this link has no words",
            "write where it leads between the square brackets",
        )
    elif words.lower().strip(" .") in vague:
        yield (
            element,
            "vague-link",
            f"'{words}' does not say where the link leads",
            "use the name of the page or file that it opens",
        )


def _table(table):
    if table[0].tag != "caption" or not text_of(table[0]):
        yield table, "table-without-caption", "this table has no caption", "write one"
    widths = {len(row) for row in table.iter("tr")}
    bare = any(cell.get("scope") is None or not text_of(cell) for cell in table.iter("th"))
    if len(widths) > 1 or bare or table.find("thead") is None:
        yield (
            table,
            "table-without-headers",
            "a column or row of this table has no header",
            "write a header in the first line for each column and in each row's first cell",
        )


def _levels(elements):
    above = 0
    for element in elements:
        level = heading_level(element)
        if level is None:
            continue
        if level > above + 1:
            yield (
                element,
                "skipped-heading",
                f"this heading is of level {level}, below one of level {above}",
                "use the level between",
            )
        above = level
