"""Check that every address inside a finished site leads to a file and an id that exist."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

#: (element, attribute) pairs that hold one address.
ADDRESSES = (
    ("a", "href"),
    ("area", "href"),
    ("link", "href"),
    ("use", "href"),
    ("form", "action"),
    ("img", "src"),
    ("script", "src"),
    ("source", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("track", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
)
#: Elements that make a browser fetch something without being asked.
FETCHED = {"img", "script", "source", "audio", "video", "track", "iframe", "embed", "object"}
FETCHED_RELS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect"}
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


@dataclass(frozen=True)
class Address:
    """One address as a page writes it."""

    text: str
    fetched: bool


@dataclass(frozen=True)
class SitePage:
    """One HTML or CSS file of the site, by its address below the site root."""

    path: str
    file: Path

    @cached_property
    def tree(self) -> html.HtmlElement:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        return html.document_fromstring(self.file.read_bytes(), parser=parser)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self.tree.xpath("//@id")) | frozenset(self.tree.xpath("//a/@name"))

    def addresses(self) -> Iterator[Address]:
        """Give every address of the page, in document order."""
        if self.file.suffix == ".css":
            yield from css_addresses(self.file.read_text(encoding="utf-8"))
            return
        for element, attribute in ADDRESSES:
            for node in self.tree.iter(element):
                if node.get(attribute) is not None:
                    yield Address(node.get(attribute), fetched=is_fetched(node))
        for srcset in self.tree.xpath("//@srcset"):
            for candidate in srcset.split(","):
                yield Address(candidate.split()[0], fetched=True)


def is_fetched(node: html.HtmlElement) -> bool:
    """Whether a browser asks for this element's address on its own."""
    if node.tag == "link":
        return bool(FETCHED_RELS & set((node.get("rel") or "").lower().split()))
    return node.tag in FETCHED


def css_addresses(text: str) -> Iterator[Address]:
    """Give the addresses in a style sheet."""
    for match in CSS_ADDRESS.finditer(text):
        yield Address((match[1] or match[2]).strip(), fetched=True)


def broken_links(site: Path, site_url: str = "") -> list[str]:
    """Return one sentence for each address that leads nowhere or makes a page ask another host.

    `site_url` is where the site will stand: addresses that start with it, or with its path, are
    inside the site too. The sentences are sorted by file.
    """
    pages = {page.path: page for page in read_pages(site)}
    found = []
    for path in sorted(pages):
        for text in sorted({fault for fault in page_faults(pages[path], pages, site, site_url)}):
            found.append(f"{path}: {text}")
    return found


def read_pages(site: Path) -> Iterator[SitePage]:
    """Give the HTML and CSS files of the site."""
    for folder, _, names in os.walk(site):
        for name in names:
            if name.endswith((".html", ".css")):
                file = Path(folder, name)
                yield SitePage(file.relative_to(site).as_posix(), file)


def page_faults(
    page: SitePage, pages: dict[str, SitePage], site: Path, site_url: str
) -> Iterable[str]:
    """Give what is wrong with the addresses of one page."""
    for address in page.addresses():
        target = resolve(address.text, page.path, site_url)
        if target is None:
            if address.fetched and urlsplit(address.text).netloc:
                yield f"loads {address.text} from another host"
            continue
        path, anchor = target
        file = existing(path, site)
        if file is None:
            yield f"leads to {address.text}, which is not in the site"
        elif anchor and file in pages and anchor not in pages[file].ids:
            yield f"leads to {address.text}, but {file} has no id '{anchor}'"


def resolve(address: str, page: str, site_url: str) -> tuple[str, str] | None:
    """Return an address as path below the site root and id, or None when it leads elsewhere."""
    root = site_url or "https://site.invalid/"
    root = root if root.endswith("/") else root + "/"
    parts = urlsplit(urljoin(root + page, address.strip()))
    base = urlsplit(root)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return None
    path = unquote(parts.path)
    if not path.startswith(base.path):
        # Written with the host, it is another site beside ours; written without, it climbs out.
        return None if urlsplit(address).netloc else (path, "")
    return path.removeprefix(base.path), unquote(parts.fragment)


def existing(path: str, site: Path) -> str | None:
    """Return the file that a web server gives for a path, or None."""
    if path.startswith("/") or ".." in path.split("/"):
        return None
    names = [f"{path}index.html"] if path == "" or path.endswith("/") else [path]
    return next((name for name in names if (site / name).is_file()), None)
