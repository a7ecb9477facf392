"""Pictures as the formats need them: their kind and their bytes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.load import Edition

KINDS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
OUTSIDE = ("https://", "http://", "mailto:", "tel:")


def media_type(path: str) -> str:
    """Return the media type of a picture by its name."""
    return KINDS[PurePosixPath(path).suffix.lower()]


def picture(path: str, edition: Edition) -> bytes:
    """Return a picture's bytes."""
    return (edition.root / path).read_bytes()


def full_address(href: str, edition: Edition) -> str:
    """Return a link's target for a file that stands alone: other pages by their web address."""
    if href.startswith(("#", *OUTSIDE)):
        return href
    path, mark, anchor = href.partition("#")
    site = edition.settings.site_url.rstrip("/")
    return f"{site}/{edition.documents[path].url}{mark}{anchor}"


def file_title(title: str, edition: Edition) -> str:
    """Return the title for a reader's window: the page's own, then the handbook's."""
    handbook = edition.settings.title
    return title if title == handbook else f"{title}: {handbook}"
