"""JSON Schema of every kind of file that people write, made from the models that read them.

A text editor completes and underlines by it what one file can show: names and kinds of fields, and
what they may hold. What needs several files (is this number taken, is this picture there) only
`handbook check` knows. The dialect is 2020-12 (https://json-schema.org/draft/2020-12); the words
beside choices are in `enumDescriptions`, which editors know and validators pass over.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from handbook.data import DIALECT
from handbook.easy_read import EasyReadFields
from handbook.fields import (
    CaseStudyFields,
    GuideFields,
    PrincipleFields,
    SourceFields,
    TermFields,
)
from handbook.model import Handbook
from handbook.references import groups
from handbook.settings import HandbookFields

FOLDER = "schema"
Schema = dict[str, Any]
_WRITTEN = ["string", "number", "boolean"]
"""What YAML may take a text for: an author need not put 2019 into quotation marks."""
_DAY = (
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-9]))$"
)
_DAY_SAID = "Write year-month-day with two digits each, for example 2026-11-22."
_YES = "^([Tt]rue|TRUE|[Yy]es|YES|[Ff]alse|FALSE|[Nn]o|NO)$"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its schema's name, the model of an entry, and which files it is for."""

    name: str
    model: type[BaseModel]
    file: str
    pattern: str
    """The files, as a glob from the project's top folder."""
    listed: bool = False
    """Whether the file is a list of such entries."""


KINDS = (
    Kind("principle", PrincipleFields, "principle.json", "principles/*.md"),
    Kind("case_study", CaseStudyFields, "case-study.json", "case_studies/*.md"),
    Kind("guide", GuideFields, "guide.json", "content/**/*.md"),
    Kind("source", SourceFields, "sources.json", "content/sources.yml", listed=True),
    Kind("term", TermFields, "glossary.json", "content/glossary.yml", listed=True),
    Kind("easy_read", EasyReadFields, "easy-read.json", "**/*.easy.yml"),
)
SETTINGS = Kind("settings", HandbookFields, "settings.json", "mkdocs.yml")


def schemas(handbook: Handbook) -> dict[str, Schema]:
    """Return the schema of each kind of file by its file name."""
    found = {kind.file: schema_of(kind, handbook) for kind in KINDS}
    found[SETTINGS.file] = _settings(handbook)
    return found


def write_schemas(handbook: Handbook) -> dict[str, bytes]:
    """Return each schema as JSON by its file name."""
    return {
        name: (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
        for name, schema in schemas(handbook).items()
    }


def schema_of(kind: Kind, handbook: Handbook) -> Schema:
    """Return the schema of one kind of file, with the lists of this very handbook."""
    shape = _Shaper(kind.model, handbook).shape(kind.name)
    for steps, group in groups(kind.name).items():
        field = _find(shape, steps)
        field.pop("pattern")
        field.update(_choice(names(handbook, group)))
    if kind.listed:
        shape = {"type": "array", "items": shape}
    return {**_head(kind, handbook), **shape}


def names(handbook: Handbook, group: str) -> dict[str, str]:
    """Return the ids of a group (a list of the settings, principle, source) with their titles."""
    if group == "principle":
        return {page.id: page.title for page in handbook.principles}
    if group == "source":
        return {key: one.title for key, one in sorted(handbook.sources.items())}
    return {key: one.title for key, one in handbook.settings.choices(group).items()}


def _head(kind: Kind, handbook: Handbook) -> Schema:
    address = f"{handbook.settings.site_url}{FOLDER}/{kind.file}"
    title = f"{handbook.settings.title}: {kind.file.removesuffix('.json')}"
    return {"$schema": DIALECT, "$id": address, "title": title}


def _settings(handbook: Handbook) -> Schema:
    """Return the schema of mkdocs.yml: our part of it; the rest is MkDocs' own."""
    ours = _Shaper(HandbookFields, handbook).shape(SETTINGS.name)
    extra = {"type": "object", "properties": {"handbook": ours}, "required": ["handbook"]}
    title = {"type": _WRITTEN, "minLength": 1}
    properties = {"site_name": title, "nav": {"type": "array"}, "extra": extra}
    shape = {"type": "object", "properties": properties, "required": list(properties)}
    return {**_head(SETTINGS, handbook), **shape}


def _find(shape: Schema, steps: tuple[str, ...]) -> Schema:
    """Return the part of a schema that steps lead to; * stands for the items of a list."""
    for step in steps:
        shape = shape["items"] if step == "*" else shape["properties"][step]
    return shape


def _choice(choices: dict[str, str]) -> Schema:
    return {"type": "string", "enum": list(choices), "enumDescriptions": list(choices.values())}


def _digits(minimum: int = 1, maximum: int | None = None) -> str:
    """Return the pattern of a whole number of 1 or more in quotation marks."""
    if (minimum, maximum) == (1000, 2999):
        return "^[12][0-9]{3}$"
    if maximum is None:
        return "^0*[1-9][0-9]*$"
    return f"^({'|'.join(map(str, range(minimum, maximum + 1)))})$"


class _Shaper:
    """Turns pydantic's schema of a model into one without references, as authors write YAML."""

    def __init__(self, model: type[BaseModel], handbook: Handbook) -> None:
        self.whole = model.model_json_schema(by_alias=True)
        self.words = handbook.settings.words

    def shape(self, name: str) -> Schema:
        """Return the whole model's schema; `name` is that of its kind in FIELDS."""
        return self._shape(self.whole, name)

    def _shape(self, node: Schema, field: str) -> Schema:
        if "$ref" in node:
            node = self.whole["$defs"][node["$ref"].rpartition("/")[2]]
        if "anyOf" in node:
            node = next(part for part in node["anyOf"] if part.get("type") != "null")
            return self._shape(node, field)
        kind = node.get("type")
        if kind == "object":
            return self._group(node, field)
        if kind == "array":
            limits = {key: node[key] for key in ("minItems", "maxItems") if key in node}
            item = node.get("items") or node["prefixItems"][0]  # all of ours are of one kind
            return {"type": "array", "items": self._shape(item, field), **limits}
        return self._scalar(node, field)

    def _group(self, node: Schema, field: str) -> Schema:
        if "properties" not in node:
            every = self._shape(node["additionalProperties"], field)
            return {"type": "object", "additionalProperties": every}
        inner = {
            name: {**self._said(f"{field}.{name}"), **self._shape(part, f"{field}.{name}")}
            for name, part in node["properties"].items()
        }
        shape = {"type": "object", "properties": inner, "additionalProperties": False}
        return {**shape, "required": node["required"]} if "required" in node else shape

    def _said(self, field: str) -> Schema:
        title, hint = self.words.fields.name(field), self.words.fields.hint(field)
        return {"title": title, "description": hint} if hint else {}

    def _scalar(self, node: Schema, field: str) -> Schema:
        if "enum" in node:
            return _choice({value: self._choice_said(field, value) for value in node["enum"]})
        if node["type"] == "integer":
            limits = {key: node[key] for key in ("minimum", "maximum") if key in node}
            return {"type": ["integer", "string"], "pattern": _digits(**limits), **limits}
        if node["type"] == "boolean":
            return {"type": ["boolean", "string"], "pattern": _YES}
        if node.get("format") == "date":
            said = {"pattern": _DAY, "patternErrorMessage": _DAY_SAID}
            return {"type": "string", "format": "date", **said}
        if "pattern" in node:
            return {"type": "string", "pattern": node["pattern"]}
        if "minLength" in node:
            return {"type": _WRITTEN, "minLength": node["minLength"]}
        return {"type": [*_WRITTEN, "null"]}  # a word that may be empty

    def _choice_said(self, field: str, value: str) -> str:
        """Return what readers see for a value that the model itself lists."""
        attribute = value.replace("-", "_")
        last = field.rpartition(".")[2]
        for name in (attribute, f"{last}_{attribute}"):
            if isinstance(said := getattr(self.words, name, None), str):
                return said
        return value.replace("_", " ").capitalize()
