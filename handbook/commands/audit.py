"""The command `handbook audit`."""

import argparse
import sys
from pathlib import Path

from handbook.commands import add_command, positive


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook audit`."""
    text = "have every judge look at a finished build, and write down what they found"
    command = add_command(commands, "audit", text, audit)
    command.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a finished build (default: public)"
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="also write audit.json there")
    command.add_argument(
        "--only", action="append", default=[], metavar="JUDGE", help="ask this judge alone"
    )
    command.add_argument(
        "--fresh", action="store_true", help="ask everything anew, also what has not changed"
    )
    command.add_argument(
        "--processes", type=positive, metavar="N", help="how many judges work at once"
    )


def audit(options: argparse.Namespace) -> int:
    """Audit a folder and say what was found: 0 where nothing, 1 with findings, 2 for wrong use."""
    from handbook.audit import audit
    from handbook.audit.judges.registry import JUDGES
    from handbook.audit.kept import FOLDER
    from handbook.progress import Progress

    folder = options.folder or options.root / "public"
    if not (folder / "index.html").is_file():
        print(f"handbook audit: there is no finished build in {folder}", file=sys.stderr)
        return 2
    if unknown := sorted(set(options.only) - set(JUDGES)):
        there = ", ".join(JUDGES)
        print(f"handbook audit: no judge is called {', '.join(unknown)}. There is {there}",
              file=sys.stderr)  # fmt: skip
        return 2
    found = audit(
        folder,
        progress=Progress(),
        root=options.root,
        only=options.only,
        processes=options.processes,
        cache=options.root / FOLDER,
        fresh=options.fresh,
    )
    if options.json:
        found.write(options.json)
    for judged, finding in found.findings:
        print(f"{judged.title}: {finding}")
    return int(bool(found.findings))
