"""WeasyPrint read in half the time: without what it reads and asks for in vain."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

from handbook.pdf.declarations import declarations_kept
from handbook.pdf.kept_files import KeptFiles

SELDOM = {"fontTools.subset": (), "fontTools.ttLib.woff2": (),
          "fontTools.ttLib.ttGlyphSet": ("_TTGlyph", "_TTGlyphSet", "_TTGlyphSetCFF",
                                         "_TTGlyphSetGlyf", "_TTGlyphSetVARC"),
          "fontTools.varLib.instancer": ("instantiateVariableFont",)}
"""Modules that WeasyPrint 70 reads, and uses for fonts of other kinds than the handbook's alone;
each with what is taken from it by name."""


@contextmanager
def quick_imports(kept: KeptFiles) -> Iterator[None]:
    """Let WeasyPrint, when it is imported in this block, find at once what it needs.

    `kept` has what it told C of its functions the last time.
    """
    with libraries_by_soname(), read_when_used(), declarations_kept(kept):
        yield


@contextmanager
def libraries_by_soname() -> Iterator[None]:
    """Let WeasyPrint find its libraries at once.

    It asks for each by its names on other systems first; for each of those Python starts ldconfig,
    a compiler and a linker, in vain. One of the names it tries later is the one that Linux has.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def read_when_used() -> Iterator[None]:
    """Put modules that are seldom used in the place of those that take long to read."""
    put = {name: Later(name) for name in SELDOM if name not in sys.modules}
    sys.modules.update(put)
    try:
        yield
    finally:
        for name, module in put.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class Later(ModuleType):
    """A module that is read when something in it is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        for function in SELDOM[name]:
            setattr(self, function, self.later(function))

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.read(), name)

    def later(self, name: str) -> Callable:
        """Return a function that reads the module and calls the function of this name."""
        return lambda *given, **named: getattr(self.read(), name)(*given, **named)

    def read(self) -> ModuleType:
        """Return the module itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)
