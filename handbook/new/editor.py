"""Open a file in the editor that a person uses."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path


def open_file(file: Path, line: int = 1) -> bool:
    """Open a file in $VISUAL, $EDITOR or the desktop's own choice; say whether one was found."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        words = shlex.split(chosen)
        at_line = [f"+{line}"] if line > 1 and Path(words[0]).name in AT_LINE else []
        try:
            return subprocess.run([*words, *at_line, str(file)], check=False).returncode == 0
        except OSError as error:
            print(f"The editor '{chosen}' could not be started: {error.strerror}")
            return False
    if desktop := shutil.which("xdg-open"):
        quiet = subprocess.DEVNULL
        subprocess.Popen([desktop, str(file)], stdin=quiet, stdout=quiet, stderr=quiet,
                         start_new_session=True)  # fmt: skip
        return True
    return False


AT_LINE = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kate", "micro")
"""Editors that open a file at a line when +LINE stands before its name."""
