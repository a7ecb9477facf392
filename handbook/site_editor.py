"""The editor in the browser: one page of the website that people sign in to, where it is wanted.

It is a program of others, served from the website itself. Its page has a policy of its own, and the
policy of every other page stays as it is. It belongs to no list of pages: not to the sitemap, the
search, the zip of the website or what is kept for reading offline. It is left out of the limit on
the weight of a page too, since nobody loads it who reads the handbook, and no part of it is ours.
"""

from __future__ import annotations

import shutil
import sys
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handbook.edit_config import write_config

if TYPE_CHECKING:
    from handbook.load import Edition
    from handbook.settings import Settings

FOLDER = "edit"
PACKAGE = Path(sys.prefix, "share", "handbook", "editor")
"""Where `requirements/install.py editor` puts the editor."""
SCRIPT, START = "sveltia-cms.js", "start.js"
SCHEMA = "schema.json"
"""What the editor takes as settings: for our tests, not for readers."""
MISSING = (
    "the editor at /edit/: mkdocs.yml asks for it under extra, handbook, editor, and it is not"
    " installed here. Install it with: make editor"
)
GITHUB = ("https://api.github.com", "https://github.com")
STYLE = """@font-face { font-family: "Editor icons"; src: url("icons.woff2") format("woff2"); }
.material-symbols-outlined { font-family: "Editor icons" !important; }
"""
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="editor.css">
<link rel="cms-config-url" type="application/json" href="config.json">
</head>
<body>
<noscript><p>{without_script}</p></noscript>
<script src="{start}"></script>
<script src="{script}"></script>
</body>
</html>
"""


def missing(settings: Settings, package: Path = PACKAGE) -> str | None:
    """Return what to say where the settings ask for the editor and it is not installed."""
    wanted = settings.editor is not None
    return MISSING if wanted and not (package / SCRIPT).is_file() else None


def write_editor(edition: Edition, site: Path, package: Path = PACKAGE) -> int:
    """Write the editor into a built site, if it is wanted and installed; return its bytes."""
    settings = edition.settings
    if settings.editor is None or missing(settings, package):
        return 0
    folder = site / FOLDER
    shutil.copytree(package, folder, ignore=shutil.ignore_patterns(SCHEMA))
    (folder / START).write_bytes(files(__package__).joinpath("editor.js").read_bytes())
    (folder / "editor.css").write_text(STYLE, "utf-8")
    (folder / "config.json").write_bytes(write_config(edition))
    (folder / "index.html").write_text(page(settings), "utf-8")
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def page(settings: Settings) -> str:
    """Return the page that starts the editor."""
    words = settings.words.fields
    return PAGE.format(
        language=escape(settings.language),
        policy=escape(policy(settings)),
        title=escape(words.editor.format(title=settings.title)),
        without_script=escape(words.editor_without_script),
        start=START,
        script=SCRIPT,
    )


def policy(settings: Settings) -> str:
    """Return the policy of the editor's page: it may ask GitHub if the settings name it.

    The editor writes styles into its page, and shows pictures that are not saved yet. Its requests
    for fonts, newer versions and other languages are refused, as they would go to other hosts.
    """
    hosts = ["'self'", "blob:", "data:"]
    editor = settings.editor
    if editor and editor.github:
        hosts += GITHUB
        if editor.sign_in:
            parts = urlsplit(editor.sign_in)
            hosts.append(f"{parts.scheme}://{parts.netloc}")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' blob: data:; media-src blob:; font-src 'self'; "
        f"connect-src {' '.join(hosts)}; base-uri 'none'; form-action 'none'"
    )


def headers(settings: Settings) -> list[str]:
    """Return the lines of `_headers` that give the editor its own policy, where it is wanted.

    An exclamation mark takes away what all pages have: two policies would both count
    (https://developers.cloudflare.com/pages/configuration/headers/#detach-a-header).
    """
    if settings.editor is None:
        return []
    own = f"  Content-Security-Policy: {policy(settings)}; frame-ancestors 'none'"
    lines = [f"/{FOLDER}/*", "  ! Content-Security-Policy", own, "  X-Robots-Tag: noindex"]
    return [f"{line}\n" for line in lines]
