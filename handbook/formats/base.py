"""What a format is: how readers see it, how it is made, and how a file of it is checked.

To add a format, write one file, `handbook/formats/<name>.py`, with a function from a Document and
an Edition to bytes; beside it a checker that reads those bytes by another way and compares their
words with the Document's. Both may read of the Edition what `inputs.Readable` has. Then add one
entry to `registry.py`, and what readers are told about it to `words.py`, under the entry's id with
`_` for `-`. The build, the website, `handbook formats` and the tests take it from there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.words import FormatText, FormatWords


class FormatFailed(Exception):
    """A file cannot be made, or does not say what its Document says; the message says why."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How much a file holds."""

    bytes: int
    pages: int | None = None
    """Pages of print or of braille, whichever the format has."""
    seconds: int | None = None
    """How long it takes to hear."""


def nothing_missing() -> str | None:
    """Say that a format needs no more than this package."""


def no_libraries() -> tuple[str, ...]:
    """Say that a format is made by Python packages alone."""
    return ()


def size_alone(data: bytes) -> Measures:
    return Measures(len(data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format; its words are those of the same name in FormatWords."""

    id: str
    extension: str
    """The end of its files' names; it may have several parts, as in 'large-print.pdf'."""
    media_type: str
    scope: Literal["page", "report", "both"]
    write: Callable[..., bytes]
    """From a Document and an Edition to bytes; raises FormatFailed when there is no way."""
    check: Callable[..., list[str]]
    """From bytes, a Document and an Edition to what is wrong with the file, in sentences."""
    measure: Callable[[bytes], Measures] = size_alone
    missing: Callable[[], str | None] = nothing_missing
    """Says in a sentence what this machine lacks to make it, and how to get it."""
    versions: Callable[[], tuple[str, ...]] = no_libraries
    """Says which libraries and programs of the system make it, with their versions; Python
    packages and our own code are known without."""
    effort: float = 1
    """How much work it is, compared with plain text: the most work is begun first."""
    beside: str = ""
    """Another format, whose file of the same Document the writer and the checker get as one more
    argument: its bytes, or None where it was not made."""
    extra: str = ""
    """The group of formats that are made only when asked for, as 'audio'; empty for all others."""
    easy_read: bool = False
    """Whether Easy Read pages are made into it too."""
    checklists: bool = False
    """Whether checklists are made into it too."""

    tidy: Callable[..., None] | None = None
    """Removes what the writer has kept of pages that are gone, given each Document that is there
    with its Edition; for formats whose writer keeps more than files."""

    def __post_init__(self) -> None:
        if not callable(self.check) or not callable(self.write):
            raise TypeError(f"the format {self.id!r} needs a writer and a checker")

    def text(self, words: FormatWords) -> FormatText:
        """Return how readers see the format."""
        return getattr(words, self.id.replace("-", "_"))

    def is_for(self, document: Document) -> bool:
        """Tell whether a Document is made into this format."""
        own = {"easy_read": self.easy_read, "checklist": self.checklists}
        wide = "report" if document.kind == "report" else "page"
        return own.get(document.kind, self.scope in ("both", wide))
