"""What a preview shows now: the last good edition, and what is wrong with the newest files."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from handbook.problems import Problem, ProblemsFound
from handbook.watch import changes

LOOK = 0.1
"""Seconds between two looks at the files."""


class Shown(Protocol):
    """One edition as it is shown; nothing in it changes."""

    edition: Any

    def page(self, address: str) -> str | None:
        """Return the HTML of a page by its address below the site's root."""

    def file(self, address: str) -> bytes | None:
        """Return another file that the site has at once."""

    def path_of(self, address: str) -> str | None:
        """Return the path of a page's own file."""


class State:
    """The newest edition that is in order, its version, and the problems found since."""

    def __init__(self, root: Path, load: Callable[[set[str]], Shown]) -> None:
        """`load` is given the paths that have changed since it last gave what to show."""
        self.root, self.load = root, load
        self.unshown: set[str] = set()
        self.shown: Shown | None = None
        self.version = 0
        """Goes up with every edition."""
        self.told = 0
        """Goes up with everything there is to tell."""
        self.problems: tuple[Problem, ...] = ()
        self.changed = threading.Condition()

    def follow(self) -> None:
        """Load again after each save, for ever."""
        for changed in changes(self.root, look=LOOK):
            self.refresh(changed)

    def refresh(self, changed: set[str]) -> None:
        """Load the handbook; keep what is shown when it has problems."""
        shown, problems = None, ()
        self.unshown |= changed
        try:
            shown = self.load(self.unshown)
            self.unshown = set()
        except ProblemsFound as found:
            problems = found.problems
        except Exception as error:  # a fault of ours or of the theme: the preview lives on
            traceback.print_exc()
            problems = (unforeseen(error),)
        with self.changed:
            if shown is not None:
                self.shown, self.version = shown, self.version + 1
            if shown is not None or problems != self.problems:
                self.problems, self.told = problems, self.told + 1
                self.changed.notify_all()

    def wait(self, told: int, seconds: float) -> dict | None:
        """Return what there is to tell once it is more than `told`, or None after some seconds."""
        with self.changed:
            if self.changed.wait_for(lambda: self.told > told, seconds):
                return self.news()
        return None

    def news(self) -> dict:
        """Return the version shown and the problems, as JSON would have them."""
        return {
            "told": self.told,
            "version": self.version,
            "problems": [asdict(one) for one in self.problems],
        }


def unforeseen(error: Exception) -> Problem:
    """Return what to tell an author when the fault is not the author's."""
    said = f"the preview could not be made: {type(error).__name__}: {error}"
    return Problem(
        "mkdocs.yml", 1, 1, "broken-yaml", said[:300], "read the terminal, which says more"
    )
