"""What stands inside the lines of an old page: links, pictures, HTML and marks of extensions."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import unquote

from handbook.blocks import heading_id
from handbook.importing.lines import Line
from handbook.new.values import slug

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_MARKS = re.compile("[\x00\x01]")
"""Signs that stand here for what is put away; a page has none of its own."""
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)")
_IMAGE = re.compile(r'!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+["\']([^"\']*)["\'])?\s*\)(\{[^}]*\})?')
_LINK = re.compile(r'(?<!!)\[([^\[\]]+)\]\(\s*<?([^)\s>]+)>?(?:\s+["\'][^"\']*["\'])?\s*\)')
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:\s*<?(\S+?)>?(?:\s.*)?$")
_REFERENCE = re.compile(r"(!?\[([^\[\]]+)\])(?:\[([^\[\]]*)\])?(?![\[(:])")
_HTML_IMAGE = re.compile(r"<img\b([^>]*?)/?>", re.IGNORECASE)
_HTML_LINK = re.compile(r'<a\b[^>]*\bhref=["\']([^"\']+)["\'][^>]*>(.*?)</a>', re.IGNORECASE)
_WRITTEN = (
    (re.compile(r"</?(?:b|strong)>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:i|em)>", re.IGNORECASE), "*"),
    (re.compile(r"</?(?:code|kbd|samp)>", re.IGNORECASE), "`"),
    (re.compile(r"</?(?:p|div|center|span|section|u|ins|mark|small|figure)\b[^>]*>", re.I), ""),
    (re.compile(r"^\s*<h([1-6])\b[^>]*>(.*?)</h\1>", re.I), lambda found: f"## {found[2]}"),
    (re.compile(r"</?details\b[^>]*>", re.IGNORECASE), ""),
    (re.compile(r"<summary>(.*?)</summary>", re.IGNORECASE), r"**\1**"),
    (re.compile(r"<hr\s*/?>", re.IGNORECASE), ""),
    (re.compile(r"\+\+([\w+-]+)\+\+"), r"`\1`"),
    (re.compile(r"==([^=\s][^=]*)=="), r"**\1**"),
    (re.compile(r"\^\^([^^]+)\^\^"), r"\1"),
    (re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^}]*\})?\s?"), ""),
    (re.compile(r":[a-z][a-z0-9_+-]+:"), ""),
    (re.compile(r"(?<=[\])*_`\w.!?])\{:? *[.#][^}]*\}"), ""),
)
"""Marks that have another form in a handbook, or none."""
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_MATHS = re.compile(r"\$\$|\\\(|\\\[")


@dataclass
class Words:
    """Rewrites what stands inside the lines of one page."""

    path: str
    """Of the old page."""
    target: str
    """Of the new page, from the handbook's top folder."""
    targets: Mapping[str, str]
    """Path of each old page -> path of the new one; those that are drafts are not among them."""
    say: Callable[[int, str], None]
    headings: Mapping[str, Mapping[str, str]]
    """Path of an old page -> id of a heading, given or made of its words -> its words."""
    folder: str = ""
    """Where the pictures go, from the handbook's top folder."""
    mark: str = "Replace this:"
    pictures: dict[str, str] = field(default_factory=dict)
    """Picture of the old site -> where it goes."""

    def rewrite(self, line: Line) -> Line:
        """Return a line with its links and pictures as the handbook needs them."""
        if line.code:
            return line
        line = line.but(_MARKS.sub("", line.text))
        text, codes = without_code(line.text)
        return line.but(with_code(self.outside_code(text, line), codes))

    def outside_code(self, text: str, line: Line) -> str:
        if _MACRO.search(text):
            self.say(line.number, "something was filled in here by a plug-in: write it out")
            text = _MACRO.sub("", text)
        if _MATHS.search(text):
            self.say(line.number, "a formula: write it in words, or draw it")
        text = _HTML_IMAGE.sub(lambda found: _as_markdown(found[1]), text)
        text = _HTML_LINK.sub(r"[\2](\1)", text)
        held: list[str] = []

        def keep(written: str) -> str:
            held.append(written)
            return f"\x00{len(held) - 1}\x00"

        text = _IMAGE.sub(lambda found: keep(self.picture(found, line)), text)
        text = _LINK.sub(lambda found: self.link(found[1], found[2], line, keep), text)
        for pattern, instead in _WRITTEN:
            text = pattern.sub(instead, text)
        while "\x00" in text:
            text = re.sub(r"\x00(\d+)\x00", lambda found: held[int(found[1])], text)
        return text

    def link(self, words: str, address: str, line: Line, keep: Callable[[str], str]) -> str:
        found = self.address(address, line)
        shown = f"\\{words}" if words.startswith("@") else words
        return f"[{shown}]{keep(f'({found})')}" if found else words

    def address(self, address: str, line: Line) -> str | None:
        """Return where a link leads now, or None after saying that it leads nowhere."""
        if re.match(r"https?://(localhost|127\.0\.0\.1)\b", address):
            return None
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            return address
        page, _, part = address.partition("#")
        old = self.page(page)
        if old is None or old not in self.targets:
            self.say(line.number, f"the link to '{address}' was taken away: that is no page here,"
                     " or waits to be mended")  # fmt: skip
            return None
        part = self.part(old, part, line)
        there = self.targets[old]
        near = posixpath.relpath(there, posixpath.dirname(self.target))
        path = "" if there == self.target and part else near
        return f"{path}#{part}" if part else path

    def part(self, page: str, part: str, line: Line) -> str:
        """Return the id that a part of a page has now, or nothing where there is no such part."""
        words = self.headings.get(page, {}).get(part)
        if part and words is None:
            self.say(line.number, f"the link leads to the whole page, because there is no part"
                     f" '{part}'")  # fmt: skip
        return heading_id(words) if words is not None else ""

    def page(self, address: str) -> str | None:
        """Return the old page that an address means: by its file, or as the site showed it."""
        if not address:
            return self.path
        here = posixpath.dirname(self.path)
        base = "" if address.startswith("/") else here
        path = posixpath.normpath(posixpath.join(base, unquote(address).lstrip("/")))
        shown = posixpath.normpath(
            posixpath.join(self.path.removesuffix(".md").removesuffix("index"), unquote(address))
        )
        index = posixpath.normpath(f"{path}/index.md")
        tries = [path, f"{path}.md", index, f"{shown}.md", posixpath.normpath(f"{shown}/index.md")]
        if address.endswith((".html", "/")):
            tries += [f"{path.removesuffix('.html')}.md"]
        return next((one for one in tries if one in self.targets), tries[0])

    def picture(self, found: re.Match, line: Line) -> str:
        """Return a picture at its new place, with marks where words are missing."""
        alt, address, title = found[1].strip(), found[2], found[3]
        if re.match(r"[a-z]+:|//", address, re.IGNORECASE):
            self.say(line.number, f"the picture {address} is on another site: put a copy into"
                     " content/images/, if you may")  # fmt: skip
            return alt
        address = unquote(address.partition("#")[0])
        base = "" if address.startswith("/") else posixpath.dirname(self.path)
        old = posixpath.normpath(posixpath.join(base, address.lstrip("/")))
        stem, ending = posixpath.splitext(old)
        if ending.lower() not in PICTURES:
            self.say(line.number, f"the picture {old} is no SVG, PNG, JPEG or WebP: save it as one")
            return alt
        new = f"{self.folder}/{slug(stem)}{ending.lower()}"
        self.pictures[old] = new
        if not alt:
            self.say(line.number, f"the picture {old} has no description: say what it tells")
            alt = f"{self.mark} what this picture tells"
        self.say(line.number, f"say who made the picture {old}, and under which licence")
        near = posixpath.relpath(new, posixpath.dirname(self.target))
        caption = f' "{title}"' if title else ""
        credit = f'{{credit="{self.mark} who made it" licence="{self.mark} its licence"}}'
        return f"![{alt}]({near}{caption}){credit}"


def _as_markdown(attributes: str) -> str:
    """Return an HTML picture as Markdown."""
    found = dict(re.findall(r'(\w+)=["\']([^"\']*)["\']', attributes))
    return f"![{found.get('alt', '')}]({found.get('src', '').replace(' ', '%20')})"


def with_links_in_place(lines: Sequence[Line]) -> list[Line]:
    """Return lines with each link's address beside its words, and not at the end of the page."""
    found = ((line, None if line.code else _DEFINITION.match(line.text)) for line in lines)
    pairs = [(line, match) for line, match in found]
    known = {match[1].casefold(): match[2] for _, match in pairs if match}

    def written(match: re.Match) -> str:
        address = known.get((match[3] or match[2]).casefold())
        return f"{match[1]}({address})" if address else match[0]

    return [line if line.code else line.but(_outside_code(line.text, written))
            for line, match in pairs if not match]  # fmt: skip


def _outside_code(text: str, written: Callable[[re.Match], str]) -> str:
    text, codes = without_code(text)
    return with_code(_REFERENCE.sub(written, text), codes)


def without_code(text: str) -> tuple[str, list[str]]:
    """Return a line with a mark in place of each piece of code, and the pieces."""
    text = _MARKS.sub("", text)
    codes = [found[0] for found in _CODE.finditer(text)]
    numbers = count()
    return _CODE.sub(lambda found: f"\x01{next(numbers)}\x01", text), codes


def with_code(text: str, codes: Sequence[str]) -> str:
    """Return a line with the pieces of code in their places."""
    return re.sub("\x01(\\d+)\x01", lambda found: codes[int(found[1])], text)
