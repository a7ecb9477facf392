"""Chromium, as the judges use it: without a window, a profile or a word to any other host."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.audit.resources import held
from handbook.audit.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

    from handbook.audit.site import Site

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]",
]
"""No host but this machine can be reached, whatever a page asks for."""
SETUP = "`make setup-test` gets it"
DRAWN = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => requestIdleCallback(() => done(), {timeout: 3000}))))"""
"""Scripts that wait for what is in view hear of it after a frame."""


def program() -> str | None:
    """Return the path of this machine's Chromium, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@cache
def browser_version() -> str:
    """Return the name and version that the browser gives itself."""
    done = subprocess.run([program(), "--version"], capture_output=True, text=True)
    return " ".join(done.stdout.split()[:2])


def missing_browser() -> str | None:
    """Say what is missing to open pages in a browser."""
    if program() is None:
        return f"there is no Chromium here: {SETUP}"
    if find_spec("playwright") is None:
        return f"the Python package playwright is not installed: {SETUP}"
    return None


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a headless Chromium with an empty profile."""
    from playwright.sync_api import sync_playwright

    path = program()
    if path is None:
        raise FileNotFoundError("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


def held_browser() -> Browser:
    """Return the browser of this process, started at the first call."""
    return held("browser", browser)


def address(site: Site) -> str:
    """Return where a site is shown: its own server, or one here, at the path of its publication."""
    if site.at:
        return site.at
    return held((site.folder, site.base), lambda: served(site.folder, site.base))


def watch_requests(context: BrowserContext, address: str, *, scripts: bool = True) -> list[str]:
    """Return a list that grows by each address that is asked of others than our server.

    Without `scripts`, none of ours is let through. To decide about each request takes the browser's
    cache away, so the other requests are only watched.
    """
    ours = urlsplit(address).netloc
    outside: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != ours:
            outside.append(request.url)

    def decide(route: Route) -> None:
        script = route.request.resource_type == "script"
        route.abort() if script else route.continue_()

    context.on("request", note)
    if not scripts:
        context.route("**/*", decide)
    return outside


class Traffic:
    """What the page in a tab has asked for: how much in all, and what has no answer yet."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked = 0
        self.under_way: set[Request] = set()
        page.on("framenavigated", lambda _frame: self.under_way.clear())
        page.on("request", self.begin)
        page.on("requestfinished", lambda request: self.under_way.discard(request))
        page.on("requestfailed", lambda request: self.under_way.discard(request))

    def begin(self, request: Request) -> None:
        self.asked += 1
        self.under_way.add(request)

    def come_to_rest(self) -> None:
        """Wait until all that the page asks for has come and is drawn, and it asks no more.

        Raises:
            TimeoutError: It still asks, or something has no answer, after half a minute.
        """
        late = monotonic() + 30
        before = None
        while self.under_way or self.asked != before:
            if monotonic() > late:
                urls = ", ".join(sorted(one.url for one in self.under_way))
                raise TimeoutError(f"{self.page.url} does not come to rest: {urls}")
            before = self.asked
            self.page.evaluate(DRAWN)
