"""The commands of `handbook`, a module each; `add(commands)` adds one to the command line."""

import argparse
import errno
from pathlib import Path

DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
"""What a disk answers when it is full, or not to be written."""


def root_help() -> str:
    """Return the help of --root, which stands before or after the command's name."""
    return "the handbook's folder, the one with mkdocs.yml (default: this folder)"


def add_command(commands: argparse._SubParsersAction, name: str, text: str, run: object):
    """Add one command with the option that all commands share."""
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=root_help()
    )
    command.set_defaults(run=run)
    return command


def add_output(command: argparse.ArgumentParser, text: str) -> None:
    """Add the option that names the published folder."""
    command.add_argument("--output", type=Path, metavar="DIR", help=f"{text} (default: public)")


def positive(text: str) -> int:
    """Return a number of 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)
