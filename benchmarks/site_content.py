"""A handbook of any number of pages, the same each time, as each site generator takes it.

Most pages are project snapshots of about 640 words: headings, paragraphs with emphasis, links to
other pages, lists, a table, a quotation, code and a picture. One page in a hundred is a principle.
The Markdown is the same for all; what stands around it is each program's own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pdf_content import paragraph, said

TOPICS = ("housing", "libraries", "food", "streets", "parks", "schools")
PLACES = 30
SOURCES = 40
SECTIONS = ("What it is", "What was tried", "What was learnt", "What is not known")
ADVICE = ("Why it matters", "What to do", "What to avoid", "How to tell it is working")
PICTURE_FILE = "../content/images/street.svg"
CREDIT = '{credit="Drawn by the measurers" licence="CC BY 4.0"}'
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120" viewBox="0 0 240 120">'
    '<path d="M10 110h220M30 110V40h60v70M150 110V20h50v90" fill="none" stroke="#000"/></svg>\n'
)


@dataclass(frozen=True, slots=True)
class Page:
    """One file of Markdown."""

    path: str
    """Below the folder of all pages: `case_studies/page-0001.md`."""
    title: str
    text: str
    """With its front matter."""


def pages(count: int) -> list[Page]:
    """Return so many pages."""
    draw = random.Random(7)
    principles = max(1, count // 100)
    names = [f"case_studies/page-{number:04}" for number in range(1, count - principles + 1)]
    found = [_principle(draw, number) for number in range(1, principles + 1)]
    return found + [_snapshot(draw, name, names, principles) for name in names]


def _snapshot(draw: random.Random, name: str, names: list[str], principles: int) -> Page:
    title = f"{said(draw, 3)} {name[-4:]}"
    start = draw.randint(1995, 2024)
    front = (
        f"---\ntitle: {title}\nsummary: {said(draw, 9)}.\n"
        f"places: [place-{draw.randint(1, PLACES)}]\nlead: {said(draw, 2)}\n"
        f"years: {{from: {start}, to: {start + draw.randint(0, 2)}}}\n"
        f"topics: [{draw.choice(TOPICS)}]\npeople: {said(draw, 4)}\n"
        f"shows:\n  - principle: principle-{draw.randint(1, principles)}\n"
        f"    how: {said(draw, 6)}.\n"
        f"evidence: {draw.choice(('documented', 'partial'))}\nevaluation: {{status: none-found}}\n"
        f"sources: [S{draw.randint(1, SOURCES)}]\nreviewed: 2026-01-31\n---\n"
    )
    return Page(f"{name}.md", title, front + _body(draw, SECTIONS, names))


def _principle(draw: random.Random, number: int) -> Page:
    title = f"{said(draw, 3)} {number}"
    source = f"S{draw.randint(1, SOURCES)}"
    front = (
        f"---\nnumber: {number}\ntitle: {title}\nsummary: {said(draw, 9)}.\n"
        f"pillars: [one]\nstages: [one]\nrecommendations:\n"
        + "".join(
            f"  - {{id: advice-{n}, text: {said(draw, 8)}, for: [all], stage: one}}\n"
            for n in range(1, 5)
        )
        + f"questions:\n  - {said(draw, 6)}?\nbasis:\n"
        f"  - {{source: {source}, supports: {said(draw, 6)}}}\nreviewed: 2026-01-31\n---\n"
    )
    body = _body(draw, ADVICE, [])
    return Page(f"principles/principle-{number}.md", title, front + body)


def _body(draw: random.Random, titles: tuple[str, ...], names: list[str]) -> str:
    """Return the text of a page; it leads to five others."""
    lengths = (2, *[1] * (len(titles) - 1))
    pairs = zip(titles, lengths, strict=True)
    parts = [_section(draw, title, names, length) for title, length in pairs]
    parts[0] += f"\n![{said(draw, 5)}.]({PICTURE_FILE}){CREDIT}\n"
    parts[1] += "\n```\n" + "\n".join(said(draw, 4).lower() for _ in range(4)) + "\n```\n"
    return "\n".join(parts)


def _section(draw: random.Random, title: str, names: list[str], length: int) -> str:
    paragraphs = "\n\n".join(paragraph(draw) for _ in range(length))
    found = [draw.choice(names).rpartition("/")[2] for _ in range(2)] if names else []
    links = "".join(f"- [{said(draw, 3)}]({name}.md)\n" for name in found)
    items = "".join(f"- {said(draw, 7)}\n" for _ in range(3))
    rows = "".join(f"| {said(draw, 2)} | {said(draw, 3)} | {said(draw, 1)} |\n" for _ in range(3))
    table = f"| Word | Words | Last |\n| --- | --- | --- |\n{rows}\nTable: {said(draw, 4)}\n"
    return f"## {title}\n\n{paragraphs}\n\n{links}{items}\n{table}\n> {said(draw, 9)}.\n"


# This project

SETTINGS = """site_name: A book of words
site_description: Words that mean nothing, to measure with.
site_url: https://book.example/
repo_url: https://git.example/book/
edit_uri: edit/main/
docs_dir: content
strict: true
theme:
  name: material
  custom_dir: {theme}
  own_shell: true
  static_templates: [search/index.html, plan/index.html, preferences/index.html,
    ask-for-a-format/index.html, register/index.html, thank-you/index.html, offline/index.html,
    data/index.html]
hooks: [{hooks}]
plugins: []
nav:
  - Home: content/index.md
  - Principles: principles/
  - Snapshots: case_studies/
  - Sources: content/sources.md
extra:
  handbook:
    language: en-GB
    edition: {{version: "1.0", date: 2026-01-31}}
    publisher: The measurers
    contact: measurers@example.org
    licence: CC BY 4.0
    kinds:
      principle: {{one: Principle, many: Principles, list: content/principles.md, path: principles}}
      case_study: {{one: Snapshot, many: Snapshots, list: content/snapshots.md, path: snapshots}}
    pillars: [{{id: one, title: Shared, meaning: one, shape: circles}}]
    stages: [{{id: one, title: Brief}}]
    audiences: [{{id: all, title: Everyone}}]
    topics: [{topics}]
    places: [{places}]
"""
GUIDES = {
    "index": ("Home", ""),
    "principles": ("Principles", "lists: principles\n"),
    "snapshots": ("Snapshots", "lists: case_studies\n"),
    "sources": ("Sources", "lists: sources\n"),
}


def write_handbook(found: list[Page], root: Path, project: Path) -> None:
    """Write the pages as a handbook of this project, whose code stands in `project`."""
    topics = ", ".join(f"{{id: {name}, title: {name.capitalize()}}}" for name in TOPICS)
    places = ", ".join(f"{{id: place-{n}, title: Place {n}}}" for n in range(1, PLACES + 1))
    hook = project / "hooks" / "build_site.py"
    settings = SETTINGS.format(theme=project / "theme", hooks=hook, topics=topics, places=places)
    write(root / "mkdocs.yml", settings)
    for name, (title, lists) in GUIDES.items():
        front = f"---\ntitle: {title}\nsummary: What there is.\n{lists}reviewed: 2026-01-31\n---\n"
        write(root / "content" / f"{name}.md", f"{front}\nWords.\n")
    write(root / "content" / "glossary.yml", "[]\n")
    listed = "".join(
        f"- {{id: S{n}, title: Source {n}, publisher: P, year: '2020', "
        f'url: "https://s.example.org/{n}", read: full, tier: primary, supports: Words}}\n'
        for n in range(1, SOURCES + 1)
    )
    write(root / "content" / "sources.yml", listed)
    write(root / "content" / "images" / "street.svg", PICTURE)
    for page in found:
        write(root / page.path, page.text)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
