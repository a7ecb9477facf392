"""A reader of plain text in our form: gets the words back from the lines alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.formats.said import OUTSIDE, Said, differences, said, split

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.words import FormatWords
    from handbook.load import Edition

LEVELS = "=-.~^+"
"""What stands below a heading, by level."""


def check_text(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a text file of a Document, in sentences."""
    words = edition.settings.words.formats
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ["it is not UTF-8"]
    faults = [] if text.endswith("\n") else ["its last line has no end"]
    if found := re.search("[\x00-\x08\x0b-\x1f\x7f\ufffe\ufffd]", text):
        faults.append(f"it has a hidden character (U+{ord(found[0]):04X})")
    read, addresses, missing = read_text(text, words)
    faults += missing
    expected = replace(said(document), addresses=None)
    faults += differences(expected, read, labels=declared(words), joint=":")
    if not read.headings:
        faults.append("it has no title")
    there = addresses | {word.strip(".,;:()") for word in read.words}
    outside = [one for one in said(document).addresses if OUTSIDE.match(one)]
    lost = [one for one in outside if bare(one) not in there and one not in there]
    return faults + [f"the address {one} is lost" for one in lost]


def underlined(heading: str) -> str:
    """Return a heading of the second level as it stands in the file."""
    return f"\n\n{heading}\n{'-' * len(heading)}\n"


def bare(address: str) -> str:
    return re.sub("^(?:mailto|tel):", "", address)


def declared(words: FormatWords) -> list[str]:
    """Return the labels that text files may have among the Document's words."""
    kinds = "image table quotation box code".split()
    marks = [getattr(words, kind) for kind in kinds] + [words.columns]
    ends = [getattr(words, f"end_of_{kind}") for kind in kinds]
    return [*marks, *ends, "-", f"[{words.note}", "]"]


def read_text(text: str, words: FormatWords) -> tuple[Said, set[str], list[str]]:
    """Return what a file says, the addresses in the list at its end, and what is not there."""
    body, about, _ = text.rpartition(underlined(words.about))
    faults = [] if about else ["it does not say what file it is"]
    body, listed, numbered = (body or text).rpartition(underlined(words.links))
    if not listed:
        body, numbered = numbered, ""
    items = [line.partition(". ") for line in numbered.split("\n") if line]
    addresses = {item[2] for item in items}
    if [item[0] for item in items] != [str(number) for number in range(1, len(items) + 1)]:
        faults.append("the list of addresses is not numbered in order")
    marks = {f" [{words.link} {item[0]}]" for item in items}
    pattern = re.compile(rf" \[{re.escape(words.link)} \d+\]")
    body = pattern.sub(lambda mark: "" if mark[0] in marks else mark[0], body)
    body = re.sub(rf"\[({re.escape(words.note)}) (\d+)\]", r" [\1 \2 ] ", body)
    headings, lines = read_headings(without_columns(body.split("\n"), words))
    found = Said(None, None, tuple(split("\n".join(lines))), headings, None, None)
    return found, addresses, faults


def read_headings(lines: list[str]) -> tuple[tuple[tuple[int, str], ...], list[str]]:
    """Return the headings, and the lines without those that underline them."""
    headings, kept = [], []
    for line in lines:
        drawn = len(line) > 2 and line[0] in LEVELS and line == line[0] * len(line)
        if drawn and kept and len(line) == max(3, len(kept[-1])):
            headings.append((LEVELS.index(line[0]) + 1, " ".join(split([kept[-1]]))))
        else:
            kept.append(line)
    return tuple(headings), kept


def without_columns(lines: list[str], words: FormatWords) -> list[str]:
    """Return the lines with the name of its column taken from the front of each cell of a table."""
    kept, columns, place = [], [], 0
    for number, line in enumerate(lines):
        bare_line = line.strip()
        if bare_line.startswith(f"{words.columns} ") and lines[number - 1].lstrip().startswith(
            words.table
        ):
            named = bare_line.removeprefix(f"{words.columns} ")
            columns, place = read_columns(named, lines[number + 1 :]), 0
            line = " ".join(columns) if columns else line
        elif bare_line == words.end_of_table:
            columns = []
        elif columns:
            name = f"{columns[place % len(columns)]}:"
            line = bare_line.removeprefix(name) if bare_line.startswith(name) else line
            place += 1
        kept.append(line)
    return kept


def read_columns(named: str, cells: list[str]) -> list[str]:
    """Return the columns' names: those parts of the line with which the first cells begin."""
    columns = []
    for cell in cells:
        ends = [match.start() for match in re.finditer("; |$", named)]
        fits = [end for end in ends if cell.strip().startswith(f"{named[:end]}:")]
        if not fits:
            return []
        columns.append(named[: fits[-1]])
        named = named[fits[-1] + 2 :]
        if not named:
            break
    return columns
