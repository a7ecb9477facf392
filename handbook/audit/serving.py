"""A folder as a website on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class SubPath(SimpleHTTPRequestHandler):
    """Files of a folder under a path of the host, as many Git hosts serve a project's pages."""

    def __init__(self, *arguments: object, base: str, **options: object) -> None:
        self.base = base
        super().__init__(*arguments, **options)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base):
            return "/nonexistent"
        return super().translate_path("/" + path.removeprefix(self.base))

    def handle(self) -> None:
        """Answer; a browser that has gone on to another page by then is no fault."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, base: str) -> Iterator[str]:
    """Serve a folder on a free port of this machine; give the address of its root."""
    handler = partial(SubPath, base=base, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()
