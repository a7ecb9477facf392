"""Words keep the space between them, so that they do not run together when read aloud.

WeasyPrint drops the space at which it breaks a line; the page looks the same with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from handbook.pdf.page_numbers import BEFORE

AFTER = "::after"
"""Generated text that stands behind its element: no text of the document, but of the line."""


def keep_spaces(document) -> None:
    """Give back each space that a line break took, by reading the lines along the text.

    WeasyPrint does not draw a piece that is only space; the piece before it gets that space too.
    Raises AssertionError when the lines do not say the text in its order: WeasyPrint would have
    lost or moved words.
    """
    text = "".join(document._html.etree_element.find("body").itertext())
    at, before = 0, None
    for box in text_boxes(document):
        if not box.text.strip():
            continue
        generated, start = box.element_tag.endswith(AFTER), at
        while text[at:at + 1].isspace() and (
                stands_for_words(box) if generated else not text.startswith(box.text, at)):
            at += 1
        if before is not None and (at > start or (generated and lost_space(box))):
            end_with_space(before)
        if generated:
            before = box
            continue
        if not text.startswith(box.text, at):
            raise AssertionError(f"'{box.text}' is not what comes next: '{text[at:at + 60]}'")
        at, before = at + len(box.text), box
    if text[at:].strip():
        raise AssertionError(f"'{text[at:at + 60]}' is on no page")


def stands_for_words(box: boxes.TextBox) -> bool:
    """Tell whether generated text stands in the place of its element's words: a page's number."""
    return not "".join(box.element.itertext())


def lost_space(box: boxes.TextBox) -> bool:
    """Tell whether generated text begins a line, so that the space in front of it is gone."""
    return box.element.get(BEFORE, "").startswith(" ") and not box.text.startswith(" ")


def end_with_space(box: boxes.TextBox) -> None:
    """Give a piece of text the space behind it."""
    if not box.text.endswith(" "):
        box.text += " "
        box.pango_layout.text = box.text


def text_boxes(document) -> Iterator[boxes.TextBox]:
    """Yield every piece of the text in its lines, and what is generated behind it; no repeats."""
    head_pages: dict = {}
    for number, page in enumerate(document.pages):
        yield from _walk(page._page_box, number, head_pages)


def _walk(box, page: int, head_pages: dict) -> Iterator[boxes.TextBox]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    tag = box.element_tag or ""
    if isinstance(box, boxes.MarginBox) or ("::" in tag and not tag.endswith(AFTER)):
        return
    head = isinstance(box, boxes.TableRowGroupBox) and box.is_header
    if head and head_pages.setdefault(box.element, page) != page:
        return
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child, page, head_pages)
