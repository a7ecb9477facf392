"""The command `handbook check`."""

import argparse
import gc
import os
import sys
from pathlib import Path

from handbook.commands import add_command
from handbook.progress import counted


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook check`."""
    text = "find every problem in the sources; make nothing"
    command = add_command(commands, "check", text, check)
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="FILE", help="tell only of these files or folders"
    )
    command.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="sentences, lines that GitHub shows in a pull request, or JSON (default: text)",
    )
    command.add_argument(
        "--links",
        action="store_true",
        help="ask the other websites that are linked to, politely; answers are kept for days",
    )
    command.add_argument(
        "--watch", action="store_true", help="check again whenever a file is saved; stop: Ctrl+C"
    )


def check(options: argparse.Namespace) -> int:
    """Print every problem, or that there is none."""
    for path in options.paths:
        if not path.exists():
            print(f"handbook check: there is no file or folder {path}", file=sys.stderr)
            return 2
    if not options.watch:
        gc.disable()  # a tenth of the time; the process ends when this is done
        return check_once(options)
    from handbook.watch import changes

    for _ in changes(options.root):
        print("Checking", flush=True)  # text editors know by it that a round begins
        check_once(options)
        print("Waiting for a file to be saved. To stop: Ctrl+C", flush=True)
    return 0


def check_once(options: argparse.Namespace) -> int:
    """Check the handbook once and print what was found; return 1 if anything stands in the way."""
    from handbook.check_report import check_report, only
    from handbook.checked import check
    from handbook.days import this_day

    found = check(options.root, today=this_day())
    problems = found.problems
    if options.links and not any(one.severity == "error" for one in problems):
        from handbook.advice.links_found import check_links

        problems = (*problems, *check_links(options.root, tell=say))
    files = 0 if any(one.severity == "error" for one in problems) else found.files
    chosen = only(problems, options.paths, options.root)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    if chosen or files or not options.paths:
        print(check_report(chosen, files, options.format, colour=colour))
    else:
        print(f"0 problems in what you named; {counted(len(problems), 'problem')} elsewhere")
    return int(any(one.severity == "error" for one in chosen))


def say(host: str) -> None:
    """Tell which website is asked, apart from what the check finds."""
    print(f"Asking {host}", file=sys.stderr, flush=True)
