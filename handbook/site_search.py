"""What the search page reads: Pagefind's index, the kinds of page, the words to mend slips by."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pagefind_bin import get_executable

from handbook import search_merge, search_order
from handbook.workers import processes_for

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

WORDS = "search/words.json"
SHORTEST = 4
"""Letters of a word that is worth mending."""

FOLDER = "pagefind"
"""Where the index stands below the site's folder."""
UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.*",
)
"""Pagefind's own interface, which the theme does without."""


IGNORED = ".back, .citation, .noteref, .sources"
"""What stands in the text and is not of it; one page lists all sources, and is found by them."""
FOUND = b"data-pagefind-body"
"""What a page holds whose text can be found."""
AT_ONCE = 250
"""Pages that Pagefind holds at once: about 200 kB of memory each."""
ROOM = 100_000_000
"""Bytes of memory that Pagefind takes at most for so many."""
OPTIONS = ["--output-subdir", FOLDER, "--exclude-selectors", IGNORED, "--quiet"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page that readers can search alone."""

    id: str
    one: str
    many: str


def kinds(edition: Edition) -> list[Kind]:
    """Return the kinds of page, in the order in which the search page offers them."""
    entries, site = edition.settings.kinds, edition.settings.words.site
    easy_read = edition.settings.words.easy_read
    found = [
        Kind("principle", entries.principle.one, entries.principle.many),
        Kind("case_study", entries.case_study.one, entries.case_study.many),
        Kind("guide", site.guide, site.guides),
        Kind("glossary", site.glossary, site.glossary),
        Kind("easy_read", easy_read, easy_read),
    ]
    return [kind for kind in found if kind.id != "easy_read" or edition.easy_reads]


def kind_of(document: Document, edition: Edition) -> str:
    """Return the id of the kind that the search finds a page under."""
    page = edition.handbook.pages.get(document.path)
    if getattr(page, "lists", None) == "glossary":
        return "glossary"
    return document.kind if document.kind in {kind.id for kind in kinds(edition)} else "guide"


def write_words(edition: Edition, site: Path) -> None:
    """Write the words of all titles, summaries and explained words, for "did you mean"."""
    handbook = edition.handbook
    texts = [text for page in edition.pages.values() for text in (page.title, page.summary)]
    texts += [text for term in handbook.terms for text in (term.term, *term.also)]
    for group in ("pillars", "stages", "audiences", "topics", "places"):
        texts += [choice.title for choice in getattr(edition.settings, group)]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
    file = site / WORDS
    file.parent.mkdir(exist_ok=True)
    chosen = sorted(word for word in words if len(word) >= SHORTEST)
    file.write_text(json.dumps(chosen, ensure_ascii=False, separators=(",", ":")), "utf-8")


def write_search_index(site: Path) -> None:
    """Index every published page with text to find into `pagefind/` below the site's folder.

    Some pages at a time, so that Pagefind's memory does not grow with the pages. Raises
    CalledProcessError with Pagefind's own words when it fails.
    """
    pages = [page for page in sorted(site.rglob("*.html")) if FOUND in page.read_bytes()]
    parts = [pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE)]
    with tempfile.TemporaryDirectory(dir=site, prefix="pagefind-") as folder:
        folders = [Path(folder, f"{number:04}") for number in range(len(parts))]
        with ThreadPoolExecutor(processes_for(ROOM)) as threads:  # each waits for a Pagefind
            made = list(threads.map(partial(_index, site), parts, folders))
        if len(made) > 1:
            search_merge.merge(made, site / FOLDER)
        elif made:
            search_order.settle(made[0])
            made[0].rename(site / FOLDER)


def _index(site: Path, pages: list[Path], folder: Path) -> Path:
    """Index some pages alone, in a folder of their own; return where their index is."""
    for page in pages:
        place = folder / page.relative_to(site)
        place.parent.mkdir(parents=True, exist_ok=True)
        search_merge.named_too(page, place)
    subprocess.run(
        [get_executable(), "--site", str(folder), *OPTIONS],
        check=True,
        capture_output=True,
        text=True,
    )
    for page in pages:
        (folder / page.relative_to(site)).unlink()
    for pattern in UNUSED:
        for file in (folder / FOLDER).glob(pattern):
            file.unlink()
    return folder / FOLDER


def made_by() -> str:
    """Return what says how the index is made, and by which program."""
    files = (search_order.__file__, search_merge.__file__, __file__)
    code = b"".join(Path(file).read_bytes() for file in files)
    return f"{version('pagefind-bin')} {OPTIONS} {hashlib.sha256(code).hexdigest()}"
