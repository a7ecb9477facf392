"""Which code of ours makes a file: the modules that a function can reach, as one hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
NAME = PACKAGE.name
_IMPORT = re.compile(
    r"^[ \t]*(?:import[ \t]+(?P<plain>[^\n]+)|"
    r"from[ \t]+(?P<dots>\.*)(?P<start>[\w.]*)[ \t]+import[ \t]+(?P<names>\([^)]*\)|[^\n]+))",
    re.MULTILINE,
)
_TYPES_ALONE = re.compile(
    r"^([ \t]*)if (?:typing\.)?TYPE_CHECKING:\n(?:\1[ \t]+[^\n]*\n|\n)+", re.MULTILINE
)
"""What only type checkers import."""


@cache
def code_of(*functions: Callable) -> str:
    """Return a hash of the code of functions, of all they import from us, and of our data files.

    A module counts as a whole. What is imported for type checkers alone does not count.
    """
    functions = tuple(one.func if isinstance(one, partial) else one for one in functions)
    whole = hashlib.sha256(" ".join(f"{one.__module__}.{one.__qualname__}"
                                    for one in functions).encode())
    modules = reached({one.__module__ for one in functions if one.__module__.startswith(NAME)})
    for name in sorted(modules):
        whole.update(name.encode() + hashlib.sha256(_file(name).read_bytes()).digest())
    whole.update(_data())
    return whole.hexdigest()


def reached(modules: set[str]) -> set[str]:
    """Return modules of ours and every module of ours that they import, however far away."""
    found: set[str] = set()
    left = sorted(modules)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(_imports(name))
    return found


@cache
def _imports(name: str) -> tuple[str, ...]:
    """Return the modules of ours that a module imports, also from inside its functions.

    They are read from the lines that import something, as a parser takes longer than most files
    take to make. Such a line in a text between quotation marks counts too.
    """
    path = _file(name)
    here = name if path.name == "__init__.py" else name.rpartition(".")[0]
    text = _TYPES_ALONE.sub("", path.read_text("utf-8"))
    return tuple(one for found in _IMPORT.finditer(text) for one in _named(found, here))


def _named(found: re.Match, here: str) -> Iterator[str]:
    """Yield the modules of ours that an import may name."""
    plain, dots, start, listed = found.group("plain", "dots", "start", "names")
    if plain:
        yield from filter(_ours, _names(plain))
        return
    parents = here.split(".")[: len(here.split(".")) - len(dots) + 1] if dots else []
    start = ".".join([*parents, *([start] if start else [])])
    if start.split(".")[0] == NAME:
        below = [f"{start}.{one}" for one in _names(listed)]
        yield from filter(_ours, below)
        if not all(map(_ours, below)) and _ours(start):
            yield start


def _names(listed: str) -> list[str]:
    """Return the names in the list of an import, without what they are called here."""
    bare = re.sub(r"#[^\n]*", "", listed).strip().strip("()")
    return [one.split()[0] for one in bare.split(",") if one.strip()]


@cache
def _ours(name: str) -> bool:
    return name.split(".")[0] == NAME and _file(name).is_file()


def _file(name: str) -> Path:
    """Return the file of a module of ours, there or not."""
    path = PACKAGE.joinpath(*name.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_name(f"{path.name}.py")


@cache
def _data() -> bytes:
    """Return a hash of the style sheets, fonts and tables that stand beside the code."""
    whole = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            whole.update(path.relative_to(PACKAGE).as_posix().encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.digest()
