"""Ask an editor at a terminal: one question a field, with what there is to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handbook.new.form import Slot
from handbook.problems import nearest

MANY = 15
"""More choices than this are searched by a part of their names, and not listed."""
ASKED_IF_ANY = ("places", "related", "location", "partners", "author", "abbreviation", "also",
                "section")  # fmt: skip
"""Fields that may be left out and are asked for all the same: an editor has them at hand."""
NEEDED = ("kind", "page")
"""What nothing can be started without."""
_NOT_ASKED = ("number", "day", "yes")


class Asker:
    """Asks and listens; `read` gives a line for a prompt, `say` prints one."""

    def __init__(self, read: Callable[[str], str] = input, say: Callable[[str], None] = print):
        self.read, self.say = read, say

    def form(self, slots: Sequence[Slot], known: Mapping[str, object]) -> dict[str, object]:
        """Return the answers to all questions of a form that are not known yet."""
        answers = dict(known)
        for slot in slots:
            if slot.name not in answers and _is_asked(slot) and (found := self.field(slot)):
                answers[slot.name] = found
        return answers

    def field(self, slot: Slot) -> object:
        """Return the answer to one question; nothing where it is left for later."""
        if slot.kind == "group":
            return self._group(slot)
        if slot.choices is not None:
            return self.choose(slot) if slot.choices else None
        return self._texts(slot) if slot.many else self.text(slot.hint)

    def text(self, question: str, suggestion: str = "") -> str:
        """Return a line of text, the suggestion where nothing is typed."""
        shown = f" [{suggestion}]" if suggestion else ""
        return " ".join(self.read(f"{question}{shown}: ").split()) or suggestion

    def needed(self, question: str) -> str:
        """Return a line of text; ask until there is one."""
        while not (typed := self.text(question)):
            self.say("  This one is needed.")
        return typed

    def _texts(self, slot: Slot) -> list[str]:
        found = []
        while typed := self.text(f"{slot.hint}{' - another' if found else ''}"):
            found.append(typed)
        return found

    def _group(self, slot: Slot) -> list[dict[str, object]]:
        """Return the fields of each thing that is chosen or written; what it says is asked next."""
        main = slot.main
        others = [one for one in slot.inner if one.required and one is not main
                  and not (one.kind == "id" and one.choices is None)]  # fmt: skip
        found = self.choose(main, many=slot.many) if main.choices else self.text(slot.hint)
        names = found if isinstance(found, list) else [found] if found else []
        return [{main.name: name, **self._inner(others, name, main)} for name in names]

    def _inner(self, slots: Sequence[Slot], name: str, main: Slot) -> dict[str, object]:
        if main.choices is not None and slots:
            self.say(f"  About {name}{_titled(main, name)}:")
        return {slot.name: found for slot in slots if (found := self.field(slot))}

    def choose(self, slot: Slot, many: bool | None = None) -> list[str] | str:
        """Return what is chosen by number, id, title or a part of these; nothing for later."""
        many = slot.many if many is None else many
        listed = list(slot.choices) if len(slot.choices) <= MANY else []
        self.say(slot.hint if slot.hint.endswith("?") else f"{slot.hint}:")
        self._list(slot, listed)
        chosen: list[str] = []
        while typed := self.read(_prompt(listed, slot, many, bool(chosen))).strip():
            if typed == "?":
                listed = list(slot.choices)
                self._list(slot, listed)
                continue
            found, close = _found(typed, slot.choices, listed)
            chosen += [one for one in found if one not in chosen]
            if found and (not many or len(slot.choices) <= MANY):
                break
            if found:
                self.say(f"  Chosen: {', '.join(chosen)}")
            elif close:
                listed = close
                self._list(slot, listed)
            else:
                self.say(f"  There is no '{typed}'. Type ? to see all.")
        return chosen if many else (chosen or [""])[0]

    def _list(self, slot: Slot, names: Sequence[str]) -> None:
        for number, name in enumerate(names, 1):
            self.say(f"  {number:2}  {name}{_titled(slot, name)}")


def _is_asked(slot: Slot) -> bool:
    if slot.kind in _NOT_ASKED:
        return False
    return slot.required or (slot.name in ASKED_IF_ANY and slot.choices != {})


def _titled(slot: Slot, name: str) -> str:
    """Return a choice's title in brackets, where it says more than its id."""
    title = slot.choices[name]
    return f" ({title})" if title and title.casefold() != name.replace("-", " ") else ""


def _prompt(listed: Sequence[str], slot: Slot, many: bool, more: bool) -> str:
    if more:
        return "  Another, or Enter for no more: "
    later = "" if slot.name in NEEDED else ", or Enter to choose later"
    if not listed:
        return f"  Part of a name, ? for all {len(slot.choices)}{later}: "
    return f"  {'Numbers, with commas between' if many else 'A number or a name'}{later}: "


def _found(
    typed: str, choices: Mapping[str, str], listed: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the ids that are meant, or, where one is not sure, those it may be."""
    names = [name for part in typed.split(",") if (name := part.strip())]
    sure: list[str] = []
    for name in names:
        if found := _exact(name, choices, listed):
            sure.append(found)
        else:
            matches = _matches(name, choices)
            return [], matches
    return sure, []


def _exact(name: str, choices: Mapping[str, str], listed: Sequence[str]) -> str | None:
    """Return the id that a number, an id or a title means for sure."""
    if name.isdecimal() and 1 <= int(name) <= len(listed):
        return listed[int(name) - 1]
    asked = name.casefold()
    both = ((key, (key.casefold(), title.casefold())) for key, title in choices.items())
    return next((key for key, names in both if asked in names), None)


def _matches(name: str, choices: Mapping[str, str]) -> list[str]:
    """Return every id that a part of it or of its title can mean, or else the nearest."""
    asked = name.casefold()
    names = {key: (key.casefold(), title.casefold()) for key, title in choices.items()}
    if parts := [key for key, both in names.items() if any(asked in one for one in both)]:
        return parts
    words = {word: key for key, both in names.items() for word in both if word}
    close = nearest(asked, words)
    return [words[close]] if close else []
