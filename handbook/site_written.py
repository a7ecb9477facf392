"""Write a whole website: every page, what stands beside the pages, and the index of the search."""

from __future__ import annotations

import ctypes
import gc
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook import (
    site_browse,
    site_editor,
    site_files,
    site_formats,
    site_forms,
    site_kept,
    site_metadata,
    site_offline,
    site_pages,
    site_search,
    site_shapes,
    site_smaller,
    site_views,
)
from handbook.elements import long_date
from handbook.site import where_and_when
from handbook.site_keys import PageKeys
from handbook.site_rows import Kept
from handbook.workers import beside, processes_for

if TYPE_CHECKING:
    from jinja2 import Environment

    from handbook.load import Edition
    from handbook.site_kept import Written
    from handbook.site_pages import Site

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{inline}; style-src 'self'; "
    "img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action {forms}"
)
"""Content Security Policy (https://www.w3.org/TR/CSP3/): nothing from elsewhere, nothing inline."""
MANY_CARDS = 200
"""Cards that are worth the start of another process."""
ROOM = 50_000_000
"""Bytes of memory that it takes at most."""
PREVIEWED = " 'unsafe-inline'"
"""What pages allow more where a server puts a script of its own into each."""


def policy(edition: Edition, inline: str = "") -> str:
    """Return the policy of every page; forms may go to the addresses in the settings alone."""
    return POLICY.format(inline=inline, forms=site_forms.form_sources(edition))


def names(site: Site, page_policy: str) -> dict[str, Any]:
    """Return what every template of the theme may ask for, by name."""
    edition = site.edition
    settings, words = edition.settings, edition.settings.words
    return {
        "edition": edition,
        "handbook": edition.handbook,
        "settings": settings,
        "words": words.site,
        "shape": site_shapes.shape_svg,
        "where_and_when": lambda study: where_and_when(study, edition),
        "views": site_views,
        "formats": site_formats,
        "browse": site.browse,
        "browsing": site_browse,
        "paging": site.paging,
        "order": site.order,
        "place": None,
        "metadata": site_metadata,
        "search": site_search,
        "offline": site_offline,
        "files": site_files,
        "day": lambda date: long_date(date, words),
        "forms": site_forms.forms(edition),
        "policy": page_policy,
        "downloads": site.downloads,
    }


@dataclass(frozen=True, slots=True)
class Way:
    """What a site is written with."""

    env: Environment
    """The theme's templates, with the names that they ask for."""
    program: str
    """A hash of all that draws the site."""
    worker: Path
    """The theme's service worker."""
    previewed: bool
    """Whether a server shows this copy while it is written: then nothing is kept by browsers."""


def write_site(site: Site, folder: Path, kept: Kept, way: Way) -> tuple[Written, list[str]]:
    """Write a site but for its search; return what is kept of it, and what it takes from outside.

    `folder` holds the theme's files by now.
    """
    edition, pages = site.edition, site.whole.values()
    site_smaller.make_smaller(folder)
    page_policy = policy(edition, PREVIEWED if way.previewed else "")
    keys = PageKeys(site, way.program, page_policy)
    with cards_beside(site, folder, kept) as cards:
        written = site_kept.write_pages(site, way.env, folder, kept, keys)
        written |= cards()
    kept.use_all(written.values())
    site_browse.write_entries(site.browse, edition, site.paging, folder)
    site_pages.write_site_map(site, folder)
    site_files.write_site_files(
        edition, folder, policy=policy(edition), downloads=site.downloads
    )
    written |= site_kept.write_pictures(site_files.picture_sizes(edition), folder, kept)
    site_search.write_words(edition, folder)
    site_offline.write_pages([*pages, *site.paging.further().values()], folder)
    worker = site_offline.GONE if way.previewed else way.worker.read_text("utf-8")
    site_offline.write_service_worker(worker, folder)
    site_editor.write_editor(edition, folder)  # last: it is no page of the handbook
    return written, site_kept.taken_from_outside(edition)


def cards_beside(
    site: Site, folder: Path, kept: Kept
) -> AbstractContextManager[Callable[[], Written]]:
    """Write the cards, in a process beside this one where there are many and that is safe."""
    drawn = site_files.cards(site.whole.values(), site.edition)

    def write() -> Written:
        with Kept(kept.file) as mine:
            return site_kept.write_cards(drawn, folder, mine)

    kept.close()  # a file of SQLite must not be open in two processes that have it from one
    many = len(drawn) > MANY_CARDS and threading.active_count() == 1
    return beside("the cards", write, processes_for(ROOM) if many else 1)


def write_search(folder: Path, kept: Kept) -> Written:
    """Write the index of all pages that are in a folder; return what is kept of it.

    It needs nothing but these files, and nearly as much memory as all that came before.
    """
    make: Callable[[Path], None] = site_search.write_search_index
    return site_kept.write_search_index(
        folder, site_search.FOLDER, site_search.made_by(), make, kept
    )


def give_back_memory() -> None:
    """Give the system the memory of what nobody holds any more, where the C library can."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU C library
    if trim is not None:
        trim(0)
