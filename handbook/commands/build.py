"""The command `handbook build`."""

import argparse
import os
import sys
from pathlib import Path

from handbook.commands import DISK, add_command, add_output, positive


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook build`."""
    command = add_command(commands, "build", "make the website and all its formats", build)
    add_output(command, "the folder to publish to; it is replaced as a whole")
    command.add_argument(
        "--with",
        dest="extras",
        action="append",
        default=[],
        metavar="GROUP",
        help="make a group of further formats too; `handbook formats` lists them",
    )
    command.add_argument(
        "--processes",
        type=positive,
        metavar="N",
        help="how many files to make at once (default: one a processor, as memory allows)",
    )
    command.add_argument(
        "--cache",
        type=Path,
        metavar="DIR",
        help="where to keep what was made for the next build (default: .cache/formats)",
    )
    command.add_argument(
        "--audit",
        action="store_true",
        help="have every judge that is here look at the result, and publish it only without fault",
    )
    command.add_argument(
        "--judge",
        dest="judges",
        action="append",
        default=[],
        metavar="JUDGE",
        help="with --audit: ask this judge alone, the others are told of as not run",
    )
    command.add_argument("--all", action="store_true", help="make every group of formats")
    command.add_argument(
        "--require-all",
        action="store_true",
        help="fail when a format cannot be made here (always so where CI=true)",
    )


def build(options: argparse.Namespace) -> int:
    """Build and publish the handbook; say what was made, or what stands in the way."""
    from handbook.build import BuildFailed, build
    from handbook.formats.registry import EXTRAS
    from handbook.problems import ProblemsFound, report
    from handbook.progress import Progress
    from handbook.publish import CannotPublish

    output = options.output or options.root / "public"
    try:
        built = build(
            options.root,
            output,
            progress=Progress(),
            extras=EXTRAS if options.all else options.extras,
            require_all=options.require_all or os.environ.get("CI") == "true",
            processes=options.processes,
            cache=options.cache,
            judged=options.audit or bool(options.judges),
            judges=options.judges,
        )
    except ProblemsFound as found:
        print(report(found.problems))
        print(f"Nothing was built: {output} is as it was.", file=sys.stderr)
        return 1
    except (BuildFailed, CannotPublish) as error:
        print(f"handbook build: {error}\nNothing was published.", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in DISK:
            raise
        what = f"{error.strerror}: {error.filename or output}"
        print(f"handbook build: {what}\nNothing was published.", file=sys.stderr)
        return 1
    print(built.summary())
    return 0
