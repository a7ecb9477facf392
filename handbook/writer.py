"""Write the blocks of Markdown as elements of the Document's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from handbook.advice.silences import Silence
from handbook.blocks import place_of
from handbook.cursor import Cursor
from handbook.inline_writer import HTML_FIX, InlineWriter, only_comments, short
from handbook.nodes import HIDDEN, WIDE_SPACES
from handbook.tree_builder import TooDeep, TreeBuilder
from handbook.trees import AT, packed, text_of, unpacked

_CALLOUT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
_BEFORE_ROW = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?")
_LOOKS = (
    (
        re.compile(r"\|.*\|"),
        "table-without-headers",
        "this is not understood as a table",
        "below its first line write hyphens for each column: | --- | --- |",
    ),
    (
        re.compile(f"[•▪●◦‣·○■□✓➢] |-[A-Z][a-z]|[0-9]{{1,2}}[.)][A-Z][a-z]|[-*+][{WIDE_SPACES}]"),
        "unsupported-markup",
        "this is a list only to the eye",
        "leave a line empty, then start each item with a hyphen and an ordinary space",
    ),
    (
        re.compile(f"#{{2,6}}([^#\\s]|[{WIDE_SPACES}])"),
        "unsupported-markup",
        "this is not understood as a heading",
        "write an ordinary space after the # signs",
    ),
)
"""What a line of a paragraph looks like and is not."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]*_]*$")
LONGEST_PARAGRAPH = 10_000
DEEPEST_BLOCK = 18
_SIMPLE = {
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "blockquote_open": "blockquote",
    "dl_open": "dl",
    "dt_open": "dt",
    "dd_open": "dd",
    "table_open": "table",
    "thead_open": "thead",
    "tbody_open": "tbody",
    "tr_open": "tr",
    "th_open": "th",
    "td_open": "td",
}
"""Blocks that are one element, by the token that opens them."""


@dataclass(slots=True)
class Body:
    """The text of a page as a tree below a `body` element, flat: headings are not yet nested."""

    root: etree._Element
    notes: list[etree._Element] = field(default_factory=list)
    """One `li` for each note, in the order of first use."""
    silences: list[Silence] = field(default_factory=list)
    """What comments in the text allow."""

    def __reduce__(self) -> tuple[Callable[..., Body], tuple[bytes, list[bytes], list[Silence]]]:
        return _body, (packed(self.root), [packed(note) for note in self.notes], self.silences)


def _body(root: bytes, notes: list[bytes], silences: list[Silence]) -> Body:
    """Return a text from what pickle keeps of it."""
    return Body(unpacked(root), [unpacked(note) for note in notes], silences)


class Writer:
    """Writes tokens as elements; knows where in the file it is."""

    def __init__(self, cursor: Cursor) -> None:
        self.source = cursor
        self.tree = TreeBuilder(cursor)
        self.inlines = InlineWriter(self.tree)
        self.notes: dict[int, etree._Element] = {}

    def write(self, tokens: list[Token]) -> Body:
        for token in tokens:
            if token.map:
                self.source.enter(token.map)
            try:
                self._block(token)
            except TooDeep:
                self.source.report(
                    self.source.here(),
                    "too-deep",
                    "this stands too many levels deep, and nothing after it was read",
                    "write it with fewer levels",
                )
                break
        notes = [self.notes[number] for number in sorted(self.notes)]
        if self.source.fixed or any("&" in line for line in self.source.lines):
            for root in (self.tree.root, *notes):
                self._find_hidden(root)
        return Body(self.tree.root, notes)

    def refuse_image(self, image: etree._Element) -> None:
        """Take a picture out of a field, with a Problem."""
        self.source.report(
            self.source.here(),
            "unsupported-markup",
            "a field cannot hold a picture",
            "put the picture into the text below the fields",
        )
        image.getparent().remove(image)

    def _find_hidden(self, root: etree._Element) -> None:
        """Report characters that came in under another name, such as &#x202e;."""
        for element in root.iter():
            said = (element.text, element.tail, *element.attrib.values())
            if found := next(filter(None, (HIDDEN.search(words or "") for words in said)), None):
                self.source.report(
                    self.source.fixed or place_of(element),
                    "control-character",
                    f"there is a hidden character in these words (U+{ord(found[0]):04X})",
                    "delete it and type the words again",
                )

    def _block(self, token: Token) -> None:
        if token.level > DEEPEST_BLOCK:
            raise TooDeep
        if token.meta and (length := token.meta.get("length")):
            self.source.report(
                self.source.here(),
                "file-too-large",
                f"this paragraph has {length:,} characters; the most is {LONGEST_PARAGRAPH:,}",
                "make several paragraphs of it",
            )
        elif token.type in _BLOCKS:
            _BLOCKS[token.type](self, token)
        else:
            raise AssertionError(f"no rule for the Markdown token {token.type!r}")

    def _inline(self, token: Token) -> None:
        self.inlines.write(token.children or [])

    def _code(self, token: Token) -> None:
        code = etree.SubElement(self.tree.open("pre", self.source.here()), "code")
        code.text = token.content
        self.tree.close()

    def _line_across(self, _token: Token) -> None:
        self.source.report(
            self.source.here(),
            "unsupported-markup",
            "a line across the page has no meaning that can be heard",
            "use a heading to start a new part",
        )

    def _open(self, token: Token) -> None:
        element = self.tree.open(_SIMPLE[token.type], self.source.here())
        if token.attrs:
            if token.type == "ordered_list_open" and token.attrGet("start"):
                element.set("start", str(token.attrGet("start")))
            if element.tag in ("th", "td") and "right" in str(token.attrGet("style") or ""):
                element.set("class", "num")

    def _close(self, _token: Token) -> None:
        self.tree.close()

    def _close_quote(self, _token: Token) -> None:
        _callout(self.tree.close())

    def _close_row(self, _token: Token) -> None:
        self._check_row(self.tree.close())

    def _check_row(self, element: etree._Element) -> None:
        """Report a row with more cells than the table has columns: the rest would be lost."""
        line = self.source.lines[place_of(element)[0] - self.source.first_line].strip()
        if line[:1] == "|" == line[-1:] and line.count("|") - 1 <= len(element):
            return
        cells = escapedSplit(_BEFORE_ROW.sub("", line))
        if len(cells[not cells[0] : len(cells) - (not cells[-1])]) > len(element):
            self.source.report(
                place_of(element),
                "table-without-headers",
                "this row has more cells than the table has headers",
                "add a header to the table's first line, or write \\| for a | inside a cell",
            )

    def _check_looks(self, token: Token) -> None:
        """Report lines that look like a table, a list or a heading and are plain words."""
        for row in range(*token.map) if token.map and not self.source.fixed else ():
            line = self.source.lines[row]
            words = line.lstrip(" >")
            place = (row + self.source.first_line, len(line) - len(words) + 1)
            for look, code, message, fix in _LOOKS:
                if look.match(words):
                    self.source.report(place, code, message, fix)
                    return
            if row > token.map[0] and self.tree.stack[-1].tag == "li":
                self._check_item(self.source.lines[row - 1], line, place)

    def _check_item(self, before: str, line: str, place: tuple[int, int]) -> None:
        """Report a sentence below an item of a list that would be read as part of the item."""
        if line[:1].isupper() and _SENTENCE_END.search(before.rstrip()):
            self.source.report(
                place,
                "unsupported-markup",
                "this line would be read as a part of the list item above it",
                "start it with a hyphen and a space like the items above it, or leave a line empty "
                "before it",
            )

    def _open_paragraph(self, token: Token) -> None:
        self._check_looks(token)
        if not token.hidden:
            self.tree.open("p", self.source.here())

    def _close_paragraph(self, token: Token) -> None:
        if not token.hidden:
            self.tree.close()

    def _open_heading(self, token: Token) -> None:
        self.tree.open(token.tag, self.source.here())

    def _open_note(self, token: Token) -> None:
        """Keep a note apart from the text."""
        self.notes[token.meta["id"]] = etree.Element("li")
        self.tree.stack.append(self.notes[token.meta["id"]])

    def _close_note(self, _token: Token) -> None:
        note = self.tree.close()
        note.set(AT, note[0].get(AT) if len(note) else "1:1")

    def _nothing(self, _token: Token) -> None:
        """The list of notes itself has no element here, nor has the way back from a note."""

    def _html_block(self, token: Token) -> None:
        if not only_comments(token.content):
            first = token.content.strip().split("\n")[0]
            self.source.report(
                self.source.here(), "raw-html", f"'{short(first)}' is HTML", HTML_FIX
            )


_BLOCKS: dict[str, Callable[[Writer, Token], None]] = {
    **dict.fromkeys(_SIMPLE, Writer._open),
    **{name.replace("_open", "_close"): Writer._close for name in _SIMPLE},
    "blockquote_close": Writer._close_quote,
    "tr_close": Writer._close_row,
    "paragraph_open": Writer._open_paragraph,
    "paragraph_close": Writer._close_paragraph,
    "heading_open": Writer._open_heading,
    "heading_close": Writer._close,
    "inline": Writer._inline,
    "fence": Writer._code,
    "code_block": Writer._code,
    "hr": Writer._line_across,
    "html_block": Writer._html_block,
    "footnote_open": Writer._open_note,
    "footnote_close": Writer._close_note,
    "footnote_block_open": Writer._nothing,
    "footnote_block_close": Writer._nothing,
    "footnote_anchor": Writer._nothing,
}


def _callout(quote: etree._Element) -> None:
    """Turn a block quote that starts with [!NOTE] into a callout."""
    first = quote[0] if len(quote) and quote[0].tag == "p" else None
    found = _CALLOUT.match(first.text or "") if first is not None else None
    if found is None:
        return
    quote.tag = "aside"
    quote.set("callout", found[1].lower())
    first.text = (first.text or "")[found.end() :]
    if not text_of(first) and not len(first):
        quote.remove(first)
