"""The stretches of a handbook in braille: what the contents lead to, and the lines of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from handbook.blocks import heading_level
from handbook.formats.braille_grade_2 import same
from handbook.formats.braille_headings import begins
from handbook.formats.braille_pages import Line, Words
from handbook.trees import text_of

Readers = Callable[[etree._Element], tuple[etree._Element, Words]]
"""From an element to it in the signs that braille has, and a reader that knows its words."""


class NotSeen(Exception):
    """Something is not seen to be as it should; the whole file has to be read."""


def must(so: object, what: str) -> None:
    if not so:
        raise NotSeen(what)


@dataclass(slots=True, eq=False)
class Stretch:
    """The parts and chapters that begin on one page, and the lines up to the next such page."""

    first: int
    """The page."""
    held: list[tuple[etree._Element | None, list[etree._Element]]] = field(default_factory=list)
    """What stands in it: elements, with the part of the report around them."""
    begun: list[str] = field(default_factory=list)
    """The ids of the parts and chapters that the contents lead to."""
    lines: list[Line] = field(default_factory=list)
    """With pages counted from the first, which is 0."""
    named: list[tuple[str, int]] = field(default_factory=list)
    """What the index says is in it: an id and a page, counted alike."""

    def said(self) -> list:
        """Return all that a judgement of it depends on."""
        parts = [
            [part is not None and sorted(part.attrib.items()), *map(written, elements)]
            for part, elements in self.held
        ]
        return [parts, self.begun, [(line.page, line.text) for line in self.lines], self.named]

    def tree(self, report: etree._Element) -> etree._Element:
        """Return a report of nothing but what stands in it, with the parts around that."""
        root = etree.Element(report.tag, report.attrib)
        for part, elements in self.held:
            holder = root
            if part is not None:
                last = root[-1] if len(root) else None
                same_part = last is not None and last.get("id") == part.get("id")
                holder = last if same_part else etree.SubElement(root, part.tag, part.attrib)
            holder.extend([etree.fromstring(written(one)) for one in elements])
        return root


def stretches(
    report: etree._Element, pages: dict[str, int], body: Sequence[Line], readers: Readers
) -> list[Stretch]:
    """Return the stretches of a report without cover and contents; raise NotSeen for any doubt.

    `pages` are those that the contents name, by id.
    """
    made = divided(report, pages)
    starts = [start(one, body, readers) for one in made]
    must(starts[:1] == [0] and starts == sorted(starts), "the order of the chapters")
    for one, begin, end in zip(made, starts, [*starts[1:], len(body)], strict=True):
        one.lines = [replace(line, page=line.page - one.first) for line in body[begin:end]]
    return made


def divided(report: etree._Element, pages: dict[str, int]) -> list[Stretch]:
    """Return the stretches without their lines."""
    left, made = dict(pages), []
    for part, name, elements in units(report):
        page = left.pop(name, None)
        must(made or page, "what stands before the first chapter")
        if not made or (page and page > made[-1].first):
            made.append(Stretch(page))
        must(page in (None, made[-1].first), "the order of the chapters")
        made[-1].held.append((part, elements))
        made[-1].begun += [name] if page else []
    must(not left, "a line of the contents")
    return made


def units(
    report: etree._Element,
) -> Iterator[tuple[etree._Element | None, str | None, list[etree._Element]]]:
    """Yield the opening of each part and each chapter: its part, its id and its elements."""
    must(not (report.text or "").strip(), "bare words")
    for child in report:
        must(not (child.tail or "").strip(), "bare words")
        if child.tag != "section" or child.find("article") is None:
            yield None, child.get("id"), [child]
            continue
        must(not (child.text or "").strip(), "bare words")
        name, opening = child.get("id"), []
        for inner in child:
            must(not (inner.tail or "").strip(), "bare words")
            if inner.tag != "article":
                opening.append(inner)
                continue
            if opening:
                yield child, name, opening
                name, opening = None, []
            yield child, inner.get("id"), [inner]
        if opening:
            yield child, name, opening


def start(stretch: Stretch, body: Sequence[Line], readers: Readers) -> int:
    """Return the line where a stretch begins: the first of its page, or that of its heading."""
    top = next((at for at, line in enumerate(body) if line.page == stretch.first), None)
    must(top is not None, "a page of the contents")
    part, elements = stretch.held[0]
    if part is not None or elements[0].tag == "article":
        return top
    tree, words = readers(elements[0])
    text = same(text_of(next(filter(heading_level, tree.iter()))))
    for at in range(top, len(body)):
        if begins(body, at, text, 2, words):
            return at
    raise NotSeen("a heading")


def first_headings(root: etree._Element, names: Sequence[str]) -> list[str]:
    """Return the id of the first heading of each part or chapter."""
    homes = {one.get("id"): one for one in root.iter("section", "article")}
    return [
        next(one for one in homes[name].iter() if heading_level(one)).get("id") for name in names
    ]


def written(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)
