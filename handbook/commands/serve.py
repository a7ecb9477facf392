"""The command `handbook serve`."""

import argparse
import os
import socket
import sys

from handbook.commands import add_command


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook serve`."""
    command = add_command(
        commands, "serve", "show the website in a browser, up to date with every save", serve
    )
    command.add_argument("--address", default="127.0.0.1", help="default: %(default)s")
    command.add_argument("--port", type=int, default=8000, help="default: %(default)s")


def serve(options: argparse.Namespace) -> int:
    """Hand over to MkDocs, which rebuilds and reloads after every save."""
    address = f"{options.address}:{options.port}"
    try:
        socket.create_server((options.address, options.port)).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        print(f"handbook serve: {address} cannot be used: {reason}.", file=sys.stderr)
        print(f"Choose another port, for example --port {options.port + 1}", file=sys.stderr)
        return 1
    os.chdir(options.root)
    os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address])
    return 0
