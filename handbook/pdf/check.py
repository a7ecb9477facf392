"""Three gates that no validator has: the tags say the Document's words in order, they are what its
elements are, and they tie up.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

from handbook.book_words import BookWords
from handbook.pdf.integrity import BULLETS, integrity
from handbook.pdf.kinds import kind_faults
from handbook.pdf.page_numbers import AFTER, BEFORE, print_pages
from handbook.pdf.reading import Element, Memory, NotTagged, TaggedPdf, destinations
from handbook.pdf.ways_back import PAGED, shorten_ways_back

EDGES = {**dict.fromkeys("a em strong code span sub sup".split(), ("", "")), "q": ("“", "”")}
"""What is heard before and after elements that stand within a line; others begin and end one."""
WITHIN_LINES = frozenset("Span Link Reference Code Quote Em Strong".split())
"""Tags that part no words; each other one begins and ends a line."""
WITHOUT_NUMBERS = frozenset({"entries", "pillars"})


ON_PAGE = BookWords().on_page


def check(data: bytes, document, on_page: str = ON_PAGE, *, memory: Memory | None = None,
          processes: int = 1) -> list[str]:
    """Return everything that is wrong with a PDF of a Document, in sentences.

    `on_page` is the handbook's wording of a page number behind a link; `memory` knows the text of
    pages that were read before; the others are read by so many `processes`.
    """
    found = findings(data, document, on_page, memory=memory, processes=processes)
    return [fault for faults in found.values() for fault in faults]


def findings(data: bytes, document, on_page: str = ON_PAGE, *, memory: Memory | None = None,
             processes: int = 1) -> dict[str, list[str]]:
    """Return what each gate says is wrong with a PDF of a Document."""
    try:
        pdf = TaggedPdf(data, memory, processes)
    except NotTagged as fault:
        return {"integrity": [str(fault)]}
    tree = document.tree()
    shorten_ways_back(tree)
    print_pages(tree, on_page)
    return {"words": round_trip(pdf, tree), "kinds": list(kind_faults(pdf, document, tree)),
            "integrity": integrity(pdf)}


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def round_trip(pdf: TaggedPdf, tree) -> list[str]:
    """Compare the text in the order of the tags with the text of the Document's tree.

    Each word, with a space wherever it has one: words that run together are one word to a reader.
    """
    said: list[str] = []
    hear(tree, destinations(pdf), said)
    tagged: list[str] = []
    speak(pdf.root, tagged)
    expected, found = spaced(said), spaced(tagged)
    if expected == found:
        return []
    pairs = enumerate(zip(expected, found, strict=False))
    shorter = min(len(expected), len(found))
    at = next((i for i, (one, other) in pairs if one != other), shorter)
    return ["The tags do not say what the page says: after "
            f"'{expected[max(0, at - 40):at]}' comes '{found[at:at + 40]}' "
            f"instead of '{expected[at:at + 40]}'."]


def spaced(pieces: list[str]) -> str:
    """Return text with one space wherever there is white space, and no signs that are not seen."""
    return " ".join("".join(pieces).replace("\u00ad", "").replace("\u200b", "").split())


def hear(element, pages: dict[str, int], said: list[str], contents: bool = False) -> None:
    """Add the text of a tree as it should be heard, with numbers of lists and pages."""
    tag = element.tag
    contents = contents or element.get("role") == "doc-toc"
    before, after = EDGES.get(tag, (" ", " "))
    said += [before, element.get("alt", "") if tag == "img" else element.text or ""]
    numbered = tag == "ol" and not contents and not (
        WITHOUT_NUMBERS & set(element.get("class", "").split()))
    number = int(element.get("start", "1")) if numbered else 0
    for child in element:
        if numbered:
            said.append(f" {number}. ")
            number += 1
        hear(child, pages, said, contents)
        if child.tag == "a" and (contents or PAGED in child.get("class", "").split()):
            page = pages.get(child.get("href")[1:], "?")
            said.append(f"{child.get(BEFORE, ' ')}{page}{child.get(AFTER, '')}")
        said.append(child.tail or "")
    said.append(after)


def speak(element: Element, said: list[str]) -> None:
    """Add the text of the tags in order, without bullets."""
    kind = element.type
    if kind == "Lbl" and element.text().strip() in BULLETS:
        return
    edge = "" if kind in WITHIN_LINES else " "
    said.append(edge)
    if kind == "Figure" or "/ActualText" in element.item:
        said.append(element.instead() or "")
    else:
        for kid in element.kids:
            if isinstance(kid, Element):
                speak(kid, said)
            else:
                said.append(kid.text())
    said.append(edge)
