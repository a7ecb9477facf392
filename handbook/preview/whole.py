"""The whole website, built in the background for what no single page has: search, data, feeds."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path


class Whole:
    """The last whole build; a new one begins when a file of an old one is asked for."""

    def __init__(self, command: Callable[[Path], Sequence[str]], root: Path) -> None:
        """`command` gives the command that builds the site into a folder."""
        self.command, self.root = command, root
        self.folder = Path(tempfile.mkdtemp(prefix="handbook-preview-"))
        self.site: Path | None = None
        self.version = self.wanted = 0
        self.process: subprocess.Popen | None = None
        self.lock = threading.Lock()

    @property
    def making(self) -> bool:
        return self.process is not None

    def want(self, version: int) -> None:
        """Say that the site has changed."""
        self.wanted = version

    def file(self, address: str) -> bytes | None:
        """Return a file of the last whole build, and begin another if it is old."""
        name = f"{address}index.html" if address.endswith("/") or not address else address
        site = self.site
        found = (site / name).resolve() if site else None
        self.begin()
        if found is None or not found.is_relative_to(site.resolve()) or not found.is_file():
            return None
        return found.read_bytes()

    def begin(self) -> None:
        """Begin a whole build in the background, unless the last is new or one is under way."""
        with self.lock:
            if self.process is not None or self.version == self.wanted:
                return
            version, target = self.wanted, self.folder / str(self.wanted)
            self.process = subprocess.Popen(
                self.command(target),
                cwd=self.root,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=lambda: os.nice(10),
            )
        threading.Thread(target=self._wait, args=(version, target), daemon=True).start()

    def _wait(self, version: int, target: Path) -> None:
        process = self.process
        status = process.wait()
        with self.lock:
            old, self.process, self.version = self.site, None, version
            if status == 0:
                self.site = target
        if status == 0 and old is not None:
            shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """End what is under way and take the folder away."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
