"""The command `handbook clean`."""

import argparse
import sys

from handbook.commands import add_command, add_output


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook clean`."""
    text = "remove what builds have made, and what they kept for the next one"
    add_output(add_command(commands, "clean", text, clean), "the folder to remove")


def clean(options: argparse.Namespace) -> int:
    """Remove what builds made; say what is gone."""
    from handbook.clean import clean
    from handbook.publish import CannotPublish

    try:
        found = clean(options.root, options.output or options.root / "public")
    except CannotPublish as error:
        print(f"handbook clean: {error}.\nNothing was removed.", file=sys.stderr)
        return 1
    print("\n".join(f"Removed {folder}" for folder in found) or "There was nothing to remove.")
    return 0
