"""A reader of Markdown files: a CommonMark parser makes HTML of them, which says what they say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from handbook.formats.markup_reader import Reader, read_html
from handbook.formats.said import OUTSIDE, differences, on_the_web, said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

BODY = frozenset({"body"})
RULE = "\n\n* * *\n\n"
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
    """Return what Markdown says."""
    html = MarkdownIt("commonmark").enable("table").render(text)
    return read_html(f'<html lang="{language}"><body>{html}</body></html>'.encode(), BODY)


def strange(reader: Reader) -> list[str]:
    """Return elements that the file should not have, and addresses that lead nowhere."""
    faults = [f"it has <{tag}>" for tag in sorted(reader.tags - KNOWN)]
    return faults + [
        f"it leads to '{target}', which is no web address"
        for target in reader.targets
        if not OUTSIDE.match(target)
    ]
