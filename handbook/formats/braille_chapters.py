"""A handbook in braille checked stretch by stretch, each judged once for the same lines and text.

The contents say on which page a part or chapter begins. The lines from there to the page of the
next one are a stretch: it has to say what stands there in the Document, and what the index says is
on one of its pages has to be there. What was judged is kept for those very lines and that very
text. This sees that a file is sound, and no more: where anything is not as it should be, the whole
file is read in one piece, as any other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.braille_expected import (
    JOINTS,
    alike,
    bare_address,
    changed,
    declared,
    made_by,
    prepared,
    title_words,
    vocabulary,
)
from handbook.formats.braille_grade_2 import GradeTwo, same
from handbook.formats.braille_headings import heading_lines, parted, wanted_contents
from handbook.formats.braille_index_check import index_faults, text_words
from handbook.formats.braille_lengths import Lengths, lengths
from handbook.formats.braille_pages import (
    Line,
    Words,
    form_faults,
    joined,
    read_contents,
    read_sheets,
    text_lines,
)
from handbook.formats.braille_reader import CannotRead, GradeOne
from handbook.formats.braille_signs import in_signs
from handbook.formats.braille_stretches import (
    NotSeen,
    Stretch,
    first_headings,
    must,
    stretches,
    written,
)
from handbook.formats.kept import worked_out
from handbook.formats.said import OUTSIDE, Said, differences, said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

NOT_SOUND = "null"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was seen of a stretch that says what it must."""

    away: list[str]
    """Addresses of its links that are not in its text."""
    index: list[tuple[str, int]]
    """Id and page of each line of the index that it holds."""
    count: int = 0
    strange: int = 0
    spelt: list[str] = field(default_factory=list)
    """How many words were read, how many of them wrongly, and those that lack contractions."""


def is_sound(data: bytes, document: Document, edition: Edition, grade: int) -> bool:
    """Tell whether a file of the whole handbook is seen to say what its Document says."""
    if form_faults(data):
        return False
    try:
        Report(data, document, edition, grade).judge()
    except (NotSeen, CannotRead):
        return False
    return True


class Report:
    """One file of the whole handbook."""

    def __init__(self, data: bytes, document: Document, edition: Edition, grade: int) -> None:
        self.document, self.edition, self.grade = document, edition, grade
        self.sheets, self.root = read_sheets(data), document.tree()
        self.outside = [one for one in self.root.iter("a") if OUTSIDE.match(one.get("href"))]
        self.cover = self.root.find("header[@class='cover']")
        self.nav = self.root.find("nav[@role='doc-toc']")
        must(self.cover is not None and self.nav is not None, "it is no book")
        for part in (self.cover, self.nav):
            self.root.remove(part)
        self.about = [grade, document.title, document.url, document.language]

    def judge(self) -> None:
        """Raise NotSeen or CannotRead unless every part is as it must be."""
        links = [link.get("href")[1:] for link in self.nav.iter("a")]
        named = self.front()
        must(len(links) == len(named) == len(set(links)), "the contents")
        pages = dict(zip(links, named, strict=True))
        heading = same(self.edition.settings.words.formats.links)
        words = self.words_of(etree.Element("p"), heading)
        body, listed = parted(text_lines(self.sheets), heading, words)
        found = stretches(self.root, pages, body, lambda one: self.read_with(one))
        judged = self.all_judged(found)
        there = self.addresses(listed)
        must(all(there.issuperset(one.away) for one in judged), "an address")
        strange = (("", ""),) * sum(one.strange for one in judged)
        spelt = frozenset(word for one in judged for word in one.spelt)
        seen = Lengths(sum(one.count for one in judged), strange, spelt, ())
        must(not seen.faults(), "the contractions")

    # Readers

    def small(self, *held: etree._Element, title: str = "") -> Document:
        """Return a Document of copies of some elements, in the signs that braille has."""
        root = etree.Element(self.root.tag, self.root.attrib)
        root.text = title
        root.extend([etree.fromstring(written(one)) for one in held])
        return prepared(replace(self.document, xhtml=written(root)))

    def reader(self, document: Document) -> GradeOne | GradeTwo:
        """Return a reader that knows the words of a prepared Document."""
        return GradeOne() if self.grade == 1 else GradeTwo(vocabulary(document, self.edition))

    def words_of(self, element: etree._Element, text: str = "") -> Words:
        """Return what reads words, knowing those of an element and of a text."""
        return self.reader(self.small(element, title=text)).words

    def read_with(self, element: etree._Element) -> tuple[etree._Element, Words]:
        document = self.small(element)
        return document.tree(), self.reader(document).words

    # What stands around the text

    def front(self) -> list[int]:
        """Return the page of each line of the contents, if they and the title page are right."""
        lines = [sheet.lines for sheet in self.sheets if sheet.front]
        asked = [self.about, len(self.sheets), written(self.cover), written(self.nav), lines]
        found = json.loads(worked_out("the front", json.dumps(asked), self.read_front))
        must(found, "the front")
        return found

    def read_front(self) -> str:
        """Return the pages that the contents name."""
        words = self.edition.settings.words.formats
        document = self.small(self.cover, self.nav)
        cover, nav = document.tree()
        read = self.reader(document).words
        first = ["", made_by(self.edition, self.grade, len(self.sheets))]
        title, listed = read_contents(self.sheets, read)
        expected = wanted_contents(self.root, nav, {})
        wanted = title_words(document, self.edition, first, cover)
        sound = read(joined(self.sheets[0].lines)) == wanted and title == same(words.contents)
        sound &= [one.text for one in expected] == [one.text for one in listed]
        sound &= all(one.page for one in listed)
        return json.dumps([one.page for one in listed]) if sound else NOT_SOUND

    def addresses(self, listed: Sequence[Line]) -> set[str]:
        """Return the words of the list of addresses."""
        lines = [line.text for line in listed]
        asked = json.dumps([self.grade, lines, *map(written, self.outside)])

        def read() -> str:
            return json.dumps(self.reader(self.small(*self.outside)).words(joined(lines)))

        return set(json.loads(worked_out("the addresses", asked, read)))

    # The text

    def all_judged(self, found: list[Stretch]) -> list[Judged]:
        """Return what is seen of each stretch: of the index first, whose pages the others have."""
        index = [one for one in found if holds_index(one)]
        judged = [self.judged(one) for one in index]
        for name, page in (line for one in judged for line in one.index):
            home = next((one for one in reversed(found) if one.first <= page), None)
            must(home is not None and home not in index, "a page of the index")
            home.named.append((name, page - home.first))
        return [*judged, *(self.judged(one) for one in found if one not in index)]

    def judged(self, stretch: Stretch) -> Judged:
        """Return what is seen of a stretch, now or before; raise NotSeen where it is not sound."""
        asked = json.dumps([self.about, *stretch.said()])
        found = json.loads(worked_out("a stretch", asked, lambda: self.read(stretch)))
        must(found, "a stretch")
        return Judged(**found)

    def read(self, stretch: Stretch) -> str:
        """Return what is seen of a stretch."""
        document = prepared(replace(self.document, xhtml=written(stretch.tree(self.root))))
        root, reader = document.tree(), self.reader(document)
        spots, lost = heading_lines(stretch.lines, root, reader.words)
        heads = first_headings(root, stretch.begun)
        if lost or any(stretch.lines[spots[one]].page for one in heads):
            return NOT_SOUND
        text, targets, pages = text_words(stretch.lines, spots, document, root, reader.words)
        faults = differences(
            alike(said(changed(document, root))),
            Said(None, None, tuple(text), None, None, None),
            labels=declared(root, self.edition),
            joint=JOINTS,
        )
        if faults or reader.passage or len(targets) != len(pages):
            return NOT_SOUND
        if lacks_what_is_named(stretch, root, reader.words):
            return NOT_SOUND
        seen = {word.strip(".,;:()") for word in text}
        made = Judged(away(root, seen), list(zip(targets, pages, strict=True)))
        return self.with_lengths(made, reader, document)

    def with_lengths(self, made: Judged, reader: GradeOne | GradeTwo, document: Document) -> str:
        """Return what is seen of a stretch with what is seen of its contractions."""
        if isinstance(reader, GradeTwo):
            found = lengths(reader, document, self.edition)
            if found.shortened:
                return NOT_SOUND
            strange, spelt = len(found.strange), sorted(found.spelt)
            made = replace(made, count=found.count, strange=strange, spelt=spelt)
        return json.dumps(asdict(made))


def holds_index(stretch: Stretch) -> bool:
    """Tell whether the alphabetical index is in a stretch."""
    return any(
        one.get("class") == "index"
        for _, elements in stretch.held
        for element in elements
        for one in element.iter("section")
    )


def lacks_what_is_named(stretch: Stretch, root: etree._Element, words: Words) -> bool:
    """Tell whether anything is not where the index says, on a page of a stretch or the next one."""
    there = {one.get("id") for one in root.iter()}
    if any(name not in there for name, _ in stretch.named):
        return True
    names, pages = [one for one, _ in stretch.named], [page for _, page in stretch.named]
    return any(index_faults(names, pages, root, stretch.lines, words))


def away(root: etree._Element, seen: set[str]) -> list[str]:
    """Return the addresses that links lead to and that are not among the words seen."""
    outside = (one.get("href") for one in root.iter("a") if OUTSIDE.match(one.get("href")))
    wanted = {same(in_signs(bare_address(one))) for one in outside}
    return sorted(wanted - seen)
