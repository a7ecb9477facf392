"""What a result depends on beside the text: our code, and the packages that are installed."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Collection
from functools import cache
from pathlib import Path


def digest_of(*parts: bytes) -> str:
    """Return a hash of some bytes."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()


def code_digest() -> str:
    """Return a hash of all our code that a check may run."""
    folder = Path(__file__).parent
    files = [*folder.glob("*.py"), *folder.glob("advice/*.py")]
    return digest_of(*(file.read_bytes() for file in sorted(files)))


@cache
def _installed() -> tuple[str, ...]:
    kinds = ("*.dist-info", "*.egg-info")
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    found = {one.name for folder in folders for kind in kinds for one in folder.glob(kind)}
    return tuple(sorted(found))


def installed(packages: Collection[str]) -> list[str]:
    """Return the names of packages with their versions, as the folders of installed ones say them.

    A folder is called 'name-version.dist-info', with _ for other signs (the binary distribution
    format of packaging.python.org).
    """
    return [one for one in _installed()
            if one.partition("-")[0].lower().replace("_", "-") in packages]


def packages() -> tuple[str, ...]:
    """Return Python, its compressor, and every package that can be imported, with versions."""
    return (sys.version, zlib.ZLIB_RUNTIME_VERSION, *_installed())
