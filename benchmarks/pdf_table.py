"""The table of benchmarks/pdf.py, and how this project stands against what it asks of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Piece = dict[str, Any]
HEAD = ("Book", "Program", "Pages", "Seconds", "Processor seconds", "Memory, MB", "Size, kB",
        "PDF/UA-1 rules failed", "Runs", "Load")
ORDER = ("ours-alone", "ours", "ours-again", "ours-changed", "weasyprint", "chromium",
         "mkdocs-to-pdf", "typst")
NOTE = """Medians, with Python {python} on {processors} processors. Load: the highest load average \
before and after the runs of a program; where it is above 1, seconds by the clock say little and \
processor seconds are too high. All processes of a program are counted. This project loads and \
checks the sources, makes the report, reads it back and compares it with them; the others only \
make the file. WeasyPrint alone and Chromium print the page that this project makes, with its \
style; mkdocs-to-pdf has the same Markdown and a style of its own, Typst the same words as \
markup."""


def table(found: Mapping[tuple[str, ...], Piece]) -> list[str]:
    """Return the lines of the table of all pieces, what they mean, and the bars."""
    books: dict[int, dict[str, Piece]] = {}
    for length, name in sorted(found, key=lambda key: (int(key[0]), ORDER.index(key[1]))):
        books.setdefault(int(length), {})[name] = found[length, name]
    if not books:
        return ["Nothing has been measured."]
    rows = [row(length, piece) for length, book in books.items() for piece in book.values()]
    rule = ["---", "---", *["---:"] * (len(HEAD) - 2)]
    some = next(iter(found.values()))
    note = NOTE.format(python=some["python"], processors=some["processors"])
    return [*lined([HEAD, rule, *rows]), "", note, "", *lined(bars(books))]


def lined(rows: list) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in rows]


def row(length: int, piece: Piece) -> tuple[str, ...]:
    return (f"{length}", piece["name"], f"{piece['pages']}", f"{piece['seconds']:.1f}",
            f"{piece['processor']:.1f}", f"{piece['memory'] / 1e6:.0f}",
            f"{piece['size'] / 1000:,.0f}", f"{piece['failed']}", f"{piece['runs']}",
            f"{piece['load']:.1f}")


def bars(books: Mapping[int, Mapping[str, Piece]]) -> list[tuple[str, ...]]:
    """Return the rows of what is asked, for each book as far as its programs were measured."""
    rows = [("Book", "What is asked", "At most", "Measured", "Met"),
            ("---", "---", "---:", "---:", "---")]
    for length, book in books.items():
        for what, most, value in asked(length, book):
            rows.append((f"{length}", what, f"{most:g}", f"{value:.2f}",
                         "yes" if value <= most else "no"))
    return rows


def asked(length: int, book: Mapping[str, Piece]) -> Iterator[tuple[str, float, float]]:
    """Yield each thing asked, the most it may be, and what was measured."""
    full = book.get("ours")
    if full is None:
        return
    if stock := book.get("weasyprint"):
        yield ("processor, against WeasyPrint alone", 1.1,
               full["processor"] / stock["processor"])
        yield "size, against WeasyPrint alone", 1.3, full["size"] / stock["size"]
    if other := book.get("mkdocs-to-pdf"):
        yield ("processor a page, against mkdocs-to-pdf", 0.5,
               full["processor"] / full["pages"] / (other["processor"] / other["pages"]))
    if length >= 150:
        yield from asked_of_long(length, book, full)
    yield "PDF/UA-1 rules failed", 0, full["failed"]


def asked_of_long(length: int, book: Mapping[str, Piece],
                  full: Piece) -> Iterator[tuple[str, float, float]]:
    """Yield what is asked of books of 150 pages and more."""
    if alone := book.get("ours-alone"):
        yield "seconds, against one process", 0.65, full["seconds"] / alone["seconds"]
    if changed := book.get("ours-changed"):
        yield ("processor after one page changed, against all", 0.12,
               changed["processor"] / full["processor"])
        if typst := book.get("typst"):
            yield ("seconds after one page changed, against Typst", 1.0,
                   changed["seconds"] / typst["seconds"])
    yield "memory, MB", 300 if length < 600 else 800, full["memory"] / 1e6
