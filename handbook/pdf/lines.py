"""Words keep the space between them, so that they do not run together when read aloud.

WeasyPrint drops the space at which it breaks a line; the page looks the same with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

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
        if box.element_tag.endswith(AFTER):
            before = box
            continue
        start = at
        while text[at:at + 1].isspace() and not text.startswith(box.text, at):
            at += 1
        if at > start and before is not None and not before.text.endswith(" "):
            before.text += " "
            before.pango_layout.text = before.text
        if not text.startswith(box.text, at):
            raise AssertionError(f"'{box.text}' is not what comes next: '{text[at:at + 60]}'")
        at, before = at + len(box.text), box
    if text[at:].strip():
        raise AssertionError(f"'{text[at:at + 60]}' is on no page")


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
