"""The published JSON Schemas: they and the loader agree on what may be written."""

import json
import random
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

import handbook
from handbook import schema as schemas
from handbook.field_words import FIELDS
from handbook.snippets import write_snippets
from tests.cases import SMALL
from tests.written import FILES, KINDS, Writer, as_yaml, slips

EACH = 30
"""Sound examples a kind: 210 in all; broken ones are as many."""
SCHEMA_FILES = {kind.name: kind.file for kind in (*schemas.KINDS, schemas.SETTINGS)}


class Core(yaml.SafeLoader):
    """Reads scalars as editors do: the core schema of YAML 1.2 (10.3.2), unlike PyYAML's 1.1."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own name)


for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda load, node: int(node.value))


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    """The schemas of the small handbook, by kind."""
    found = schemas.schemas(handbook.load(SMALL).handbook)
    checker = Draft202012Validator.FORMAT_CHECKER
    return {
        kind: Draft202012Validator(found[name], format_checker=checker)
        for kind, name in SCHEMA_FILES.items()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "handbook"))


def put(root: Path, kind: str, text: str) -> None:
    """Write an example into the file of its kind, before that page's text."""
    file = root / FILES[kind]
    if file.suffix == ".md":
        body = file.read_text("utf-8").split("\n---\n", 1)[1]
        text = f"---\n{text}---\n{body}"
    file.write_text(text, "utf-8")


def loader_says(root: Path, kind: str) -> set[str]:
    """Return what the loader has against a file, as codes."""
    try:
        handbook.load(root)
    except handbook.ProblemsFound as found:
        return {one.code for one in found.problems if one.path == FILES[kind]}
    return set()


def settings_with(example: object) -> object:
    """Return the small handbook's settings with those of an example in their place."""
    whole = yaml.load((SMALL / "mkdocs.yml").read_text("utf-8"), Core)
    return {**whole, "extra": {"handbook": example}}


def disagreements(kind: str, content: object, chance, validators, root: Path) -> tuple[bool, str]:
    """Return whether the loader takes an example, and in words how the schema differs, if so."""
    content = settings_with(content) if kind == "settings" else content
    text = as_yaml(content, chance)
    put(root, kind, text)
    against = loader_says(root, kind)
    errors = [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}"
        for one in validators[kind].iter_errors(yaml.load(text, Core))
    ]
    differs = bool(against) != bool(errors)
    return not against, f"loader: {against}; schema: {errors}\n{text}" if differs else ""


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_loader_take_what_is_sound(kind: str, validators, root: Path):
    writer = Writer(seed=1)
    for _ in range(EACH):
        taken, differs = disagreements(kind, writer.make(kind), writer.chance, validators, root)
        assert taken and not differs, differs


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_loader_refuse_what_is_broken(kind: str, validators, root: Path):
    writer, chance, seen = Writer(seed=2), random.Random(3), Counter()
    while seen.total() < EACH:
        every = list(slips(writer.make(kind), chance))
        slip = min(every, key=lambda one: (seen[one.name], chance.random()))
        seen[slip.name] += 1
        taken, differs = disagreements(kind, slip.content, chance, validators, root)
        assert not taken and not differs, f"{slip.name}: {differs or 'both take it'}"
    assert len(seen) >= 6, seen


def test_each_schema_is_one_of_2020_12_and_names_itself(validators):
    for kind, validator in validators.items():
        validator.check_schema(validator.schema)
        assert validator.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert validator.schema["$id"] == f"https://streets.example/schema/{SCHEMA_FILES[kind]}"


def test_what_stands_in_the_handbook_fits_its_schemas(project_root: Path):
    edition = handbook.load(project_root)
    found = schemas.schemas(edition.handbook)
    checked = Counter()
    for kind in (*schemas.KINDS, schemas.SETTINGS):
        validator = Draft202012Validator(found[kind.file])
        for path in edition.files:
            if Path(path).match(kind.pattern.replace("/**/", "/")):
                text = (project_root / path).read_text("utf-8")
                text = text.split("---\n")[1] if path.endswith(".md") else text
                errors = [one.message for one in validator.iter_errors(yaml.load(text, Core))]
                assert errors == [], path
                checked[kind.name] += 1
    assert len(checked) == len(KINDS) and checked.total() >= 30, checked


def test_each_list_of_the_settings_is_offered_with_its_titles(validators):
    fields = validators["case_study"].schema["properties"]
    assert fields["places"]["items"]["enum"] == ["north-bank"]
    assert fields["places"]["items"]["enumDescriptions"] == ["North Bank"]
    shows = fields["shows"]["items"]["properties"]["principle"]
    assert dict(zip(shows["enum"], shows["enumDescriptions"], strict=True)) == {
        "slow-the-traffic": "Slow the traffic",
        "plant-trees": "Plant trees",
    }
    sources = fields["sources"]["items"]
    assert sources["enumDescriptions"] == ["Streets and traffic", "Counting trees"]


def test_each_field_has_a_name_and_a_hint(validators):
    def fields(shape: dict, name: str):
        shape = shape.get("items", shape)
        for field, inner in shape.get("properties", {}).items():
            yield f"{name}.{field}"
            yield from fields(inner, f"{name}.{field}")

    found = {
        one
        for kind, validator in validators.items()
        for one in fields(validator.schema, kind)
        if kind != "settings"
    }
    assert found == set(FIELDS)


def test_snippets_make_pages_that_load(root: Path):
    snippets = json.loads(write_snippets(handbook.load(root).handbook))
    for kind, file in (("principle", "principles/new.md"), ("case study", "case_studies/old.md")):
        lines = "\n".join(snippets[f"new {kind}"]["body"])
        text = filled_in(lines).replace("number: 1\n", "number: 7\n").replace("...", "Words.")
        (root / file).write_text(text, "utf-8")
    edition = handbook.load(root)
    assert {"principles/new.md", "case_studies/old.md"} <= set(edition.pages)


def filled_in(body: str) -> str:
    """Return a snippet as an editor leaves it when nothing is typed over it."""
    day = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "22"}
    body = re.sub(r"\$([A-Z_]+)", lambda found: day[found[1]], body)
    body = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", body)
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", body)


def test_snippets_offer_every_id_by_its_title():
    snippets = json.loads(write_snippets(handbook.load(SMALL).handbook))
    assert snippets["place North Bank (north-bank)"]["body"] == ["north-bank"]
    assert snippets["cite T01"]["prefix"] == ["cite T01", "cite Streets and traffic"]
    assert snippets["cite T01"]["body"] == ["[@T01]"]
    assert all(one["scope"] == "markdown" for one in snippets.values())
