"""Easy Read versions: written by people beside a page, checked, and composed like any page.

The form follows what publishers of Easy Read ask for: short sentences, one to three of them beside
each picture, hard words in bold and explained (GOV.UK, Accessible communication formats, 2021).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from lxml import etree
from pydantic import Field

from handbook.advice.silences import Silence
from handbook.blocks import heading_id, unique
from handbook.elements import make, unwrap
from handbook.fields import Day, Fields, Text, check_fields
from handbook.markup import parse_inline, typeset
from handbook.model import Page
from handbook.nodes import Node, locate, parse_yaml
from handbook.problems import Problem, did_you_mean
from handbook.settings import Settings
from handbook.sources import is_text, read_text, yaml_silences
from handbook.trees import AT

SUFFIX = ".easy.yml"
LONGEST_SENTENCE = 15
_SHORT_FORMS = re.compile(r"\b(?:e\.g\.|i\.e\.|etc\b|approx\b|vs\b|&)", re.IGNORECASE)
_CONTRACTIONS = re.compile(
    r"\b\w+(?:n['’]t|['’](?:re|ve|ll|d|m))\b|\b(?:it|that|there|what)['’]s\b", re.I
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w+[^e\W]ed|built|done|given|held|kept|known|"
    r"made|paid|put|run|said|seen|sent|shown|sold|spent|taken|told|used|written)\b",
    re.IGNORECASE,
)
_SENTENCE_INSIDE = re.compile(r"[.?!]\s+[A-Z]")
_WORD = re.compile(r"[\w'’-]+")


class EasyPicture(Fields):
    file: Text
    """Path from the project's top folder."""
    alt: Text


class Idea(Fields):
    picture: EasyPicture
    text: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]
    """One to three sentences, one a line."""


class Part(Fields):
    heading: Text
    ideas: Annotated[tuple[Idea, ...], Field(min_length=1)]


class HardWord(Fields):
    word: Text
    meaning: Text


class EasyReadFields(Fields):
    """The fields of a file that ends in .easy.yml."""

    title: Text
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    words: tuple[HardWord, ...] = ()
    credit: Text
    """Who made the pictures."""
    licence: Text
    reviewed: Day


@dataclass(frozen=True, slots=True)
class EasyRead:
    """The Easy Read version of one page, as read."""

    path: str
    page: str
    """Path of the page that it stands beside."""
    node: Node
    fields: EasyReadFields
    silences: tuple[Silence, ...] = ()
    """What remarks in the file allow."""


def read_easy_reads(root: Path, pages: list[str], problems: list[Problem]) -> list[EasyRead]:
    """Return the Easy Read versions."""
    found = (
        read_easy_read(root, path, pages, problems) for path in easy_read_paths(root, pages)
    )
    return [easy for easy in found if easy]


def easy_read_paths(root: Path, pages: list[str]) -> list[str]:
    """Return the paths of the Easy Read versions; a name that starts with _ or . is a draft."""
    folders = sorted({path.partition("/")[0] for path in pages})
    files = [file for folder in folders for file in sorted((root / folder).rglob(f"*{SUFFIX}"))]
    paths = [
        file.relative_to(root).as_posix() for file in files if not file.name.startswith(("_", "."))
    ]
    return [path for path in paths if is_text(path)]


def read_easy_read(
    root: Path, path: str, pages: Sequence[str], problems: list[Problem]
) -> EasyRead | None:
    """Return one Easy Read version, or None after adding a Problem."""
    page = path.removesuffix(SUFFIX) + ".md"
    if page not in pages:
        fix = did_you_mean(page, pages, otherwise="give both the same name")
        problems.append(
            Problem(path, 1, 1, "unknown-page", f"there is no page '{page}' beside this", fix)
        )
        return None
    text = read_text(root, path, problems)
    node = parse_yaml(path, text, problems) if text is not None else None
    fields = check_fields(EasyReadFields, node, path, problems) if node is not None else None
    if node is None or fields is None:
        return None
    silences = yaml_silences(path, text.split("\n"), node, problems)
    easy = EasyRead(path, page, node, fields, silences)
    problems.extend(_unexplained(easy))
    return easy


def _lines(easy: EasyRead):
    """Yield each sentence with its line and column."""
    for p, part in enumerate(easy.fields.parts):
        for i, idea in enumerate(part.ideas):
            for s, text in enumerate(idea.text):
                yield text, locate(easy.node, ("parts", p, "ideas", i, "text", s))


def _unexplained(easy: EasyRead) -> list[Problem]:
    """Return a Problem for each word in bold that the list of hard words does not have."""
    explained = {one.word.casefold() for one in easy.fields.words}
    return [
        Problem(
            easy.path,
            *place,
            "easy-read-word",
            f"'{word}' is in bold and not explained",
            "explain it under words:, or take the ** away",
        )
        for text, place in _lines(easy)
        for word in re.findall(r"\*\*(.+?)\*\*", text)
        if word.casefold() not in explained
    ]


def advise_easy_read(easy: EasyRead) -> list[Problem]:
    """Return advice on every sentence that is not as Easy Read asks."""
    return [
        Problem(easy.path, *place, "easy-read-sentence", message, fix, "advice")
        for text, place in _lines(easy)
        for message, fix in _faults(text)
    ]


def _faults(text: str) -> list[tuple[str, str]]:
    """Return what is wrong with one sentence, each with its fix."""
    faults = []
    words = _WORD.findall(text)
    if len(words) > LONGEST_SENTENCE:
        message = f"the sentence has {len(words)} words"
        faults.append((message, f"make two of it; the most is {LONGEST_SENTENCE}"))
    if _SENTENCE_INSIDE.search(text):
        faults.append(("there are two sentences on this line", "give each a line of its own"))
    if found := _SHORT_FORMS.search(text):
        faults.append((f"'{found[0]}' is a short form", "write the words in full"))
    if found := _CONTRACTIONS.search(text):
        faults.append((f"'{found[0]}' is a contraction", "write both words, such as do not"))
    if found := _PASSIVE.search(text):
        faults.append((f"'{found[0]}' does not say who does it", "say who does what"))
    return faults


def compose_easy_read(
    easy: EasyRead, page: Page, settings: Settings, problems: list[Problem]
) -> etree._Element:
    """Return the tree of an Easy Read version: parts, each a list of ideas with a picture."""
    fields, words = easy.fields, settings.words
    seen: dict[str, int] = {}
    target = posixpath.basename(easy.page)
    full = make("p", make("a", words.full_page.format(title=typeset(page.title)), href=target))
    title = make("h1", typeset(fields.title), id=f"{page.id}-title")
    header = make("header", make("p", words.easy_read, class_="kicker"), title, full)
    parts = [
        make(
            "section",
            make("h2", typeset(part.heading), id=unique(heading_id(typeset(part.heading)), seen)),
            make(
                "ul", [_idea(easy, p, i, problems) for i in range(len(part.ideas))], class_="ideas"
            ),
        )
        for p, part in enumerate(fields.parts)
    ]
    credit = make("p", f"{typeset(fields.credit)}. {typeset(fields.licence)}.", class_="credit")
    article = make(
        "article",
        header,
        parts,
        _hard_words(easy, settings),
        credit,
        class_="easy_read",
        lang=settings.language,
    )
    article.set(AT, "1:1")
    return article


def _idea(easy: EasyRead, part: int, number: int, problems: list[Problem]) -> etree._Element:
    idea = easy.fields.parts[part].ideas[number]
    steps = ("parts", part, "ideas", number)
    source = posixpath.relpath(idea.picture.file, posixpath.dirname(easy.path))
    picture = make("img", src=source, alt=idea.picture.alt)
    picture.set(AT, "{}:{}".format(*locate(easy.node, (*steps, "picture", "file"))))
    said = [
        _sentence(easy, text, locate(easy.node, (*steps, "text", i)), problems)
        for i, text in enumerate(idea.text)
    ]
    return make("li", picture, said, class_="idea")


def _sentence(
    easy: EasyRead, text: str, place: tuple[int, int], problems: list[Problem]
) -> etree._Element:
    """Return a sentence as a paragraph, with a Problem if it cites a source."""
    sentence = unwrap(parse_inline(easy.path, text, place, problems))
    paragraph = make("p", sentence)
    if paragraph.find(".//a[@sources]") is not None:
        message = "an Easy Read sentence cites a source"
        fix = "take the [@...] away: the sources stand on the page itself"
        problems.append(Problem(easy.path, *place, "easy-read-citation", message, fix))
    return paragraph


def _hard_words(easy: EasyRead, settings: Settings) -> etree._Element | None:
    if not easy.fields.words:
        return None
    pairs = [
        child
        for one in easy.fields.words
        for child in (make("dt", typeset(one.word)), make("dd", typeset(one.meaning)))
    ]
    heading = make("h2", settings.words.hard_words, id="section-hard-words")
    return make("section", heading, make("dl", pairs, class_="glossary"), class_="hard-words")
