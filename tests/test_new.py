"""`handbook new`: whatever it starts passes a check, and nothing else changes."""

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import handbook
from handbook.cli import main
from handbook.commands.new import KINDS
from handbook.new.asking import Asker
from handbook.new.dialogue import ask
from handbook.new.form import MODELS, Slot, form, read_offers
from handbook.new.hints import HINTS, MODEST, SECTIONS
from handbook.new.places import NoPlace, with_entry
from handbook.words import Words
from tests.cases import SMALL

FIRST = {
    "principle": ["--title", "Open the door"],
    "snapshot": ["--title", "The yard: Elm Street"],
    "guide": ["--title", "Cycling, by day & night"],
    "source": ["--title", 'The "Yard" book'],
    "term": ["--term", "Pavement"],
    "easy-read": ["--page", "principles/plant-trees.md"],
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return shutil.copytree(SMALL, tmp_path / "small")


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def start(root: Path, kind: str, *options: str) -> int:
    return main(["--root", str(root), "new", kind, "--no-open", *options])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_started_with_only_a_name_passes_a_check(small: Path, kind: str, capsys) -> None:
    before = contents(small)
    assert start(small, kind, *FIRST[kind]) == 0
    edition = handbook.load(small)
    codes = [one.code for one in edition.advice]
    assert "text-to-replace" in codes and {*codes} <= {"text-to-replace", "orphan-page"}
    said = capsys.readouterr().out
    assert f"{codes.count('text-to-replace')} text" in said
    after = contents(small)
    changed = {path for path in after if after[path] != before.get(path)}
    assert before.keys() <= after.keys() and 1 <= len(changed) <= 2
    for path in changed & before.keys():
        kept = [line for line in before[path].splitlines() if line not in after[path].splitlines()]
        assert kept == []


def test_what_options_say_stands_in_the_page(small: Path) -> None:
    options = ["--pillars", "Green,safe", "--stages", "build", "--questions", "Who: asks?",
               "--basis", "T02: trees", "--basis", "t01", "--summary", "Ask first.",
               "--recommendations", "Ask ten people.", "--related", "plant-trees"]  # fmt: skip
    assert start(small, "principle", "--title", "Ask first", *options) == 0
    found = next(page for page in handbook.load(small).handbook.principles if page.number == 3)
    assert (found.id, found.title, found.summary) == ("ask-first", "Ask first", "Ask first.")
    assert (found.pillars, found.stages) == (("green", "safe"), ("build",))
    assert next((one.source, one.supports) for one in found.basis) == ("T02", "trees")
    assert found.recommendations[0].id == "ask-ten-people"
    assert (found.questions, found.related) == (("Who: asks?",), ("plant-trees",))


def test_who_made_the_pictures_of_easy_read_and_how_they_may_be_used_is_asked(small: Path) -> None:
    assert start(small, "easy-read", *FIRST["easy-read"]) == 0
    text = (small / "principles/plant-trees.easy.yml").read_text("utf-8")
    assert 'credit: "Replace this: who made the pictures"' in text
    assert 'licence: "Replace this: the licence of the pictures"' in text


@pytest.mark.parametrize(("options", "words"), [
    (["principle", "--title", "Ask", "--pillars", "gren"], "Did you mean 'Green'?"),
    (["principle", "--summary", "Ask."], "give its title, with --title"),
    (["principle", "--title", "Plant trees"], "plant-trees.md already"),
    (["principle", "--title", "!!!"], "use some letters"),
    (["principle", "--title", "Ask", "--reviewed", "2026-02-30"], "is not a date"),
    (["source", "--title", "Ask", "--url", "ftp://a"], "is not a web address"),
    (["source", "--title", "Ask", "--id", "T01"], "'T01' already"),
    (["term", "--term", "kerb"], "explained twice"),
    (["easy-read", "--page", "principles/slow-the-traffic.md"], "among the pages"),
    (["guide", "--title", "Ask", "--section", "Refrence"], "Did you mean 'Reference'?"),
])  # fmt: skip
def test_a_wrong_answer_is_told_and_nothing_is_written(small, capsys, options, words) -> None:
    before = contents(small)
    assert start(small, *options) == 1
    said = capsys.readouterr().err
    assert words in said and "Nothing was written" in said
    assert contents(small) == before


def test_a_handbook_with_a_problem_can_grow_all_the_same(small: Path) -> None:
    (small / "content" / "advice.md").write_text("no fields", "utf-8")
    assert start(small, "term", "--term", "Pavement") == 0


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Give a model and those of the groups that it must have."""
    yield model
    for field in model.model_fields.values():
        parts = [field.annotation] if field.is_required() else []
        while parts:
            part = parts.pop()
            parts += getattr(part, "__args__", ())
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from models(part)


def test_each_field_that_is_needed_has_a_question_and_no_question_is_without_a_field() -> None:
    found = {one.__name__: one for model in MODELS.values() for one in models(model)}
    for name, model in found.items():
        fields = {one.alias or key: one for key, one in model.model_fields.items()}
        assert set(HINTS[name]) <= set(fields), name
        assert {key for key, one in fields.items() if one.is_required()} <= set(HINTS[name]), name
    assert tuple(MODELS) == KINDS
    words = Words()
    assert len(SECTIONS["principle"]) == len(words.principle_sections)
    assert len(SECTIONS["case_study"]) == len(words.case_study_sections)


def test_a_choice_that_nobody_made_claims_the_least_that_can_be_chosen(small: Path) -> None:
    offers = read_offers(small, [])
    slots = [one for kind in ("snapshot", "source") for slot in form(kind, offers)
             for one in (slot, *slot.inner)]  # fmt: skip
    known = {slot.name: slot.choices for slot in slots if slot.kind == "choice"}
    assert all(value in known[name] for name, value in MODEST.items())


LIST = """# What we read
- id: A01
  title: One  # a remark
# Of the streets
- id: S01
  title: Two
  # S01 was hard to find
- {id: S03, title: Four}
"""


def test_an_entry_finds_its_place_and_every_remark_stays() -> None:
    new = with_entry("sources.yml", LIST, "id", ["- id: S02", "  title: Three"])
    assert new == LIST.replace("- {id: S03", "- id: S02\n  title: Three\n- {id: S03")
    new = with_entry("sources.yml", LIST, "id", ["- id: A02", "  title: Three"])
    assert new == LIST.replace("# Of the streets", "- id: A02\n  title: Three\n# Of the streets")
    assert with_entry("s.yml", LIST, "id", ["- id: S10"]) == f"{LIST}- id: S10\n"


def test_a_list_in_no_order_or_on_one_line_is_not_torn() -> None:
    mixed = "- id: B2\n- id: A1\n- id: C1\n"
    new = with_entry("s.yml", mixed, "id", ["- id: B3"])
    assert new.split("- id: ")[1:] == ["B2\n", "B3\n", "A1\n", "C1\n"]
    with pytest.raises(NoPlace):
        with_entry("s.yml", "[{id: A1}, {id: A3}]", "id", ["- id: A2"])


class Typist:
    """Types the given lines at an Asker, and keeps what was said."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.said = list(lines), []
        self.asker = Asker(self.read, self.said.append)

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        return self.lines.pop(0)


def test_questions_offer_what_there_is_and_take_numbers_names_and_parts(small: Path) -> None:
    typist = Typist(
        "1", "Plant trees", "Ask first", "", "2,1", "bild", "1", "Ask ten people.", "", "",
        "Who asks?", "", "", "traf", "1", "What it says.",
    )  # fmt: skip
    kind, answers = ask(small, None, read_offers(small, []), typist.asker)
    assert (kind, typist.lines) == ("principle", [])
    assert answers["title"] == "Ask first" and "summary" not in answers
    assert (answers["pillars"], answers["stages"]) == (["green", "safe"], ["build"])
    assert answers["recommendations"] == [{"text": "Ask ten people."}]
    said = "\n".join(typist.said)
    assert "principles/plant-trees.md already" in said
    assert "1  T01 (Streets and traffic)" in said


def at_terminal(root: Path, *options: str, keys: tuple[tuple[str, str], ...], **environment: str):
    """Run `handbook new` at a terminal; type each text once its prompt has shown."""
    handle, theirs = pty.openpty()
    command = [sys.executable, "-m", "handbook", "--root", root, "new", *options]
    process = subprocess.Popen(command, cwd=SMALL.parents[2], stdin=theirs, stdout=theirs,
                               stderr=theirs, env={**os.environ, **environment},
                               start_new_session=True,
                               preexec_fn=lambda: own_terminal(theirs))  # fmt: skip
    os.close(theirs)
    said, waiting, end = "", list(keys), time.monotonic() + 60
    while time.monotonic() < end:
        if waiting and waiting[0][0] in said:
            time.sleep(0.3)  # what is typed while a prompt sets up the terminal is thrown away
            os.write(handle, waiting.pop(0)[1].encode())
        if select.select([handle], [], [], 0.1)[0]:
            try:
                said += os.read(handle, 65536).decode()
            except OSError:
                break
    os.close(handle)
    return process.wait(10), said


def own_terminal(handle: int) -> None:
    """Make a terminal the one whose Ctrl+C stops this process, also where tests do not heed it."""
    import fcntl
    import termios

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(handle, termios.TIOCSCTTY, 0)


def test_at_a_terminal_it_asks_and_opens_the_editor_at_the_line(small: Path, tmp_path) -> None:
    editor, seen = tmp_path / "vim", tmp_path / "seen"
    editor.write_text(f'#!/bin/sh\necho "$@" > {seen}\n')
    editor.chmod(0o755)
    keys = (("The word or phrase", "Pavement\n"), ("What it means", "Where people walk.\n"),
            ("short form", "\n"), ("Other forms", "pavements\n"), ("another", "\n"))  # fmt: skip
    status, said = at_terminal(small, "term", keys=keys, VISUAL=str(editor))
    assert status == 0, said
    assert seen.read_text().split() == ["+7", str(small / "content/glossary.yml")]
    assert "Wrote content/glossary.yml, line 7" in said
    term = next(one for one in handbook.load(small).handbook.terms if one.term == "Pavement")
    assert (term.meaning, term.also) == ("Where people walk.", ("pavements",))


def test_ctrl_c_leaves_nothing_behind(small: Path) -> None:
    before = contents(small)
    keys = (("The title", "Open\n"), ("One sentence", "\x03"))
    status, said = at_terminal(small, "guide", keys=keys)
    assert (status, contents(small)) == (130, before), said
    assert "Nothing was written." in said and "Traceback" not in said


def test_a_guide_goes_where_it_is_told_in_the_reading_order(small: Path) -> None:
    typist = Typist("guide", "Cycling", "How to cycle.", "refer")
    typist.lines.append("1")
    kind, answers = ask(small, None, read_offers(small, []), typist.asker)
    assert (kind, answers["section"]) == ("guide", "Reference")
    assert typist.said[1] == "What would you like to start?"


def test_a_long_list_is_searched_and_shown_only_when_asked(small: Path) -> None:
    names = {f"S{number:02}": f"Book {number}" for number in range(1, 31)}
    slot = Slot("sources", "id", True, True, "The sources", names, "source")
    typist = Typist("ook 3", "2", "nothing", "?", "30", "S07", "")
    assert typist.asker.choose(slot) == ["S30", "S07"]
    said = "\n".join(typist.said)
    assert said.count("30  S30 (Book 30)") == 1 and "There is no 'nothing'." in said
