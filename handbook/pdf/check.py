"""Two gates that no validator has: the tags say the Document's words in order, and they tie up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from handbook.pdf.reading import Annotation, Content, Element, TaggedPdf
from handbook.pdf.text_tree import attributes
from handbook.pdf.ways_back import PAGED, shorten_ways_back

BULLETS = frozenset("•◦▪")
WITHOUT_NUMBERS = frozenset({"entries", "pillars"})


def check(data: bytes, document) -> list[str]:
    """Return everything that is wrong with a PDF of a Document, in sentences."""
    pdf = TaggedPdf(data)
    return [*round_trip(pdf, document), *integrity(pdf)]


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(TaggedPdf(data).pages)


# The round trip


def round_trip(pdf: TaggedPdf, document) -> list[str]:
    """Compare the text in the order of the tags with the Document's text.

    White space aside: a line's end is a space in one and may be a new line in the other.
    """
    tree = document.tree()
    shorten_ways_back(tree)
    expected = "".join(words(tree, destinations(pdf)))
    expected, found = squeezed(expected), squeezed("".join(spoken(pdf.root)))
    if expected == found:
        return []
    pairs = enumerate(zip(expected, found, strict=False))
    shorter = min(len(expected), len(found))
    at = next((i for i, (one, other) in pairs if one != other), shorter)
    return ["The tags do not say what the page says: after "
            f"'{expected[max(0, at - 40):at]}' comes '{found[at:at + 40]}' "
            f"instead of '{expected[at:at + 40]}'."]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def words(element, pages: dict[str, int], contents: bool = False) -> Iterator[str]:
    """Yield the text of a tree as it should be heard, with numbers of lists and pages."""
    contents = contents or element.get("role") == "doc-toc"
    if element.tag == "img":
        yield element.get("alt", "")
    yield "“" if element.tag == "q" else ""
    yield element.text or ""
    plain = contents or WITHOUT_NUMBERS & set(element.get("class", "").split())
    numbered = element.tag == "ol" and not plain
    number = int(element.get("start", "1"))
    for child in element:
        if numbered:
            yield f"{number}."
            number += 1
        yield from words(child, pages, contents)
        if child.tag == "a" and (contents or PAGED in child.get("class", "").split()):
            yield str(pages.get(child.get("href")[1:], "?"))
        yield child.tail or ""
    yield "”" if element.tag == "q" else ""


def spoken(element: Element) -> Iterator[str]:
    """Yield the text of the tags in order, without bullets."""
    if element.type == "Lbl" and element.text().strip() in BULLETS:
        return
    if element.type == "Figure":
        yield element.text()
        return
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from spoken(kid)
        else:
            yield kid.text()


def destinations(pdf: TaggedPdf) -> dict[str, int]:
    """Return the page number of each named place."""
    names = pdf.pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {str(names[i]): pdf.page_numbers[names[i + 1][0].objgen] + 1
            for i in range(0, len(names), 2)}


# Integrity


def integrity(pdf: TaggedPdf) -> list[str]:
    """Check that content, structure elements, links, IDs and headers all name one another."""
    elements = list(pdf.root.walk())
    numbers = read_numbers(pdf.pdf.Root.StructTreeRoot.ParentTree)
    return [*content_faults(pdf, elements, numbers), *link_faults(pdf, elements, numbers),
            *id_faults(pdf, elements), *figure_faults(pdf, elements), *parent_faults(elements)]


def content_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Marked content: each piece in one element, which the parent tree names; none untagged."""
    listed = Counter()
    for element in elements:
        for kid in element.kids:
            if not isinstance(kid, Content):
                continue
            where = f"page {kid.page + 1}, marked content {kid.mcid}"
            listed[kid.page, kid.mcid] += 1
            if kid.words is None:
                yield f"{where}: the tag {element.type} lists it, but the page does not have it."
            owners = numbers.get(int(pdf.pdf.pages[kid.page].obj.StructParents), [])
            if kid.mcid >= len(owners) or not same(owners[kid.mcid], element.object):
                yield f"{where}: the parent tree does not name the tag {element.type}."
    for number, page in enumerate(pdf.pages):
        for mcid in page.marked:
            if listed[number, mcid] != 1:
                yield (f"page {number + 1}, marked content {mcid}: it stands in "
                       f"{listed[number, mcid]} tags instead of one.")
        if page.twice:
            yield f"page {number + 1}: the numbers {page.twice} are used twice."
        if page.loose.strip():
            yield f"page {number + 1}: '{page.loose.strip()}' is neither tagged nor an artifact."


def link_faults(pdf: TaggedPdf, elements: list[Element], numbers: dict) -> Iterator[str]:
    """Links: each annotation in one Link, with words, and leading somewhere."""
    listed, places = Counter(), destinations(pdf)
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Annotation):
                listed[kid.object.objgen] += 1
                owner = numbers.get(int(kid.object.get("/StructParent", -1)))
                if element.type != "Link" or owner is None or not same(owner, element.object):
                    yield f"the link '{element.text()}' and its tag do not name each other."
        if element.type == "Link" and not re.search(r"\w", spoken_link(element)):
            yield f"the link '{element.text()}' is heard as a sign only."
    for number, page in enumerate(pdf.pdf.pages, start=1):
        for annotation in page.obj.get("/Annots", []):
            if listed[annotation.objgen] != 1:
                yield f"page {number}: a link stands in {listed[annotation.objgen]} tags."
            if not str(annotation.get("/Contents", "")).strip():
                yield f"page {number}: a link has no words."
            if "/Dest" in annotation and str(annotation.Dest) not in places:
                yield f"page {number}: a link leads to '{annotation.Dest}', which is nowhere."


def spoken_link(element: Element) -> str:
    """Return what a screen reader says for a link."""
    return str(element.object.get("/Alt", "")) or element.text()


def id_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """IDs: each once, in the ID tree, on every note; each header that a cell names is a TH."""
    named = {}
    for element in elements:
        if name := str(element.object.get("/ID", "")):
            if name in named:
                yield f"the ID '{name}' is given twice."
            named[name] = element
        elif element.type == "Note":
            yield "a note has no ID."
    tree = pdf.pdf.Root.StructTreeRoot.get("/IDTree", {}).get("/Names", [])
    kept = {str(tree[i]): tree[i + 1] for i in range(0, len(tree), 2)}
    for name in sorted(named.keys() | kept.keys()):
        if name not in named or name not in kept or not same(kept[name], named[name].object):
            yield f"the ID '{name}' is not the same in the tags and in the ID tree."
    for element in elements:
        for entry in attributes(element):
            for name in map(str, entry.get("/Headers", [])):
                if name not in named or named[name].type != "TH":
                    yield f"a table cell names the header '{name}', which is not there."


def figure_faults(pdf: TaggedPdf, elements: list[Element]) -> Iterator[str]:
    """Pictures: each with words and with a box that lies on its page."""
    for element in elements:
        if element.type != "Figure":
            continue
        if not element.text().strip():
            yield "a picture has no words."
        box = next((entry.BBox for entry in attributes(element) if "/BBox" in entry), None)
        page = pikepdf.Page(element.object.Pg).mediabox
        if box is None or not (page[0] <= box[0] < box[2] <= page[2]
                               and page[1] <= box[1] < box[3] <= page[3]):
            yield f"the box of the picture '{element.text()}' is not on its page."


def parent_faults(elements: list[Element]) -> Iterator[str]:
    """Every element names the element above it."""
    for element in elements:
        for kid in element.kids:
            if isinstance(kid, Element) and not same(kid.object.P, element.object):
                yield f"the tag {kid.type} in {element.type} names another parent."


def same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    """Tell whether two references name one object."""
    return getattr(one, "objgen", None) == other.objgen != (0, 0)


def read_numbers(tree: pikepdf.Object) -> dict:
    """Return a number tree as a mapping (ISO 32000-1, 7.9.7)."""
    found = {}
    for kid in tree.get("/Kids", []):
        found |= read_numbers(kid)
    numbers = tree.get("/Nums", [])
    return found | {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
