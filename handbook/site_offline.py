"""Reading without a network: the service worker of a built site, and the whole site as one file."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from handbook.site import asset_url
from handbook.site_views import size

if TYPE_CHECKING:
    from collections.abc import Collection

    from handbook.document import Document
    from handbook.site_words import SiteWords

WORKER = "sw.js"
PAGES = "offline/pages.json"
SHELL = ("assets/*.css", "assets/*.js", "assets/icon.svg", "assets/fonts/atkinson-*.woff2")
"""What every page needs, kept from the first visit on; beside it the home page and its like."""
UNCOUNTED = ("sw.js", "pagefind/", "downloads/", "sitemap.xml", "audit.json", "_headers")
"""What may change without the pages changing."""
GONE = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", async () => {
  for (const one of await caches.keys()) await caches.delete(one);
  await self.registration.unregister();
});
"""
"""The worker of a preview: it takes away what an earlier visit to this address has kept."""
ZIP = "handbook-site.zip"
ZIP_OFFER = "<!-- the whole site as one file -->"
"""Where the page on reading offline offers the zip, once there is one."""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: the first that the format can hold."""
UNZIPPED = (
    "404.html", "_headers", "sw.js", "audit.json", ".handbook",
    "pagefind/", "assets/cards/", "edit/",
)  # fmt: skip
"""What only a web server has a use for, and the evidence, which has the hash of the zip itself."""
_SIZE = re.compile(r"-[0-9]+\.webp$")
"""What the address of a size of a picture has after the picture's own."""
_ADDRESS = re.compile(r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)=")([^"]*)(")')


def write_service_worker(template: str, site: Path) -> None:
    """Write the worker, with the version of this build and what it keeps at once."""
    shell = [path for pattern in SHELL for path in _matching(site, pattern)]
    text = template.replace("{version}", site_version(site))
    text = text.replace("{shell}", json.dumps(["", "offline/", PAGES, *shell]))
    (site / WORKER).write_text(text, "utf-8")


def write_pages(pages: Collection[Document], site: Path) -> None:
    """Write the addresses of all pages and pictures, for readers who keep everything."""
    originals = {asset_url(image) for page in pages for image in page.images}
    made = _matching(site, "assets/**/*.webp")
    sizes = {path for path in made if _SIZE.sub("", path) in originals}
    pictures = sorted(originals | sizes)
    found = {"pages": [{"title": page.title, "url": page.url} for page in pages]}
    file = site / PAGES
    file.parent.mkdir(exist_ok=True)
    text = json.dumps({**found, "pictures": pictures}, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, "utf-8")


def site_version(site: Path) -> str:
    """Return a hash of what readers get: the same site has the same version."""
    whole = hashlib.sha256()
    for path in _files(site):
        if not path.startswith(UNCOUNTED):
            whole.update(path.encode() + hashlib.sha256((site / path).read_bytes()).digest())
    return whole.hexdigest()[:16]


def write_zip(site: Path, file: Path) -> int:
    """Write a finished site as a zip for reading from a folder on disk; return its size.

    Every link in it names its file, since a disk does not answer a folder's address with the
    index.html in it. The same site gives the same bytes: sorted names, one date, one mode.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as whole:
        for path in _files(site):
            if path.startswith(UNZIPPED) or site / path == file:
                continue
            content = (site / path).read_bytes()
            if path.endswith(".html"):
                content = explicit_links(content.decode("utf-8")).encode("utf-8")
            info = zipfile.ZipInfo(f"{file.stem}/{path}", EARLIEST)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(info, content)
    file.write_bytes(out.getvalue())
    return file.stat().st_size


def explicit_links(page: str) -> str:
    """Return a page whose links to folders name the index.html in them."""

    def named(found: re.Match[str]) -> str:
        before, address, after = found.groups()
        path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", address, re.DOTALL).groups()
        last = PurePosixPath(path).name
        if ":" in path or path.startswith("//") or not path:
            return found[0]
        if path.endswith("/"):
            path += "index.html"
        elif last in (".", "..") or path in (".", "..") or path.endswith(("/.", "/..")):
            path += "/index.html"
        return f"{before}{path}{mark}{rest}{after}"

    return _ADDRESS.sub(named, page)


def offer_zip(site: Path, address: str, number: int, words: SiteWords) -> None:
    """Say on the page on reading offline where the zip is, and how big."""
    page = site / "offline" / "index.html"
    offer = (
        '<section aria-labelledby="offline-zip">'
        f'<h2 id="offline-zip">{escape(words.zip_title)}</h2>'
        f"<p>{escape(words.zip_how)}</p>"
        f'<ul class="plain"><li><a href="../{escape(address)}">{escape(words.zip_get)}</a> '
        f'<span class="quiet">({escape(size(number, words))})</span></li></ul></section>'
    )
    page.write_text(page.read_text("utf-8").replace(ZIP_OFFER, offer), "utf-8")


def _files(site: Path) -> list[str]:
    """Return the paths of all files below a folder, sorted."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def _matching(site: Path, pattern: str) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.glob(pattern))
