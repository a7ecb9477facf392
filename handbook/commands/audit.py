"""The command `handbook audit`."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from handbook.commands import add_command, positive

SHOWN = 50
"""Faults that are printed."""


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook audit`."""
    text = "have every judge look at a finished build, and write down what they found"
    command = add_command(commands, "audit", text, audit)
    command.set_defaults(anywhere=True)
    command.add_argument(
        "site",
        nargs="?",
        metavar="FOLDER",
        help="a finished build, or the address of one on this machine (default: public)",
    )
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="where to write the evidence (default: audit)"
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="write audit.json there too")
    command.add_argument(
        "--only", action="append", default=[], metavar="JUDGE", help="ask this judge alone"
    )
    command.add_argument(
        "--fresh", action="store_true", help="ask everything anew, also what has not changed"
    )
    command.add_argument(
        "--cache", type=Path, metavar="DIR", help="where answers are kept (default: .cache/audit)"
    )
    command.add_argument(
        "--processes", type=positive, metavar="N", help="how many judges work at once"
    )


def audit(options: argparse.Namespace) -> int:
    """Audit a site and say what was found: 0 where nothing, 1 with faults, 2 for wrong use."""
    from handbook.audit.fetching import CannotFetch
    from handbook.audit.judges.registry import JUDGES

    if unknown := sorted(set(options.only) - set(JUDGES)):
        return wrong(f"no judge is called {', '.join(unknown)}. There is {', '.join(JUDGES)}")
    site = options.site or str(options.root / "public")
    if "://" in site:
        with TemporaryDirectory() as folder:
            try:
                return judge(options, Path(folder), at=site)
            except CannotFetch as error:
                return wrong(str(error))
    if not (Path(site) / "index.html").is_file():
        return wrong(f"there is no finished build in {site}: `handbook build` makes one")
    return judge(options, Path(site))


def wrong(text: str) -> int:
    print(f"handbook audit: {text}", file=sys.stderr)
    return 2


def judge(options: argparse.Namespace, folder: Path, at: str = "") -> int:
    """Ask the judges, write the evidence and print what they found."""
    from handbook.audit import audit
    from handbook.audit.fetching import check_address, fetch_site
    from handbook.audit.kept import FOLDER
    from handbook.audit.page import lines, page_html
    from handbook.progress import Progress

    progress = Progress()
    if at:
        at = check_address(at)
        progress.say(f"Fetching {at}")
        fetch_site(at, folder)
    found = audit(
        folder,
        progress=progress,
        root=options.root,
        at=at,
        only=options.only,
        processes=options.processes,
        cache=options.cache or options.root / FOLDER,
        fresh=options.fresh,
    )
    output = options.output or options.root / "audit"
    found.write(output / "audit.json")
    if options.json:
        found.write(options.json)
    (output / "index.html").write_text(page_html(found), "utf-8")
    print("\n".join(lines(found, SHOWN)))
    print(f"The evidence: {output / 'index.html'}")
    return int(bool(found.findings))
