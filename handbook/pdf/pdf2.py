"""What a structure tree can say in PDF 2.0 that it cannot say in PDF 1.7.

PDF/UA-2 is ISO 14289-2; Well-Tagged PDF 1.0 has the same clauses under the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pydyf

from handbook.pdf.boxes import Node
from handbook.pdf.ends import refers_to
from handbook.pdf.parts import ENDS

NAMESPACE = "http://iso.org/pdf2/ssn"
"""The namespace of the structure types of PDF 2.0 (ISO 32000-2, 14.8.6)."""
NEW_TYPES = frozenset({"Document", "Aside", "FENote", "Em", "Strong"})
"""Types that are new there, or, for Document, must be taken from there (8.2.5.2). The others stay
in the namespace of PDF 1.7, which is the default: TOC, TOCI, Art, Code, Quote and BibEntry are not
in the new one."""
NEW_NAMES = {"Note": "FENote"}
HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def renew(tree: Node) -> None:
    """Turn a tree of PDF 1.7 into one of PDF 2.0."""
    for node in walk(tree):
        node.type = NEW_NAMES.get(node.type, node.type)
        tag = None if node.element is None else node.element.tag
        if tag == "aside":
            node.type = "Aside"
        elif node.type == "FENote":
            node.attributes.append({"O": "/FENote", "NoteType": "/Endnote"})
        elif tag == "dl":
            node.attributes = [{"O": "/List", "ListNumbering": "/Description"}]
    refer(tree)


def refer(tree: Node) -> None:
    """Let what refers to a place name its element, and a note what refers to it.

    Contents entries: 8.2.5.8. Notes: 8.2.5.14, both ways. Sources are as notes, one way.
    """
    targets = places(tree)
    for node in walk(tree):
        if node.type in ("Reference", "TOCI"):
            target = targets.get(first_target(node))
            if target is None or not refers_to(node.type, target.type):
                continue
            node.refs.append(target)
            if target.type == "FENote":
                target.refs.append(node)


def first_target(node: Node) -> str | None:
    """Return the id that the first link in a node leads to, None for an address elsewhere."""
    links = (kid.element.get("href") for kid in walk(node) if kid.type == "Link")
    href = next(links, "")
    return href[1:] if href.startswith("#") else None


def places(tree: Node) -> dict[str, Node]:
    """Return the node of each id: its element's own, or the nearest in or around that element."""
    nodes = {node.element: node for node in walk(tree) if node.element is not None}
    above = {kid: element for element in tree.element.iter() for kid in element}
    found = {}
    for element in tree.element.iter():
        if name := element.get("id"):
            near = (nodes[other] for other in around(element, above) if other in nodes)
            found[name] = next(near, tree)
    names = {node.entries["ID"].string: node for node in walk(tree) if "ID" in node.entries}
    return found | names


def around(element, above: dict) -> Iterator:
    """Yield an element, those in it in order, and those around it from the inside out.

    `above` has the parent of each element: WeasyPrint's trees do not know it.
    """
    yield from element.iter()
    while (element := above.get(element)) is not None:
        yield element


def lead_to_elements(pdf, tree: Node) -> None:
    """Let each link and bookmark lead to a structure element and to a place on a page (8.8).

    The place on the page stays for readers that do not know structure destinations.
    """
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    points = {named[i].string: named[i + 1] for i in range(0, len(named), 2)}
    targets, headings = places(tree), [node for node in walk(tree) if node.type in HEADINGS]
    for item in pdf.objects:
        if not isinstance(item, dict) or "Dest" not in item:
            continue
        place = item.pop("Dest")
        if "Title" in item:
            node, point = heading_of(item["Title"].string, headings), place
        else:
            node, point = targets[place.string], points[place.string]
        item["A"] = pydyf.Dictionary({
            "Type": "/Action", "S": "/GoTo", "D": place,
            "SD": pydyf.Array([node.object.reference, *point[1:]])})


def leave_open(pdf, tree: Node) -> None:
    """List what other chapters may name and what names others.

    Headings and Renewed are elements in their order; Places are names, each with its element;
    Asked are elements, each with the name that it refers to.
    """
    nodes, here = list(walk(tree)), places(tree)
    headings = [node for node in nodes if node.type in HEADINGS]
    left = list(headings)
    for item in pdf.objects:
        if isinstance(item, dict) and "Dest" in item and "Title" in item:
            heading_of(item["Title"].string, left)
    asked = [(node, name) for node in nodes if node.type in ("Reference", "TOCI")
             and (name := first_target(node)) is not None and name not in here]
    pdf.catalog[ENDS] = pydyf.Dictionary({
        "Headings": references(headings),
        "Renewed": references(node for node in nodes if node.type in NEW_TYPES),
        "Places": pydyf.Array([item for name, node in sorted(here.items()) for item in
                               (pydyf.String(name), node.object.reference)]),
        "Asked": pydyf.Array([item for node, name in asked for item in
                              (node.object.reference, pydyf.String(name))])})


def references(nodes: Iterable[Node]) -> pydyf.Array:
    return pydyf.Array([node.object.reference for node in nodes])


def heading_of(title: str, headings: list[Node]) -> Node:
    """Take from the list the next heading, which is the one that a bookmark names."""
    heading = headings.pop(0)
    words = "".join(heading.element.itertext())
    if "".join(words.split()) != "".join(title.split()):
        raise AssertionError(f"the bookmark '{title}' does not lead to the heading '{words}'")
    return heading


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, in reading order."""
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from walk(kid)
