"""The command `handbook serve`."""

import argparse
import os
import socket
import sys
from pathlib import Path

from handbook.commands import add_command

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook serve`."""
    command = add_command(
        commands, "serve", "show the website in a browser, up to date with every save", serve
    )
    command.add_argument("--address", default="127.0.0.1", help="default: %(default)s")
    command.add_argument("--port", type=int, default=8000, help="default: %(default)s")


def serve(options: argparse.Namespace) -> int:
    """Hand over to the preview, which draws each page when it is asked for."""
    if options.address not in LOOPBACK:
        print(
            f"handbook serve: {options.address} is not this computer. A preview is for the person"
            " who writes; it answers at 127.0.0.1 only.",
            file=sys.stderr,
        )
        return 2
    address = f"{options.address}:{options.port}"
    family = socket.AF_INET6 if ":" in options.address else socket.AF_INET
    try:
        socket.create_server((options.address, options.port), family=family).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        print(f"handbook serve: {address} cannot be used: {reason}.", file=sys.stderr)
        print(f"Choose another port, for example --port {options.port + 1}", file=sys.stderr)
        return 1
    where = ["--host", options.address, "--port", str(options.port)]
    settings = ["--config", str(options.root / "mkdocs.yml")]
    os.execv(sys.executable, [sys.executable, str(preview(options.root)), *settings, *where])
    return 0


def preview(root: Path) -> Path:
    """Return the program that knows MkDocs: the handbook's own, or the one beside this package."""
    folders = (root, Path(__file__).resolve().parents[2])
    found = (folder / "hooks" / "preview.py" for folder in folders)
    return next(path for path in found if path.is_file())
