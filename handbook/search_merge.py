"""Make one of Pagefind's indexes from several, each of some pages of a site.

Pagefind holds every page that it indexes in memory; a part of the pages at a time takes as little
as the part. The index of all is read by Pagefind's own script, which finds no difference: words in
order with the numbers of the pages that have them, cut into files, and a list of these files.
"""

from __future__ import annotations

import heapq
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Any

import cbor2

from handbook.search_order import (
    ENTRY,
    UnknownIndex,
    digest,
    digest_packed,
    read,
    write,
    write_packed,
)

PLACES = 16_000
"""A file of words is full when its words stand in so many places; Pagefind's own are alike."""
FORM = 6
"""How many lists the file that describes an index has."""

Pages = list[list[Any]]
"""Of each page that has a word: its number less that of the page before, and where the word stands
in its text and in its fields; before the places in a field stands -1 less the field's number."""
Word = tuple[str, Pages, dict[str, Pages]]
"""A word as it is looked up, the pages that have it, and those of each other way to write it."""


@dataclass(frozen=True, slots=True)
class Part:
    """The index of some pages in one language."""

    folder: Path
    pages: list[list]
    """The name of each page's file, and how many words the page has."""
    files: list[list[str]]
    """The first and the last word of each file of words, as far as it takes to tell, and its name.
    """
    filters: list[list[str]]
    fields: list[str]

    @classmethod
    def of(cls, folder: Path, name: str) -> Part:
        described = read(folder / f"pagefind.{name}.pf_meta")
        if len(described) != FORM or described[4]:
            raise UnknownIndex(f"{name} is not an index of {FORM} lists without an order")
        return cls(folder, described[1], described[2], described[3], described[5])

    def words(self, first: int, fields: Sequence[str]) -> Iterator[Word]:
        """Yield each word, with pages counted from `first` and the fields of the whole index."""
        places = {-1 - old: -1 - fields.index(name) for old, name in enumerate(self.fields)}
        for _, _, name in self.files:
            (words,) = read(self.folder / "index" / f"{name}.pf_index")
            for word, pages, others in words:
                forms = {form: _counted(found, first, places) for form, found in others}
                yield word, _counted(pages, first, places), forms


def merge(parts: Sequence[Path], folder: Path) -> None:
    """Write the index of all pages into `folder`, which has none; parts have pages of their own.

    Raises UnknownIndex when the files are not those of the Pagefind that this was written for.
    """
    entries = {part: json.loads((part / ENTRY).read_text("utf-8")) for part in parts}
    shutil.copytree(parts[0], folder, ignore=shutil.ignore_patterns("*.pf_*", ENTRY))
    languages: dict[str, dict[str, Any]] = {}
    for code in sorted({code for entry in entries.values() for code in entry["languages"]}):
        there = [(part, entry["languages"][code]) for part, entry in entries.items()
                 if code in entry["languages"]]  # fmt: skip
        found = [Part.of(part, about["hash"]) for part, about in there]
        described = [entries[parts[0]]["version"], *_written(found, folder, code)]
        name = f"{code}_{digest(described, 13)}"
        write(folder / f"pagefind.{name}.pf_meta", described)
        about = there[0][1] | {"hash": name, "page_count": len(described[1])}
        languages[code] = about
        for program in there[0][0].glob(f"wasm.{about['wasm']}.*"):
            shutil.copy(program, folder / program.name)
    whole = entries[parts[0]] | {"languages": languages}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    (folder / ENTRY).write_text(text, "utf-8")


def _written(parts: Sequence[Part], folder: Path, code: str) -> list[list]:
    """Write the files of one language; return what describes them, but for the version."""
    for name in ("fragment", "index", "filter"):
        (folder / name).mkdir(exist_ok=True)
    starts = [0, *accumulate(len(part.pages) for part in parts)]
    fields = sorted({name for part in parts for name in part.fields})
    pages = [page for part in parts for page in _moved(part, folder / "fragment")]
    numbered = list(zip(parts, starts, strict=False))
    words = _together(part.words(start, fields) for part, start in numbered)
    files = [_kept(some, folder / "index", code) for some in _cut(words)]
    for before, after in pairwise(files):
        _shorten(before, after)
    filters = [_filter(name, numbered, folder / "filter") for name in
               sorted({name for part in parts for name, _ in part.filters})]  # fmt: skip
    return [pages, files, filters, [], fields]


def _moved(part: Part, folder: Path) -> Iterator[list]:
    """Put each page's file there; yield its name, changed where another has it, and its words."""
    for name, count in part.pages:
        free = name
        while (folder / f"{free}.pf_fragment").exists():
            free += "0"
        named_too(part.folder / "fragment" / f"{name}.pf_fragment", folder / f"{free}.pf_fragment")
        yield [free, count]


def named_too(file: Path, place: Path) -> None:
    """Have a file in a second place too, without a copy where the disk allows that."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def _counted(pages: Pages, first: int, fields: dict[int, int]) -> Pages:
    """Return pages with the first of them counted from a number, and with the whole's fields."""
    moved = [[number, text, [fields.get(place, place) for place in field]]
             for number, text, field in pages]  # fmt: skip
    for page in moved[:1]:
        page[0] += first
    return moved


def _together(parts: Iterable[Iterator[Word]]) -> Iterator[Word]:
    """Yield each word once, with its pages in all parts, in the order of its UTF-8 bytes."""
    ordered = heapq.merge(*parts, key=lambda word: word[0].encode())
    for word, group in groupby(ordered, key=lambda word: word[0]):
        found = list(group)
        forms = {form: _joined([one[2][form] for one in found if form in one[2]])
                 for form in dict.fromkeys(form for one in found for form in one[2])}  # fmt: skip
        yield word, _joined([one[1] for one in found]), forms


def _joined(parts: list[Pages]) -> Pages:
    """Return the pages of several parts, each counted from the one before."""
    whole, last = [], 0
    for pages in filter(None, parts):
        end = sum(page[0] for page in pages)
        pages[0][0] -= last
        whole += pages
        last = end
    return whole


def _cut(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield words in groups that make files of one size."""
    some: list[Word] = []
    places = 0
    for word in words:
        some.append(word)
        places += sum(len(text) + len(field) for _, text, field in word[1])
        if places >= PLACES:
            yield some
            some, places = [], 0
    if some:
        yield some


def _kept(words: list[Word], folder: Path, code: str) -> list[str]:
    """Write a file of words; return its first word, its last, and its name."""
    held = [[[word, pages, [list(form) for form in forms.items()]] for word, pages, forms in words]]
    data = cbor2.dumps(held)
    name = f"{code}_{digest_packed(data, 10)}"
    write_packed(folder / f"{name}.pf_index", data)
    return [words[0][0], words[-1][0], name]


def _shorten(before: list[str], after: list[str]) -> None:
    """Leave of the last word of a file, and of the first of the next, what tells them apart."""
    last, first = before[1], after[0]
    same = sum(1 for _ in _same(last, first))
    before[1], after[0] = last[: same + 1], first[: same + 1]


def _same(one: str, two: str) -> Iterator[str]:
    for here, there in zip(one, two, strict=False):
        if here != there:
            return
        yield here


def _filter(name: str, parts: Sequence[tuple[Part, int]], folder: Path) -> list[str]:
    """Write a filter, its values in alphabetical order; return its name and its file's."""
    values: dict[str, list[int]] = {}
    file = ""
    for part, start in parts:
        for file in (file for one, file in part.filters if one == name):
            for value, pages in read(part.folder / "filter" / f"{file}.pf_filter")[1]:
                values.setdefault(value, []).extend(page + start for page in pages)
    held = [name, [[value, pages] for value, pages in sorted(values.items())]]
    settled = f"{file.rpartition('_')[0]}_{digest(held, 7)}"
    write(folder / f"{settled}.pf_filter", held)
    return [name, settled]
