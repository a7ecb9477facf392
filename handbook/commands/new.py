"""The command `handbook new`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.commands import add_command, root_help

KINDS = ("principle", "snapshot", "guide", "source", "term", "easy-read")


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook new`; the options of each kind are made from the content model when asked."""
    text = "start a page, a source, a term or an Easy Read version: asks what it needs to know"
    command = add_command(commands, "new", text, new)
    command.epilog = "`handbook new KIND --help` lists the options that answer every question."
    command.add_argument(
        "kind", nargs="?", choices=KINDS, metavar="KIND", help=f"one of {', '.join(KINDS)}"
    )
    command.add_argument("answers", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    add_no_open(command)


def add_no_open(command: argparse.ArgumentParser) -> None:
    """Add the option that keeps the editor closed."""
    command.add_argument(
        "--no-open", action="store_true", help="do not open the new file in an editor"
    )


def new(options: argparse.Namespace) -> int:
    """Ask or take the options, write the new file, say what to do next, and open it."""
    from handbook.new.values import CannotAnswer

    given = read_options(options)
    try:
        return make(options, given)
    except CannotAnswer as error:
        end = "" if str(error).endswith("?") else "."
        print(f"handbook new: {error}{end}\nNothing was written.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return 130


def read_options(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return the answers among the words after the kind, by the names of fields."""
    if options.kind is None:
        return {}
    from handbook.new.form import MODELS
    from handbook.new.hints import HINTS

    parser = argparse.ArgumentParser(
        prog=f"handbook new {options.kind}",
        description="Give the title and what you know; the rest is marked in the file. Without"
        " any of these at a terminal, you are asked.",
        epilog="Lists take several values: repeat the option, or write commas between ids. For a"
        ' group, write what is said after a colon: --basis "S31: what it says".',
    )
    add_no_open(parser)
    parser.add_argument("--root", type=Path, default=options.root, help=root_help())
    model = MODELS[options.kind]
    fields = [field.alias or name for name, field in model.model_fields.items()]
    names = {name: HINTS[model.__name__].get(name, f"The field {name}") for name in fields}
    if options.kind == "guide":
        names["section"] = "The section of the reading order that it ends"
    if options.kind == "easy-read":
        names = {"page": "The page, by its path", "title": names["title"]}
    for name, hint in names.items():
        parser.add_argument(f"--{name}", dest=f"field {name}", action="append", help=hint,
                            metavar=name.upper())  # fmt: skip
    found = vars(parser.parse_args(options.answers))
    options.root, options.no_open = found["root"], options.no_open or found["no_open"]
    return {name: found[f"field {name}"] for name in names if found[f"field {name}"]}


def make(options: argparse.Namespace, given: dict[str, list[str]]) -> int:
    """Write what was asked for; return the exit status."""
    from handbook.new.dialogue import answers_from, ask
    from handbook.new.form import read_offers
    from handbook.new.places import NoPlace
    from handbook.new.starting import start
    from handbook.new.values import CannotAnswer
    from handbook.new.writing import write_all
    from handbook.problems import ProblemsFound, report

    problems = []
    offers = read_offers(options.root, problems)
    if offers is None:
        print(report(problems), file=sys.stderr)
        return 1
    kind = options.kind
    if given or not at_terminal():
        answers = answers_from(options.root, kind, given, offers)
    else:
        kind, answers = ask(options.root, kind, offers)
    try:
        started = start(options.root, kind, answers, offers)
        advice = write_all(options.root, started.new, started.changed)
    except NoPlace as error:
        raise CannotAnswer(str(error)) from None
    except FileExistsError as error:
        raise CannotAnswer(f"there is a file {error.filename} already") from None
    except ProblemsFound as found:
        print(found, "Nothing was written: put these right in your answers.", sep="\n",
              file=sys.stderr)  # fmt: skip
        return 1
    show(started.path, started.line, list(advice), kind)
    if at_terminal() and not options.no_open:
        from handbook.new.editor import open_file

        open_file(options.root / started.path, started.line)
    return 0


def at_terminal() -> bool:
    """Whether somebody sits there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def show(path: str, line: int, advice: Sequence, kind: str) -> None:
    """Say what was written, what is left to write, and what to do next."""
    from handbook.command_name import typed

    left = sum(one.code == "text-to-replace" for one in advice)
    print(f"Wrote {path}" + (f", line {line}" if line > 1 else ""))
    if left:
        what = "1 text is" if left == 1 else f"{left} texts are"
        print(f"{what} left to write. To see each with its line: {typed('check', path)}")
    print(f"To see it in a browser: {typed('serve')}")
