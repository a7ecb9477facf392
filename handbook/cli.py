"""The command `handbook`: check, build, serve, clean, formats."""

import argparse
import errno
import gc
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.progress import counted

DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
"""What a disk answers when it is full, or not to be written."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0 well, 1 problems, 2 wrong use, 130 stopped."""
    grammar = parser()
    options = grammar.parse_args(arguments)
    if not (options.root / "mkdocs.yml").is_file():
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
    add_check(commands)
    add_build(commands)
    add_serve(commands)
    text = "remove what builds have made, and what they kept for the next one"
    add_output(add_command(commands, "clean", text, clean), "the folder to remove")
    text = "list the formats that can be made here, and what the others need"
    add_command(commands, "formats", text, formats)
    return top


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


def add_check(commands: argparse._SubParsersAction) -> None:
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
        "--watch", action="store_true", help="check again whenever a file is saved; stop: Ctrl+C"
    )


def add_build(commands: argparse._SubParsersAction) -> None:
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
    command.add_argument("--all", action="store_true", help="make every group of formats")
    command.add_argument(
        "--require-all",
        action="store_true",
        help="fail when a format cannot be made here (always so where CI=true)",
    )


def add_output(command: argparse.ArgumentParser, text: str) -> None:
    """Add the option that names the published folder."""
    command.add_argument("--output", type=Path, metavar="DIR", help=f"{text} (default: public)")


def positive(text: str) -> int:
    """Return a number of 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def add_serve(commands: argparse._SubParsersAction) -> None:
    """Add `handbook serve`."""
    command = add_command(
        commands, "serve", "show the website in a browser, up to date with every save", serve
    )
    command.add_argument("--address", default="127.0.0.1", help="default: %(default)s")
    command.add_argument("--port", type=int, default=8000, help="default: %(default)s")


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
        check_once(options)
        print("Waiting for a file to be saved. To stop: Ctrl+C", flush=True)
    return 0


def check_once(options: argparse.Namespace) -> int:
    """Check the handbook once and print what was found; return 1 if anything stands in the way."""
    from handbook.check_report import check_report, only
    from handbook.load import load
    from handbook.problems import ProblemsFound

    problems, files = (), 0
    try:
        edition = load(options.root)
        problems, files = edition.advice, len(edition.files)
    except ProblemsFound as found:
        problems = found.problems
    chosen = only(problems, options.paths, options.root)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    if chosen or files or not options.paths:
        print(check_report(chosen, files, options.format, colour=colour))
    else:
        print(f"0 problems in what you named; {counted(len(problems), 'problem')} elsewhere")
    return int(any(one.severity == "error" for one in chosen))


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


def formats(options: argparse.Namespace) -> int:
    """Print each format, whether it can be made here, and how to get what is missing."""
    from handbook.formats.listing import listing
    from handbook.formats.registry import FORMATS

    print(listing(FORMATS.values()))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Hand over to MkDocs, which rebuilds and reloads after every save."""
    address = f"{options.address}:{options.port}"
    try:
        socket.create_server((options.address, options.port)).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        print(f"handbook serve: {address} cannot be used: {reason}.", file=sys.stderr)
        print(f"Choose another port, for example --port {options.port + 1}", file=sys.stderr)
        return 1
    os.chdir(options.root)
    os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address])
    return 0
