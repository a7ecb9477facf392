"""The objects of a PDF as plain values, all read at once: quick to look up, for reading alone.

A dictionary is a dict, an array a list. A name is '/Name', text is 'u:text', a string that is no
text is 'b:' with hexadecimal digits, and a reference is '12 0 R', as in the JSON of qpdf:
https://qpdf.readthedocs.io/en/stable/json.html. Of a stream its dictionary is here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pikepdf


class Objects:
    """Every object of a file, by its reference."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        with pikepdf.explicit_conversion():  # numbers too have their place in the file
            objects = [item for item in pdf.objects if item is not None]
            texts = [item.to_json(dereference=True, schema_version=2) for item in objects]
        self.known: dict[str, Any] = dict(zip(
            map(reference, objects), json.loads(b"[" + b",".join(texts) + b"]"), strict=True))

    def look(self, value: Any) -> Any:
        """Return what a value refers to, or the value; nothing there is null (ISO 32000, 7.3.10)"""
        while isinstance(value, str) and value[:1].isdigit():  # as is_reference, which takes time
            value = self.known.get(value)
        return value

    def entry(self, item: Any, *keys: str) -> Any:
        """Return what is in a dictionary, or in one below it; None where there is nothing."""
        for key in keys:
            item = self.look(item.get(key)) if isinstance(item, dict) else None
        return item

    def inherited(self, item: dict, key: str) -> Any:
        """Return an entry of a page or, if it has none, of what it stands in (7.7.3.4)."""
        while item and key not in item:
            item = self.look(item.get("/Parent"))
        return self.look(item.get(key)) if item else None

    def pairs(self, tree: dict | None, key: str) -> Iterator[tuple[Any, Any]]:
        """Yield what a name tree or number tree holds, below all its branches (7.9.6, 7.9.7)."""
        tree = self.look(tree) or {}
        for kid in self.look(tree.get("/Kids")) or ():
            yield from self.pairs(kid, key)
        items = self.look(tree.get(key)) or ()
        yield from zip(items[::2], items[1::2], strict=False)


def reference(item: pikepdf.Object) -> str:
    """Return how other objects name this one."""
    number, generation = item.objgen
    return f"{number} {generation} R"


def is_reference(value: Any) -> bool:
    return isinstance(value, str) and value[:1].isdigit()


def text_of(value: str) -> str:
    """Return the text of a string; bytes that are no text are taken for Latin letters."""
    kind, _, text = value.partition(":")
    if kind == "b":
        return bytes.fromhex(text).decode("latin-1")
    return text if kind == "u" else value
