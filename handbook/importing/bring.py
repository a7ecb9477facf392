"""Bring an old site's pages into a handbook as guides; keep back those that a person must mend."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook.fields import GuideFields
from handbook.importing.lines import Blocks, Line, is_inside
from handbook.importing.old_site import Note, OldPage, OldSite
from handbook.importing.words import Words, with_links_in_place
from handbook.load import load
from handbook.new.text import yaml_lines
from handbook.new.values import Value, slug
from handbook.new.writing import create, replace
from handbook.nodes import Mapping as FieldGroup
from handbook.nodes import parse_yaml, plain
from handbook.problems import Problem, ProblemsFound
from handbook.settings import Settings, load_settings

_FRONT = re.compile(r"\A---\n(.*?\n)?---\s*\n", re.DOTALL)
_SUMMARIES = ("summary", "description", "subtitle", "excerpt")
_FIRST_HEADING = re.compile(r"^#\s+(.*?)\s*#*$")


class CannotBring(Exception):
    """The pages cannot be brought in; the message says why and what to do."""


@dataclass
class Brought:
    """What was written, and what is left for people."""

    pages: dict[str, str] = field(default_factory=dict)
    """Path of a file -> the old page that it comes from."""
    drafts: set[str] = field(default_factory=set)
    """Files that nobody sees until they are mended; their names begin with _."""
    pictures: int = 0
    notes: list[Note] = field(default_factory=list)
    """At the lines of the old site."""
    problems: list[Problem] = field(default_factory=list)
    """At the lines of the new files."""


@dataclass(frozen=True)
class Plan:
    """Where everything of a site goes."""

    site: OldSite
    settings: Settings
    folder: str
    """Of the new pages, below content/."""
    targets: Mapping[str, str]
    day: date


def bring(root: Path, site: OldSite, folder: str | None, day: date) -> Brought:
    """Write the pages of a site into the handbook in `root`; the old site is only read.

    A page that would stand in the way of publishing becomes a draft. Raises CannotBring, with
    nothing written, where the handbook has problems already or the folder is taken.
    """
    name = slug(folder or site.title) or "brought"
    settings = sound(root)
    if (root / "content" / name).exists():
        raise CannotBring(f"there is a folder content/{name} already; name another with --into")
    targets = _targets(site, f"content/{name}")
    plan = Plan(site, settings, name, targets, day)
    drafts: set[str] = set()
    problems: list[Problem] = []
    order = (root / "mkdocs.yml").read_bytes()
    made: list[Path] = []
    try:
        while True:
            brought = _write(root, plan, drafts, order.decode("utf-8"), made)
            faults = _faults(root, brought)
            if not faults:
                brought.problems = problems
                return brought
            drafts |= {brought.pages[one.path] for one in faults}
            problems += [dataclasses.replace(one, path=_draft(one.path)) for one in faults]
            _take_back(root, made, order)
    except BaseException:
        _take_back(root, made, order)
        raise


def sound(root: Path) -> Settings:
    """Return the settings of a handbook without problems; raise CannotBring for another."""
    try:
        load(root)
    except ProblemsFound as found:
        raise CannotBring(
            f"the handbook has problems of its own. Mend these first:\n{found}"
        ) from None
    settings = load_settings(root, "mkdocs.yml", [])
    assert settings is not None  # it has just been loaded
    return settings


def _targets(site: OldSite, folder: str) -> dict[str, str]:
    """Return for each old page a path of its own, with names that a handbook takes."""
    targets: dict[str, str] = {}
    for page in site.pages:
        parts = page.path.removesuffix(".md").split("/")
        parts[-1] = "index" if parts[-1].lower() == "readme" else parts[-1]
        name = "/".join(slug(part) or "page" for part in parts)
        while f"{folder}/{name}.md" in targets.values():
            name += "-2"
        targets[page.path] = f"{folder}/{name}.md"
    return targets


def _write(
    root: Path, plan: Plan, drafts: set[str], order: str, made: list[Path]
) -> Brought:
    """Write every page, draft or not, the pictures and the reading order."""
    brought = Brought(drafts={_draft(plan.targets[path]) for path in drafts})
    brought.notes += plan.site.notes
    seen = {path: new for path, new in plan.targets.items() if path not in drafts}
    headings = {page.path: _ids(page) for page in plan.site.pages}
    pictures: dict[str, str] = {}
    for page in plan.site.pages:
        path = plan.targets[page.path]
        words = Words(page.path, path, {**seen, page.path: path}, _say(plan, page, brought),
                      headings, f"content/images/{plan.folder}",
                      plan.settings.words.replace_this, pictures)  # fmt: skip
        text = _page_text(plan, page, words, brought)
        if page.path in drafts:
            path = _draft(path)
        create(root / path, text, made)
        brought.pages[path] = page.path
    brought.pictures = _copy_pictures(root, plan, pictures, brought, made)
    replace(root / "mkdocs.yml", with_order(order, plan, seen).encode())
    return brought


def _say(plan: Plan, page: OldPage, brought: Brought):
    def say(line: int, message: str) -> None:
        brought.notes.append(Note(plan.site.shown(page.path), line, message))

    return say


def _ids(page: OldPage) -> dict[str, str]:
    """Return the ids that headings of a page had, given or made, each with the heading's words."""
    blocks = Blocks(say=lambda line, message: None)
    lines = [Line(text, number) for number, text in enumerate(page.text.split("\n"), 1)]
    blocks.rewrite(lines)
    return blocks.ids


def _page_text(plan: Plan, page: OldPage, words: Words, brought: Brought) -> str:
    """Return a page as a guide: fields first, then its text."""
    mark = plan.settings.words.replace_this
    front, start = _front(page)
    rows = page.text.split("\n")[start:]
    lines = [Line(text, number) for number, text in enumerate(rows, start + 1)]
    lines = _without_comments(lines)
    title, lines = _title(page, front, lines)
    docs, top = plan.site.docs, plan.site.root
    roots = (docs, top, docs / "snippets", top / "includes")
    blocks = Blocks(words.say, roots, mark)
    body = [words.rewrite(line) for line in with_links_in_place(blocks.rewrite(lines))]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.text.rstrip() for line in body)).strip("\n")
    if not text:
        words.say(1, "this page has no text of its own")
        text = f"{mark} what this page is for."
    summary = next((front[name] for name in _SUMMARIES if front.get(name)), "")
    if not summary:
        words.say(1, "this page has no summary: write one sentence")
    for name in sorted(set(front) - {"title", *_SUMMARIES}):
        words.say(1, f"the field '{name}' was left out: a guide has {_fields()}")
    fields = {
        "title": Value(title, "text"),
        "summary": Value(summary or f"{mark} one sentence on what readers find here", "text"),
        "reviewed": Value(plan.day.isoformat(), "day", f"{mark} the day of its last review"),
    }
    return "\n".join(["---", *yaml_lines(fields), "---", "", text, ""])


def _fields() -> str:
    return ", ".join(GuideFields.model_fields)


def _front(page: OldPage) -> tuple[dict[str, str], int]:
    """Return the fields at the top of an old page, and how many lines they take."""
    found = _FRONT.match(page.text)
    if not found:
        return {}, 0
    node = parse_yaml(page.path, found[1] or "", [])
    fields = plain(node) if isinstance(node, FieldGroup) else {}
    said = {name: value if isinstance(value, str) else "..." for name, value in fields.items()}
    return said, found[0].count("\n")


def _title(
    page: OldPage, front: Mapping[str, str], lines: Sequence[Line]
) -> tuple[str, list[Line]]:
    """Return the title of a page, and its lines without the heading that held it."""
    place = next((place for place, line in enumerate(lines) if line.text.strip()), None)
    heading = _FIRST_HEADING.match(lines[place].text) if place is not None else None
    rest = list(lines)
    if heading:
        del rest[place]
    elif place is not None and place + 1 < len(lines) and re.fullmatch("=+", lines[place + 1].text):
        heading = re.match("(.*)", lines[place].text)
        del rest[place : place + 2]
    spoken = re.sub(r"\{[^}]*\}|[*_`]", "", heading[1]).strip() if heading else ""
    name = posixpath.basename(page.path).removesuffix(".md").replace("-", " ").replace("_", " ")
    return front.get("title") or spoken or page.title or name.capitalize(), rest


def _without_comments(lines: Sequence[Line]) -> list[Line]:
    """Return lines without HTML comments, also those of several lines."""
    kept, inside = [], False
    for line in lines:
        text = line.text
        if inside:
            inside, text = "-->" not in text, text.partition("-->")[2]
        text = re.sub(r"<!--.*?-->", "", text)
        if "<!--" in text:
            inside, text = True, text.partition("<!--")[0]
        kept.append(line.but(text))
    return kept


def _copy_pictures(
    root: Path, plan: Plan, pictures: Mapping[str, str], brought: Brought, made: list[Path]
) -> int:
    """Copy the pictures of all pages; note those that are not there. Return how many there are."""
    number = 0
    for old, new in pictures.items():
        file = plan.site.docs / old
        if not is_inside(plan.site.root, str(file)):
            brought.notes.append(Note(plan.site.shown(old), 1, "this picture is not there"))
            continue
        create(root / new, "", made)
        replace(root / new, file.read_bytes())
        number += 1
    return number


def with_order(text: str, plan: Plan, seen: Mapping[str, str]) -> str:
    """Return the settings with a section for each section of the old reading order."""
    sections: dict[str, list[str]] = defaultdict(list)
    taken = {item.title for item in plan.settings.nav}
    for page in plan.site.pages:
        if page.path in seen:
            name = page.section
            sections[f"{name} ({plan.site.title})" if name in taken else name].append(
                seen[page.path]
            )
    rows = text.split("\n")
    items = [item for top in plan.settings.nav for item in top.walk()]
    last = max(item.line for item in items)
    margin = re.match(r"\s*", rows[plan.settings.nav[0].line - 1])[0]
    new = []
    for name, paths in sections.items():
        new.append(f"{margin}- {_key(name)}:")
        new += [f"{margin}    - {path}" for path in paths]
    rows[last:last] = new
    return "\n".join(rows)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z][\w ()&'-]*", name) else f'"{name.replace(chr(34), "")}"'


def _draft(path: str) -> str:
    """Return the path of a page that nobody sees yet."""
    return posixpath.join(posixpath.dirname(path), f"_{posixpath.basename(path)}")


def _faults(root: Path, brought: Brought) -> list[Problem]:
    """Return the problems in new pages; raise ProblemsFound for problems in other files alone."""
    try:
        load(root)
    except ProblemsFound as found:
        ours = [one for one in found.problems if one.path in brought.pages]
        if not ours:
            raise
        return ours
    return []


def _take_back(root: Path, made: list[Path], order: bytes) -> None:
    """Remove what was written, and give the settings their old reading order."""
    for file in reversed(made):
        file.rmdir() if file.is_dir() else file.unlink(missing_ok=True)
    made.clear()
    replace(root / "mkdocs.yml", order)
