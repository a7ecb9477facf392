"""The web server of a preview: this computer alone, one address, nothing kept by the browser."""

from __future__ import annotations

import json
import mimetypes
import socket
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from handbook.preview.downloads import FOLDER, NotMade, download, offers
from handbook.preview.pages import message, with_client
from handbook.preview.state import State
from handbook.preview.whole import Whole

OURS = "-preview-/"
"""Below the site's root: what belongs to the preview and not to the site."""
HERE = Path(__file__).parent
CLIENT = {"client.js": "text/javascript", "client.css": "text/css"}
PULSE = 15.0
"""Seconds between two signs of life on a line that has nothing to tell."""


class Server(ThreadingHTTPServer):
    """Serves one State; each request has a thread of its own."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], mount: str, state: State, whole: Whole) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Handler)
        self.mount, self.state, self.whole = mount, state, whole
        port = self.server_address[1]
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: Server
    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        """Answer; a browser that goes on to another page, whenever it does, is no fault."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for problems."""

    def _answer(self) -> None:
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            # Another site's name may lead here: https://en.wikipedia.org/wiki/DNS_rebinding
            text = "This preview answers only to the name of this computer, such as 127.0.0.1."
            return self._say(HTTPStatus.MISDIRECTED_REQUEST, "Not this name", text)
        parts = urlsplit(self.path)
        path, mount = unquote(parts.path), self.server.mount
        if not path.startswith(mount):
            return self._lead_to(mount)
        address = path.removeprefix(mount)
        if address.startswith(OURS):
            return self._ours(address.removeprefix(OURS), parse_qs(parts.query))
        if address == "favicon.ico":  # asked for by browsers where a file has no page around it
            return self._send(b"", "image/x-icon", HTTPStatus.NOT_FOUND)
        if self.server.state.shown is None:
            return self._empty()
        if address.startswith(FOLDER):
            return self._download(address.removeprefix(FOLDER))
        return self._site(address)

    # What the site has

    def _site(self, address: str) -> None:
        shown = self.server.state.shown
        if (html := shown.page(address)) is not None:
            return self._send(with_client(html, self._base(), self.server.state.version))
        if not address.endswith("/") and shown.page(f"{address}/") is not None:
            return self._lead_to(f"{self.server.mount}{address}/")
        data = shown.file(address)
        if data is None:
            data = self.server.whole.file(address)
        if data is not None:
            kind = mimetypes.guess_type(address)[0] or "application/octet-stream"
            return self._send(data, "text/html" if address.endswith("/") else kind)
        return self._missing(address)

    def _missing(self, address: str) -> None:
        """Say that a page is not there, as the site does."""
        if self.server.whole.making and not address.endswith(("/", ".html")):
            text = "This part of the website is being made. Try again in half a minute."
            return self._say(HTTPStatus.SERVICE_UNAVAILABLE, "Not made yet", text)
        html = self.server.state.shown.page("404.html")
        if html is None:
            return self._say(HTTPStatus.NOT_FOUND, "Page not found", f"There is no page {address}.")
        page = with_client(html, self._base(), self.server.state.version)
        return self._send(page, status=HTTPStatus.NOT_FOUND)

    def _empty(self) -> None:
        """Show a page of ours while there is no good edition yet; its panel says why."""
        html = message("This handbook cannot be shown yet", "It appears as soon as it is mended.")
        page = with_client(html, self._base(), self.server.state.version)
        self._send(page, status=HTTPStatus.SERVICE_UNAVAILABLE)

    def _download(self, name: str) -> None:
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return self._say(HTTPStatus.FORBIDDEN, "Not from another site", "Open it from here.")
        try:
            data, kind = download(self.server.state.shown.edition, name)
        except KeyError:
            text = f"No page of this handbook has the file {name}."
            return self._say(HTTPStatus.NOT_FOUND, "No such file", text)
        except NotMade as error:
            return self._say(HTTPStatus.NOT_IMPLEMENTED, "This file was not made", str(error))
        return self._send(data, kind)

    # What belongs to the preview

    def _ours(self, name: str, query: dict[str, list[str]]) -> None:
        if name in CLIENT:
            return self._send((HERE / name).read_bytes(), CLIENT[name])
        if name == "events":
            return self._tell()
        if name == "formats" and self.server.state.shown is not None:
            return self._formats(query.get("page", [""])[0])
        return self._say(HTTPStatus.NOT_FOUND, "Nothing here", "The preview has no such part.")

    def _formats(self, address: str) -> None:
        """List the formats of the page at an address, or of the whole handbook."""
        shown = self.server.state.shown
        path, edition = shown.path_of(address), shown.edition
        own = {**edition.documents, **edition.checklists}.get(path or "")
        found = [*offers(edition, own)] if own else []
        whole = [*offers(edition, edition.report)]
        self._send(json.dumps({"page": found, "report": whole}).encode(), "application/json")

    def _tell(self) -> None:
        """Tell of each change for as long as the page is open.

        https://html.spec.whatwg.org/multipage/server-sent-events.html
        """
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream", None)
        told = -1
        while self.command == "GET":
            news = self.server.state.wait(told, PULSE)
            text = f"data: {json.dumps(news)}\n\n" if news else ": still here\n\n"
            told = news["told"] if news else told
            self.wfile.write(text.encode())
            self.wfile.flush()

    # Answers

    def _base(self) -> str:
        return f"{self.server.mount}{OURS}"

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path if not path.startswith("//") else "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: HTTPStatus, title: str, text: str) -> None:
        self._send(message(title, text), status=status)

    def _send(
        self, content: str | bytes, kind: str = "text/html", status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        data = content.encode("utf-8") if isinstance(content, str) else content
        self._head(status, kind, len(data))
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, length: int | None) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind in ("application/json",)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
