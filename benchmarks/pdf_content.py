"""A book of any length, the same each time, as each program takes it.

The words are drawn from a list with a fixed seed; they mean nothing. A chapter has headings,
paragraphs with emphasis and links to other chapters, a list in a list, a table and a quotation.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

WORDS = """bench street garden window river market station letter kettle orchard harbour bridge
corner lantern meadow pocket ribbon saddle timber valley warm quiet early narrow steady bright
common useful careful modest open close carry gather mend plant share walk listen measure begin
finish offer repeat answer between under after before along with from into about""".split()
PAGES = 5
"""How many pages of A4 a chapter has, about."""
SECTIONS = 3
"""How many sections a chapter has."""


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a chapter: what it says, in the order in which it stands."""

    title: str
    paragraphs: tuple[str, ...]
    link: tuple[str, int]
    """Words that lead to another chapter, and its number."""
    items: tuple[tuple[str, tuple[str, ...]], ...]
    """A list: each item with those below it."""
    caption: str
    rows: tuple[tuple[str, str, str], ...]
    quotation: str


@dataclass(frozen=True, slots=True)
class Chapter:
    number: int
    title: str
    summary: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        return f"chapter-{self.number:03}"


def book(pages: int) -> list[Chapter]:
    """Return a book of about so many pages."""
    draw, count = random.Random(7), max(2, round(pages / PAGES))
    return [chapter(draw, number, count) for number in range(1, count + 1)]


def chapter(draw: random.Random, number: int, count: int) -> Chapter:
    sections = tuple(section(draw, count) for _ in range(SECTIONS))
    return Chapter(number, f"{said(draw, 3)} {number}", f"{said(draw, 9)}.", sections)


def section(draw: random.Random, count: int) -> Section:
    return Section(
        title=said(draw, 4),
        paragraphs=tuple(paragraph(draw) for _ in range(3)),
        link=(said(draw, 3), draw.randint(1, count)),
        items=tuple((said(draw, 7), tuple(said(draw, 5) for _ in range(2))) for _ in range(3)),
        caption=said(draw, 5),
        rows=tuple((said(draw, 2), said(draw, 3), str(draw.randint(10, 999))) for _ in range(5)),
        quotation=paragraph(draw))


def said(draw: random.Random, count: int) -> str:
    """Return words with a capital letter."""
    return " ".join(draw.choice(WORDS) for _ in range(count)).capitalize()


def paragraph(draw: random.Random) -> str:
    """Return some sentences; one in three has a phrase between asterisks."""
    sentences = []
    for _ in range(5):
        words = said(draw, draw.randint(8, 16))
        if draw.random() < 1 / 3:
            words += f" *{said(draw, 2).lower()}*"
        sentences.append(f"{words}.")
    return " ".join(sentences)


# Markdown


SETTINGS = """site_name: A book of words
site_description: Words that mean nothing, to measure with.
site_url: https://book.example/
docs_dir: content
theme:
  name: material
{plugins}
nav:
  - Home: {home}
{nav}
"""
OURS = """strict: true
extra:
  handbook:
    language: en-GB
    edition: {version: "1.0", date: 2026-01-31}
    publisher: The measurers
    contact: measurers@example.org
    licence: CC BY 4.0
    kinds:
      principle: {one: Principle, many: Principles, list: content/index.md, path: principles}
      case_study: {one: Case study, many: Case studies, list: content/index.md, path: studies}
    pillars: [{id: one, title: One, meaning: one, shape: circles}]
    stages: [{id: one, title: One}]
    audiences: [{id: one, title: One}]
    topics: [{id: one, title: One}]
    places: [{id: one, title: One}]
"""


def write_handbook(chapters: list[Chapter], root: Path) -> None:
    """Write the book as a handbook of this project."""
    pages = "\n".join(f"  - content/{one.name}.md" for one in chapters)
    settings = SETTINGS.format(plugins="plugins: []", home="content/index.md", nav=pages)
    front = "---\ntitle: {}\nsummary: {}\nreviewed: 2026-01-31\n---\n"
    write_markdown(chapters, root, settings + OURS, front)
    index = front.format("Home", "Words.").replace("\n---\n", "\nreport: false\n---\n")
    (root / "content" / "index.md").write_text(f"{index}Words.\n", encoding="utf-8")
    for name in ("glossary.yml", "sources.yml"):
        (root / "content" / name).write_text("[]\n", encoding="utf-8")


def write_mkdocs(chapters: list[Chapter], root: Path, plugin: str) -> None:
    """Write the book as an MkDocs project with a plugin that makes a PDF."""
    pages = "\n".join(f"  - {one.title}: {one.name}.md" for one in chapters)
    plugins = f"plugins:\n  - {plugin}: {{cover: false, output_path: book.pdf}}"
    settings = SETTINGS.format(plugins=plugins, home="index.md", nav=pages)
    write_markdown(chapters, root, settings, "# {}\n\n{}\n\n")
    (root / "content" / "index.md").write_text("# Home\n\nWords.\n", encoding="utf-8")


def write_markdown(chapters: list[Chapter], root: Path, settings: str, front: str) -> None:
    """Write a folder of Markdown; `front` has places for title and summary."""
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for one in chapters:
        text = front.format(one.title, one.summary) + "\n".join(map(markdown, one.sections))
        (root / "content" / f"{one.name}.md").write_text(text, encoding="utf-8")


def markdown(section: Section) -> str:
    words, number = section.link
    items = "\n".join("\n".join([f"- {item}", *(f"    - {inner}" for inner in below)])
                      for item, below in section.items)
    rows = "\n".join(f"| {' | '.join(row)} |" for row in section.rows)
    paragraphs = "\n\n".join(section.paragraphs)
    return (f"## {section.title}\n\n{paragraphs}\n\n"
            f"See [{words}](chapter-{number:03}.md).\n\n{items}\n\n"
            "| Word | Words | Number |\n| --- | --- | --- |\n"
            f"{rows}\n\nTable: {section.caption}\n\n"
            f"> {section.quotation}\n")


# Typst


TYPST = """#set document(title: "A book of words", date: none)
#set text(lang: "en", region: "GB", size: 12pt)
#set page(paper: "a4", margin: (x: 36mm, y: 26mm), numbering: "1")
#set par(leading: 0.75em)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#title()
#outline()
"""


def write_typst(chapters: list[Chapter], path: Path) -> None:
    """Write the book as Typst markup."""
    parts = [f"= {one.title} <{one.name}>\n\n{one.summary}\n\n"
             + "\n".join(map(typst, one.sections)) for one in chapters]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TYPST + "\n".join(parts), encoding="utf-8")


def typst(section: Section) -> str:
    words, number = section.link
    items = "\n".join("\n".join([f"- {item}", *(f"  - {inner}" for inner in below)])
                      for item, below in section.items)
    rows = ", ".join(f"[{cell}]" for row in section.rows for cell in row)
    paragraphs = "\n\n".join(section.paragraphs)
    return (f"== {section.title}\n\n{paragraphs}\n\n"
            f"See #link(<chapter-{number:03}>)[{words}].\n\n{items}\n\n"
            f"#figure(caption: [{section.caption}], kind: table, table(columns: 3, "
            f"table.header([Word], [Words], [Number]), {rows}))\n\n"
            f"#quote(block: true)[{section.quotation}]\n")
