"""Make the index that the search page reads, with Pagefind."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pagefind_bin import get_executable

UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.*",
)
"""Pagefind's own interface, which the theme does without."""


IGNORED = ".permalink, .back, .citation, .noteref"
"""What stands in the text and is not of it."""


def write_search_index(site: Path) -> None:
    """Index every published page into `pagefind/` below the site's folder.

    Raises CalledProcessError with Pagefind's own words when it fails.
    """
    options = ["--output-subdir", "pagefind", "--exclude-selectors", IGNORED, "--quiet"]
    subprocess.run(
        [get_executable(), "--site", str(site), *options],
        check=True,
        capture_output=True,
        text=True,
    )
    for pattern in UNUSED:
        for file in (site / "pagefind").glob(pattern):
            file.unlink()
