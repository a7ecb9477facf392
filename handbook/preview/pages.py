"""Pages that a preview changes or makes by itself."""

from __future__ import annotations

from html import escape

_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"


def with_client(html: str, base: str, version: int) -> str:
    """Return a page with the preview's own style sheet and script in its head."""
    client = (
        f'<link rel="stylesheet" href="{base}client.css">'
        f'<script defer src="{base}client.js" data-version="{version}"></script>'
    )
    head, mark, rest = html.partition("</head>")
    if not mark:  # HTML may leave the end of the head out
        head, mark, rest = html.partition("<body")
    return f"{head}{client}{mark}{rest}" if mark else html


def message(title: str, text: str) -> str:
    """Return a small page with a few words."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></body></html>"
    )
