"""Turn Markdown into the Document's vocabulary, keeping each element's line and column.

The dialect is CommonMark with tables, notes, definition lists and attributes in curly brackets:
what Git hosts show, so that an author's preview and the handbook agree. The parser is
markdown-it-py, which knows the lines of every block; Python-Markdown, MkDocs' own, does not.
"""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache

from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from handbook.advice.silences import in_markdown
from handbook.cursor import Cursor
from handbook.nodes import HIDDEN
from handbook.problems import Problem
from handbook.trees import text_of
from handbook.writer import LONGEST_PARAGRAPH, Body, Writer

_PLAIN = re.compile(r"[^\\`*_{}\[\]<>&!\"'\r\n]*")
"""Text with no sign that means anything in Markdown: half of all fields, and ten times as fast."""
_MARKS = re.compile(r"[\\`*_{}\[\]<>&\n]")
"""The signs that the rules for words in a line begin with; a picture has a bracket after its mark.
"""
_CITATION = re.compile(r"\[@[^\[\]\n]+\]")


def parse_body(path: str, text: str, first_line: int, problems: list[Problem]) -> Body:
    """Return a page's Markdown as a tree, adding a Problem for all that no format could carry."""
    writer = Writer(Cursor(path, text.split("\n"), first_line, problems))
    tokens = _parser().parse(text)
    body = writer.write(tokens)
    if "<!--" in text:
        body.silences = in_markdown(tokens, text.split("\n"), first_line)
    return body


def parse_inline(
    path: str, text: str, place: tuple[int, int], problems: list[Problem]
) -> etree._Element:
    """Return one line of Markdown, such as a field's value, as the children of a `span`."""
    if len(text) <= LONGEST_PARAGRAPH and _PLAIN.fullmatch(text) and not HIDDEN.search(text):
        span = etree.Element("span")
        span.text = text or None
        return span
    writer = Writer(Cursor(path, [text], place[0], problems, fixed=place))
    body = writer.write(_parser().parseInline(text))
    for image in list(body.root.iter("img")):
        writer.refuse_image(image)
    body.root.tag = "span"
    return body.root


def _still() -> None:
    """Have markdown-it keep to itself which rule it tries: a twentieth of its time, and unheard."""
    for name in list(logging.root.manager.loggerDict):
        if name.startswith("markdown_it."):
            logging.getLogger(name).debug = lambda *_args, **_more: None


@cache
def _parser() -> MarkdownIt:
    _still()
    parser = MarkdownIt("commonmark", {"typographer": True}).enable(
        ["table", "smartquotes"]
    )
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.use(attrs_plugin, spans=True, after=("image", "link_close", "span_close"))
    parser.core.ruler.before("inline", "limit", _limit)
    parser.core.ruler.at("inline", _inline)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.validateLink = lambda _url: True
    parser.normalizeLink = lambda url: url
    parser.normalizeLinkText = lambda url: url
    return parser


def _limit(state: StateCore) -> None:
    """Leave a paragraph unread that is so long that reading it could take minutes."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            token.meta["length"] = len(token.content)
            token.content = ""


def _inline(state: StateCore) -> None:
    """Read the words of each block; those without a mark are text as they stand, and most are."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _MARKS.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def _citation(state: StateInline, silent: bool) -> bool:
    """Read `[@S31]` or `[@S31; @P02]`."""
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[0]
    state.pos = found.end()
    return True


@lru_cache(maxsize=20_000)
def typeset(text: str) -> str:
    """Return one line of Markdown as words, with typographic quotation marks."""
    return text_of(parse_inline("", text, (1, 1), []))
