"""What the website publishes beside its pages, for machines and for reading without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook import data, schema
from handbook.bill import BILL, bill_of_materials
from handbook.cards import FONTS, card_for, draw_card
from handbook.checksums import SUMS
from handbook.feed import FEED, write_feed
from handbook.release import archived
from handbook.site import asset_url, documents
from handbook.site_browse import WORDS_FILE, filter_words
from handbook.site_editor import headers as editor_headers
from handbook.site_metadata import CARDS
from handbook.site_pictures import Size, sizes
from handbook.site_plan import plan_files
from handbook.site_views import Link, size

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

INDEX = "llms.txt"
HEADERS = "_headers"


def write_site_files(
    edition: Edition,
    site: Path,
    *,
    policy: str,
    downloads: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Write data, schemas, the feed, the headers and the list of all pages."""
    for name, write in data.WRITERS.items():
        (site / data_url(name)).parent.mkdir(exist_ok=True)
        (site / data_url(name)).write_bytes(write(edition.handbook))
    (site / schema.FOLDER).mkdir(exist_ok=True)
    for name, content in schema.write_schemas(edition.handbook).items():
        (site / schema.FOLDER / name).write_bytes(content)
    (site / FEED).write_bytes(write_feed(edition))
    if bill := bill_of_materials(edition.root, edition.settings):
        (site / BILL).write_bytes(bill)
    (site / INDEX).write_text(llms_txt(edition, downloads), "utf-8")
    lines = [headers(policy), *editor_headers(edition.settings)]
    (site / HEADERS).write_text("".join(lines), "utf-8")


def published(edition: Edition) -> Iterator[tuple[str, Path]]:
    """Yield the address of each picture and earlier edition, and its file."""
    yield from ((asset_url(path), edition.root / path) for path in pictures(edition))
    yield from ((path, edition.root / path) for path in archived(edition.root))


def picture_sizes(edition: Edition) -> Iterator[Size]:
    """Yield each size of each photograph."""
    for path in pictures(edition):
        if not path.lower().endswith(".svg"):
            yield from sizes(edition.root / path, asset_url(path))


def pictures(edition: Edition) -> list[str]:
    """Return the path of each picture that a page shows."""
    return sorted({image for page in documents(edition).values() for image in page.images})


def of_our_theme(edition: Edition) -> Iterator[tuple[str, Path | bytes]]:
    """Yield the address of each typeface and of what our theme's scripts read, and what it has."""
    yield WORDS_FILE, filter_words(edition).encode("utf-8")
    for address, text in plan_files(edition).items():
        yield address, text.encode("utf-8")
    for file in sorted(FONTS.glob("*.woff2")):
        yield f"assets/fonts/{file.name}", file


def data_url(name: str) -> str:
    """Return where a data file stands: the one with everything at the top, the rest in a folder."""
    return name if name == data.JSON else f"data/{name}"


def data_links(edition: Edition, downloads: Iterable[Mapping[str, Any]] = ()) -> list[Link]:
    """Return every file for machines with what it is and how big.

    A build with `downloads` is published with checksums.
    """
    settings, words = edition.settings, edition.settings.words.site
    tables = {
        "principles": settings.kinds.principle.many,
        "recommendations": settings.words.recommendations,
        "case_studies": settings.kinds.case_study.many,
        "figures": settings.words.figures,
        "sources": settings.words.sources,
    }
    titles = {data.JSON: words.data_everything, data.SCHEMA: words.data_shape}
    for table, title in tables.items():
        titles[data.csv_name(table)] = words.data_table.format(table=title)
    found = [
        Link(titles[name], data_url(name), size(len(write(edition.handbook)), words))
        for name, write in data.WRITERS.items()
    ]
    found += [Link(words.data_feed, FEED), Link(words.data_pages, INDEX)]
    bill = bill_of_materials(edition.root, settings)
    found += [Link(words.data_bill, BILL, size(len(bill), words))] if bill else []
    return [*found, *([Link(words.data_checksums, SUMS)] if downloads else [])]


def cards(pages: Iterable[Document], edition: Edition) -> dict[str, Callable[[], bytes]]:
    """Return what draws the card of each page, by the card's address below the site's root."""
    found = (card_for(page, edition) for page in pages)
    return {f"{CARDS}/{card.name}": partial(draw_card, card) for card in found}


def llms_txt(edition: Edition, downloads: Iterable[Mapping[str, Any]] = ()) -> str:
    """Return the list of all pages for language models (https://llmstxt.org/).

    It names the Markdown of each page where the build made it, else the page.
    """
    settings = edition.settings
    markdown = {one["page"]: one["path"] for one in downloads if one["format"] == "markdown"}
    lines = [f"# {settings.title}", "", f"> {settings.description}"]
    for item in settings.nav:
        pages = [edition.pages[path] for path in paths_of(item, edition)]
        lines += ["", f"## {item.title or pages[0].title}", ""]
        lines += [
            f"- [{page.title}]({settings.site_url}{markdown.get(page.path, page.url)}): "
            f"{page.summary}"
            for page in pages
        ]
    lines += ["", f"## {settings.words.site.data}", ""]
    lines += [f"- [{name}]({settings.site_url}{data_url(name)})" for name in data.WRITERS]
    return "\n".join(lines) + "\n"


def paths_of(item, edition: Edition) -> list[str]:
    """Return the paths of the pages at one place of the reading order."""
    found = []
    for one in item.walk():
        if one.kind:
            listed = getattr(edition.settings.kinds, one.kind).list
            entries = [page.path for page in edition.pages.values() if page.kind == one.kind]
            found += [listed, *entries]
        elif one.path:
            found.append(one.path)
    return found


def headers(policy: str) -> str:
    """Return what hosts that read a `_headers` file send with every file.

    They repeat what each page says of itself, and add what only a header can say
    (https://developers.cloudflare.com/pages/configuration/headers/, Netlify has the same form).
    """
    lines = [
        "/*",
        f"  Content-Security-Policy: {policy}; frame-ancestors 'none'",
        "  Referrer-Policy: same-origin",
        "  X-Content-Type-Options: nosniff",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
    ]
    return "\n".join(lines) + "\n"
