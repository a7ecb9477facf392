"""The script of a recording: what a person would say who reads a Document aloud, block by block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import heading_level
from handbook.document import BLOCK, serialise
from handbook.elements import long_date
from handbook.formats.plain_text import about
from handbook.formats.speech_clean import code_said, sayer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.document import Document
    from handbook.load import Edition

ENDS = (".", "!", "?", ":", ";", "…", ".”", "?”", "!”", ".’", "?’", "!’")
DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said in one breath."""

    target: str
    """The id of the element that is read; empty for what the Document does not hold."""
    level: int
    """Of a heading; 0 for all else."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All that is said, in one line."""
        return " ".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Script:
    """What is said of a Document, and the Document with an id on each element that is read."""

    document: Document
    blocks: tuple[Spoken, ...]

    def text(self) -> str:
        """Return the script for people: a paragraph a block, an empty line before headings."""
        lines = [f"\n{block.text}\n" if block.level else block.text for block in self.blocks]
        return "\n".join(lines).strip() + "\n"


def write_script(document: Document, edition: Edition) -> Script:
    """Return what is said of a Document.

    The first block says where the text is from and that no person reads it; the last ones, below a
    heading of their own, what plain text files say at their end. Citations are left out, as the
    opening says where the sources are; in a cell of a table that holds nothing else they are said.
    """
    writer = ScriptWriter(edition, document.language)
    root = document.tree()
    blocks = list(writer.blocks(root))
    settings, words = edition.settings, writer.words
    number = settings.words.edition.format(
        version=settings.edition.version, date=long_date(settings.edition.date, settings.words)
    )
    opening = words.opening.format(title=settings.title, edition=number)
    if document.citations:
        opening = f"{opening} {words.sources}"
    ending = [writer.plain("", line) for line in about(document, edition)]
    blocks = [
        writer.plain("", opening),
        *blocks,
        replace(writer.plain("", words.about), level=2),
        *ending,
    ]
    return Script(replace(document, xhtml=serialise(root)), tuple(blocks))


class ScriptWriter:
    """Reads one tree, and gives an id to each element that is read and has none."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.words = edition.settings.words.formats.speech
        self.language = language
        self.say = sayer(self.words)
        self.number = 0
        self.before = ""
        """What is said before the next block's own words: the number of an item of a list."""

    def plain(self, target: str, text: str, level: int = 0) -> Spoken:
        """Return a block in the Document's language."""
        return Spoken(target, level, (Run(self.language, ended(self.say(text))),))

    def blocks(self, parent: etree._Element) -> Iterator[Spoken]:
        """Yield what is said of what stands inside an element, with no id for words between."""
        loose, holder = [Run(self.language, parent.text or "")], parent
        for child in parent:
            if child.tag in BLOCK or (child.tag == "img" and not said_yet(loose)):
                yield from self.line(holder, loose)
                yield from self.block(child)
                loose, holder = [], child
            else:
                loose += self.inline(child, self.language)
            loose.append(Run(self.language, child.tail or ""))
        yield from self.line(holder, loose)

    def block(self, element: etree._Element) -> Iterator[Spoken]:
        """Yield what is said of one block element."""
        tag, words = element.tag, self.words
        if level := heading_level(element):
            yield from self.line(element, self.inside(element, self.language), level)
        elif tag == "img":
            yield from self.picture(element)
        elif tag in ("ul", "ol"):
            yield from self.items(element)
        elif tag == "dl":
            yield from self.pairs(element)
        elif tag == "table":
            yield from self.table(element)
        elif tag == "pre":
            code = ended(self.say("".join(element.itertext()).replace("\n", "; ")))
            yield self.plain(self.name(element), f"{words.code} {code} {words.end_of_code}")
        elif tag == "blockquote":
            self.before += f"{words.quotation} "
            yield from self.closed(self.blocks(element), words.end_of_quotation)
        else:
            yield from self.blocks(element)

    def closed(self, blocks: Iterator[Spoken], end: str) -> Iterator[Spoken]:
        """Yield blocks, the last with an ending."""
        held = list(blocks)
        yield from held[:-1]
        for last in held[-1:]:
            yield replace(last, runs=(*last.runs, Run(self.language, end)))

    def items(self, element: etree._Element) -> Iterator[Spoken]:
        """Yield the items of a list, those of a numbered one with their numbers."""
        for number, item in enumerate(element, int(element.get("start", "1"))):
            self.before += f"{number}. " if element.tag == "ol" else ""
            yield from self.blocks(item)

    def pairs(self, element: etree._Element) -> Iterator[Spoken]:
        """Yield each name with its value."""
        for child in element:
            if child.tag == "dt":
                self.before += f"{self.say(flat(self.inside(child, self.language)))}: "
            else:
                yield from self.blocks(child)
        if left := self.taken().strip(": "):
            yield self.plain(self.name(element), left)

    def picture(self, element: etree._Element) -> Iterator[Spoken]:
        if alt := element.get("alt"):
            yield self.plain(self.name(element), f"{self.words.picture} {self.taken()}{alt}")

    def table(self, element: etree._Element) -> Iterator[Spoken]:
        """Yield what the table is, then each row with the names of its columns."""
        words = self.words
        head, *body = [[self.cell(cell) for cell in row] for row in element.iter("tr")]
        caption = element.find("caption")
        count = words.one_row if len(body) == 1 else words.rows.format(number=len(body))
        columns = ended("; ".join(flat(cell) for cell in head))
        self.before += f"{words.table} "
        title = self.inside(caption, self.language)
        self.name(element)
        rest = self.run(f"{stop(title)} {count} {words.columns} {columns}")
        yield from self.line(caption, [*title, rest])
        rows = zip(element.iterfind("tbody/tr"), body, strict=True)
        spoken = (said for row, cells in rows for said in self.row(row, head, cells))
        yield from self.closed(spoken, words.end_of_table)

    def row(
        self, row: etree._Element, head: list[list[Run]], cells: list[list[Run]]
    ) -> Iterator[Spoken]:
        """Yield a row: its header, then each cell that says anything, with its column's name."""
        runs = [*cells[0], self.run(f"{stop(cells[0])} ")]
        for name, cell in zip(head[1:], cells[1:], strict=True):
            if said_yet(cell):
                runs += [*name, self.run(": "), *cell, self.run(f"{stop(cell)} ")]
        yield from self.line(row, runs)

    def cell(self, element: etree._Element) -> list[Run]:
        """Return what is said of a cell: its words, or the numbers of the sources it names."""
        runs = self.inside(element, self.language)
        if said_yet(runs):
            return runs
        cited = [one for one in element.iter("a") if one.get("role") == "doc-biblioref"]
        return [self.run(", ".join("".join(one.itertext()).strip("[]") for one in cited))]

    def line(self, holder: etree._Element, runs: list[Run], level: int = 0) -> Iterator[Spoken]:
        """Yield one block of what was gathered, cleaned, if it says anything."""
        if not said_yet(runs):
            return
        joined: list[Run] = []
        for run in [self.run(self.taken()), *runs]:
            if joined and joined[-1].language == run.language:
                joined[-1] = Run(run.language, joined[-1].text + run.text)
            else:
                joined.append(run)
        cleaned = [Run(run.language, self.say(run.text)) for run in joined]
        cleaned = [run for run in cleaned if any(sign.isalnum() for sign in run.text)]
        cleaned[-1] = Run(cleaned[-1].language, ended(cleaned[-1].text))
        yield Spoken(self.name(holder), level, tuple(cleaned))

    def inside(self, element: etree._Element, language: str) -> list[Run]:
        """Return the words inside an element."""
        language = element.get("lang", language)
        runs = [Run(language, element.text or "")]
        for child in element:
            runs += [*self.inline(child, language), Run(language, child.tail or "")]
        return runs

    def inline(self, element: etree._Element, language: str) -> list[Run]:
        """Return what is said of one element of a line."""
        tag, role, words = element.tag, element.get("role"), self.words
        if role in ("doc-backlink", "doc-biblioref"):
            return []
        if tag == "br":
            return [self.run(" ")]
        if tag == "img":
            alt = element.get("alt")
            return [self.run(f" {words.picture} {alt} {words.end_of_picture} ")] if alt else []
        inside = self.inside(element, language)
        if tag == "code":
            return [Run(run.language, code_said(run.text, words)) for run in inside]
        if role == "doc-noteref":
            return [self.run(f", {words.note} {flat(inside)},")]
        if tag == "sup" and DIGITS.issuperset(flat(inside)):
            return [self.run(f" {words.power} {flat(inside)}")]
        if tag in BLOCK:
            return [self.run(" "), *inside, self.run(" ")]
        return [self.run("“"), *inside, self.run("”")] if tag == "q" else inside

    def run(self, text: str) -> Run:
        return Run(self.language, text)

    def taken(self) -> str:
        """Return what is to be said before the next words, once."""
        before, self.before = self.before, ""
        return before

    def name(self, element: etree._Element) -> str:
        """Return an element's id; give it one if it has none."""
        if element.get("id") is None:
            self.number += 1
            element.set("id", f"said-{self.number}")
        return element.get("id")


def flat(runs: list[Run]) -> str:
    """Return the words of runs in one line."""
    return " ".join("".join(run.text for run in runs).split())


def stop(runs: list[Run]) -> str:
    """Return the full stop that runs lack at their end."""
    return "" if flat(runs).endswith(ENDS) else "."


def said_yet(runs: list[Run]) -> bool:
    """Tell whether there is a word in runs."""
    return any(sign.isalnum() for run in runs for sign in run.text)


def ended(text: str) -> str:
    """Return a line with a sign at its end, so that a voice falls there."""
    return text if text.endswith(ENDS) or not text else f"{text}."
