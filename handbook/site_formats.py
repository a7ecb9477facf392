"""What pages say of other formats: the files of a page, and every format with what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.elements import lower_first, upper_first
from handbook.formats.files import REPORT
from handbook.formats.registry import FORMATS
from handbook.site_views import Link, size

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.words import FormatText
    from handbook.load import Edition

Downloads = Iterable[Mapping[str, Any]]
"""The files that a build made: each a mapping with `page` ("report" or a page's path), `format`,
`path` (below the site's root), `bytes` and, for what has them, `pages` and `seconds`."""


def own_files(document: Document, downloads: Downloads, edition: Edition) -> list[Link]:
    """Return the forms of a page: Easy Read, then its files.

    The home page has the files of the whole handbook, and so has every page where no page lists
    all formats.
    """
    words, path = edition.settings.words, document.path
    found = []
    if path in edition.easy_reads:
        url = edition.easy_reads[path].url
        found.append(Link(words.easy_read, url, words.site.easy_read_note))
    found += files_of(path, downloads, edition) if document.url else []
    if document.url and list_page(edition):
        return found
    whole = files_of(REPORT, downloads, edition)
    named = [f"{words.site.whole_report}, {inside(one.title)}" for one in whole]
    return found + [replace(one, title=name) for one, name in zip(whole, named, strict=True)]


def inside(name: str) -> str:
    """Return a format's name as it stands inside a sentence."""
    return name if name[:2].isupper() else lower_first(name)


def files_of(page: str, downloads: Downloads, edition: Edition) -> list[Link]:
    """Return the files of a page, each with how long and how large it is."""
    return [
        Link(text_of(item, edition).name, item["path"], extent(item, edition))
        for item in downloads
        if item["page"] == page
    ]


def text_of(item: Mapping[str, Any], edition: Edition) -> FormatText:
    """Return how readers see the format of a file."""
    return FORMATS[item["format"]].text(edition.settings.words.formats)


def extent(item: Mapping[str, Any], edition: Edition) -> str:
    """Return how long a file is, how it was made if readers must know, and its size."""
    text = text_of(item, edition)
    minutes = max(1, round(item["seconds"] / 60)) if "seconds" in item else None
    number = item.get("pages", minutes)
    said = [text.made, size(item["bytes"], edition.settings.words.site)]
    if number is not None:
        said.insert(0, (text.length_one if number == 1 else text.length).format(number=number))
    return ", ".join(filter(None, said))


def list_page(edition: Edition) -> str | None:
    """Return the path of the page that lists all formats, if there is one."""
    return edition.handbook.lists.get("formats")


def way_to_all(document: Document, edition: Edition) -> Link | None:
    """Return the way to the page that lists all formats, unless this is it or there is none."""
    path = list_page(edition)
    if path is None or path == document.path:
        return None
    return Link(edition.settings.words.formats.all_formats, edition.pages[path].url)


@dataclass(frozen=True, slots=True)
class Alternate:
    """A page's text in another file, for `link rel="alternate"`."""

    url: str
    media_type: str


def alternates(path: str, downloads: Downloads) -> list[Alternate]:
    """Return the files that hold a page's text."""
    return [
        Alternate(item["path"], FORMATS[item["format"]].media_type)
        for item in downloads
        if item["page"] == path
    ]


def lists_formats(document: Document, edition: Edition) -> bool:
    """Tell whether a page is the one that lists all formats."""
    return document.path == list_page(edition)


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One row of the list of all formats."""

    text: FormatText
    use: str
    """What it is for, as a sentence."""
    whole: tuple[Link, ...]
    """The files of the whole handbook."""
    pages: bool
    """Whether there is a file of each page."""


def all_formats(downloads: Downloads, edition: Edition) -> list[FormatRow]:
    """Return each format of which this build made files, with what there is of it."""
    made, rows = list(downloads), []
    for name in FORMATS:
        files = [item for item in made if item["format"] == name]
        if files:
            text, whole = text_of(files[0], edition), files_of(REPORT, files, edition)
            alone = any(item["page"] != REPORT for item in files)
            rows.append(FormatRow(text, f"{upper_first(text.use)}.", tuple(whole), alone))
    return rows
