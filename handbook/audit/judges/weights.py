"""What a browser fetches to show a page for the first time, and what that weighs compressed.

A page keeps what its readers do to itself: it asks no other host and leaves no cookie.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.audit.browser import address, browser_version, held_browser, missing_browser
from handbook.audit.judge import BROWSER, LARGEST, Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.pages import page_type
from handbook.audit.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CODE = ("document", "stylesheet", "script")
HEAVIEST = 100_000
"""Bytes of HTML, styles and scripts that a first view may have: two seconds of a slow telephone
network of 400 kilobits. Our own pages stay within 15 KB."""


@dataclass(frozen=True)
class Fetched:
    """One file that a page fetched, as the browser names its kind."""

    path: str
    kind: str
    bytes: int
    """Compressed with gzip where hosts compress it; fonts and most pictures are already."""


@dataclass(frozen=True)
class FirstView:
    """What the first view of a page fetched."""

    page: str
    files: tuple[Fetched, ...]
    outside: tuple[str, ...] = ()
    """Addresses of other hosts that it asked for."""
    cookies: tuple[str, ...] = ()
    """The names of what it left in the browser."""

    def weight(self, *kinds: str) -> int:
        return sum(file.bytes for file in self.files if file.kind in kinds)

    def __str__(self) -> str:
        lines = [f"  {one.bytes:6} {one.kind} {one.path}" for one in self.files]
        return "\n".join([f"{self.page}: {self.weight(*CODE)} bytes of code", *lines])


def first_view(browser: Browser, address: str, name: str, site: Path) -> FirstView:
    """Open a page with nothing kept from before, until it is quiet; return what it fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked, answered = [], []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answered.append((answer.url, answer.request.resource_type)))
    page.goto(address + name, wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => 0)")  # a busy machine asks for them late
    page.wait_for_load_state("networkidle")
    cookies = tuple(one["name"] for one in context.cookies())
    context.close()
    ours, root = urlsplit(address).netloc, urlsplit(address).path
    outside = tuple(url for url in asked
                    if urlsplit(url).netloc != ours and url.startswith(("http", "ws")))  # fmt: skip
    paths = [(urlsplit(url).path.removeprefix(root), kind) for url, kind in answered
             if urlsplit(url).netloc == ours]  # fmt: skip
    files = (Fetched(path, kind, weigh(site, path)) for path, kind in paths)
    return FirstView(name, tuple(files), outside, cookies)


def weigh(site: Path, path: str) -> int:
    """Return the size of a published file as it travels."""
    file = site / path if not path.endswith("/") and path else site / path / "index.html"
    if not file.is_file():
        return 0
    data = file.read_bytes()
    return len(data) if file.suffix in (".woff2", ".png") else len(gzip.compress(data, 9))


def looks(site: Site) -> list[Look]:
    """Return every page; a page of each type stands for what its type fetches beside itself."""
    largest = site.types
    kinds = {name: page_type((site.folder / name).read_bytes()) for name in site.pages}
    return [Look(name, beside=f"{site.drawn_with} {largest[kinds[name]]}") for name in site.pages]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what is wrong with the first view of each page."""
    views: dict[str, FirstView] = {}
    for look in chosen:
        name = look.beside.partition(" ")[2]
        if name not in views:
            views[name] = first_view(held_browser(), address(site), name, site.folder)
        yield look, seen(site, look.path, views[name])


def seen(site: Site, path: str, view: FirstView) -> Seen:
    """Return what came of a page, and of the page of its type that was opened."""
    beside = view.weight(*CODE) - view.weight("document")
    weight = weigh(site.folder, path) + beside
    found = []
    if weight > HEAVIEST:
        text = f"its HTML, styles and scripts are {weight:,} bytes, compressed"
        found.append(Finding(path, "", "too-heavy", "", text))
    if path == view.page:
        found += [Finding(path, "", "other-host", "privacy", f"it asks for {url}")
                  for url in dict.fromkeys(view.outside)]  # fmt: skip
        found += [Finding(path, "", "cookie", "privacy", f"it leaves the cookie {name}")
                  for name in view.cookies]  # fmt: skip
    fonts = {f"{LARGEST}bytes of fonts": view.weight("font")}
    return Seen(tuple(found), {f"{LARGEST}bytes of code": weight, **fonts})


JUDGE = Judge(
    id="first-view",
    title="First view: weight and privacy",
    judges="What a page fetches when it is first opened, and from whom; what it leaves in the"
    " browser.",
    version=browser_version,
    looks=looks,
    judge=judge,
    missing=lambda site: missing_browser(),
    needs=BROWSER,
    batch=100_000,
    effort=0.1,
)
