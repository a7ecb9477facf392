"""Which code of ours makes a file: the modules that a function can reach, as one hash."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
NAME = PACKAGE.name


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
    """Return the modules of ours that a module imports, also from inside its functions."""
    path = _file(name)
    here = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_bytes())
    return tuple(one for node in _run(tree) for one in _named(node, here) if _ours(one))


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield every node but those in `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        yield node
        yield from _run(node)


def _named(node: ast.AST, here: str) -> Iterator[str]:
    """Yield the modules that an import may name."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = here.split(".")[: len(here.split(".")) - node.level + 1] if node.level else []
        start = ".".join([*parents, *([node.module] if node.module else [])])
        below = [f"{start}.{alias.name}" for alias in node.names]
        yield from (one for one in below if _ours(one))
        if not all(_ours(one) for one in below):
            yield start


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
