"""Addresses outside the handbook: what a page may open, and whether a link says where it leads."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlsplit

OUTSIDE = ("https:", "http:", "mailto:", "tel:")
_PREVIEW = re.compile(r"^https?://(localhost|127\.0\.0\.1|0\.0\.0\.0)([:/?#]|$)", re.IGNORECASE)
_WEB = re.compile(r"^https?://(?P<host>[^/\s@:?#\\]+)(:\d+)?([/?#]|$)", re.IGNORECASE)
_SAID_WEB = re.compile(r"^(?:https?://|www\.)[^/\s:?#]+", re.IGNORECASE)
_SAID_MAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")
_SIGNS = ":/?#[]@!$&'()*+,;=%-._~"
_MAIL_FIELDS = {"subject", "body"}

Fault = tuple[str, str, str]
"""Code, message and fix."""


def fault_of_address(href: str, words: str) -> Fault | None:
    """Return what is wrong with a link out of the handbook and the words it stands on, or None."""
    kind = href.partition(":")[0].lower()
    if f"{kind}:" not in OUTSIDE or not href.lower().startswith(OUTSIDE):
        return (
            "unsafe-link",
            f"'{href[:40]}' is not an address that a page may open",
            "start it with https://, or write the path of a page of the handbook",
        )
    if kind == "mailto":
        return _fault_of_mail(href, words.strip())
    return _fault_of_web(href, words.strip()) if kind.startswith("http") else None


def written(href: str) -> str:
    """Return an address with each sign escaped that an address cannot have (RFC 3986, 2.1)."""
    return quote(href, safe=_SIGNS)


def _fault_of_web(href: str, words: str) -> Fault | None:
    found = _WEB.match(href)
    if not found:
        return (
            "unsafe-link",
            f"'{href[:40]}' is not a whole web address",
            "write it as https://name/path, with no user name in it",
        )
    if strange := next((letter for letter in found["host"] if not letter.isascii()), None):
        return (
            "unsafe-link",
            f"the name of this site has '{strange}' (U+{ord(strange):04X}), which can pass for "
            "another letter",
            "type the address again; a name in another alphabet is written in its xn-- form",
        )
    if _PREVIEW.match(href):
        return (
            "unknown-page",
            f"'{href[:40]}' is the preview on your own computer",
            "write the path of the page's file, ending in .md, or its id",
        )
    said = _SAID_WEB.match(words)
    if said and _site(said[0]) != _site(found["host"]):
        return _says_another(said[0], found["host"])
    return None


def _fault_of_mail(href: str, words: str) -> Fault | None:
    mailbox, _, fields = href.partition(":")[2].partition("?")
    extra = [name for name, _ in parse_qsl(fields) if name.lower() not in _MAIL_FIELDS]
    if extra or any(sign in mailbox.lower() for sign in ("%0a", "%0d")):
        return (
            "unsafe-link",
            "this link writes more than a subject and a text into an email",
            "write mailto: and the mailbox; after it, at most ?subject= and body=",
        )
    if _SAID_MAIL.match(words) and words.lower() != mailbox.lower():
        return _says_another(words, mailbox)
    return None


def _site(address: str) -> str:
    """Return the name of a site without what people leave out."""
    name = urlsplit(address if "//" in address else f"//{address}").netloc
    return name.lower().removeprefix("www.").rstrip(".")


def _says_another(said: str, opened: str) -> Fault:
    return (
        "unsafe-link",
        f"the words of this link say '{said[:40]}', and it opens '{opened[:40]}'",
        "let the words say what the reader finds there, or mend the address",
    )
