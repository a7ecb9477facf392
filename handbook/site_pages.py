"""Draw the pages of the website, one after another, with the theme's templates."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from handbook import site_browse, site_paging
from handbook.formats.files import REPORT
from handbook.site import contents, documents, relative_url, render_parts
from handbook.site_formats import list_page
from handbook.site_kept import write
from handbook.site_order import Order, order
from handbook.site_smaller import smaller_html

if TYPE_CHECKING:
    from jinja2 import Environment

    from handbook.document import Document
    from handbook.load import Edition

Download = Mapping[str, Any]
SITE_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Site:
    """A website before it is drawn: its pages, and what stands around their text."""

    edition: Edition
    browse: site_browse.Browse
    paging: site_paging.Paging
    order: Order
    whole: Mapping[str, Document]
    """The Document of every page by its path; a long list whole."""
    downloads: Sequence[Download]
    """Every file that is offered beside the pages."""

    @cached_property
    def pages(self) -> Mapping[str, Document]:
        """What each page shows by its path; of a long list a part."""
        shown = {path: self.paging.shown(page) for path, page in self.whole.items()}
        return {**shown, **self.paging.further()}

    @cached_property
    def _files(self) -> dict[str, list[Download]]:
        found: dict[str, list[Download]] = {}
        for one in self.downloads:
            found.setdefault(one["page"], []).append(one)
        return found

    def files_for(self, path: str) -> Sequence[Download]:
        """Return the files that a page may offer: its own and those of the whole handbook."""
        if path == list_page(self.edition):
            return self.downloads
        return [*self._files.get(path, ()), *self._files.get(REPORT, ())]


def site_of(
    edition: Edition, downloads: Sequence[Download], edit_url: Callable[[str], str | None]
) -> Site:
    """Return the website of an edition; `edit_url` gives where the file of a page is edited."""
    browse = site_browse.browse(edition)
    whole = {**documents(edition), **browse.documents}
    paging = site_paging.paging(
        {**edition.pages, **browse.documents}, edition.settings.words.site.browse
    )
    there = {**whole, **paging.further()}
    return Site(edition, browse, paging, order(edition, there, edit_url), whole, downloads)


def with_page(site: Site, edition: Edition, path: str) -> Site | None:
    """Return a site in which one page is that of an edition that differs in its text alone.

    None for a long list, whose entries may stand on other pages now.
    """
    document = edition.pages[path]
    listed = path in site.paging.leaves
    if listed or site_paging.paging({path: document}, edition.settings.words.site.browse).leaves:
        return None
    return replace(site, edition=edition, whole={**site.whole, path: document})


def draw(path: str, site: Site, env: Environment) -> str:
    """Return a page as it is published."""
    document = site.pages[path]
    layout = "home" if not document.url else document.kind
    return smaller_html(
        env.get_template(f"pages/{layout}.html").render(
            edition=site.edition,
            document=document,
            place=site.order.places[path],
            parts=render_parts(document, site.edition, site.paging),
            contents=contents(document.headings),
            downloads=site.files_for(path),
        )
    )


def write_site_map(site: Site, folder: Path) -> None:
    """Write the list of all addresses (https://www.sitemaps.org/protocol.html), also compressed."""
    found = etree.Element("urlset", nsmap={None: SITE_MAP})
    for path, document in site.pages.items():
        entry = etree.SubElement(found, "url")
        etree.SubElement(entry, "loc").text = site.order.places[path].canonical_url
        day = document.reviewed or site.edition.settings.edition.date
        etree.SubElement(entry, "lastmod").text = day.isoformat()
    whole = etree.tostring(found, encoding="utf-8", xml_declaration=True)
    write(folder / "sitemap.xml", whole)
    write(folder / "sitemap.xml.gz", gzip.compress(whole, mtime=0))


def link_to(here: str, there: str) -> str:
    """Return an address below the site's root as a page leads to it; a whole one stays."""
    if "://" in there or there.startswith(("mailto:", "#")):
        return there
    path, mark, rest = _split(there)
    return f"{relative_url(here, '' if path == '.' else path)}{mark}{rest}"


def _split(address: str) -> tuple[str, str, str]:
    place = min((at for sign in "?#" if (at := address.find(sign)) >= 0), default=len(address))
    return address[:place], address[place : place + 1], address[place + 1 :]
