"""A Document as one HTML file that needs nothing else: no network, no script, no other file."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.media import file_title, full_address, media_type, picture
from handbook.formats.plain_text import about

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

POLICY = "; ".join(
    f"{kind} 'none'"
    for kind in "script-src connect-src font-src frame-src object-src media-src form-action".split()
)
"""Content Security Policy (https://www.w3.org/TR/CSP3/): the file can ask no host for anything."""


def write_html(document: Document, edition: Edition) -> bytes:
    """Return a Document as one HTML file, its pictures inside it."""
    article = document.tree()
    for link in article.iter("a"):
        link.set("href", full_address(link.get("href"), edition))
    for image in article.iter("img"):
        path = image.get("src")
        data = b64encode(picture(path, edition)).decode("ascii")
        image.set("src", f"data:{media_type(path)};base64,{data}")
    html = etree.Element("html", lang=document.language)
    html.append(head(document, edition))
    body = etree.SubElement(html, "body", {"class": "one-file"})
    etree.SubElement(body, "main").append(article)
    body.append(foot(document, edition))
    text = etree.tostring(html, method="html", encoding="unicode")
    return f"<!DOCTYPE html>\n{text}\n".encode()


def head(document: Document, edition: Edition) -> etree._Element:
    """Return what the file says about itself, and its style."""
    made = etree.Element("head")
    etree.SubElement(made, "meta", charset="utf-8")
    policy = {"http-equiv": "Content-Security-Policy", "content": POLICY}
    etree.SubElement(made, "meta", policy)
    etree.SubElement(made, "title").text = file_title(document.title, edition)
    named = {"viewport": "width=device-width, initial-scale=1", "color-scheme": "light dark"}
    for name, content in {**named, "description": document.summary}.items():
        etree.SubElement(made, "meta", name=name, content=content)
    address = edition.settings.site_url.rstrip("/") + "/" + document.url
    etree.SubElement(made, "link", rel="canonical", href=address)
    etree.SubElement(made, "style").text = style()
    return made


@cache
def style() -> str:
    """Return the style sheet without its indentation."""
    sheet = (files("handbook.formats") / "single-file.css").read_text("utf-8")
    return re.sub(r"\s*\n\s*", "\n", sheet)


def foot(document: Document, edition: Edition) -> etree._Element:
    """Return what the file is, where it comes from and whom to write to."""
    made = etree.Element("footer")
    for line in about(document, edition):
        paragraph = etree.SubElement(made, "p")
        address = line.rpartition(": ")[2]
        if address.startswith("https://"):
            paragraph.text = line.removesuffix(address)
            etree.SubElement(paragraph, "a", href=address).text = address
        else:
            paragraph.text = line
    return made
