"""What a format is: how readers see it, how it is made, and how a file of it is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.words import FormatText, FormatWords
    from handbook.load import Edition


@dataclass(frozen=True, slots=True)
class Measures:
    """How much a file holds."""

    bytes: int
    pages: int | None = None


def nothing_missing() -> str | None:
    """Say that a format needs no more than this package."""


def size_alone(data: bytes) -> Measures:
    return Measures(len(data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format; its words are those of the same name in FormatWords."""

    id: str
    extension: str
    media_type: str
    scope: Literal["page", "report", "both"]
    write: Callable[[Document, Edition], bytes]
    check: Callable[[bytes, Document, Edition], list[str]]
    """Returns what is wrong with a file of a Document, in sentences."""
    measure: Callable[[bytes], Measures] = size_alone
    missing: Callable[[], str | None] = nothing_missing
    """Says in a sentence what this machine lacks to make it, and how to get it."""
    easy_read: bool = False
    """Whether Easy Read pages are made into it too."""

    def __post_init__(self) -> None:
        if not callable(self.check) or not callable(self.write):
            raise TypeError(f"the format {self.id!r} needs a writer and a checker")

    def text(self, words: FormatWords) -> FormatText:
        """Return how readers see the format."""
        return getattr(words, self.id)

    def is_for(self, document: Document) -> bool:
        """Tell whether a Document is made into this format."""
        if document.kind == "easy_read":
            return self.easy_read
        return self.scope in ("both", "report" if document.kind == "report" else "page")
