"""What judges start and keep for their next looks, in the process in which they work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

_OPEN: dict[Any, Any] = {}
_STACK = ExitStack()


def held(key: Any, make: Callable[[], AbstractContextManager]) -> Any:
    """Return what a context gives, opened once in this process and kept until its end."""
    if key not in _OPEN:
        _OPEN[key] = _STACK.enter_context(make())
    return _OPEN[key]


def end_all() -> None:
    """Close everything, the newest first."""
    _OPEN.clear()
    _STACK.close()
