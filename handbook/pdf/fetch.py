"""The only files a PDF may read: those of the project and a few of ours, under a made-up origin."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

ORIGIN = "https://handbook.invalid/"
"""No such host can exist (RFC 2606); picture names in the PDF are hashes of addresses, so the
folder that a handbook stands in leaves no trace."""


class Fetcher(URLFetcher):
    """Files below `root` and the drawings given; anything else stops the render."""

    def __init__(self, root: Path, drawings: Mapping[str, str]) -> None:
        super().__init__(allowed_protocols={"https"}, allow_redirects=False, fail_on_errors=True)
        self.root = root.resolve()
        self.drawings = drawings

    def fetch(self, url: str, headers=None) -> URLFetcherResponse:
        """Return a file's bytes; raise OSError for what is outside the handbook or not there."""
        if not url.startswith(ORIGIN):
            raise PermissionError(f"'{url}' is not a file of the handbook")
        name = unquote(urlsplit(url).path.lstrip("/"))
        if name in self.drawings:
            return URLFetcherResponse(url, self.drawings[name].encode(), _type(name))
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root):
            raise PermissionError(f"'{name}' is outside the project")
        if not path.is_file():
            raise FileNotFoundError(f"'{name}' is not there")
        return URLFetcherResponse(url, path.read_bytes(), _type(name))


def _type(name: str) -> dict[str, str]:
    """Return the media type of a file as a header."""
    return {"Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream"}
