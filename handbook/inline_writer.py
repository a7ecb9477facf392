"""Write the words of a line, with all that Markdown marks in them, as elements."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from markdown_it.token import Token

from handbook.tree_builder import TreeBuilder

_SOURCE_ID = re.compile(r"@([A-Za-z0-9-]+)")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_CITATION = re.compile(r"\[\s*@[A-Za-z0-9-]+(?:[;,\s]+@[A-Za-z0-9-]+)*\s*\]")
_INLINE_HTML = re.compile(r"^<(/?)(span|sub|sup|br)(?: lang=\"([^\"]*)\")?\s*/?>$")
_MISSING_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_BROKEN_LINK = re.compile(
    r"\]\((?P<spaced>[^()]*\s[^()]*\))?"
    r"|\]\s+\((?=https?://|\.\./|[\w/-]+\.md)|\)\[(?=https?://|\.\./|[\w/-]+\.md)"
    r"|\](?=https?://|\.\./|[\w/-]+\.md\b)"
    r"|\[(?=[^\[\]()]*\((?:https?://|\.\./|[\w/-]+\.md\b)[^()\s]*\))"
)
_BROKEN_CITATION = re.compile(r"\[\s*@[\w-]+|(?<![\w@])@[A-Z]\d+\s*\]|\[[A-Z]\d{2,3}\]")
_CURLY = re.compile("[“”‘’]")
_STRAY_BRACKETS = re.compile(r"\{[^{}]*[=.#][^{}]*\}")
_ATTRIBUTES = ("lang", "credit", "licence", "decorative")
HTML_FIX = "write it in Markdown; of HTML only span with lang, sub, sup and br can stand here"


def _fault_of_link(spaced: str | None) -> tuple[str, str]:
    """Return message and fix for a link whose address may hold a space."""
    if spaced and _CURLY.search(spaced):
        return (
            "the words after this address stand in curved quotation marks",
            'write straight ones: ![description](picture.jpg "Caption")',
        )
    if spaced:
        return (
            "this address holds a space",
            "use hyphens in the file's name, or write %20 for each space",
        )
    return (
        "this link is not understood",
        "write [words](address) without a space between; put a citation or another link after it, "
        "not inside",
    )


class InlineWriter:
    """Writes the tokens of a line into the tree where it is open."""

    def __init__(self, tree: TreeBuilder) -> None:
        self.tree = tree
        self.source = tree.source
        self.note_uses: dict[int, int] = {}

    def write(self, tokens: list[Token]) -> None:
        """Write the tokens; report HTML that they leave open."""
        depth = len(self.tree.stack)
        for token in tokens:
            rule = _INLINES.get(token.type)
            if rule is None:
                raise AssertionError(f"no rule for the Markdown token {token.type!r}")
            rule(self, token)
        while len(self.tree.stack) > depth:
            self.tree.left_open(self.tree.close())

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
                *_fault_of_link(spaced),
            )
        if found := _BROKEN_CITATION.search(token.content):
            self.source.report(
                self.source.find(found[0]),
                "unsupported-markup",
                f"'{found[0]}' is not understood as a source",
                "write [@S31], or [@S31; @S32], with both brackets and an @ before each id; put "
                "anything else in round brackets",
            )
        for found in _STRAY_BRACKETS.finditer(token.content):
            self.source.report(
                self.source.find(_CURLY.split(found[0])[0]),
                "unknown-attribute",
                f"'{short(found[0])}' is not understood here",
                "write {lang=cy} straight after words in square brackets, or "
                '{credit="name" licence="CC0"} straight after a picture, with straight quotation '
                "marks",
            )
        self.tree.text(token.content)

    def _emphasis(self, token: Token) -> None:
        if token.nesting == 1:
            self.tree.open(token.tag)
        else:
            self.tree.close_inline(token.tag)

    def _inline_code(self, token: Token) -> None:
        self.tree.open("code").text = token.content
        self.tree.close()

    def _link_open(self, token: Token) -> None:
        href = str(token.attrGet("href") or "")
        row, column = self.source.find(f"]({href}")
        place = self.source.fixed or (row, column + 2)
        element = self.tree.open("a", place, href=href)
        if token.attrGet("title"):
            self.source.report(
                place,
                "unsupported-markup",
                "the words in quotation marks after this address would be lost",
                "put them into the text",
            )
        self._attributes(token, element, ("lang",))

    def _span_open(self, token: Token) -> None:
        element = self.tree.open("span", self.source.here())
        self._attributes(token, element, ("lang",))
        if not element.get("lang"):
            self.source.report(
                self.source.here(),
                "unknown-attribute",
                "the words in square brackets have no language",
                "write {lang=cy} after them, with the code of the language",
            )

    def _link_close(self, token: Token) -> None:
        self.tree.close_inline("a")

    def _span_close(self, token: Token) -> None:
        self.tree.close_inline("span")

    def _image(self, token: Token) -> None:
        src = str(token.attrGet("src") or "")
        element = self.tree.open("img", self.source.find("!["), src=src, alt=token.content.strip())
        if title := token.attrGet("title"):
            element.set("caption", str(title))
        self._attributes(token, element, ("credit", "licence", "decorative", "lang"))
        self.tree.close()

    def _attributes(self, token: Token, element: etree._Element, allowed: tuple[str, ...]) -> None:
        refused = token.meta.get("insecure_attrs", {})  # the parser takes out what would run
        for name, value in {**token.attrs, **refused}.items():
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
                f"'{short(token.content)}' holds more than sources, and the rest would be lost",
                "write only ids, each with an @ before it and ; between: [@S31; @P02]",
            )
            return
        self.tree.open("a", place, **{"class": "citation"}).set("sources", " ".join(ids))
        self.tree.close()

    def _note_use(self, token: Token) -> None:
        number = token.meta["id"]
        self.note_uses[number] = self.note_uses.get(number, 0) + 1
        self.tree.open("sup")
        self.tree.open(
            "a", self.source.find("[^"), note=str(number + 1), use=str(self.note_uses[number])
        )
        self.tree.close()
        self.tree.close()

    def _inline_html(self, token: Token) -> None:
        place = self.source.find(token.content.split("\n")[0])
        if only_comments(token.content):
            return
        found = _INLINE_HTML.match(token.content)
        if not found or (found[2] == "span" and not found[1] and not found[3]):
            self.source.report(place, "raw-html", f"'{short(token.content)}' is HTML", HTML_FIX)
        elif found[2] == "br":
            etree.SubElement(self.tree.stack[-1], "br")
        elif not found[1]:
            self.tree.open(found[2], place, **({"lang": found[3]} if found[3] else {}))
            if found[3] and not _LANGUAGE.match(found[3]):
                self.source.report(
                    place,
                    "unknown-language",
                    f"'{found[3]}' is not a language code",
                    "write a code such as cy for Welsh",
                )
        elif self.tree.stack[-1].tag == found[2]:
            self.tree.close()
        else:
            self.source.report(
                place, "raw-html", f"'{token.content}' closes nothing here", "delete it"
            )

    def _break(self, token: Token) -> None:
        if token.type == "hardbreak":
            etree.SubElement(self.tree.stack[-1], "br")
        else:
            self.tree.text("\n")


_INLINES: dict[str, Callable[[InlineWriter, Token], None]] = {
    "text": InlineWriter._words,
    "softbreak": InlineWriter._break,
    "hardbreak": InlineWriter._break,
    "em_open": InlineWriter._emphasis,
    "em_close": InlineWriter._emphasis,
    "strong_open": InlineWriter._emphasis,
    "strong_close": InlineWriter._emphasis,
    "code_inline": InlineWriter._inline_code,
    "link_open": InlineWriter._link_open,
    "link_close": InlineWriter._link_close,
    "span_open": InlineWriter._span_open,
    "span_close": InlineWriter._span_close,
    "image": InlineWriter._image,
    "citation": InlineWriter._cite,
    "footnote_ref": InlineWriter._note_use,
    "html_inline": InlineWriter._inline_html,
}


def only_comments(html: str) -> bool:
    """Say whether HTML is comments and nothing between them."""
    rest = html.strip()
    while rest.startswith("<!--") and (end := rest.find("-->", 4)) > 0:
        rest = rest[end + 3 :].lstrip()
    return not rest


def short(text: str) -> str:
    """Return at most 40 characters of a text, for a message."""
    return text if len(text) <= 40 else text[:37] + "..."
