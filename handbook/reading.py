"""Read the files of a handbook: each page's fields and text, the sources and the terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from handbook.blocks import arrange_blocks, arrange_callouts, nest_sections, problem_at
from handbook.fields import (
    CaseStudyFields,
    GuideFields,
    PrincipleFields,
    SourceFields,
    TermFields,
    check_fields,
)
from handbook.figures import check_figures
from handbook.lists import term_ids
from handbook.markup import parse_body
from handbook.model import CaseStudy, Guide, Page, Principle, Source, Term
from handbook.nodes import Mapping, Sequence, locate, parse_yaml, plain
from handbook.problems import Problem
from handbook.sections import check_sections
from handbook.sources import SourceFile, is_text, parse_page, read_text
from handbook.words import Words
from handbook.writer import Body

if TYPE_CHECKING:
    from handbook.kept_bodies import Bodies

FOLDERS = {"content": "guide", "principles": "principle", "case_studies": "case_study"}
SOURCES, TERMS = "content/sources.yml", "content/glossary.yml"
_FIELDS = {"principle": PrincipleFields, "case_study": CaseStudyFields, "guide": GuideFields}
_MODELS = {"principle": Principle, "case_study": CaseStudy, "guide": Guide}
_CALLOUTS = ("note", "tip", "important", "warning", "caution")


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page's file after reading: what could be made of it."""

    path: str
    kind: str
    id: str
    source: SourceFile
    body: Body
    page: Page | None
    """None when its fields have Problems."""
    whole: bool
    """Whether its text has the sections that its kind is composed of."""

    @property
    def number(self) -> int | None:
        """The number of a principle."""
        return getattr(self.page, "number", None)

    @property
    def number_at(self) -> tuple[int, int]:
        return locate(self.source.front, ("number",))


def page_paths(root: Path) -> list[str]:
    """Return the paths of all pages; a name that starts with _ or . is a draft."""
    return [path for folder in FOLDERS for path in _markdown(root, folder)]


def page_id(path: str) -> str:
    """Return a page's id: its file stem, with a guide's folders before it."""
    if not path.startswith("content/"):
        return Path(path).stem
    inner = path.removeprefix("content/").removesuffix(".md").removesuffix("/index")
    return "home" if inner == "index" else inner.replace("/", "-")


def read_page(
    root: Path, path: str, words: Words, problems: list[Problem], bodies: Bodies | None = None
) -> PageRead | None:
    """Read one page, or return None after adding the Problem that prevents it.

    `bodies` keeps what came of its text for the next build.
    """
    text = read_text(root, path, problems)
    source = parse_page(path, text, problems) if text is not None else None
    if source is None:
        return None
    kind, name = FOLDERS[path.partition("/")[0]], page_id(path)
    body = _read_body(source, words, problems, bodies)
    wanted = {"principle": words.principle_sections, "case_study": words.case_study_sections}
    whole = kind == "guide" or check_sections(source, body.root, wanted[kind], problems)
    fields = check_fields(_FIELDS[kind], source.front, path, problems)
    page = fields and _MODELS[kind].model_construct(**dict(fields), id=name, path=path)
    return PageRead(path, kind, name, source, body, page, whole)


def read_sources(root: Path, problems: list[Problem]) -> tuple[dict[str, Source], set[str] | None]:
    """Return the sources by id, and every id in the list, also of entries with Problems.

    The ids are None when the list cannot be read: then no citation of it can be checked.
    """
    sources: dict[str, Source] = {}
    before = len(problems)
    for node, one in _read_list(root, SOURCES, SourceFields, problems):
        if one.id in sources:
            problems.append(
                Problem(
                    SOURCES,
                    *locate(node, ("id",)),
                    "duplicate-id",
                    f"'{one.id}' is in the list twice",
                    "give one of the two another id",
                )
            )
        sources[one.id] = Source.model_construct(**dict(one))
    known = set(sources) if len(problems) == before else _ids_written(root)
    return sources, known


def read_terms(root: Path, problems: list[Problem]) -> list[Term]:
    """Return the glossary's terms in alphabetical order."""
    found = _read_list(root, TERMS, TermFields, problems)
    names = term_ids([one for _, one in found])
    terms: dict[str, Term] = {}
    for name, (node, one) in zip(names, found, strict=True):
        if one.term.casefold() in terms:
            problems.append(
                Problem(
                    TERMS,
                    *locate(node, ("term",)),
                    "duplicate-id",
                    f"'{one.term}' is explained twice",
                    "keep one of the two",
                )
            )
        terms[one.term.casefold()] = Term.model_construct(**dict(one), id=name)
    return [terms[word] for word in sorted(terms)]


def _ids_written(root: Path) -> set[str] | None:
    """Return the ids in the list of sources as they stand, whatever else is wrong with it."""
    unheard: list[Problem] = []
    text = read_text(root, SOURCES, unheard)
    node = parse_yaml(SOURCES, text, unheard) if text is not None else None
    if not isinstance(node, Sequence):
        return None
    return {str(plain(item.get("id"))) for item in node.items if isinstance(item, Mapping)}


_NOT_READ = (".md", ".markdown", ".md.txt", ".doc", ".docx", ".odt", ".rtf", ".easy.yaml")


def check_names_of_files(root: Path, problems: list[Problem]) -> None:
    """Add a Problem for each file that was meant as a page and has an ending that is not read."""
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            name = file.name
            path = file.relative_to(root).as_posix()
            if not is_text(path) and name.endswith((*_NOT_READ, ".easy.yml")):
                shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
                what = "the name of this file or of its folder has a sign that is not UTF-8"
                fix = "rename it with small letters, digits and hyphens"
                problems.append(Problem(shown, 1, 1, "wrong-name", what, fix))
                continue
            if name.endswith((".md", ".easy.yml")) or name.startswith(("_", ".", "~")):
                continue
            if name.lower().endswith((*_NOT_READ, ".easy.yml")):
                ending = ".easy.yml" if ".easy." in name.lower() else ".md"
                problems.append(
                    Problem(
                        path,
                        1,
                        1,
                        "wrong-name",
                        f"'{name}' would not be read",
                        f"save it as plain text with a name that ends in {ending}",
                    )
                )


def _markdown(root: Path, folder: str) -> Iterator[str]:
    for file in sorted((root / folder).rglob("*.md")):
        path = file.relative_to(root)
        draft = any(part.startswith(("_", ".")) for part in path.parts)
        if not draft and file.name != "README.md" and is_text(path.as_posix()):
            yield path.as_posix()



def _read_body(
    source: SourceFile, words: Words, problems: list[Problem], bodies: Bodies | None
) -> Body:
    """Return a page's text with everything in the form that Documents have, read or as kept."""
    callouts = {name: getattr(words, name) for name in _CALLOUTS}
    kept = bodies.get(source, callouts) if bodies else None
    if kept:
        return kept
    found: list[Problem] = []
    body = _arranged(source, callouts, found)
    if bodies and not found:
        bodies.put(source, callouts, body)
    problems.extend(found)
    return body


def _arranged(source: SourceFile, callouts: dict[str, str], problems: list[Problem]) -> Body:
    body = parse_body(source.path, source.body, source.body_line, problems)
    notes = etree.Element("body")
    notes.extend(body.notes)
    for root in (body.root, notes):
        arrange_blocks(source.path, root, problems)
        check_figures(source.path, root, problems)
    for mark in notes.iterfind(".//a[@note]"):
        problems.append(
            problem_at(
                source.path,
                mark,
                "unsupported-markup",
                "a note refers to a note",
                "write what it says into this note",
            )
        )
    arrange_callouts(body.root, callouts)
    nest_sections(source.path, body.root, problems)
    return body


def _read_list(root: Path, path: str, fields: type, problems: list[Problem]) -> list[tuple]:
    """Return the entries of a YAML list that have no faults, each with its node."""
    text = read_text(root, path, problems)
    node = parse_yaml(path, text, problems) if text is not None else None
    if node is None:
        return []
    if not isinstance(node, Sequence):
        problems.append(
            Problem(
                path,
                node.line,
                node.column,
                "wrong-type",
                "this file is not a list",
                "start each entry with a hyphen",
            )
        )
        return []
    checked = [(item, check_fields(fields, item, path, problems)) for item in node.items]
    return [(item, one) for item, one in checked if one is not None]
