"""Files as people might write them: generated front matter and lists, sound and broken.

The shapes are written down here once more, by hand, so that a fault of the models or of the schemas
cannot hide in what is generated.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

KINDS = ("principle", "case_study", "guide", "source", "term", "easy_read", "settings")
FILES = {
    "principle": "principles/plant-trees.md",
    "case_study": "case_studies/mill-lane.md",
    "guide": "content/advice.md",
    "source": "content/sources.yml",
    "term": "content/glossary.yml",
    "easy_read": "principles/slow-the-traffic.easy.yml",
    "settings": "mkdocs.yml",
}
TEXTS = [
    "Plain words.", "Part 1: the street", "- a hyphen", "no", "2019", "true", "1.5", "£5 & more",
    "“Quoted”, she said", "it's", 'say "yes"', "# not a remark", "[a, b]", "{x}", "*star", "@home",
    "100%", "Dún Laoghaire 日本", "a\nb", "  spaces  ", "~ten", "null and void", "?", "!bang",
]  # fmt: skip
IDS = ["a", "slow-1", "measure-speed", "x9", "a-b-c"]
DAYS = ["2026-01-31", "2024-02-29", "1999-12-01", "2026-11-22"]
ADDRESSES = ["https://a.example", "http://b.example:8080/x?y#z", "https://streets.example/é"]
EASY = ["Cars are loud.", "Trees give shade.", "This is short: it stops."]


class Writer:
    """Makes one sound example after another from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self) -> str:
        return self.chance.choice(TEXTS)

    def some(self, values: list, least: int = 1) -> list:
        return self.chance.sample(values, self.chance.randint(least, len(values)))

    def many(self, make, least: int = 1, most: int = 3) -> list:
        return [make() for _ in range(self.chance.randint(least, most))]

    def maybe(self, **fields) -> dict:
        """Return each field half of the times."""
        return {name: make() for name, make in fields.items() if self.chance.random() < 0.5}

    def picture(self) -> dict:
        said = {name: self.text() for name in ("alt", "caption", "credit", "licence")}
        return {"file": "content/images/street.svg", **said}

    def make(self, kind: str):
        return getattr(self, kind)()

    def principle(self) -> dict:
        advice = [
            {"id": name, "text": self.text(), "for": self.some(["councils", "designers"]),
             "stage": self.chance.choice(["plan", "build"])}
            for name in self.some(IDS)
        ]  # fmt: skip
        cited = self.chance.choice(["T01", "T02"])
        return {
            "number": self.chance.choice([2, 9, "3"]),
            "title": self.text(),
            "summary": self.text(),
            "pillars": self.some(["safe", "green"]),
            "stages": self.some(["plan", "build"]),
            "recommendations": advice,
            "questions": self.many(self.text),
            "basis": self.many(lambda: {"source": cited, "supports": self.text()}),
            "reviewed": self.chance.choice(DAYS),
            **self.maybe(
                measures=lambda: self.many(
                    lambda: {"name": self.text(), "what": self.text(), "source": cited}
                ),
                related=lambda: self.some(["slow-the-traffic"], 0),
                figure=self.picture,
            ),
        }

    def case_study(self) -> dict:
        year = self.chance.choice([1999, 2024, "2020"])
        return {
            "title": self.text(),
            "summary": self.text(),
            "lead": self.text(),
            "topics": self.some(["crossings", "trees"]),
            "people": self.text(),
            "shows": self.many(lambda: {"principle": "slow-the-traffic", "how": self.text()}),
            "evidence": self.chance.choice(["documented", "partial"]),
            "evaluation": {"status": self.chance.choice(["none-found", "disputed"]),
                           **self.maybe(note=self.text)},
            "sources": self.some(["T01", "T02"]),
            "reviewed": self.chance.choice(DAYS),
            **self.maybe(
                places=lambda: self.some(["north-bank"], 0),
                location=self.text,
                partners=lambda: self.many(self.text, 0),
                years=lambda: {"from": year, **self.maybe(to=lambda: 2025, note=self.text)},
                figures=lambda: self.many(self.figure, 0),
                images=lambda: self.many(self.picture, 0, 1),
            ),
        }  # fmt: skip

    def figure(self) -> dict:
        known = {"label": self.text(), "value": self.text(), "sources": self.some(["T01", "T02"])}
        return {**known, **self.maybe(unit=self.text, note=self.text)}

    def guide(self) -> dict:
        fields = {"title": self.text(), "summary": self.text()}
        more = self.maybe(report=lambda: self.chance.choice([True, False, "yes", "No"]))
        lists = self.maybe(lists=lambda: "recommendations")
        return {**fields, **more, **lists, "reviewed": self.chance.choice(DAYS)}

    def source(self) -> list:
        return [
            {"id": name, "title": self.text(), "publisher": self.text(),
             "year": self.chance.choice([2019, "2019", "n.d.", "2020-21"]),
             "url": self.chance.choice(ADDRESSES), "supports": self.text(),
             "read": self.chance.choice(["full", "abstract", "opening"]),
             "tier": self.chance.choice(["primary", "secondary"]), **self.maybe(author=self.text)}
            for name in ("T01", "T02", *self.some(["T03", "a-4"], 0))
        ]  # fmt: skip

    def term(self) -> list:
        return [
            {"term": word, "meaning": self.text(),
             **self.maybe(abbreviation=lambda: "AB", also=lambda: self.many(self.text, 0, 1))}
            for word in ("Kerb", *self.some(["Verge", "Lane"], 0))
        ]  # fmt: skip

    def easy_read(self) -> dict:
        picture = {"file": "content/images/street.svg", "alt": "A street"}

        def idea() -> dict:
            return {"picture": picture, "text": self.many(lambda: self.chance.choice(EASY))}

        def part() -> dict:
            return {"heading": "Why", "ideas": self.many(idea)}

        words = self.maybe(words=lambda: [{"word": "kerb", "meaning": "An edge"}])
        fixed = {"title": "Slow cars", "credit": self.text(), "licence": self.text()}
        return {**fixed, **words, "parts": self.many(part), "reviewed": self.chance.choice(DAYS)}

    def settings(self) -> dict:
        """Return what stands under extra.handbook."""

        def choices(*ids: str) -> list:
            return [{"id": name, "title": self.text()} for name in ids]

        def kind(folder: str) -> dict:
            return {"one": self.text(), "many": self.text(), "path": folder,
                    "list": f"content/{folder}.md"}

        return {
            "language": self.chance.choice(["en-GB", "cy", "pt-BR"]),
            "edition": {"version": self.text(), "date": self.chance.choice(DAYS)},
            "publisher": self.text(),
            "contact": "streets@example.org",
            "licence": self.text(),
            "kinds": {"principle": kind("principles"), "case_study": kind("studies")},
            "pillars": [
                {**one, "meaning": self.text(), "shape": self.chance.choice(["circles", "bars"])}
                for one in choices("safe", "green")
            ],
            "stages": choices("plan", "build"),
            "audiences": choices("councils", "designers"),
            "topics": choices("crossings", "trees", "kerbs"),
            "places": choices("north-bank"),
            **self.maybe(
                subtitle=self.text, forms=lambda: {"formats": "https://forms.example/x"}
            ),
        }  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """A broken example: what was done to a sound one."""

    name: str
    content: object


def slips(content: object, chance: random.Random) -> Iterator[Slip]:
    """Give broken forms of a sound example, one slip each, at places that chance chooses."""
    groups = [place for place in walk(content) if isinstance(at(content, place), dict)]
    texts = [place for place in walk(content) if isinstance(at(content, place), str | int)]
    lists = [place for place in walk(content) if isinstance(at(content, place), list)]
    group, text = chance.choice(groups), chance.choice(texts)
    yield Slip("unknown field", changed(content, (*group, "colour"), "red"))
    yield Slip("group for text", changed(content, text, {"a": "b"}))
    yield Slip("list for text", changed(content, text, ["a"]))
    yield Slip("empty", changed(content, text, None))
    yield Slip("empty text", changed(content, text, ""))
    if lists and (place := chance.choice(lists)):
        yield Slip("text for list", changed(content, place, "a"))
        yield Slip("no list", changed(content, place, None))
    yield from meant(content, chance)


BY_NAME = {
    "reviewed": ["2026-02-30", "2026-13-01", "31 January 2026", "2026-1-3", "2023-02-29", "today"],
    "url": ["ftp://a.example", "www.a.example", "https://a b.example", "https://"],
    "number": ["two", "0", "-1", "1.5"],
    "from": ["19", "999", "3000", "May 2019"],
    "id": ["Two words", "-a", "é", "a_b"],
    "status": ["unknown", "None-found"],
    "evidence": ["full", "Partial"],
    "read": ["half", "yes"],
    "lists": ["everything", "Sources"],
    "report": ["maybe", "2", "off"],
    "stage": ["paint", "Plan"],
    "source": ["T09", "t01"],
    "principle": ["plant-tree", "Slow the traffic"],
    "contact": ["streets", "a@b@c", "me at example.org"],
    "shape": ["square"],
    "path": ["Two words", "a/b"],
    "language": ["English language", "e"],
}
"""What no field of this name may hold."""
OF_LISTS = {"pillars": "blue", "topics": "sky", "sources": "T09", "related": "plant-a-tree"}


def meant(content: object, chance: random.Random) -> Iterator[Slip]:
    """Give the slips that only a field of a certain name can have, and a field left out."""
    for place in walk(content):
        name = place[-1] if place else None
        if name in BY_NAME and isinstance(at(content, place), str | int):
            yield Slip(f"wrong {name}", changed(content, place, chance.choice(BY_NAME[name])))
        if name in OF_LISTS and at(content, place):
            yield Slip(f"unknown in {name}", changed(content, (*place, 0), OF_LISTS[name]))
        if name in ("title", "summary", "reviewed", "meaning", "alt", "supports", "what", "how"):
            yield Slip(f"no {name}", changed(content, place, ...))


def walk(value: object, place: tuple = ()) -> Iterator[tuple]:
    """Give the place of every value inside a value."""
    yield place
    pairs = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for key, inner in pairs:
        yield from walk(inner, (*place, key))


def at(value, place: tuple):
    for key in place:
        value = value[key]
    return value


def changed(content: object, place: tuple, value: object) -> object:
    """Return a copy with one value set, or left out for `...`."""
    if not place:
        return value
    whole = copy.deepcopy(content)
    group = at(whole, place[:-1])
    if value is ...:
        del group[place[-1]]
    else:
        group[place[-1]] = value
    return whole


def as_yaml(content: object, chance: random.Random) -> str:
    """Return YAML in one of the styles that people and programs write."""
    flow = chance.choice([None, False])
    width = chance.choice([60, 10_000])
    return yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, default_flow_style=flow, width=width,
        allow_unicode=True,
    )  # fmt: skip


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: our YAML refuses them."""

    def ignore_aliases(self, data: object) -> bool:
        return True
