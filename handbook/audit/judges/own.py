"""Our own checkers: each reads a file by another way than it was made, and compares the words.

A file is judged with the Document that the sources give now, so what is missing, changed or out of
order is seen, which no judge of a format can see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from handbook.audit.documents import documents, whole
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import DOWNLOADS, Site
from handbook.formats.code import code_of
from handbook.formats.files import file_name
from handbook.formats.inputs import readable
from handbook.formats.registry import FORMATS

PDFS = tuple(one.id for one in FORMATS.values() if one.media_type == "application/pdf")
GROUPS = {
    "pdf-words": ("PDF files", PDFS, 0.6),
    "book-words": ("Books for reading apps", ("epub",), 0.3),
    "word-rules": ("Word files", ("docx",), 0.2),
    "odt-rules": ("OpenDocument files", ("odt",), 0.2),
    "html-words": ("Pages as one file", ("html",), 0.05),
    "text-words": ("Plain text and Markdown", ("text", "markdown"), 0.05),
    "braille": ("Braille", ("brf", "brf-grade-1", "pef", "brf-volumes", "ebraille"), 0.3),
    "sound": ("Sound and talking books", ("mp3", "talking-epub", "daisy"), 3.0),
}
"""What is judged, the ids of its formats, and seconds that one file takes about, by judge."""
WHAT = {
    "pdf-words": "its tags say every word in order, are what the page's parts are, and tie up",
    "book-words": "it says every word in order, and claims what it has and no more",
    "word-rules": "it says every word in order, by styles, headers and descriptions that assistive"
    " technology knows",
    "odt-rules": "it says every word in order, by styles, headers and descriptions that assistive"
    " technology knows",
    "html-words": "it says every word in order and needs no other file",
    "text-words": "it says every word in order, in lines that are easy to hear",
    "braille": "its lines and pages have the form that embossers take, and it is read back to the"
    " same words",
    "sound": "it says every part in order, loud enough and without gaps",
}


def looks(site: Site, formats: Sequence[str]) -> list[Look]:
    """Return each file of some formats; an answer depends on what its Document says."""
    return [Look(name, beside=beside(site, name))
            for name, (_, format) in documents(site).items() if format.id in formats]  # fmt: skip


def beside(site: Site, name: str) -> str:
    """Return a hash of all that a file is compared with."""
    document, format = documents(site)[name]
    settings = repr(readable(document, site.edition))
    other = site.files.get(other_name(site, name), "")
    parts = (whole(document), settings, other, code_of(format.check))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def other_name(site: Site, name: str) -> str:
    """Return the path of the file of another format that a checker gets too, or nothing."""
    document, format = documents(site)[name]
    return f"{DOWNLOADS}{file_name(document, FORMATS[format.beside])}" if format.beside else ""


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what the checker of its format says of each file."""
    for look in chosen:
        document, format = documents(site)[look.path]
        given = [document, readable(document, site.edition)]
        if format.beside:
            file = site.folder / other_name(site, look.path)
            given.append(file.read_bytes() if file.is_file() else None)
        faults = format.check((site.folder / look.path).read_bytes(), *given)
        found = (Finding(look.path, "", format.id, "", fault) for fault in faults)
        yield look, Seen(tuple(dict.fromkeys(found)))


def looks_of(formats: Sequence[str]) -> Callable[[Site], list[Look]]:
    return lambda site: looks(site, formats)


def missing_of(formats: Sequence[str]) -> Callable[[Site], str | None]:
    """Return what says that the sources, or what a checker needs, is not here."""

    def missing(site: Site) -> str | None:
        if fault := site.missing_sources():
            return fault
        made = {format.id for _, format in documents(site).values()}
        needs = (FORMATS[one].missing() for one in formats if one in made)
        return next(filter(None, needs), None)

    return missing


OWN = tuple(
    Judge(
        id=id,
        title=f"{title}, read back",
        judges=f"{title}: {WHAT[id]}.",
        version=lambda: "",
        looks=looks_of(formats),
        judge=judge,
        missing=missing_of(formats),
        batch=12,
        seconds=300,
        effort=effort,
    )
    for id, (title, formats, effort) in GROUPS.items()
)
"""A judge for each kind of file."""
