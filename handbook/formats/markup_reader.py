"""A reader of HTML and XHTML that gets back what they say; it knows the elements, not our writers.

It is fed by Python's own parsers, of which no writer here makes use. What was heard in a file, or
in a chapter of one, is kept for the very same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from xml.etree.ElementTree import XMLParser

from handbook.formats.kept import worked_out
from handbook.formats.said import OUTSIDE, Said, split

WITHIN_A_LINE = frozenset("a em strong code span sup sub q b i small abbr cite".split())
VOID = frozenset("img br hr meta link".split())
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_silent(has: Mapping[str, str]) -> bool:
    """Tell whether an element says nothing of the text: a way back, or hidden."""
    return has.get("role") == "doc-backlink" or "hidden" in has


class Reader:
    """Takes a text as beginnings, words and ends of elements; says what the text says.

    Only what stands inside one of the elements `inside` counts.
    """

    def __init__(self, inside: frozenset[str]) -> None:
        self.inside = inside
        self.depth = self.silent = 0
        self.title = ""
        self.language: str | None = None
        self.pieces: list[str] = []
        self.open: list[tuple[str, Mapping[str, str], int]] = []
        self.numbers: list[int | None] = []
        self.headings: list[tuple[float, int, str]] = []
        self.phrases: list[tuple[float, str, str]] = []
        self.addresses: list[str] = []
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.images: list[Mapping[str, str]] = []
        self.tags: set[str] = set()
        self.page_marks: list[tuple[str, str]] = []
        """Id and words of each place where a page of print begins."""

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take the beginning of an element."""
        tag = tag.rpartition("}")[2]
        has = {name: value or "" for name, value in attributes.items()}
        self.tags.add(tag)
        if tag == "html":
            self.language = has.get("lang", has.get(XML_LANGUAGE))
        if "id" in has:
            self.ids.append(has["id"])
        if has.get(TYPE) == "pagebreak":
            self.page_marks.append((has.get("id", ""), has.get("aria-label", "")))
        if tag not in VOID:
            self.open.append((tag, has, len(self.pieces)))
        self.depth += tag in self.inside
        self.targets += [has[name] for name in ("href", "src") if name in has]
        if self.depth:
            self._begin(tag, has)

    def _begin(self, tag: str, has: Mapping[str, str]) -> None:
        self.silent += is_silent(has)
        if tag not in WITHIN_A_LINE or has.get("role") == "doc-noteref":
            self.pieces.append(" ")
        if tag in ("ol", "ul"):
            self.numbers.append(int(has.get("start", "1")) if tag == "ol" else None)
        if tag == "li" and self.numbers and self.numbers[-1] is not None:
            self._say(f"{self.numbers[-1]}. ")
            self.numbers[-1] += 1
        if tag == "q":
            self._say("“")
        if tag == "img":
            self.images.append(has)
            self._say(has.get("alt", "") + " ")
        if tag == "a" and OUTSIDE.match(has.get("href", "")):
            self.addresses.append(has["href"])

    def _say(self, text: str) -> None:
        if not self.silent:
            self.pieces.append(text)

    def data(self, text: str) -> None:
        """Take words."""
        if self.depth:
            self._say(text)
        elif self.open and self.open[-1][0] == "title":
            self.title += text

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        tag = tag.rpartition("}")[2]
        if tag in VOID:
            return
        _, has, start = self.open.pop()
        if self.depth:
            self._finish(tag, has, start)
        self.depth -= tag in self.inside

    def _finish(self, tag: str, has: Mapping[str, str], start: int) -> None:
        if tag == "q":
            self._say("”")
        if tag not in WITHIN_A_LINE or has.get("role") == "doc-noteref":
            self.pieces.append(" ")
        self.silent -= is_silent(has)
        if tag in ("ol", "ul"):
            self.numbers.pop()
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append((start, int(tag[1]), self._words(start)))
        language = has.get("lang", has.get(XML_LANGUAGE, self.language))
        if language != self.language:
            self.phrases.append((start, language, self._words(start)))

    def _words(self, start: int) -> str:
        """Return what was said since a place among the pieces."""
        return " ".join(split(self.pieces[start:]))

    def close(self) -> Reader:
        return self

    def said(self) -> Said:
        """Return what the text says."""
        return Said(
            self.title,
            self.language,
            tuple(split(self.pieces)),
            tuple((level, words) for _, level, words in sorted(self.headings)),
            tuple((language, words) for _, language, words in sorted(self.phrases)),
            tuple(self.addresses),
        )


    # What was heard before

    def heard(self) -> str:
        """Return all that was heard as text from which it can be taken over again."""
        text = self.said()
        lists = self.targets, self.ids, self.images, sorted(self.tags), self.page_marks
        words = " ".join(text.words)
        rest = text.title, text.language, words, text.headings, text.phrases, text.addresses
        return json.dumps([*rest, *lists], ensure_ascii=False)

    def take(self, heard: str) -> Reader:
        """Take over what was heard elsewhere, as if it stood here."""
        title, language, words, headings, phrases, addresses, *lists = json.loads(heard)
        start, step = len(self.pieces), 1 / (len(headings) + len(phrases) + 1)
        self.title += title
        self.language = self.language or language
        self.pieces += [" ", words, " "]
        self.headings += [(start + at * step, *one) for at, one in enumerate(headings)]
        self.phrases += [(start + at * step, *one) for at, one in enumerate(phrases)]
        self.addresses += addresses
        targets, ids, images, tags, marks = lists
        self.targets += targets
        self.ids += ids
        self.images += images
        self.tags |= set(tags)
        self.page_marks += map(tuple, marks)
        return self


class _Feed(HTMLParser):
    """Feeds HTML to a Reader."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag, attrs):
        self.reader.start(tag, dict(attrs))

    def handle_endtag(self, tag):
        self.reader.end(tag)

    def handle_data(self, data):
        self.reader.data(data)


class Unclear(Exception):
    """A chapter cannot be read by itself."""


class _Parted(_Feed):
    """Feeds HTML from which chapters were taken; where one stood, the Reader takes it over."""

    def __init__(self, reader: Reader, chapters: Sequence[str]) -> None:
        super().__init__(reader)
        self.left = list(chapters)[::-1]

    def handle_starttag(self, tag, attrs):
        reader = self.reader
        if tag != PLACE:
            super().handle_starttag(tag, attrs)
        elif reader.depth and not reader.silent and not reader.numbers and self.left:
            reader.take(read_chapter(self.left.pop(), reader.language))
        else:
            raise Unclear


CHAPTER = frozenset({"article"})
PLACE = "a-chapter-stood-here"
_CHAPTER = re.compile(
    r'<article [^<>]*class="[^"<>]*\bchapter\b[^<>]*>.*?</article>', re.DOTALL
)


def read_html(data: bytes, inside: frozenset[str]) -> Reader:
    """Return what an HTML file says.

    A chapter is read by itself when its elements begin and end in it and it stands where its words
    count, which is seen when the rest is read; otherwise the file is read as one.
    """
    text = data.decode("utf-8")
    chapters = _CHAPTER.findall(text)
    if chapters and PLACE not in text:
        feed = _Parted(Reader(inside), chapters)
        try:
            reader = fed(feed, _CHAPTER.sub(f"<{PLACE}>", text))
        except Unclear:
            pass
        else:
            if not feed.left:
                return reader
    return fed(_Feed(Reader(inside)), text)


def fed(feed: _Feed, text: str) -> Reader:
    """Return a feed's reader when it has read a text."""
    feed.feed(text)
    feed.close()
    return feed.reader


def read_chapter(text: str, language: str | None) -> str:
    """Return what is heard in a chapter of a file in some language; raises Unclear."""

    def read() -> str:
        reader = Reader(CHAPTER)
        reader.language = language
        try:
            fed(_Feed(reader), text)
        except IndexError:
            return ""
        return "" if reader.open else reader.heard()

    if not (heard := worked_out("a chapter", f"{language} {text}", read)):
        raise Unclear
    return heard


def read_xhtml(data: bytes, inside: frozenset[str]) -> Reader:
    """Return what an XHTML file says; raises ParseError where it is not well-formed."""

    def read() -> str:
        reader = Reader(inside)
        parser = XMLParser(target=reader)
        parser.feed(data)
        parser.close()
        return reader.heard()

    asked = f"{sorted(inside)} {data.decode('utf-8', 'surrogateescape')}"
    return Reader(inside).take(worked_out("a file", asked, read))
