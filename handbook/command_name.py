"""How people type the command `handbook` where they are."""

import os
import shlex
import shutil
import sys
from pathlib import Path


def typed(*words: str) -> str:
    """Return a line that starts this very command in the folder where it was started.

    An environment that is not switched on has it in a folder of its own, as `make` installs it.
    """
    beside = Path(sys.executable).parent / "handbook"
    if shutil.which("handbook") or not beside.exists():
        return shlex.join(["handbook", *words])
    near = os.path.relpath(beside)
    return shlex.join([str(beside) if near.startswith("..") else near, *words])
