"""A reader of Markdown files: a CommonMark parser makes HTML of them, which says what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from handbook.formats.kept import worked_out
from handbook.formats.markup_reader import Reader, read_html
from handbook.formats.said import OUTSIDE, differences, on_the_web, said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

BODY = frozenset({"body"})
RULE = "\n\n* * *\n\n"
HEADING = re.compile(r"\n\n(?=#{1,3} )")
"""Where a text may be cut: before a heading of one of the first levels."""
END = "the end of the piece"
"""A paragraph behind a piece, which is one only if nothing in the piece is left open."""
MARKDOWN = MarkdownIt("commonmark").enable("table")
KNOWN = frozenset(
    "html body p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table thead tbody tr th td a img "
    "br em strong sup sub span".split()
)


def check_markdown(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a Markdown file of a Document, in sentences."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    body, rule, about = text.rpartition(RULE)
    faults = [] if rule and about.endswith("\n") else ["it does not say what file it is"]
    note = edition.settings.words.formats.note
    reader = read(apart(body or text, note), document.language)
    expected = replace(on_the_web(said(document), edition), title="")
    faults += differences(expected, reader.said(), labels=[f"[{note}", "]"], joint=":")
    return [*faults, *strange(reader)]


def apart(text: str, note: str) -> str:
    """Return the text with spaces around the number of each note."""
    return re.sub(rf"\\\[({re.escape(note)}) (\d+)\\\]", r" \[\1 \2 \] ", text)


def read(text: str, language: str) -> Reader:
    """Return what Markdown says.

    It is read in pieces that begin with a heading, where each is seen to be whole: nothing in it
    goes on behind it, and none of its names is for links elsewhere. Otherwise it is read as one.
    """
    reader = Reader(BODY)
    reader.language = language
    for piece in HEADING.split(text):
        asked = f"{language} {piece}"
        heard = worked_out("a piece", asked, lambda one=piece: read_piece(one, language))
        if not heard:
            return read_html(page(language, MARKDOWN.render(text)), BODY)
        reader.take(heard)
    return reader


def read_piece(piece: str, language: str) -> str:
    """Return what is heard in a piece, or nothing where it is not whole."""
    names: dict = {}
    html = MARKDOWN.render(f"{piece}\n\n{END}\n", names)
    if names.get("references") or not html.endswith(f"<p>{END}</p>\n") or html.count(END) > 1:
        return ""
    try:
        reader = read_html(page(language, html.removesuffix(f"<p>{END}</p>\n")), BODY)
    except IndexError:
        return ""
    return "" if reader.open else reader.heard()


def page(language: str, html: str) -> bytes:
    return f'<html lang="{language}"><body>{html}</body></html>'.encode()


def strange(reader: Reader) -> list[str]:
    """Return elements that the file should not have, and addresses that lead nowhere."""
    faults = [f"it has <{tag}>" for tag in sorted(reader.tags - KNOWN)]
    return faults + [
        f"it leads to '{target}', which is no web address"
        for target in reader.targets
        if not OUTSIDE.match(target)
    ]
