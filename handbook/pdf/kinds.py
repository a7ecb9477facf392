"""The gate of kinds: the tags are what the Document's elements are, in the same order.

A validator cannot see that a heading became a paragraph, that a list was taken apart or that two
links changed places: all of these are allowed. Here the finished file is held against the
Document. ISO 14289-1, 7.1: content is marked "with semantically appropriate tags".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from handbook.pdf.link_integrity import squeezed
from handbook.pdf.objects import text_of
from handbook.pdf.reading import Annotation, Content, Element, TaggedPdf
from handbook.pdf.text_tree import place_of, target

KINDS = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "article": "Art", "section": "Sect", "nav": "Sect", "figure": "Sect", "aside": "Sect",
    "blockquote": "BlockQuote", "q": "Quote", "code": "Code", "em": "Em", "strong": "Strong",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "td": "TD",
    "caption": "Caption", "figcaption": "Caption",
}
SAME = {"Aside": "Sect", "FENote": "Note"}
"""Types of PDF 2.0 and what stands for them in PDF 1.7."""
HEADINGS = frozenset(f"H{level}" for level in range(1, 7))
COUNTED = frozenset({*KINDS.values(), *SAME, "Part", "TOC", "TOCI", "L", "LI", "Note", "BibEntry",
                     "Reference", "Link", "Figure", "TH"})
REFERS = frozenset({"doc-noteref", "doc-biblioref"})
ITEMS = {"doc-endnotes": "Note", "doc-bibliography": "BibEntry"}
TITLE = "{http://purl.org/dc/elements/1.1/}title"
SCHEMES = ("http://", "https://", "mailto:", "tel:")


def kind_faults(pdf: TaggedPdf, document, tree) -> Iterator[str]:
    """Compare types, links, languages, bookmarks and title with the Document.

    `tree` is the Document's tree as the PDF has it, with the ways back shortened.
    """
    elements = pdf.elements
    yield from differences("tags", expected_kinds(tree), found_kinds(elements))
    yield from differences("links", expected_links(tree), found_links(elements))
    languages = [item.get("lang") for item in tree.iterdescendants() if item.get("lang")]
    yield from differences("languages", languages, [
        text_of(element.get("/Lang")) for element in elements if "/Lang" in element.item])
    language = text_of(pdf.objects.entry(pdf.catalog, "/Lang") or "")
    yield from differences("language", [document.language], [language])
    headings = [squeezed(heading.text) for heading in document.headings]
    pages = [first_page(element) for element in elements if element.type in HEADINGS]
    found = list(bookmarks(pdf, pdf.objects.entry(pdf.catalog, "/Outlines")))
    yield from differences("bookmarks", headings, [title for title, _page in found])
    yield from differences("pages of the bookmarks", pages, [page for _title, page in found])
    title = file_title(pdf)
    if not title.startswith(document.title):
        yield f"the title of the file is '{title}' instead of '{document.title}'."


def file_title(pdf: TaggedPdf) -> str:
    """Return the title in the XMP packet; a packet that is not well-formed has none."""
    packet = pdf.pdf.Root.get("/Metadata")
    try:
        root = etree.fromstring(b"" if packet is None else packet.read_bytes())
    except etree.XMLSyntaxError:
        return ""
    return "".join("".join(title.itertext()) for title in root.iter(TITLE)).strip()


def differences(what: str, expected: list, found: list) -> Iterator[str]:
    """Yield the first place at which two lists part; None stands for anything."""
    for at, (one, other) in enumerate(zip_longest(expected, found, fillvalue="nothing")):
        if one is not None and one != other:
            before = f" after '{found[at - 1]}'" if at else ""
            yield f"the {what} are not the page's: '{other}' instead of '{one}'{before}."
            return


def expected_kinds(tree) -> list[str]:
    """Return the types that the elements of a tree should have, parents before children."""
    found: list[str] = []
    for child in tree:
        walk(child, found, contents=False, item=None)
    return found


def walk(element, found: list[str], *, contents: bool, item: str | None) -> None:
    """Add the types for one element and what is in it."""
    role, tag = element.get("role"), element.tag
    contents, item = contents or role == "doc-toc", ITEMS.get(role, item)
    if "part" in element.get("class", "").split():
        found.append("Part")
    elif tag == "a":
        found += ["Reference", "Link"] if contents or role in REFERS else ["Link"]
    elif tag in ("ul", "ol", "dl"):
        found.append("TOC" if contents else "L")
    elif tag == "li":
        found.append("TOCI" if contents else "LI")
        found += [item] if item and element.get("id") else []
    elif tag == "dt":
        previous = element.getprevious()
        found += ["LI"] if previous is None or previous.tag != "dt" else []
    elif tag == "th":
        found.append("TH Row" if element.get("scope") == "row" else "TH Column")
    elif tag == "img":
        found += ["Figure"] if element.get("alt") else []
    elif tag in KINDS:
        found.append(KINDS[tag])
    for child in element:
        walk(child, found, contents=contents, item=item)


def found_kinds(elements: list[Element]) -> list[str]:
    """Return the types of the tags that come from one element each, in order."""
    found = []
    for element in elements:
        if element.type in COUNTED:
            kind = SAME.get(element.type, element.type)
            for entry in element.attributes if "/A" in element.item else ():
                if "/Scope" in entry:
                    kind += " " + entry["/Scope"][1:]
            found.append(kind)
    return found


def expected_links(tree) -> list[str | None]:
    """Return where each link leads; None for another page, whose address the site decides."""
    links = [link.get("href") for link in tree.iter("a")]
    return [href if href.startswith(("#", *SCHEMES)) else None for href in links]


def found_links(elements: list[Element]) -> list[str]:
    """Return where each link leads; a link on two lines leads to one place."""
    found = []
    for element in elements:
        if element.type == "Link":
            goals = [target(kid.file, kid.item) for kid in element.kids
                     if isinstance(kid, Annotation)]
            found.append(" ".join(dict.fromkeys(goals)))
    return found


def bookmarks(pdf: TaggedPdf, item: dict | None) -> Iterator[tuple[str, int | None]]:
    """Yield the title and page of each bookmark, those below it after it (ISO 32000-1, 12.3.3)."""
    child = pdf.objects.entry(item, "/First")
    while child is not None:
        place = place_of(pdf, child) or [None]
        yield squeezed(text_of(child.get("/Title", ""))), pdf.numbers.get(place[0])
        yield from bookmarks(pdf, child)
        child = pdf.objects.entry(child, "/Next")


def first_page(element: Element) -> int | None:
    """Return the page that an element's text begins on, counted from 0."""
    for kid in element.kids:
        page = kid.page if isinstance(kid, Content) else None
        page = first_page(kid) if isinstance(kid, Element) else page
        if page is not None:
            return page
    return None
