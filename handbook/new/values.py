"""From answers to the values of a file: what nobody has answered is marked as to be replaced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handbook.new.form import Slot
from handbook.new.hints import MODEST
from handbook.problems import nearest

Answers = Mapping[str, object]
"""Name of a field -> texts, or for a group of fields their Answers."""
FEW = 8
"""Choices that a remark can list."""


class CannotAnswer(Exception):
    """An answer names nothing, or there is nothing to choose from; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it will be written."""

    text: str
    kind: str
    remark: str = ""
    """What to replace it with, for a value that cannot say so itself."""


Filled = dict[str, "Value | list[Value] | list[Filled] | Filled"]


def slug(title: str) -> str:
    """Return a title as an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def fill(slots: Sequence[Slot], answers: Answers, mark: str) -> Filled:
    """Return a value for each field that was answered or must be there; `mark` asks for the rest.

    Raises CannotAnswer where a field must name something and there is nothing yet.
    """
    filled: Filled = {}
    for slot in slots:
        answer = answers.get(slot.name)
        if not answer and not slot.required:
            continue
        if slot.kind == "group":
            groups = [fill(slot.inner, one, mark) for one in answer or [{}]]
            filled[slot.name] = groups if slot.many else groups[0]
            continue
        texts = answer if isinstance(answer, list) else [answer] if answer else []
        values = [Value(str(text), slot.kind) for text in texts] or [_blank(slot, answers, mark)]
        filled[slot.name] = values if slot.many else values[0]
    return filled


def _blank(slot: Slot, answers: Answers, mark: str) -> Value:
    """Return a value that stands until somebody writes the real one."""
    if slot.choices is not None:
        return _first_choice(slot, mark)
    if slot.kind == "id":
        text = answers.get("text") or answers.get("title") or ""
        return Value(slug(str(text))[:40].rstrip("-") or "replace-this", "id")
    if slot.kind == "day":
        return Value(date.today().isoformat(), "day")
    if slot.kind == "address":
        return Value("https://example.org/", "address", f"{mark} {slot.hint}")
    if slot.kind == "number":
        return Value("1", "number", f"{mark} {slot.hint}")
    return Value(f"{mark} {slot.hint}", slot.kind)


def _first_choice(slot: Slot, mark: str) -> Value:
    names = list(slot.choices)
    if not names:
        raise CannotAnswer(f"it must name a {slot.offered}, and there is none yet")
    if len(names) == 1:
        return Value(names[0], slot.kind)
    modest = MODEST.get(slot.name, names[0])
    few = f"one of {', '.join(names)}" if len(names) <= FEW else f"{slot.hint}, each by its id"
    return Value(modest, slot.kind, f"{mark} {few}")


def answers_of(slots: Sequence[Slot], given: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Return the answers in options, each a list of texts; raise CannotAnswer for unknown names."""
    known = {slot.name: slot for slot in slots}
    return {name: answer(known[name], texts) for name, texts in given.items() if texts}


def answer(slot: Slot, texts: Sequence[str]) -> object:
    """Return one field's answer from texts, such as `S31: what it says` for a group."""
    if slot.kind == "group":
        groups = [_group(slot, text) for text in texts]
        return groups if slot.many else groups[-1:]
    if slot.choices is not None:
        names = [name.strip() for text in texts for name in text.split(",")]
        found = [pick(slot, name) for name in names if name]
        return found if slot.many else found[-1]
    return list(texts) if slot.many else texts[-1]


def _group(slot: Slot, text: str) -> dict[str, object]:
    """Return the fields of a group: a name and, after a colon, what is said of it."""
    main = slot.main
    if main.choices is None:
        return {main.name: text}
    name, _, rest = text.partition(":")
    found: dict[str, object] = {main.name: pick(main, name.strip())}
    said = next((one for one in slot.inner if one.kind == "text"), None)
    if rest.strip() and said:
        found[said.name] = rest.strip()
    return found


def pick(slot: Slot, name: str) -> str:
    """Return the id that a name means, by its id or its title, whatever its capitals."""
    by_name = {title.casefold(): key for key, title in slot.choices.items() if title}
    by_name |= {key.casefold(): key for key in slot.choices}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    close = nearest(name, [*slot.choices, *filter(None, slot.choices.values())])
    listed = f"; there is {', '.join(slot.choices)}" if len(slot.choices) <= FEW else ""
    fix = f". Did you mean '{close}'?" if close else listed
    if slot.kind == "choice":
        raise CannotAnswer(f"'{name}' is not a value of {slot.name}{fix}")
    plural = slot.offered if slot.offered.endswith("s") else f"{slot.offered}s"
    raise CannotAnswer(f"there is no '{name}' among the {plural}{fix}")
