"""The command `handbook init`."""

import argparse
import sys
from pathlib import Path

from handbook.commands import add_command


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook init`."""
    text = "make a new handbook in a folder, with all that it needs to be built, judged and shared"
    command = add_command(commands, "init", text, init)
    command.set_defaults(anywhere=True)
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet")
    command.add_argument("--title", help="what the handbook is called")
    command.add_argument("--subtitle", help="one sentence: what it is for")
    command.add_argument("--publisher", help="who publishes it")
    command.add_argument("--contact", metavar="EMAIL", help="where readers write to")
    command.add_argument("--language", metavar="CODE", help="such as en-GB")
    command.add_argument("--site-url", metavar="ADDRESS", help="where it will be published")
    command.add_argument("--repo-url", metavar="ADDRESS", help="where its sources will be")
    command.add_argument(
        "--upgrade", action="store_true", help="give a handbook that init made this program"
    )


def init(options: argparse.Namespace) -> int:
    """Make the folder, or give it a newer program; say what to do next."""
    from handbook.problems import ProblemsFound
    from handbook.starter.making import About, CannotMake, make_handbook, upgrade

    names = ("title", "subtitle", "publisher", "contact", "language", "site_url", "repo_url")
    given = {name: text for name in names if (text := getattr(options, name))}
    try:
        if options.upgrade:
            changed = upgrade(options.folder)
            print("\n".join(f"Replaced {path}" for path in changed) or "Nothing is newer.")
            return 0
        files = make_handbook(options.folder, About(**given))
        finish(options.folder)
    except CannotMake as error:
        print(f"handbook init: {error}.\nNothing was written.", file=sys.stderr)
        return 1
    except ProblemsFound as found:
        print(found, "Mend these in mkdocs.yml; the folder is there.", sep="\n", file=sys.stderr)
        return 1
    print(f"Made {options.folder}: {len(files)} files.\n\nTo go on:")
    print(f"  cd {options.folder}\n  git init --initial-branch main\n  make serve")
    print("The first time takes some minutes. README.md says the rest.")
    return 0


def finish(folder: Path) -> None:
    """Write what editors of text complete by; raise ProblemsFound if an answer cannot be used."""
    from handbook.commands.schema import SNIPPETS
    from handbook.load import load
    from handbook.snippets import write_snippets

    handbook = load(folder).handbook
    (folder / SNIPPETS).parent.mkdir(exist_ok=True)
    (folder / SNIPPETS).write_bytes(write_snippets(handbook))
