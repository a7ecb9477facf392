"""The command `handbook import`."""

import argparse
import sys
from datetime import date
from pathlib import Path

from handbook.commands import add_command


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook import`."""
    text = "bring in the pages of an existing MkDocs site, and say what needs a person"
    command = add_command(commands, "import", text, import_site)
    command.add_argument("folder", type=Path, metavar="DIR", help="the site's folder; only read")
    command.add_argument("--into", metavar="NAME", help="the folder in content/ for its pages")


def import_site(options: argparse.Namespace) -> int:
    """Write the pages; print what needs a person, a line each. Return 1 if nothing was written."""
    from handbook.importing.bring import CannotBring, bring
    from handbook.importing.old_site import NoSite, read_site
    from handbook.problems import ProblemsFound

    try:
        site = read_site(options.folder)
        brought = bring(options.root, site, options.into, date.today())
    except (NoSite, CannotBring, ProblemsFound) as error:
        print(f"handbook import: {error}\nNothing was written.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Nothing was written.", file=sys.stderr)
        return 130
    print(told(brought))
    return 0


def told(brought) -> str:
    """Return what was done and what is left to do, in lines of text."""
    from handbook.command_name import typed
    from handbook.problems import count, report

    published = len(brought.pages) - len(brought.drafts)
    lines = [f"Brought in {count(published, 'page')} and {count(brought.pictures, 'picture')}."]
    if brought.notes:
        notes = (f"  {note}" for note in sorted(brought.notes, key=place))
        lines += ["", "A person has to look at these places of the old site:", *notes]
    if brought.drafts:
        lines += ["", "Nobody sees these pages until the problems below are mended. Then take the"
                  " _ off the name, and add the page under nav in mkdocs.yml:",
                  *(f"  {path}" for path in sorted(brought.drafts)),
                  "", report(brought.problems)]  # fmt: skip
    lines += ["", "What is left to be written begins with 'Replace this:'. To see each line: "
              + typed("check")]  # fmt: skip
    return "\n".join(lines)


def place(note) -> tuple[str, int, str]:
    """Return what notes are ordered by."""
    return note.path, note.line, note.message
