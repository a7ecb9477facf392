"""The HTML pages of a site, and its types of page."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html

NOT_PAGES = {
    "downloads": "Files of the formats: each format has judges of its own.",
    "edit": (
        "The editor, where a handbook has it: a program of others for those who write. No reader"
        " loads it, so it is outside the limit on a page's weight and outside our claims."
    ),
}
"""Folders whose HTML files are no pages of the handbook, each with the reason."""


def html_files(site: Path) -> Iterator[Path]:
    """Give the HTML files of a site that are its pages."""
    files = (file for file in site.rglob("*.html") if not file.name.startswith("."))
    return (file for file in files if file.relative_to(site).parts[0] not in NOT_PAGES)


def page_names(site: Path) -> list[str]:
    """Return the path below the site of each page, sorted."""
    return sorted(file.relative_to(site).as_posix() for file in html_files(site))


def page_types(site: Path) -> dict[str, str]:
    """Return each type of page with the path of its largest page.

    Pages are of one type when their body has one class and they link the same styles and scripts,
    so a type that is new to the site is found without a list of types.
    """
    largest: dict[str, str] = {}
    for name in page_names(site):
        kind = page_type((site / name).read_bytes())
        if (site / name).stat().st_size > size(site, largest.get(kind)):
            largest[kind] = name
    return dict(sorted(largest.items()))


def size(site: Path, name: str | None) -> int:
    """Return the size of a page, nothing where there is none."""
    return (site / name).stat().st_size if name else 0


def page_type(page: bytes) -> str:
    """Return a name for the type of a page: the class of its body, then what it links."""
    tree = html.document_fromstring(page.decode("utf-8"))
    kind = tree.body.get("class", "")
    return " ".join([kind.removeprefix("on-"), *linked(tree)]).strip()


def linked(tree: html.HtmlElement) -> list[str]:
    """Return the names of the styles and scripts of a page, without those that all pages have."""
    links = [*tree.xpath("//link[@rel='stylesheet']/@href"), *tree.xpath("//script/@src")]
    names = {re.sub(r"[?#].*", "", link).rpartition("assets/")[2] for link in links}
    return sorted(names - {"site.css", "site.js"})


def state_id(value: object) -> str:
    """Return a short id for a parameter of a test."""
    return re.sub(r"[^a-z0-9]+", "-", str(value).casefold()).strip("-")


def shards(names: list[str], count: int) -> Mapping[int, list[str]]:
    """Return names dealt out into `count` hands, so that workers share the pages of a site."""
    return {number: names[number::count] for number in range(count)}
