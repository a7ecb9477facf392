"""Progress says what is being made, how many are done and how long is left."""

import importlib.util
import io
from pathlib import Path

import pytest

from handbook.progress import Progress, counted, duration, size

PROJECT = Path(__file__).resolve().parent.parent


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_pipe_gets_whole_lines_and_not_too_many():
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, clock=clock)
    progress.say("Making the website")
    for done in range(101):
        clock.now = done / 10
        progress("pages", done, 100)
    assert stream.getvalue().splitlines() == [
        "Making the website",
        "  0 of 100: pages",
        "  20 of 100: pages",
        "  40 of 100: pages (about 6 seconds left)",
        "  60 of 100: pages (about 4 seconds left)",
        "  80 of 100: pages (about 2 seconds left)",
        "  100 of 100: pages",
    ]


def test_terminal_gets_one_line_that_is_rewritten():
    stream = Terminal()
    progress = Progress(stream, clock=Clock())
    for done in range(3):
        progress("pages", done, 2)
    assert stream.getvalue() == (
        "  0 of 2: pages\r\x1b[K  1 of 2: pages\r\x1b[K  2 of 2: pages\n"
    )


def test_terminal_line_never_wraps(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    Progress(stream, clock=Clock())("a very long name of a page", 0, 2)
    assert stream.getvalue() == "  0 of 2: a very lo"


def test_dumb_terminal_gets_whole_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    stream = Terminal()
    Progress(stream, clock=Clock())("pages", 0, 2)
    assert stream.getvalue() == "  0 of 2: pages\n"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1 second"), (1.4, "1 second"), (59, "59 seconds"), (61, "1 minute"), (600, "10 minutes"),
     (7200, "2 hours")],
)  # fmt: skip
def test_duration_in_words(seconds: float, words: str):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 byte"), (999, "999 bytes"), (1500, "2 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"),
     (12_340_000, "12.3 MB")],
)  # fmt: skip
def test_size_in_words(number: int, words: str):
    assert size(number) == words


def test_counted_nouns():
    assert [counted(n, "page") for n in (0, 1, 2000)] == ["0 pages", "1 page", "2,000 pages"]


@pytest.mark.parametrize(("line", "package"), [
    ("Collecting lxml==6.1.1 (from -r requirements/build.lock (line 1015))", "lxml==6.1.1"),
    ("Collecting lxml==6.1.1", "lxml==6.1.1"),
    ("Requirement already satisfied: lxml==6.1.1 in ./.venv/lib (from -r a.lock (line 3)) (6.1.1)",
     "lxml==6.1.1")])  # fmt: skip
def test_an_installation_names_each_package_that_it_fetches(line: str, package: str):
    spec = importlib.util.spec_from_file_location("i", PROJECT / "requirements" / "install.py")
    install = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(install)
    assert install.package_of(line) == package
