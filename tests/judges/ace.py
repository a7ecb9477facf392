"""Ace, by the DAISY Consortium: whether a book can be read by everyone, and says so.

https://daisy.github.io/ace/. It opens each file of a book in a browser, with the rules of axe and
some of its own, and reads the book's metadata, list of contents and list of pages.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.judges.axe import BROWSERS
from tests.judges.node import NODE

PROGRAM = Path("node_modules/@daisy/ace-cli/bin/ace.js")
SECONDS = "300"


def judge(files: Iterable[Path], root: Path) -> list[str]:
    """Return each violation in some books, as a line; `root` holds the Node packages."""
    return [line for file in files for line in violations(file, root)]


def violations(file: Path, root: Path) -> list[str]:
    """Return what Ace finds wrong with one book."""
    return [
        f"{file.name}: {part['earl:testSubject']['url']}: {one['earl:test']['dct:title']}: "
        f"{one['earl:result'].get('html') or one['earl:result']['dct:description']}"
        for part in report(file, root)["assertions"]
        for one in part["assertions"]
        if one["earl:result"]["earl:outcome"] != "pass"
    ]


def report(file: Path, root: Path) -> dict:
    """Return Ace's report of one book."""
    browser = next(found for name in BROWSERS if (found := shutil.which(name)))
    with TemporaryDirectory() as folder:
        environment = os.environ | {
            "PUPPETEER_EXECUTABLE_PATH": browser,
            "ACE_TIMEOUT_INITIAL": f"{SECONDS}000",
            "HOME": folder,  # it keeps its settings and its log there
            "XDG_CONFIG_HOME": folder,
            "XDG_STATE_HOME": folder,
        }
        command = [NODE, root / PROGRAM, "--silent", "--force", "--outdir", f"{folder}/out", file]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        result = Path(folder, "out", "report.json")
        if not result.is_file():
            raise RuntimeError(f"Ace ended with {done.returncode}: {done.stdout}{done.stderr}")
        return json.loads(result.read_text("utf-8"))
