"""A site that a server on this machine shows, fetched into a folder by following its links."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from lxml import etree

from handbook.audit.site import address_of
from handbook.links_out import SitePage

STARTS = ("", "404.html", "sitemap.xml", "feed.xml")
"""What is asked for though no page may lead there."""
MOST = 50_000
"""Files of a site that are fetched."""
SECONDS = 30
"""How long one answer may take."""


class CannotFetch(Exception):
    """The site cannot be fetched; the message says why and what to do."""


class NoRedirect(HTTPRedirectHandler):
    """Takes a redirection for an answer, since it may lead to another host."""

    def redirect_request(self, *_: object) -> None:
        return None


def check_address(address: str) -> str:
    """Return an address with a slash at its end; raises CannotFetch unless it is on this machine.

    Only a number of this machine or 'localhost' will do: a name could lead anywhere.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not (host == "localhost" or is_loopback(host)):
        raise CannotFetch(
            f"{address} is not on this machine. An audit asks a site thousands of questions, so it"
            " looks at a folder, or at an address such as http://127.0.0.1:8000/"
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def fetch_site(address: str, folder: Path) -> None:
    """Write every file that the site at an address leads to into a folder.

    Raises CannotFetch where nothing answers.
    """
    root = check_address(address)
    opener = build_opener(ProxyHandler({}), NoRedirect)
    waiting, known = list(STARTS), set(STARTS)
    while waiting:
        path = waiting.pop(0)
        data = answer(opener, root + quote(path), needed=not path)
        if data is None:
            continue
        file = folder / (f"{path}index.html" if not path or path.endswith("/") else path)
        if not file.resolve().is_relative_to(folder.resolve()) or file.is_dir():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        new = dict.fromkeys(one for one in leads_to(file, folder, root) if one not in known)
        waiting += new
        known.update(new)
        if len(known) > MOST:
            raise CannotFetch(f"{root} has more than {MOST:,} files")


def answer(opener: object, address: str, *, needed: bool) -> bytes | None:
    """Return what a server gives for an address; None where it has nothing."""
    try:
        with opener.open(Request(address), timeout=SECONDS) as found:
            return found.read()
    except HTTPError as error:
        error.close()
        if needed:
            raise CannotFetch(f"{address} answers {error.code}, not with a page") from error
        return None
    except (URLError, OSError) as error:
        raise CannotFetch(f"nothing answers at {address}: {error}") from error


def leads_to(file: Path, folder: Path, root: str) -> Iterator[str]:
    """Yield the path below the site's root of each address in a file that is inside the site."""
    here = file.relative_to(folder).as_posix()
    published = address_of(folder)
    for text in addresses(file, here):
        whole = urljoin(root + quote(here.removesuffix("index.html")), text.strip())
        if published and whole.startswith(published):
            whole = root + whole.removeprefix(published)
        if whole.startswith(root):
            yield unquote(urlsplit(whole).path.removeprefix(urlsplit(root).path))


def addresses(file: Path, here: str) -> Iterator[str]:
    if file.suffix in (".html", ".css"):
        yield from (one.text for one in SitePage(here, file).addresses())
    elif file.suffix == ".xml":
        tree = etree.fromstring(file.read_bytes(), etree.XMLParser(recover=True))
        if tree is not None:
            yield from (one.text for one in tree.iter("{*}loc") if one.text)
