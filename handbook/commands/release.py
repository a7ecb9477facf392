"""The command `handbook release`."""

import argparse
import sys
from datetime import date
from pathlib import Path

from handbook.commands import add_command


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook release`."""
    text = "make ready for the next edition, and keep a copy of the report of the one before"
    command = add_command(commands, "release", text, release)
    command.add_argument("version", metavar="VERSION", help="of the next edition, such as 1.1")
    command.add_argument(
        "--date", type=day, metavar="DAY", help="when it comes out: year-month-day (default: today)"
    )
    command.add_argument(
        "--public", type=Path, metavar="DIR", help="the build of the last edition (default: public)"
    )


def day(text: str) -> date:
    """Return a day that is written year-month-day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day: write year-month-day") from None


def release(options: argparse.Namespace) -> int:
    """Change what a new edition changes, and say what is left to do."""
    from handbook.problems import ProblemsFound
    from handbook.release import NEWS, CannotRelease, release

    public = options.public or options.root / "public"
    when = options.date or date.today()
    try:
        changed = release(options.root, public, options.version, when)
    except ProblemsFound as found:
        print(f"{found}\nNothing was changed: mend these first.", file=sys.stderr)
        return 1
    except CannotRelease as error:
        print(f"handbook release: {error}.\nNothing was changed.", file=sys.stderr)
        return 1
    print("\n".join(f"Wrote {path}" for path in changed))
    print(f"Edition {options.version} is ready to be written up: say what is new in {NEWS}, then")
    print("check, build and propose it. The guide 'How to release an edition' says how.")
    return 0
