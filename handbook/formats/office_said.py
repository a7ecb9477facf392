"""What a word processor's file of a Document must say, and how its words are compared.

Left out on purpose, and declared here: the heading and the list of the notes, which hang on their
marks instead and are compared one by one; the numbers before the entries of the contents, which
have those of their own titles; the ways back from sources; and the lines about the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.formats.last import last_made
from handbook.formats.plain_text import about
from handbook.formats.said import Said, differences, on_the_web, said_of, split

if TYPE_CHECKING:
    from lxml import etree

    from handbook.document import Document
    from handbook.load import Edition

ASIDE = ("Ways Back", "About This File")
"""The styles of paragraphs that are about the text and not in it."""


@dataclass(frozen=True, slots=True)
class OfficeSaid:
    """What a file says: its text, each note, and the lines about the file."""

    text: Said
    notes: tuple[tuple[str, ...], ...]
    note_addresses: tuple[str, ...]
    about: tuple[str, ...]


@last_made
def office_said(document: Document, edition: Edition) -> OfficeSaid:
    """Return what a file of a Document must say."""
    root, own = document.tree(), document.language
    notes = take_notes(root)
    spoken = tuple(joined(one for part in [root, *notes] for one in languages(part, own, own)))
    for listed in root.iterfind(".//nav//ol"):
        listed.tag = "ul"
    text = on_the_web(said_of(root, document), edition)
    held = [said_of(note, document) for note in notes]
    links = tuple(one for note in held for one in on_the_web(note, edition).addresses)
    return OfficeSaid(
        replace(text, phrases=spoken),
        tuple(note.words for note in held),
        links,
        tuple(" ".join(line.split()) for line in about(document, edition)),
    )


def take_notes(root: etree._Element) -> list[etree._Element]:
    """Take the notes out of a tree, number their marks through the file; return the notes."""
    items = {one.get("id"): one for section in root.iter("section") for one in section.iter("li")
             if section.get("role") == "doc-endnotes"}  # fmt: skip
    numbers: dict[str, int] = {}
    for mark in root.iter("a"):
        if mark.get("role") == "doc-noteref":
            name = mark.get("href")[1:]
            mark.text = str(numbers.setdefault(name, len(numbers) + 1))
    for section in list(root.iter("section")):
        if section.get("role") == "doc-endnotes":
            section.getparent().remove(section)
    made = [items[name] for name in numbers]
    for item in made:
        item.tag = "article"
    return made


def languages(
    element: etree._Element, language: str, main: str
) -> list[tuple[str | None, str]]:
    """Return the words of a tree with their language, None for the Document's own."""
    spoken: list[tuple[str | None, str]] = []
    gather_languages(element, language, main, spoken)
    return spoken


def gather_languages(
    element: etree._Element, language: str, main: str, spoken: list[tuple[str | None, str]]
) -> None:
    """Put the words of an element, with their language, at the end of a list."""
    if element.get("role") in ("doc-backlink", "doc-noteref"):
        return
    language = element.get("lang", language)
    other = language if language != main else None
    spoken.append((other, ("“" if element.tag == "q" else "") + (element.text or "")))
    for child in element:
        gather_languages(child, language, main, spoken)
        spoken.append((other, child.tail or ""))
    if element.tag == "q":
        spoken.append((other, "”"))


def joined(pieces: Iterable[tuple[str | None, str]]) -> Iterator[tuple[str, str]]:
    """Yield the letters in each other language, white space left out, in order."""
    last: list | None = None
    for language, words in pieces:
        letters = "".join(split([words])) if language is not None else ""
        if not letters:
            continue
        if last and last[0] == language:
            last[1] += letters
            continue
        if last:
            yield tuple(last)
        last = [language, letters]
    if last:
        yield tuple(last)


def office_differences(expected: OfficeSaid, found: OfficeSaid) -> list[str]:
    """Return where a file does not say what its Document says, in sentences."""
    faults = differences(expected.text, found.text)
    if len(expected.notes) != len(found.notes):
        faults.append(f"it has {len(found.notes)} notes instead of {len(expected.notes)}")
    for number, pair in enumerate(zip(expected.notes, found.notes, strict=False), start=1):
        if pair[0] != pair[1]:
            faults.append(f"its note {number} says '{' '.join(pair[1])}'")
    if expected.note_addresses != found.note_addresses:
        faults.append("the links in its notes are not those of the text")
    if expected.about != found.about:
        faults.append("it does not say what file it is")
    return faults
