"""Where a new entry goes in a list, and a new page in the reading order; the rest stays as it is.

Both work on the lines of the file, so that remarks, order and quotation marks are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handbook.new.form import natural
from handbook.nodes import Mapping, parse_yaml, plain
from handbook.nodes import Sequence as Items
from handbook.settings import NavItem, Settings


class NoPlace(Exception):
    """The file is laid out so that no line can be added to it; the message says what to do."""


def with_entry(path: str, text: str, field: str, lines: Sequence[str]) -> str:
    """Return a YAML list with one more entry, before the first whose `field` sorts after it.

    `lines` are those of the entry, its hyphen included. Where the list is in no order, an entry
    goes after the last that has the same letters before its number, or to the end.
    """
    node = parse_yaml(path, text, [])
    if not isinstance(node, Items) or not all(isinstance(one, Mapping) for one in node.items):
        raise NoPlace(f"{path} cannot be read as a list; run handbook check, and mend it first")
    rows = text.rstrip("\n").split("\n")
    names = [str(plain(one.get(field)) or "") for one in node.items]
    place = _place(names, re.sub(r'^.*?: |"', "", _line_of(lines, field)), field)
    starts = [one.line - 1 for one in node.items]
    if any(not re.match(r"\s*- ", rows[start]) for start in starts):
        raise NoPlace(f"the entries of {path} do not each begin with a hyphen on a line")
    row = len(rows) if place == len(starts) else _above_remarks(rows, starts[place])
    indent = re.match(r"\s*", rows[starts[0]])[0] if starts else ""
    apart = len(starts) > 1 and not rows[_above_remarks(rows, starts[1])].strip()
    added = [f"{indent}{line}" for line in lines]
    rows[row:row] = ["", *added] if apart else added
    return "\n".join(rows) + "\n"


def _line_of(lines: Sequence[str], field: str) -> str:
    return next(line for line in lines if re.match(rf"[- ]*{field}: ", line))


def _place(names: Sequence[str], name: str, field: str) -> int:
    """Return before which entry a name belongs."""
    key = natural if field == "id" else str.casefold
    keys = [key(one) for one in names]
    if keys == sorted(keys):
        return sum(one <= key(name) for one in keys)
    letters = re.match(r"\D*", name)[0]
    same = [place for place, one in enumerate(names) if re.match(r"\D*", one)[0] == letters]
    return same[-1] + 1 if field == "id" and same else len(names)


def _above_remarks(rows: Sequence[str], row: int) -> int:
    """Return the row below an entry's last line: remarks at the margin belong to what follows."""
    margin = len(rows[row]) - len(rows[row].lstrip())
    while row and (not rows[row - 1].strip() or _is_remark(rows[row - 1], margin)):
        row -= 1
    return row


def _is_remark(line: str, margin: int) -> bool:
    return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= margin


def nav_sections(settings: Settings) -> dict[str, NavItem]:
    """Return the sections of the reading order that hold pages, by title."""
    sections = (one for item in settings.nav for one in item.walk() if one.items)
    return {one.title: one for one in sections if any(kid.path for kid in one.items)}


def with_page(text: str, settings: Settings, page: str, section: str | None) -> str:
    """Return the settings with a page at the end of a section, or of the whole reading order."""
    rows = text.split("\n")
    items = nav_sections(settings)[section].items if section else settings.nav
    flat = [one for item in items for one in item.walk()]
    first, last = items[0], max(flat, key=lambda one: one.line)
    dash = re.match(r"(\s*)- ", rows[first.line - 1])
    if not dash or not re.match(r"\s*- ", rows[last.line - 1]):
        raise NoPlace(f"the reading order does not stand on lines of its own; add {page} to it")
    rows.insert(last.line, f"{dash[1]}- {page}")
    return "\n".join(rows)
