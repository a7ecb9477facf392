"""What a text editor offers while somebody types in a Markdown file, made from the content model.

No extension that is kept up completes front matter in Markdown by a JSON Schema, so the lists of
the handbook go to the editor as snippets, which every VS Code has
(https://code.visualstudio.com/docs/editing/userdefinedsnippets).
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from handbook.model import Handbook
from handbook.schema import KINDS, Kind, Schema, names, schema_of

GROUPS = ("pillars", "stages", "audiences", "topics", "places", "principle", "source")
Snippets = dict[str, dict[str, object]]


def write_snippets(handbook: Handbook) -> bytes:
    """Return the snippets as VS Code reads them: a page of each kind, every id with its title."""
    found = dict(_everything(handbook))
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _everything(handbook: Handbook) -> Iterator[tuple[str, dict[str, object]]]:
    for kind in KINDS:
        if kind.pattern.endswith(".md"):
            yield _page(kind, handbook)
    for group in GROUPS:
        for key, title in names(handbook, group).items():
            said = f"{group.removesuffix('s')} {title}"
            yield f"{said} ({key})", _snippet([said], [_escaped(key)], f"{key}: {title}")
    for key, title in names(handbook, "source").items():
        cited = [f"cite {key}", f"cite {title}"]
        yield f"cite {key}", _snippet(cited, [f"[@{_escaped(key)}]"], title)


def _snippet(prefix: list[str], body: list[str], description: str) -> dict[str, object]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _page(kind: Kind, handbook: Handbook) -> tuple[str, dict[str, object]]:
    """Return the snippet of a whole new page, its fields first and then its sections."""
    schema, words = schema_of(kind, handbook), handbook.settings.words
    places = _Places()
    sections = getattr(words, f"{kind.name}_sections", ())
    body = ["---", *_fields(schema, 0, places), "---"]
    for section in sections:
        body += ["", f"## {section}", "", places.text("...")]
    body += [] if sections else ["", places.text("...")]
    name = f"new {kind.name.replace('_', ' ')}"
    return name, _snippet([name], body, f"A page for {kind.pattern}")


class _Places:
    """Numbers the places that the editor leads through one after the other."""

    def __init__(self) -> None:
        self.number = 0

    def text(self, default: str) -> str:
        self.number += 1
        return f"${{{self.number}:{_escaped(default)}}}"

    def choice(self, values: list[str]) -> str:
        self.number += 1
        listed = ",".join(value.replace(",", "\\,").replace("|", "\\|") for value in values)
        return f"${{{self.number}|{listed}|}}"


def _fields(schema: Schema, depth: int, places: _Places) -> Iterator[str]:
    """Give the lines of the fields that every such page has."""
    space = "  " * depth
    for name in schema["required"]:
        part = schema["properties"][name]
        if part["type"] == "array" and part["items"]["type"] == "object":
            first, *rest = _fields(part["items"], 0, places)
            yield f"{space}{name}:"
            yield f"{space}  - {first}"
            yield from (f"{space}    {line}" for line in rest)
        elif part["type"] == "array":
            yield f"{space}{name}: [{_value(part['items'], name, places)}]"
        elif part["type"] == "object":
            yield f"{space}{name}:"
            yield from _fields(part, depth + 1, places)
        else:
            yield f"{space}{name}: {_value(part, name, places)}"


def _value(part: Schema, name: str, places: _Places) -> str:
    if "enum" in part:
        return places.choice(part["enum"])
    if part.get("format") == "date":
        return "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    if "integer" in part["type"]:
        return places.text("1")
    return places.text("https://example.org/" if "http" in part.get("pattern", "") else name)


def _escaped(text: str) -> str:
    """Return a text in which a snippet sees nothing to fill in."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
