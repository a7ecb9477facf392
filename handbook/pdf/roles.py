"""Which structure type each HTML element becomes (ISO 32000-1, 14.8.4; ISO 14289-1, 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pydyf

from handbook.pdf.boxes import Mark, Node

TYPES = {
    "article": "Art", "section": "Sect", "nav": "Sect", "aside": "Sect", "figure": "Sect",
    "p": "P", "pre": "P", "blockquote": "BlockQuote", "q": "Quote", "code": "Code",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "figcaption": "Caption", "img": "Figure", "a": "Link",
    "em": "Em", "strong": "Strong",
}
"""Elements that are not here add nothing of their own: their contents join their parent."""
ROLE_MAP = {"Em": "Span", "Strong": "Span"}
"""Emphasis has no type of its own in PDF 1.7: it keeps its name, which a program that takes the
file apart can use, and is mapped to Span, which adds nothing to what is heard (ISO 32000-1, 14.7.3;
ISO 14289-1, 7.1). In PDF 2.0 both are standard types (ISO 32000-2, 14.8.4.7.2)."""
NUMBERING = {"disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal"}
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "BlockQuote"})
"""Types that hold blocks only: text straight in them goes into a P."""
INLINE = frozenset({"Span", "Link", "Code", "Reference", "Quote", "Em", "Strong"})
KEEP_EMPTY = frozenset({"TD", "LBody"})


@dataclass(frozen=True)
class Place:
    """What an element stands in, where that changes its type."""

    contents: bool = False
    item: str | None = None
    """The type that wraps the text of each list item: Note or BibEntry."""


def structure(root: Node, chapter: str = "") -> Node:
    """Return the structure tree: a Document node over typed nodes.

    The IDs of header cells begin with the name of the chapter, if the tree is one's: chapters are
    made apart, and each ID must be the only one of its kind in the file that they are merged to.
    """
    document = Node(root.element, "Document", kids=root.kids)
    html_body = next(kid for kid in document.kids if isinstance(kid, Node))
    article = next(kid for kid in html_body.kids if isinstance(kid, Node))
    document.kids = settle("Document", typed_kids(article, Place()))
    for number, table in enumerate(find(document, "Table"), start=1):
        tie_headers(table, f"{chapter}-table{number}" if chapter else f"table{number}")
    return document


def typed(node: Node, place: Place) -> list[Node | Mark]:
    """Return a node with its type, or the contents of one that has none."""
    element, role = node.element, node.element.get("role")
    node.type = TYPES.get(element.tag)
    if "part" in element.get("class", "").split():
        node.type = "Part"
    if element.get("lang"):
        node.type = node.type or "Span"
        node.entries["Lang"] = pydyf.String(element.get("lang"))
    if role == "doc-toc":
        place = replace(place, contents=True)
    elif role in ("doc-endnotes", "doc-bibliography"):
        place = replace(place, item="Note" if role == "doc-endnotes" else "BibEntry")
    if place.contents:
        node.type = {"L": "TOC", "LI": "TOCI"}.get(node.type, node.type)
    kids = typed_kids(node, place)
    if node.type is None:
        return kids
    node.kids = settle(node.type, kids)
    if shaper := SHAPERS.get(node.type):
        shaper(node, place)
    empty = not node.kids and not node.links and node.type not in KEEP_EMPTY
    return [] if empty else [wrap(node, place, role)]


def typed_kids(node: Node, place: Place) -> list[Node | Mark]:
    """Return all contents of a node, typed."""
    kids: list[Node | Mark] = []
    for kid in node.kids:
        kids += [kid] if isinstance(kid, Mark) else typed(kid, place)
    return kids


def settle(kind: str, kids: list[Node | Mark]) -> list[Node | Mark]:
    """Put text that stands straight in a group of blocks into paragraphs."""
    if kind not in GROUPS:
        return kids
    blocks: list[Node | Mark] = []
    loose: Node | None = None
    for kid in kids:
        if isinstance(kid, Mark) or kid.type in INLINE:
            if loose is None:
                loose = Node(None, "P")
                blocks.append(loose)
            loose.kids.append(kid)
        else:
            loose = None
            blocks.append(kid)
    return blocks


def wrap(node: Node, place: Place, role: str | None) -> Node:
    """Put a link that cites something into a Reference (ISO 32000-1, table 338)."""
    cites = role in ("doc-noteref", "doc-biblioref") or place.contents
    return Node(None, "Reference", kids=[node]) if node.type == "Link" and cites else node


def shape_list(node: Node, _place: Place) -> None:
    """Group terms with their meanings; say how the list is numbered (ISO 32000-1, 14.8.5.5)."""
    if node.element.tag == "dl":
        node.kids = pairs(node.kids)
    labelled = any(kid.kids[0].type == "Lbl" for kid in node.kids)
    number = NUMBERING.get(node.bullet, "None") if labelled and node.element.tag != "dl" else "None"
    node.attributes.append({"O": "/List", "ListNumbering": f"/{number}"})


def pairs(kids: list[Node]) -> list[Node]:
    """Return one LI for each run of Lbl and the LBody that follow it."""
    items: list[Node] = []
    for kid in kids:
        if not items or (kid.type == "Lbl" and items[-1].kids[-1].type != "Lbl"):
            items.append(Node(None, "LI"))
        items[-1].kids.append(kid)
    return items


def shape_item(node: Node, place: Place) -> None:
    """Part a list item into Lbl and LBody; a note's text becomes a Note with an ID (UA-1, 7.9)."""
    label = [kid for kid in node.kids if isinstance(kid, Mark) and kid.label]
    body = [kid for kid in node.kids if kid not in label]
    if place.item and node.element.get("id"):
        note = Node(None, place.item, kids=body)
        note.entries["ID"] = pydyf.String(node.element.get("id"))
        body = [note]
    node.kids = [Node(None, "Lbl", kids=label)] if label else []
    node.kids.append(Node(None, "LBody", kids=body))


def shape_contents_item(node: Node, _place: Place) -> None:
    """Leave a contents entry its link and the entries below it, without a bullet."""
    node.kids = [kid for kid in node.kids if isinstance(kid, Node)]


def shape_figure(node: Node, _place: Place) -> None:
    """Give a picture its words and its place in points from the page's lower left corner."""
    node.entries["Alt"] = pydyf.String(node.element.get("alt"))
    page, box = node.box
    node.attributes.append({"O": "/Layout", "Placement": "/Block", "BBox": (page, box)})


def shape_link(node: Node, _place: Place) -> None:
    """Let a link that has a label be heard by it: 'Source 1' and not '[1]'."""
    if label := node.element.get("aria-label"):
        node.entries["Alt"] = pydyf.String(label)


def shape_header_cell(node: Node, _place: Place) -> None:
    """Say which way a header cell heads (ISO 14289-1, 7.5)."""
    scope = "Row" if node.element.get("scope") == "row" else "Column"
    node.attributes.append({"O": "/Table", "Scope": f"/{scope}"})


SHAPERS = {"L": shape_list, "LI": shape_item, "TOCI": shape_contents_item,
           "Figure": shape_figure, "Link": shape_link, "TH": shape_header_cell}


def tie_headers(table: Node, name: str) -> None:
    """Give each header cell an ID, and each cell the IDs of its row's and column's headers.

    ISO 14289-1, 7.5. A column keeps the headers of every row of the head, from the top down. The
    IDs begin with the name of the table.
    """
    rows = [[cell for cell in row.kids if isinstance(cell, Node)] for row in find(table, "TR")]
    heads: dict[int, list[pydyf.String]] = {}
    for i, row in enumerate(rows):
        row_heads = []
        for j, cell in enumerate(row):
            if cell.type == "TH":
                head = cell.entries["ID"] = pydyf.String(f"{name}-row{i + 1}-column{j + 1}")
                if cell.element.get("scope") == "row":
                    row_heads.append(head)
                else:
                    heads.setdefault(j, []).append(head)
        for j, cell in enumerate(row):
            headers = [*row_heads, *heads.get(j, [])]
            if cell.type == "TD" and headers:
                cell.attributes.append({"O": "/Table", "Headers": pydyf.Array(headers)})


def find(node: Node, kind: str):
    """Yield every node of a type, in reading order."""
    for kid in node.kids:
        if isinstance(kid, Node):
            if kid.type == kind:
                yield kid
            yield from find(kid, kind)
