"""The command `handbook verify`."""

import argparse
import sys
from pathlib import Path

from handbook.commands import add_command, add_output
from handbook.progress import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook verify`."""
    text = "compare the published files with their checksums, or with those of another build"
    command = add_command(commands, "verify", text, verify)
    add_output(command, "the folder to look at")
    command.add_argument(
        "--sums", type=Path, metavar="FILE", help="another build's SHA256SUMS (default: its own)"
    )


def verify(options: argparse.Namespace) -> int:
    """Print each file that is not as the list says; return 1 if there is one, 2 without a list."""
    from handbook.checksums import SUMS, differing

    output = options.output or options.root / "public"
    sums = options.sums or output / SUMS
    try:
        text = sums.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"handbook verify: {sums} cannot be read: {error}", file=sys.stderr)
        return 2
    found = differing(output, text)
    print("\n".join([*found, f"{counted(len(found), 'difference')} from {sums}"]))
    return int(bool(found))
