"""The command `handbook schema`."""

import argparse
import sys
from pathlib import Path

from handbook.commands import add_command

FOLDER = Path(".handbook", "schema")
SNIPPETS = Path(".vscode", "handbook.code-snippets")


def add(commands: argparse._SubParsersAction) -> None:
    """Add `handbook schema`."""
    text = "write what a text editor completes and underlines by: JSON Schema and snippets"
    command = add_command(commands, "schema", text, schema)
    command.add_argument(
        "--watch", action="store_true", help="write again whenever a file is saved; stop: Ctrl+C"
    )


def schema(options: argparse.Namespace) -> int:
    """Write the schemas and the snippets, or say what stands in the way."""
    if not options.watch:
        return write(options.root)
    from handbook.watch import changes

    for _ in changes(options.root):
        write(options.root)
    return 0


def write(root: Path) -> int:
    """Write them once; files that are the same already are left alone. Return 1 with Problems."""
    from handbook.load import load
    from handbook.problems import ProblemsFound
    from handbook.schema import write_schemas
    from handbook.snippets import write_snippets

    try:
        handbook = load(root).handbook
    except ProblemsFound as found:
        print(f"{found}\nThe schemas are as they were.", file=sys.stderr)
        return 1
    files = {FOLDER / name: content for name, content in write_schemas(handbook).items()}
    files[SNIPPETS] = write_snippets(handbook)
    written = [path for path, content in files.items() if renewed(root / path, content)]
    print(f"{len(files)} files for editors, {len(written)} of them new or changed", flush=True)
    return 0


def renewed(file: Path, content: bytes) -> bool:
    """Write a file unless it has this very content; return whether it was written."""
    if file.is_file() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return True
