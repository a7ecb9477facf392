"""Where a handbook links to other websites, and what their answers mean to an author."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from handbook.advice.links_away import Answer, answers, can_be_asked, without_part
from handbook.blocks import place_of
from handbook.nodes import Sequence, locate, parse_yaml, plain
from handbook.problems import Problem
from handbook.reading import SOURCES, page_paths, read_page
from handbook.settings import Settings, load_settings
from handbook.sources import read_text
from handbook.words import Words

Place = tuple[str, int, int]


def check_links(
    root: Path, *, config: str = "mkdocs.yml", tell: Callable[[str], None] = lambda said: None
) -> list[Problem]:
    """Return what is wrong with the links of a handbook to other websites."""
    root = Path(root).resolve()
    settings = load_settings(root, config, [])
    places = dict(_places(root, settings))
    found = answers({address for _, address in places}, root, tell=tell)
    return [
        problem
        for (place, address) in places
        if (problem := _problem(place, found.get(without_part(address)), address))
    ]


def _places(root: Path, settings: Settings | None) -> Iterator[tuple[tuple[Place, str], None]]:
    """Yield each place of the handbook that links to another website, with the address."""
    own = settings.site_url if settings else ""
    for place, address in (*_in_sources(root), *_in_pages(root, settings)):
        if can_be_asked(address) and not (own and address.startswith(own)):
            yield (place, address), None


def _in_sources(root: Path) -> Iterator[tuple[Place, str]]:
    text = read_text(root, SOURCES, [])
    node = parse_yaml(SOURCES, text, []) if text is not None else None
    if isinstance(node, Sequence):
        for item in node.items:
            said = plain(item)
            if isinstance(said, dict) and isinstance(said.get("url"), str):
                yield (SOURCES, *locate(item, ("url",))), said["url"]


def _in_pages(root: Path, settings: Settings | None) -> Iterator[tuple[Place, str]]:
    words = settings.words if settings else Words()
    for path in page_paths(root):
        read = read_page(root, path, words, [])
        for part in (read.body.root, *read.body.notes) if read else ():
            for link in part.iter("a"):
                yield (path, *place_of(link)), link.get("href", "")


def _problem(place: Place, answer: Answer | None, address: str) -> Problem | None:
    """Return what an answer means for the link at a place."""
    if answer is None or answer.kind == "there":
        return None
    shown = address if len(address) <= 80 else f"{address[:77]}..."
    if answer.kind == "gone":
        message = f"{shown} is gone ({answer.said})"
        fix = "find its new address, or cite an archived copy"
        return Problem(*place, "link-broken", message, fix)
    if answer.kind == "moved":
        message = f"{shown} has moved for good"
        return Problem(*place, "link-moved", message, f"write {answer.said}", "advice")
    message = f"{shown} could not be checked: {answer.said}"
    fix = "open it yourself; leave it if the page is there"
    return Problem(*place, "link-unsure", message, fix, "advice")
