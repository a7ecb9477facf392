"""Write Markdown tokens as elements of the Document's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from handbook.blocks import place_of
from handbook.cursor import Cursor
from handbook.nodes import HIDDEN
from handbook.trees import AT, append_text, text_of

_SOURCE_ID = re.compile(r"@([A-Za-z0-9-]+)")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_CITATION = re.compile(r"\[\s*@[A-Za-z0-9-]+(?:[;,\s]+@[A-Za-z0-9-]+)*\s*\]")
_INLINE_HTML = re.compile(r"^<(/?)(span|sub|sup|br)(?: lang=\"([^\"]*)\")?\s*/?>$")
_CALLOUT = re.compile(r"^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
_MISSING_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_BROKEN_LINK = re.compile(
    r"\]\((?P<spaced>[^()]*\s[^()]*\))?"
    r"|\]\s+\((?=https?://|\.\./|[\w/-]+\.md)|\)\[(?=https?://|\.\./|[\w/-]+\.md)"
)
_CURLY = re.compile("[“”‘’]")
_BEFORE_ROW = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?")
_LOOKS = (
    (
        re.compile(r"\|.*\|"),
        "table-without-headers",
        "this is not understood as a table",
        "below its first line write hyphens for each column: | --- | --- |",
    ),
    (
        re.compile("[•▪●◦‣·○■□✓➢] "),
        "unsupported-markup",
        "this is a list only to the eye",
        "leave a line empty, then start each item with a hyphen and a space",
    ),
    (
        re.compile(r"#{2,6}[^#\s]"),
        "unsupported-markup",
        "this is not understood as a heading",
        "write a space after the # signs",
    ),
)
"""What a line of a paragraph looks like and is not."""
LONGEST_PARAGRAPH = 10_000
DEEPEST_BLOCK, DEEPEST_ELEMENT = 18, 60
_STRAY_BRACKETS = re.compile(r"\{[^{}]*[=.#][^{}]*\}")
_ATTRIBUTES = ("lang", "credit", "licence", "decorative")
_SIMPLE = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "em": "em",
    "strong": "strong",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
}


@dataclass(slots=True)
class Body:
    """The text of a page as a tree below a `body` element, flat: headings are not yet nested."""

    root: etree._Element
    notes: list[etree._Element] = field(default_factory=list)
    """One `li` for each note, in the order of first use."""


class _TooDeep(Exception):
    """What comes next stands deeper than any page needs; the Problem is for `write` to add."""


class Writer:
    """Writes tokens as elements; knows where in the file it is."""

    def __init__(self, cursor: Cursor) -> None:
        self.source = cursor
        self.root = etree.Element("body")
        self.stack = [self.root]
        self.notes: dict[int, etree._Element] = {}
        self.note_uses: dict[int, int] = {}

    def write(self, tokens: list[Token]) -> Body:
        for token in tokens:
            if token.map:
                self.source.enter(token.map)
            try:
                self._block(token)
            except _TooDeep:
                self.source.report(
                    self.source.here(),
                    "too-deep",
                    "this stands too many levels deep, and nothing after it was read",
                    "write it with fewer levels",
                )
                break
        notes = [self.notes[number] for number in sorted(self.notes)]
        for root in (self.root, *notes):
            self._find_hidden(root)
        return Body(self.root, notes)

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

    # Elements

    def _open(
        self, tag: str, place: tuple[int, int] | None = None, **attributes: str
    ) -> etree._Element:
        if len(self.stack) > DEEPEST_ELEMENT:
            raise _TooDeep
        element = etree.SubElement(self.stack[-1], tag, attributes)
        if place:
            element.set(AT, f"{place[0]}:{place[1]}")
        self.stack.append(element)
        return element

    def _close(self) -> etree._Element:
        return self.stack.pop()

    def _close_inline(self, tag: str) -> None:
        """Close an inline element, and report HTML inside it that was left open."""
        while self.stack[-1].tag != tag:
            self._left_open(self._close())
        self._close()

    def _left_open(self, element: etree._Element) -> None:
        self.source.report(
            self.source.here(),
            "raw-html",
            f"<{element.tag}> is opened and not closed here",
            f"write </{element.tag}> in the same paragraph",
        )

    def _text(self, words: str) -> None:
        append_text(self.stack[-1], words)

    def _block(self, token: Token) -> None:
        kind, _, side = token.type.rpartition("_")
        if token.level > DEEPEST_BLOCK:
            raise _TooDeep
        if length := token.meta.get("length"):
            self.source.report(
                self.source.here(),
                "file-too-large",
                f"this paragraph has {length:,} characters; the most is {LONGEST_PARAGRAPH:,}",
                "make several paragraphs of it",
            )
        elif token.type == "inline":
            self._inlines(token.children or [])
        elif kind in _SIMPLE and side in ("open", "close"):
            self._simple(token, kind, opening=side == "open")
        elif kind in _BLOCKS and side in ("open", "close"):
            _BLOCKS[kind](self, token, side == "open")
        elif token.type in ("fence", "code_block"):
            code = etree.SubElement(self._open("pre", self.source.here()), "code")
            code.text = token.content
            self._close()
        elif token.type == "html_block":
            self._html_block(token)
        elif token.type == "hr":
            self.source.report(
                self.source.here(),
                "unsupported-markup",
                "a line across the page has no meaning that can be heard",
                "use a heading to start a new part",
            )
        elif token.type != "footnote_anchor":
            raise AssertionError(f"no rule for the Markdown token {token.type!r}")

    def _simple(self, token: Token, kind: str, *, opening: bool) -> None:
        if not opening:
            element = self._close()
            if kind == "blockquote":
                _callout(element)
            elif kind == "tr":
                self._check_row(element)
            return
        element = self._open(_SIMPLE[kind], self.source.here())
        if kind == "ordered_list" and token.attrGet("start"):
            element.set("start", str(token.attrGet("start")))
        if kind in ("th", "td") and "right" in str(token.attrGet("style") or ""):
            element.set("class", "num")

    def _check_row(self, element: etree._Element) -> None:
        """Report a row with more cells than the table has columns: the rest would be lost."""
        line = self.source.lines[place_of(element)[0] - self.source.first_line]
        cells = escapedSplit(_BEFORE_ROW.sub("", line).strip())
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

    def _paragraph(self, token: Token, opening: bool) -> None:
        if opening:
            self._check_looks(token)
        if token.hidden:
            if not opening:
                append_text(self.stack[-1], "")
            return
        if opening:
            self._open("p", self.source.here())
        else:
            self._close()

    def _heading(self, token: Token, opening: bool) -> None:
        if opening:
            self._open(token.tag, self.source.here())
        else:
            self._close()

    def _note(self, token: Token, opening: bool) -> None:
        """Keep a note apart from the text; `_notes` gives it a place."""
        if opening:
            self.notes[token.meta["id"]] = etree.Element("li")
            self.stack.append(self.notes[token.meta["id"]])
        else:
            note = self._close()
            note.set(AT, note[0].get(AT) if len(note) else "1:1")

    def _note_block(self, token: Token, opening: bool) -> None:
        """The list of notes itself has no element here."""

    def _html_block(self, token: Token) -> None:
        if not _only_comments(token.content):
            first = token.content.strip().split("\n")[0]
            self.source.report(
                self.source.here(), "raw-html", f"'{_short(first)}' is HTML", _HTML_FIX
            )

    # Inline

    def _inlines(self, tokens: list[Token]) -> None:
        depth = len(self.stack)
        for token in tokens:
            rule = _INLINES.get(token.type)
            if rule is None:
                raise AssertionError(f"no rule for the Markdown token {token.type!r}")
            rule(self, token)
        while len(self.stack) > depth:
            self._left_open(self._close())

    def _words(self, token: Token) -> None:
        for found in _MISSING_NOTE.finditer(token.content):
            self.source.report(
                self.source.find(found[0]),
                "unknown-note",
                f"there is no note '{found[1]}'",
                f"write the note on a line of its own: [^{found[1]}]: its text",
            )
        if found := _BROKEN_LINK.search(token.content):
            spaced = found["spaced"]
            self.source.report(
                self.source.find("](" if spaced else found[0]),
                "unsupported-markup",
                "this address holds a space" if spaced else "this link is not understood",
                "use hyphens in the file's name, or write %20 for each space"
                if spaced
                else "write [words](address) without a space between; put a citation or another "
                "link after it, not inside",
            )
        for found in _STRAY_BRACKETS.finditer(token.content):
            self.source.report(
                self.source.find(_CURLY.split(found[0])[0]),
                "unknown-attribute",
                f"'{_short(found[0])}' is not understood here",
                "write {lang=cy} straight after words in square brackets, or "
                '{credit="name" licence="CC0"} straight after a picture, with straight quotation '
                "marks",
            )
        self._text(token.content)

    def _emphasis(self, token: Token) -> None:
        if token.nesting == 1:
            self._open(token.tag)
        else:
            self._close_inline(token.tag)

    def _inline_code(self, token: Token) -> None:
        self._open("code").text = token.content
        self._close()

    def _link_open(self, token: Token) -> None:
        href = str(token.attrGet("href") or "")
        row, column = self.source.find(f"]({href}")
        place = self.source.fixed or (row, column + 2)
        element = self._open("a", place, href=href)
        if token.attrGet("title"):
            self.source.report(
                place,
                "unsupported-markup",
                "the words in quotation marks after this address would be lost",
                "put them into the text",
            )
        self._attributes(token, element, ("lang",))

    def _span_open(self, token: Token) -> None:
        element = self._open("span", self.source.here())
        self._attributes(token, element, ("lang",))
        if not element.get("lang"):
            self.source.report(
                self.source.here(),
                "unknown-attribute",
                "the words in square brackets have no language",
                "write {lang=cy} after them, with the code of the language",
            )

    def _link_close(self, token: Token) -> None:
        self._close_inline("a")

    def _span_close(self, token: Token) -> None:
        self._close_inline("span")

    def _image(self, token: Token) -> None:
        src = str(token.attrGet("src") or "")
        element = self._open("img", self.source.find("!["), src=src, alt=token.content.strip())
        if title := token.attrGet("title"):
            element.set("caption", str(title))
        self._attributes(token, element, ("credit", "licence", "decorative", "lang"))
        self._close()

    def _attributes(self, token: Token, element: etree._Element, allowed: tuple[str, ...]) -> None:
        for name, value in token.attrs.items():
            if name in ("href", "src", "alt", "title", "start", "style"):
                continue
            if name == "class" and "decorative" in allowed and value == "decorative":
                element.set("decorative", "yes")
            elif name in allowed:
                element.set(name, str(value))
                if name == "lang" and not _LANGUAGE.match(str(value)):
                    self.source.report(
                        self.source.find("lang="),
                        "unknown-language",
                        f"'{value}' is not a language code",
                        "write a code such as cy for Welsh or pt-BR for Brazilian Portuguese",
                    )
            else:
                self.source.report(
                    self.source.find("{"),
                    "unknown-attribute",
                    f"'{name}' is not known here",
                    f"the handbook knows {', '.join(_ATTRIBUTES)}",
                )

    def _cite(self, token: Token) -> None:
        ids = _SOURCE_ID.findall(token.content)
        place = self.source.find(token.content)
        if not _CITATION.fullmatch(token.content):
            self.source.report(
                place,
                "unsupported-markup",
                f"'{_short(token.content)}' holds more than sources, and the rest would be lost",
                "write only ids, each with an @ before it and ; between: [@S31; @P02]",
            )
            return
        self._open("a", place, **{"class": "citation"}).set("sources", " ".join(ids))
        self._close()

    def _note_use(self, token: Token) -> None:
        number = token.meta["id"]
        self.note_uses[number] = self.note_uses.get(number, 0) + 1
        self._open("sup")
        self._open(
            "a", self.source.find("[^"), note=str(number + 1), use=str(self.note_uses[number])
        )
        self._close()
        self._close()

    def _inline_html(self, token: Token) -> None:
        place = self.source.find(token.content.split("\n")[0])
        if _only_comments(token.content):
            return
        found = _INLINE_HTML.match(token.content)
        if not found or (found[2] == "span" and not found[1] and not found[3]):
            self.source.report(place, "raw-html", f"'{_short(token.content)}' is HTML", _HTML_FIX)
        elif found[2] == "br":
            etree.SubElement(self.stack[-1], "br")
        elif not found[1]:
            self._open(found[2], place, **({"lang": found[3]} if found[3] else {}))
            if found[3] and not _LANGUAGE.match(found[3]):
                self.source.report(
                    place,
                    "unknown-language",
                    f"'{found[3]}' is not a language code",
                    "write a code such as cy for Welsh",
                )
        elif self.stack[-1].tag == found[2]:
            self._close()
        else:
            self.source.report(
                place, "raw-html", f"'{token.content}' closes nothing here", "delete it"
            )

    def _break(self, token: Token) -> None:
        if token.type == "hardbreak":
            etree.SubElement(self.stack[-1], "br")
        else:
            self._text("\n")


_HTML_FIX = "write it in Markdown; of HTML only span with lang, sub, sup and br can stand here"
_BLOCKS: dict[str, Callable[[Writer, Token, bool], None]] = {
    "paragraph": Writer._paragraph,
    "heading": Writer._heading,
    "footnote": Writer._note,
    "footnote_block": Writer._note_block,
}
_INLINES: dict[str, Callable[[Writer, Token], None]] = {
    "text": Writer._words,
    "softbreak": Writer._break,
    "hardbreak": Writer._break,
    "em_open": Writer._emphasis,
    "em_close": Writer._emphasis,
    "strong_open": Writer._emphasis,
    "strong_close": Writer._emphasis,
    "code_inline": Writer._inline_code,
    "link_open": Writer._link_open,
    "link_close": Writer._link_close,
    "span_open": Writer._span_open,
    "span_close": Writer._span_close,
    "image": Writer._image,
    "citation": Writer._cite,
    "footnote_ref": Writer._note_use,
    "html_inline": Writer._inline_html,
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


def _only_comments(html: str) -> bool:
    """Say whether HTML is comments and nothing between them."""
    rest = html.strip()
    while rest.startswith("<!--") and (end := rest.find("-->", 4)) > 0:
        rest = rest[end + 3 :].lstrip()
    return not rest


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
