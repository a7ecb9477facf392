"""A Document as a BRF file: braille ASCII, 40 cells by 25 lines, for displays and embossers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.blocks import heading_level
from handbook.formats import braille_louis as louis
from handbook.formats.base import FormatFailed, Measures
from handbook.formats.braille_blocks import BrailleWriter, Place
from handbook.formats.braille_layout import (
    BLANK_LINE,
    ROOM,
    Entry,
    Pages,
    Piece,
    centred,
    contents_line,
    numbered,
    paginate,
)
from handbook.formats.braille_signs import BLANK, CELLS_A_LINE, to_ascii
from handbook.formats.braille_text import Translator, wrapped
from handbook.formats.media import OUTSIDE
from handbook.formats.plain_text import about
from handbook.trees import append_text, text_of

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

Page = list[str]
"""25 lines of cells of Unicode."""


@dataclass(frozen=True, slots=True)
class Book:
    """A Document as braille pages."""

    front: list[Page]
    """The title page and the contents, numbered P1 and on."""
    body: list[Page]


@dataclass(frozen=True, slots=True)
class Draft:
    """A Document laid out, before its pages have numbers and a title page."""

    translator: Translator
    cover: list[etree._Element]
    """What the title page says of the report; empty for a page."""
    index: list[Page]
    body: list[Page]
    starts: tuple[int, ...]
    """The pages of the body where a part or a chapter begins."""


def write_grade_1(document: Document, edition: Edition) -> bytes:
    """Return a Document as uncontracted braille."""
    return write_brf(document, edition, 1)


def write_grade_2(document: Document, edition: Edition) -> bytes:
    """Return a Document as contracted braille."""
    return write_brf(document, edition, 2)


def write_brf(document: Document, edition: Edition, grade: int) -> bytes:
    """Return a Document in braille ASCII, lines ended by CR LF and pages by a form feed."""
    try:
        book = make_book(document, edition, grade)
    except louis.CannotTranslate as error:
        raise FormatFailed(str(error)) from error
    return brf([*book.front, *book.body])


def brf(pages: list[Page]) -> bytes:
    """Return pages as braille ASCII."""
    text = "".join(
        "".join(f"{to_ascii(line.rstrip(BLANK))}\r\n" for line in page) + "\f" for page in pages
    )
    return text.encode("ascii")


def measure_brf(data: bytes) -> Measures:
    return Measures(len(data), data.count(b"\f"))


def make_book(document: Document, edition: Edition, grade: int) -> Book:
    """Return a Document's braille pages: title page, contents, text, addresses of its links."""
    draft = lay_out(document, edition, grade)
    number = 1 + len(draft.index) + len(draft.body)
    title = title_page(document, edition, draft, number)
    return Book(numbered([title, *draft.index], preliminary=True), numbered(draft.body))


def lay_out(document: Document, edition: Edition, grade: int) -> Draft:
    """Return a Document's contents and text on pages."""
    words = edition.settings.words.formats
    translator = Translator(grade, document.language, words)
    writer = BrailleWriter(translator, words)
    tree = document.tree()
    cover, contents = front_parts(tree, document)
    laid = paginate([*writer.blocks(tree, Place()), *addresses(tree, edition, translator)])
    if number_index(tree, laid):
        laid = paginate([*writer.blocks(tree, Place()), *addresses(tree, edition, translator)])
    entries = index_lines(laid.entries, contents, tree, translator)
    index = index_pages(entries, translator.text(words.contents))
    starts = tuple(sorted({one.page for one in laid.entries if one.depth == 1}))
    return Draft(translator, cover, index, laid.done, starts)


def front_parts(
    tree: etree._Element, document: Document
) -> tuple[list[etree._Element], etree._Element | None]:
    """Take the cover and the contents out of the report's tree; a page has neither."""
    if document.kind != "report":
        return [], None
    cover = tree.find("header[@class='cover']")
    contents = tree.find("nav[@role='doc-toc']")
    for part in (cover, contents):
        tree.remove(part)
    return list(cover), contents


def index_lines(
    entries: list[Entry],
    contents: etree._Element | None,
    tree: etree._Element,
    translator: Translator,
) -> list[Entry]:
    """Return the lines of the contents: the report's own, or a page's headings of level 2."""
    if contents is None:
        return [replace(one, depth=1) for one in entries if one.depth == 2]
    pages = {one.id: one.page for one in entries}
    heads = headings_by_home(tree)
    return [
        Entry(depth, translator.line(link, plain=True), name, pages[heads.get(name, name)])
        for depth, link in links_of(contents.find("ol"), 1)
        for name in [link.get("href").removeprefix("#")]
    ]


def headings_by_home(tree: etree._Element) -> dict[str, str]:
    """Return the id of its heading for each part and chapter that has an id."""
    found = {}
    for element in tree.iter("section", "article"):
        heading = next((one for one in element.iter() if heading_level(one)), None)
        if heading is not None and element.get("id"):
            found[element.get("id")] = heading.get("id")
    return found


def number_index(tree: etree._Element, laid: Pages) -> bool:
    """Put page numbers behind the links of an alphabetical index; tell whether there is one.

    What stands before the index stays where it is, and the index leads to nothing behind it.
    """
    index = tree.find(".//section[@class='index']")
    if index is None:
        return False
    pages = {**laid.places, **{one.id: one.page for one in laid.entries}}
    pages |= {name: pages[head] for name, head in headings_by_home(tree).items()}
    targets = {one.get("id"): one for one in tree.iter() if one.get("id")}
    for link in index.iter("a"):
        target = targets[link.get("href").removeprefix("#")]
        around = (one.get("id") for one in (target, *target.iterancestors()))
        append_text(link, f" {next(pages[name] for name in around if name in pages)}")
    return True


def links_of(listed: etree._Element, depth: int) -> Iterator[tuple[int, etree._Element]]:
    """Yield the links of nested lists with their depth, in order."""
    for item in listed:
        yield depth, item.find("a")
        for inner in item.findall("ol"):
            yield from links_of(inner, depth + 1)


def index_pages(entries: list[Entry], heading: str) -> list[Page]:
    """Return the pages of the contents, without their numbers."""
    if not entries:
        return []
    lines = [Piece("whole", tuple(contents_line(entry))) for entry in entries]
    return paginate([Piece("heading", tuple(centred(heading))), BLANK_LINE, *lines]).done


def title_page(
    document: Document, edition: Edition, draft: Draft, number: int, volume: str = ""
) -> Page:
    """Return the title page: what it is, how it was made, how long it is, where it comes from."""
    words, translator = edition.settings.words.formats.braille, draft.translator
    made = words.made_by.format(grade=translator.grade)
    pages = words.pages.format(number=number)
    titles = [translator.line(one, plain=True) for one in draft.cover]
    titles = titles or [translator.text(document.title)]
    lines = ["", "", *centred(titles[0]), ""]
    for title in titles[1:]:
        lines += centred(title)
    lines.append("")
    for text in filter(None, (volume, made, pages, *about(document, edition))):
        lines += wrapped(translator.text(text), 1, 3, CELLS_A_LINE)
    return lines[:ROOM]


def addresses(tree: etree._Element, edition: Edition, translator: Translator) -> Iterator[Piece]:
    """Yield where links out of the handbook lead, each once, with the first link's words: 1-3.

    A page of the handbook has no address of its own here: its name in the text is how to find it.
    """
    found: dict[str, str] = {}
    for link in tree.iter("a"):
        if link.get("href").startswith(OUTSIDE):
            found.setdefault(link.get("href"), text_of(link))
    if not found:
        return
    heading = translator.text(edition.settings.words.formats.links)
    yield from (BLANK_LINE, Piece("heading", tuple(centred(heading))), BLANK_LINE)
    for address, words in found.items():
        shown = address.removeprefix("mailto:").removeprefix("tel:")
        cells = translator.text(shown, louis.UNCONTRACTED)
        if words != shown:
            cells = f"{translator.text(f'{words}:')}{BLANK}{cells}"
        yield Piece("whole", tuple(wrapped(cells, 1, 3, CELLS_A_LINE)))
