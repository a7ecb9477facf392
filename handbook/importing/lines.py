"""Markdown as MkDocs' extensions have it, block by block, as Markdown of a handbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handbook.blocks import heading_id
from handbook.problems import nearest

CALLOUTS = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "question": "NOTE", "example": "NOTE",
    "todo": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP", "important": "IMPORTANT",
    "attention": "WARNING", "warning": "WARNING", "failure": "WARNING", "bug": "WARNING",
    "danger": "CAUTION", "error": "CAUTION", "caution": "CAUTION",
}  # fmt: skip
"""Kind of an admonition -> kind of a callout."""
_ADMONITION = re.compile(r'^(?:!!!|\?\?\?\+?) +([\w-]+)(?: [^"]*)?(?: *"(.*)")?\s*$')
_TAB = re.compile(r'^===[!+]? +"(.*)"\s*$')
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)?\s*$")
_UNDERLINE = re.compile(r"^(=+|-{3,})\s*$")
_RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,}\s*$")
_SNIPPET = re.compile(r'^\s*(?:--8<--|;--8<--) +"([^"]+)"\s*$')
_TABLE = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *\|?\s*$")
"""The line below the headers of a table."""
_HEADING_ID = re.compile(r"\s*\{:? *#([\w-]+)[^}]*\}\s*$")
_ABBREVIATION = re.compile(r"^\*\[(.+?)\]: *(.*)$")
_BOX = re.compile(r"^(\s*[-*+] )\[[ xX]\] ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the line of the old file that it comes from."""

    text: str
    number: int
    code: bool = False

    def but(self, text: str) -> Line:
        return Line(text, self.number, self.code)


@dataclass
class Blocks:
    """Rewrites the blocks of one page; `say` takes what a person has to look at."""

    say: Callable[[int, str], None]
    snippets: tuple[Path, ...] = ()
    """Folders in which pieces of text stand that pages take in."""
    mark: str = "Replace this:"
    level: int = 1
    """The level of the heading above: the title has 1."""
    ids: dict[str, str] = field(default_factory=dict)
    """Id of a heading, as it was given or as it is made of its words -> its words."""

    def rewrite(self, lines: list[Line]) -> list[Line]:
        """Return the lines of a page as a handbook has them."""
        whole = list(self.without_snippets(lines, 0))
        return list(self.tables(list(self.headings(list(self.blocks(whole))))))

    def without_snippets(self, lines: list[Line], depth: int) -> Iterator[Line]:
        """Yield the lines with the text of each snippet in its place."""
        for line in lines:
            found = _SNIPPET.match(line.text)
            file = found and self.snippet(found[1])
            if not found:
                yield line
            elif file is None or depth > 5:
                self.say(line.number, f"the text '{found[1]}' that is taken in here was not found")
            else:
                text = file.read_text("utf-8", "replace").rstrip("\n").split("\n")
                yield from self.without_snippets([line.but(one) for one in text], depth + 1)

    def snippet(self, name: str) -> Path | None:
        return next((folder / name for folder in self.snippets if is_inside(folder, name)), None)

    def blocks(self, lines: list[Line]) -> Iterator[Line]:
        """Yield lines with admonitions and tabs as callouts and headed parts."""
        place, fence = 0, ""
        while place < len(lines):
            line = lines[place]
            place += 1
            if fence or _FENCE.match(line.text):
                fence = self.fenced(line, fence)
                yield self.code(line)
            elif found := _ADMONITION.match(line.text):
                inner, place = indented(lines, place)
                yield from self.callout(line, found, inner)
            elif found := _TAB.match(line.text):
                inner, place = indented(lines, place)
                self.say(line.number, f"the tab '{found[1]}' now stands below the one before it:"
                         " see that the order makes sense")  # fmt: skip
                yield from (line.but(f"**{found[1]}**"), line.but(""))
                yield from self.blocks(inner)
                yield line.but("")
            else:
                yield from self.plain(line)

    def fenced(self, line: Line, fence: str) -> str:
        """Return the fence that is open after a line."""
        found = _FENCE.match(line.text)
        if not fence:
            return found[2]
        closes = found and found[2].startswith(fence) and not found[3].strip()
        return "" if closes else fence

    def code(self, line: Line) -> Line:
        """Return a line of code; a fence keeps the language and loses its other options."""
        found = _FENCE.match(line.text)
        text = line.text
        if found and found[3].strip():
            language = re.match(r"\s*\{?\.?([\w+-]*)", found[3])[1]
            text = f"{found[1]}{found[2]}{language}"
        return Line(text, line.number, code=True)

    def callout(self, line: Line, found: re.Match, inner: list[Line]) -> Iterator[Line]:
        name, title = found[1].lower(), found[2]
        kind = CALLOUTS.get(name) or CALLOUTS.get(nearest(name, CALLOUTS) or "", "NOTE")
        if name not in CALLOUTS:
            self.say(line.number, f"'{name}' became a {kind.lower()}: choose what fits")
        if line.text.startswith("???"):
            self.say(line.number, "this part could be closed; now it is always open")
        lines = [line.but(f"[!{kind}]")]
        lines += [line.but(f"**{title}**"), line.but("")] if title else []
        for one in [*lines, *self.blocks(inner)]:
            yield Line(f"> {one.text}".rstrip(), one.number, one.code)
        yield line.but("")

    def plain(self, line: Line) -> Iterator[Line]:
        """Yield a line that is neither code nor the start of a block of its own."""
        if found := _ABBREVIATION.match(line.text):
            self.say(line.number, f"the short form {found[1]} ({found[2]}) was left out: add it"
                     " with handbook new term")  # fmt: skip
            return
        yield line.but(_BOX.sub(r"\1", line.text))

    def headings(self, lines: list[Line]) -> Iterator[Line]:
        """Yield lines whose headings skip no level and have no ids of their own."""
        for place, line in enumerate(lines):
            after = lines[place + 1].text if place + 1 < len(lines) else ""
            before = lines[place - 1].text.strip() if place else ""
            if not line.code and line.text.strip() and not before and _UNDERLINE.match(after) \
                    and not line.text.lstrip().startswith(("#", "|", ">", "-", "*")):  # fmt: skip
                line = line.but(f"{'#' if after.startswith('=') else '##'} {line.text.strip()}")
            elif not line.code and (_RULE.match(line.text) or _UNDERLINE.match(line.text)):
                continue
            found = None if line.code else _HEADING.match(line.text)
            yield self.heading(line, found) if found else line

    def heading(self, line: Line, found: re.Match) -> Line:
        words = found[2]
        if given := _HEADING_ID.search(words):
            words = words[: given.start()]
            self.ids[given[1]] = re.sub(r"[*`]|\]\([^)]*\)|[\[\]]", "", words)
        plain = re.sub(r"[*`]|\]\([^)]*\)|[\[\]]", "", words)
        kept = re.sub(r"[^\w\s-]", "", plain).strip().lower()
        self.ids[re.sub(r"[-\s]+", "-", kept)] = plain  # as Python-Markdown makes ids
        self.ids[heading_id(plain)] = plain
        wanted = max(2, len(found[1]))
        self.level = min(wanted, self.level + 1)
        return line.but(f"{'#' * self.level} {words}")

    def tables(self, lines: list[Line]) -> Iterator[Line]:
        """Yield lines with a caption below each table that has none."""
        inside = False
        for place, line in enumerate(lines):
            after = lines[place + 1].text if place + 1 < len(lines) else ""
            if not line.code and _TABLE.match(line.text) and place and "|" in lines[place - 1].text:
                inside = True
            yield line
            if inside and not after.strip():
                inside = False
                rest = (one.text for one in lines[place + 1 :] if one.text.strip())
                if not next(rest, "").startswith("Table:"):
                    self.say(line.number, "this table needs a caption: say what it shows")
                    yield from (line.but(""), line.but(f"Table: {self.mark} what it shows"))
                    yield line.but("")


def indented(lines: list[Line], place: int) -> tuple[list[Line], int]:
    """Return the lines of a block, without their four spaces, and where the block ends."""
    inner: list[Line] = []
    while place < len(lines) and (not lines[place].text.strip()
                                  or lines[place].text.startswith("    ")):  # fmt: skip
        inner.append(lines[place].but(lines[place].text[4:]))
        place += 1
    while inner and not inner[-1].text.strip():
        inner.pop()
    while inner and not inner[0].text.strip():
        inner.pop(0)
    return inner, place


def is_inside(folder: Path, name: str) -> bool:
    """Say whether a folder holds a file of this name, whatever the name is."""
    try:
        file = (folder / name).resolve()
        return file.is_file() and file.is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False
