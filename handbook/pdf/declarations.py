"""WeasyPrint's C declarations, kept as cffi reads them.

WeasyPrint tells cffi at each start what the functions of Pango and the others take and give, in
some 500 lines of C, and a parser written in Python reads them. cffi can also write them as a few
tables, which it loads at once. The tables are data: nothing that is kept is run.
https://cffi.readthedocs.io/en/stable/cdef.html, "out-of-line, ABI level".
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO

from handbook.pdf.kept_files import KeptFiles
from handbook.programs import installed

NAME = "declarations"
CHANGES = "errno"
"""What an FFI looks up anew each time, so that it cannot be copied; WeasyPrint does not ask."""


@contextmanager
def declarations_kept(kept: KeptFiles) -> Iterator[None]:
    """Let WeasyPrint, when it is imported in this block, find its declarations in a folder.

    On Linux: elsewhere libraries are found by names that only an FFI which reads C looks up.
    """
    in_vain = kept.folder is None or "weasyprint.text.ffi" in sys.modules
    if in_vain or sys.platform != "linux":
        yield
        return
    import cffi
    reader = cffi.FFI
    cffi.FFI = partial(Declared, kept, reader)
    try:
        yield
    finally:
        cffi.FFI = reader


class Declared:
    """Stands in for a cffi.FFI, the `reader`, that is told declarations once, before all else."""

    def __init__(self, kept: KeptFiles, reader: Callable) -> None:
        self.kept, self.reader = kept, reader

    def cdef(self, text: str) -> None:
        """Take declarations in C: have the attributes of an FFI that knows them."""
        key = hashlib.sha256("\n".join([*installed(("cffi",)), text]).encode()).hexdigest()
        found = self.kept.read(key, NAME)
        if found is None:
            tables = tables_of(text, self.reader())
            self.kept.write(key, NAME, packed(tables), b"")
        else:
            tables = unpacked(found[0])
        from _cffi_backend import FFI  # as in the modules that cffi writes
        known = FFI(NAME, **tables)
        vars(self).update({name: getattr(known, name) for name in dir(known) if name != CHANGES})


def tables_of(text: str, reader) -> dict[str, object]:
    """Return what cffi makes of declarations: whole numbers, bytes, and tuples of these."""
    written = StringIO()
    reader.cdef(text)
    reader.set_source(NAME, None, compiler_verbose=False)
    reader.emit_python_code(written)
    call = ast.parse(written.getvalue()).body[-1].value
    return {one.arg: ast.literal_eval(one.value) for one in call.keywords}


def packed(table: object) -> object:
    """Return a table as JSON has it: bytes as text, a sign for each."""
    if isinstance(table, dict):
        return {name: packed(value) for name, value in table.items()}
    if isinstance(table, tuple):
        return [packed(value) for value in table]
    return table.decode("latin-1") if isinstance(table, bytes) else table


def unpacked(table: object) -> object:
    """Return a table as it was before it was packed."""
    if isinstance(table, dict):
        return {name: unpacked(value) for name, value in table.items()}
    if isinstance(table, list):
        return tuple(unpacked(value) for value in table)
    return table.encode("latin-1") if isinstance(table, str) else table
