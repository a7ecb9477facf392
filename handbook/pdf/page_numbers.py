"""Page numbers behind the links of a report, for those who read it on paper."""

from __future__ import annotations

from lxml import etree

from handbook.pdf.ways_back import PAGED

UNPAGED = frozenset({"citation", "noteref", "back", "term"})
"""Links that stand close together, or that are found by their number or letter."""
BEFORE, AFTER = "data-before", "data-after"
"""What print.css writes on each side of the number, which it asks WeasyPrint for."""
KEPT = "\u00a0"


def print_pages(article, on_page: str) -> None:
    """Have each link to a place in the report followed by its page; a page alone has no such link.

    `on_page` is the wording, with {page} for the number. The links of the index become numbers.
    """
    if article.get("class") != "report":
        return
    before, _, after = on_page.replace(" ", KEPT).partition("{page}")
    for link in article.iterfind("section[@class='index']//a"):
        to_number(link)
    for link in article.iter("a"):
        if is_reference(link):
            part_words(link)
            add_page(link, f" {before}", after)
        elif PAGED in link.get("class", "").split() and BEFORE not in link.attrib:
            link.set(BEFORE, " ")


def is_reference(link) -> bool:
    """Tell whether a link leads to another place in the text, in words of the text."""
    kinds = set(link.get("class", "").split())
    inside = any(above.get("role") == "doc-toc" for above in link.iterancestors("nav"))
    return link.get("href", "").startswith("#") and not kinds & {PAGED, *UNPAGED} and not inside


def to_number(link) -> None:
    """Leave of a link in the index its page alone; its words are heard."""
    link.set("aria-label", " ".join("".join(link.itertext()).split()))
    link.text = None
    link.tail = (link.tail or "").replace(";", ",")
    add_page(link, "", "")


def space_numbers(article) -> None:
    """Put the space before each number of the index that seemed to stand at the end of a line."""
    for link in article.iterfind(".//section[@class='index']//a"):
        before = link.getprevious()
        place = (link.getparent(), "text") if before is None else (before, "tail")
        setattr(*place, (getattr(*place) or "").rstrip() + " ")


def add_page(link, before: str, after: str) -> None:
    """Mark a link so that print.css writes its page behind it."""
    link.set("class", f"{link.get('class', '')} {PAGED}".strip())
    link.set(BEFORE, before)
    link.set(AFTER, after)


def part_words(link) -> None:
    """Put a link's words into a span, so that they can be underlined and the number not."""
    words = etree.Element("span")
    words.set("class", "words")
    words.text, link.text = link.text, None
    words.extend(list(link))
    link.append(words)
