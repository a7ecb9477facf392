"""The settings of the editor in the browser, made from the content model.

The editor is Sveltia CMS (https://sveltiacms.app/en/docs). Its forms ask for what the schemas ask
for: the same fields, hints and limits, and the lists of this very handbook with their titles. A new
principle or source is in the lists once the website is built again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from handbook.model import Handbook
from handbook.schema import KINDS, Kind, Schema, schema_of

if TYPE_CHECKING:
    from handbook.load import Edition

Field = dict[str, Any]
PICTURES = "content/images"
LONG = {"alt", "caption", "how", "meaning", "note", "supports", "text", "what"}
"""Fields whose texts need more than one line of a form."""
LISTED_BELOW = 8
"""Choices up to this number stand as boxes to tick; more of them in a list that opens."""
MESSAGES = {
    "create": "{{collection}}: add {{slug}}",
    "update": "{{collection}}: change {{slug}}",
    "delete": "{{collection}}: delete {{slug}}",
    "uploadMedia": "pictures: add {{path}}",
    "deleteMedia": "pictures: delete {{path}}",
}


def write_config(edition: Edition) -> bytes:
    """Return the editor's settings as JSON."""
    return (json.dumps(config(edition), ensure_ascii=False, indent=1) + "\n").encode()


def config(edition: Edition) -> dict[str, Any]:
    """Return the editor's settings for a handbook whose own settings ask for an editor."""
    settings = edition.settings
    found = {
        "backend": backend(edition.handbook),
        "app_title": settings.words.fields.editor.format(title=settings.title),
        "site_url": settings.site_url,
        "media_folder": PICTURES,
        "public_folder": f"/{PICTURES}",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "media_libraries": {"stock_assets": {"providers": []}},
        "collections": list(collections(edition)),
    }
    if settings.editor and settings.editor.github:
        found["publish_mode"] = "editorial_workflow"
    return found


def backend(handbook: Handbook) -> dict[str, Any]:
    """Return where changes go: to a repository on GitHub, or only to one on this computer.

    The editor offers the one on this computer wherever it is opened from this computer itself.
    """
    editor = handbook.settings.editor
    common = {"name": "github", "branch": editor.branch, "commit_messages": MESSAGES}
    if not editor.github:
        return {**common, "repo": "local/handbook", "auth_methods": ["token"]}
    if not editor.sign_in:
        return {**common, "repo": editor.github, "auth_methods": ["token"]}
    return {**common, "repo": editor.github, "base_url": editor.sign_in}


def collections(edition: Edition) -> Iterator[dict[str, Any]]:
    """Give the editor's collections: a folder of pages each, and the two lists."""
    handbook, kinds = edition.handbook, {kind.name: kind for kind in KINDS}
    yield pages(kinds["principle"], "principles", handbook)
    yield pages(kinds["case_study"], "case_studies", handbook)
    for folder in folders(page.path for page in handbook.guides):
        yield pages(kinds["guide"], folder, handbook)
    for folder in folders(edition.easy_reads):
        yield easy_reads(kinds["easy_read"], folder, handbook)
    files = [whole_list(kinds[name], handbook) for name in ("source", "term")]
    label = handbook.settings.words.fields.kind("lists")
    yield {"name": "lists", "label": label, "files": files}


def folders(paths: Iterable[str]) -> list[str]:
    """Return the folders that files stand in, sorted."""
    return sorted({path.rpartition("/")[0] for path in paths})


def pages(kind: Kind, folder: str, handbook: Handbook) -> dict[str, Any]:
    """Return the collection of the pages of a folder, each with its fields and its text.

    A guide needs a place in the reading order, which the editor cannot give it.
    """
    settings = handbook.settings
    guide = kind.name == "guide"
    said = settings.words.fields
    label = said.kind(kind.name) if guide else getattr(settings.kinds, kind.name).many
    text = {"name": "body", "label": said.text, "widget": "markdown"}
    text |= {"modes": ["raw"], "required": not guide}
    if sections := getattr(settings.words, f"{kind.name}_sections", ()):
        text["default"] = "\n\n".join(f"## {section}\n\n..." for section in sections) + "\n"
    return {
        "name": folder.replace("/", "-"),
        "label": label if folder.count("/") == 0 else f"{label}: {folder}",
        "folder": folder,
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": not guide,
        "fields": [*fields(schema_of(kind, handbook)), text],
    }


def easy_reads(kind: Kind, folder: str, handbook: Handbook) -> dict[str, Any]:
    """Return the collection of the Easy Read versions in a folder; a new one needs a page."""
    label = handbook.settings.words.fields.kind(kind.name)
    return {
        "name": f"easy-{folder.replace('/', '-')}",
        "label": f"{label}: {folder}",
        "folder": folder,
        "extension": "easy.yml",
        "format": "yaml",
        "create": False,
        "fields": list(fields(schema_of(kind, handbook))),
    }


def whole_list(kind: Kind, handbook: Handbook) -> dict[str, Any]:
    """Return a file that is one list."""
    label = handbook.settings.words.fields.kind(kind.name)
    schema = schema_of(kind, handbook)["items"]
    shown = "{{fields.id}} {{fields.title}}" if kind.name == "source" else "{{fields.term}}"
    entry = {"name": kind.name, "label": label, "widget": "list", "root": True}
    entry |= {"summary": shown, "collapsed": True, "fields": list(fields(schema))}
    return {"name": kind.name, "label": label, "file": kind.pattern, "fields": [entry]}


def fields(schema: Schema) -> Iterator[Field]:
    """Give the form's fields of a group of fields."""
    for name, part in schema["properties"].items():
        said = {"name": name, "label": part.get("title", name), "hint": part.get("description", "")}
        required = name in schema.get("required", ())
        yield {**said, "required": required, **field(name, part)}


def field(name: str, part: Schema) -> Field:
    """Return how a form asks for one value."""
    kind = part["type"]
    if kind == "array":
        return many(name, part)
    if kind == "object":
        return {"widget": "object", "collapsed": "auto", "fields": list(fields(part))}
    if "enum" in part:
        return choice(part)
    if "integer" in kind:
        limits = {"min": part.get("minimum"), "max": part.get("maximum")}
        given = {key: value for key, value in limits.items() if value is not None}
        return {"widget": "number", "value_type": "int", **given}
    if "boolean" in kind and "number" not in kind:
        return {"widget": "boolean", "default": True}
    if part.get("format") == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if "pattern" in part:
        return {"widget": "string", "pattern": [part["pattern"], part.get("description", name)]}
    return {"widget": "text" if name in LONG else "string"}


def many(name: str, part: Schema) -> Field:
    """Return how a form asks for several values."""
    least = {"min": part["minItems"]} if "minItems" in part else {}
    most = {"max": part["maxItems"]} if "maxItems" in part else {}
    items = part["items"]
    if "enum" in items:
        return {**choice(items), "multiple": True, **least, **most}
    if items["type"] == "object":
        inner = {"fields": list(fields(items)), "collapsed": "auto"}
    else:
        one = {"name": name, "label": part.get("title", name), "required": True}
        inner = {"field": {**one, **field(name, items)}}
    return {"widget": "list", **inner, **least, **most}


def choice(part: Schema) -> Field:
    """Return how a form offers the values of a list, by their titles."""
    titles = zip(part["enum"], part["enumDescriptions"], strict=True)
    options = [{"label": title, "value": value} for value, title in titles]
    return {"widget": "select", "options": options, "dropdown_threshold": LISTED_BELOW}
