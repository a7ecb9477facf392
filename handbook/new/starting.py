"""Start something new: what is written where for each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from handbook.new.form import PAGE_KINDS, Offers, Slot, form, natural
from handbook.new.hints import SECTIONS
from handbook.new.places import with_entry, with_page
from handbook.new.text import entry_lines, page_text, scalar, yaml_lines
from handbook.new.values import Answers, CannotAnswer, Filled, Value, fill, slug
from handbook.nodes import locate, parse_yaml
from handbook.problems import Problem
from handbook.reading import SOURCES, TERMS
from handbook.settings import KIND_FOLDERS
from handbook.sources import parse_page, read_text

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Started:
    """What `handbook new` will write."""

    path: str
    """The file to open."""
    line: int = 1
    new: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)


def start(root: Path, kind: str, answers: Answers, offers: Offers) -> Started:
    """Return the files that a new thing of a kind is made of; raise CannotAnswer or NoPlace."""
    return _STARTS[kind](root, kind, dict(answers), offers)


def path_of(kind: str, title: str) -> str:
    """Return the file of a page with a title; raise CannotAnswer where no name can be made."""
    name = slug(title)
    if not name:
        raise CannotAnswer(f"no file name can be made of the title '{title}'; use some letters")
    folders = {code: folder for folder, code in KIND_FOLDERS.items()}
    return f"{folders.get(PAGE_KINDS.get(kind), 'content/')}{name}.md"


def next_number(offers: Offers) -> int:
    """Return the first number after those that principles have."""
    return max(offers.numbers, default=0) + 1


def next_source(offers: Offers) -> str:
    """Return the id after the last one with the letters that most sources have."""
    names = [name for name in offers.groups["source"] if re.fullmatch(r"[A-Za-z]+[0-9]+", name)]
    if not names:
        return "S01"
    letters = [re.match(r"[A-Za-z]+", name)[0] for name in names]
    most = max(sorted(set(letters)), key=letters.count)
    last = max((name for name in names if re.match(r"[A-Za-z]+", name)[0] == most), key=natural)
    digits = last.removeprefix(most)
    return f"{most}{int(digits) + 1:0{len(digits)}}"


def _page(root: Path, kind: str, answers: dict, offers: Offers) -> Started:
    words = offers.settings.words
    mark = words.replace_this
    if kind == "principle":
        answers.setdefault("number", str(next_number(offers)))
    fields = fill(form(kind, offers), answers, mark)
    code = PAGE_KINDS[kind]
    headings = getattr(words, f"{code}_sections")
    asked = [*SECTIONS[code], *["write this section"] * len(headings)]
    sections = [(name, f"{mark} {said}.") for name, said in zip(headings, asked, strict=False)]
    path = path_of(kind, str(answers["title"]))
    return Started(path, new={path: page_text(fields, sections)})


def _guide(root: Path, kind: str, answers: dict, offers: Offers) -> Started:
    mark = offers.settings.words.replace_this
    section = answers.pop("section", None)
    fields = fill(form(kind, offers), answers, mark)
    path = path_of(kind, str(answers["title"]))
    body = [("", f"{mark} say in a sentence or two what this page is for."),
            ("Replace this heading", f"{mark} write this section.")]  # fmt: skip
    settings = (root / "mkdocs.yml").read_text("utf-8")
    order = with_page(settings, offers.settings, path, section)
    return Started(path, new={path: page_text(fields, body)}, changed={"mkdocs.yml": order})


def _source(root: Path, kind: str, answers: dict, offers: Offers) -> Started:
    answers.setdefault("id", next_source(offers))
    if answers["id"] in offers.groups["source"]:
        raise CannotAnswer(f"there is a source called '{answers['id']}' already")
    return _entry(root, SOURCES, "id", fill(form(kind, offers), answers, _mark(offers)))


def _term(root: Path, kind: str, answers: dict, offers: Offers) -> Started:
    return _entry(root, TERMS, "term", fill(form(kind, offers), answers, _mark(offers)))


def _mark(offers: Offers) -> str:
    return offers.settings.words.replace_this


def _entry(root: Path, path: str, name: str, fields: Filled) -> Started:
    """Return a list with one more entry, opened at its line."""
    lines = entry_lines(yaml_lines(fields))
    if not (root / path).is_file():
        return Started(path, new={path: "\n".join(lines) + "\n"})
    text = with_entry(path, (root / path).read_text("utf-8"), name, lines)
    node = parse_yaml(path, text, [])
    places = range(len(node.items))
    first = f"- {name}: {scalar(fields[name])}"
    line = next((locate(node, (at,))[0] for at in places
                 if text.split("\n")[locate(node, (at,))[0] - 1].strip() == first), 1)  # fmt: skip
    return Started(path, line, changed={path: text})


def _easy_read(root: Path, kind: str, answers: dict, offers: Offers) -> Started:
    page = str(answers.pop("page"))
    path = page.removesuffix(".md") + ".easy.yml"
    mark = _mark(offers)
    picture = _some_picture(root)
    headings = _headings(root, page) or ["What this page is about"]
    answers.setdefault("title", offers.pages[page][0])
    answers.setdefault("credit", f"{mark} who made the pictures")
    answers.setdefault("licence", f"{mark} the licence of the pictures")
    idea = {"picture": [{"file": picture}]}
    answers["parts"] = [{"heading": one, "ideas": [dict(idea)]} for one in headings]
    fields = fill(form(kind, offers), answers, mark)
    return Started(path, new={path: "\n".join([*yaml_lines(fields), ""])})


def _some_picture(root: Path) -> str:
    """Return a picture of the handbook that can stand until the right one is chosen."""
    images = root / "content" / "images"
    files = (file for folder in (images / "easy", images) for file in sorted(folder.glob("*")))
    found = next((file for file in files if file.suffix in _PICTURES), None)
    if found is None:
        raise CannotAnswer(
            "each idea of an Easy Read version needs a picture, and there is none yet. Put one"
            " into content/images/easy/"
        )
    return found.relative_to(root).as_posix()


def _headings(root: Path, page: str) -> list[str]:
    unheard: list[Problem] = []
    text = read_text(root, page, unheard)
    source = parse_page(page, text, unheard) if text is not None else None
    return _HEADING.findall(source.body) if source else []


def pages_without_easy_read(root: Path, offers: Offers) -> dict[str, str]:
    """Return the pages that have no Easy Read version, path -> title."""
    return {path: title for path, (title, _) in offers.pages.items()
            if not (root / (path.removesuffix(".md") + ".easy.yml")).exists()}  # fmt: skip


def asked_first(kind: str, slots: Sequence[Slot]) -> str:
    """Return the field that a new thing is named by."""
    names = [slot.name for slot in slots]
    return "page" if kind == "easy-read" else "term" if "title" not in names else "title"


_STARTS = {
    "principle": _page,
    "snapshot": _page,
    "guide": _guide,
    "source": _source,
    "term": _term,
    "easy-read": _easy_read,
}

__all__ = ["Started", "Value", "asked_first", "next_source", "pages_without_easy_read", "start"]
