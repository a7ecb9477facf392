"""What a browser fetches to show a page for the first time, and what that weighs compressed."""

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.judges.pages import page_type

CODE = ("document", "stylesheet", "script")


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

    def weight(self, *kinds: str) -> int:
        return sum(file.bytes for file in self.files if file.kind in kinds)

    def __str__(self) -> str:
        lines = [f"  {one.bytes:6} {one.kind} {one.path}" for one in self.files]
        return "\n".join([f"{self.page}: {self.weight(*CODE)} bytes of code", *lines])


def first_view(browser: Browser, address: str, name: str, site: Path) -> FirstView:
    """Open a page with nothing kept from before, until it is quiet; return what it fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    files = []
    page = context.new_page()
    page.on("response", lambda answer: files.append((answer.url, answer.request.resource_type)))
    page.goto(address + name, wait_until="networkidle")
    context.close()
    root = urlsplit(address).path
    paths = [(urlsplit(url).path.removeprefix(root), kind) for url, kind in files]
    return FirstView(name, tuple(Fetched(path, kind, weigh(site, path)) for path, kind in paths))


def weigh(site: Path, path: str) -> int:
    """Return the size of a published file as it travels."""
    file = site / path if not path.endswith("/") and path else site / path / "index.html"
    data = file.read_bytes()
    return len(data) if file.suffix in (".woff2", ".png") else len(gzip.compress(data, 9))


def weights(site: Path, names: Sequence[str], views: Iterable[FirstView]) -> dict[str, int]:
    """Return the weight of the code of every page, its type's styles and scripts included."""
    types = {name: page_type((site / name).read_bytes()) for name in names}
    beside = {types[view.page]: view.weight(*CODE) - view.weight("document") for view in views}
    return {name: weigh(site, name) + beside[kind] for name, kind in types.items()}
