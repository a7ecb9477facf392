"""The command `handbook`; each of its commands is a module of `handbook.commands`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.commands import (
    audit,
    build,
    check,
    clean,
    formats,
    import_site,
    init,
    new,
    release,
    root_help,
    schema,
    serve,
    verify,
)

COMMANDS = (
    check, new, init, import_site, build, serve, audit, verify, schema, formats, release, clean
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0 well, 1 problems, 2 wrong use, 130 stopped."""
    grammar = parser()
    options = grammar.parse_args(arguments)
    if not hasattr(options, "anywhere") and not (options.root / "mkdocs.yml").is_file():
        where = options.root.resolve()
        grammar.error(
            f"there is no mkdocs.yml in {where}. Go to the handbook's folder, or name"
            " it with --root"
        )
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print("\nStopped. Nothing was published.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    top = argparse.ArgumentParser(
        prog="handbook", description="Check a handbook, build it, or preview it while you write."
    )
    top.add_argument("--root", type=Path, default=Path(), metavar="DIR", help=root_help())
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top
