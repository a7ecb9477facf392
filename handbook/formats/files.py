"""The files of an edition: every Document in every format, checked, with a name that stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.formats.base import Format, FormatFailed, Measures

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

HOME = "home"
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was written."""

    page: str
    """What it holds: 'report', or the path of a Document."""
    format: str
    file: Path
    measures: Measures


def file_name(document: Document, format: Format) -> str:
    """Return the name of a Document's file below the folder of downloads: its web address."""
    if document.kind == "report":
        name = REPORT
    else:
        name = document.url.rstrip("/") or HOME
        if document.url and name in (HOME, REPORT):
            name += "-page"
    return f"{name}.{format.extension}"


def wanted(edition: Edition, formats: Iterable[Format]) -> list[tuple[Document, Format]]:
    """Return what is to be made, in the order in which it is made."""
    formats = list(formats)
    pages = (edition.pages, edition.easy_reads, edition.checklists)
    documents = [edition.report, *(one for kind in pages for one in kind.values())]
    return [(one, format) for one in documents for format in formats if format.is_for(one)]


def write_formats(
    edition: Edition,
    folder: Path,
    formats: Iterable[Format],
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Made]:
    """Write every file of an edition in some formats; return the files written.

    `progress` is told what is being made, how many files are done, and how many there are.
    Raises FormatFailed with the faults of the first file that cannot be made or that its checker
    refuses.
    """
    work, tell = wanted(edition, formats), progress or (lambda *_: None)
    made = []
    for number, (document, format) in enumerate(work):
        tell("files", number, len(work))
        made.append(write_file(edition, folder, document, format))
    tell("files", len(work), len(work))
    return made


def write_file(edition: Edition, folder: Path, document: Document, format: Format) -> Made:
    """Write one file, checked, below a folder."""
    name = file_name(document, format)
    try:
        data = format.write(document, edition)
    except FormatFailed as error:
        why = listed(error.args)
        raise FormatFailed(f"{name} cannot be made of {document.path}:{why}") from error
    if faults := format.check(data, document, edition):
        raise FormatFailed(f"{name} does not say what {document.path} says:{listed(faults)}")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return Made(document.path, format.id, file, format.measure(data))


def listed(faults: Iterable[str]) -> str:
    """Return sentences as lines of their own."""
    return "".join(f"\n  {fault}" for fault in faults)
