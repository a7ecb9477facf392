"""The command `handbook formats`."""

import argparse

from handbook.commands import add_command


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook formats`."""
    text = "list the formats that can be made here, and what the others need"
    add_command(commands, "formats", text, formats)


def formats(options: argparse.Namespace) -> int:
    """Print each format, whether it can be made here, and how to get what is missing."""
    from handbook.formats.listing import listing
    from handbook.formats.registry import FORMATS

    print(listing(FORMATS.values()))
    return 0
