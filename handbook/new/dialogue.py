"""What is asked for each kind, and what options answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook.new.asking import Asker
from handbook.new.form import MODELS, PAGE_KINDS, Offers, Slot, form
from handbook.new.places import nav_sections
from handbook.new.starting import asked_first, next_source, pages_without_easy_read, path_of
from handbook.new.values import CannotAnswer, answers_of

WHAT = {
    "principle": "what to do, and why",
    "snapshot": "what one project did and learnt",
    "guide": "an ordinary page",
    "source": "something that was read and can be cited",
    "term": "a word that the glossary explains",
    "easy-read": "short sentences with pictures, beside a page",
}


def answers_from(
    root: Path, kind: str | None, given: Mapping[str, Sequence[str]], offers: Offers
) -> dict[str, object]:
    """Return the answers that options give; raise CannotAnswer where one is missing or unknown."""
    if kind is None:
        raise CannotAnswer(f"say what to start: handbook new {', '.join(MODELS)}")
    slots = _slots(root, kind, offers)
    first = asked_first(kind, slots)
    if first not in given:
        raise CannotAnswer(f"give its {first}, with --{first}")
    return answers_of(slots, given)


def ask(root: Path, kind: str | None, offers: Offers, asker: Asker | None = None):
    """Return the kind and the answers that somebody gives at the terminal."""
    asker = asker or Asker()
    asker.say("Ctrl+C stops, and nothing is written. Enter leaves a question for later.\n")
    kind = kind or _ask_kind(asker, offers)
    slots = _slots(root, kind, offers)
    if kind == "easy-read":
        return kind, _ask_page(asker, slots)
    known: dict[str, object] = {}
    first = asked_first(kind, slots)
    if first == "title" and kind != "source":
        known["title"] = _ask_title(root, kind, asker, slots)
    elif kind == "source":
        known["id"] = asker.text("Its id, by which pages cite it", next_source(offers))
        known["title"] = asker.needed(_hint(slots, "title"))
    else:
        known[first] = asker.needed(_hint(slots, first))
    return kind, asker.form(slots, known)


def _slots(root: Path, kind: str, offers: Offers) -> tuple[Slot, ...]:
    """Return a kind's fields, and what else is asked: a guide's section, an Easy Read's page."""
    slots = form(kind, offers)
    if kind == "guide":
        names = {name: "" for name in nav_sections(offers.settings)}
        section = Slot("section", "id", False, False, "Where it stands in the reading order",
                       names, "section")  # fmt: skip
        return (*slots, section)
    if kind == "easy-read":
        pages = pages_without_easy_read(root, offers)
        page = Slot("page", "id", False, True, "The page it is of", pages, "page")
        return (page, *slots)
    return slots


def _ask_kind(asker: Asker, offers: Offers) -> str:
    said = {kind: what for kind, what in WHAT.items()}
    for kind, code in PAGE_KINDS.items():
        name = getattr(offers.settings.kinds, code).one.lower()
        said[kind] = said[kind] if name == kind else f"{name}: {said[kind]}"
    slot = Slot("kind", "id", False, True, "What would you like to start?", said, "kind")
    while not (kind := asker.choose(slot)):
        asker.say("  This one is needed.")
    return str(kind)


def _ask_title(root: Path, kind: str, asker: Asker, slots: Sequence[Slot]) -> str:
    """Return a title whose file is not there yet."""
    while True:
        title = asker.needed(_hint(slots, "title"))
        try:
            path = path_of(kind, title)
        except CannotAnswer as error:
            asker.say(f"  {str(error)[0].upper()}{str(error)[1:]}.")
            continue
        if not (root / path).exists():
            return title
        asker.say(f"  There is a page {path} already. Give it another title.")


def _ask_page(asker: Asker, slots: Sequence[Slot]) -> dict[str, object]:
    page = slots[0]
    if not page.choices:
        raise CannotAnswer("every page has an Easy Read version already")
    while not (found := asker.choose(page)):
        asker.say("  This one is needed.")
    title = asker.text("The title in easy words", page.choices[str(found)])
    return {"page": found, "title": title}


def _hint(slots: Sequence[Slot], name: str) -> str:
    return next(slot.hint for slot in slots if slot.name == name)
