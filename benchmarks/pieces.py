"""Results that are measured in pieces: each piece is added to a file, from which a table is made.

A piece is one program at one size. It is measured alone, so that a long benchmark can be run a part
at a time, and a part again. `results/<benchmark>.json` holds the pieces, sorted by their keys.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
RESULTS = HERE / "results"


def read(benchmark: str, folder: Path = RESULTS) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return every piece of a benchmark by its key, such as ("2000", "Hugo")."""
    file = folder / f"{benchmark}.json"
    found = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return {tuple(one["key"]): one["piece"] for one in found}


def add(
    benchmark: str, key: Sequence[str], piece: Mapping[str, Any], folder: Path = RESULTS
) -> None:
    """Add a piece to the results of a benchmark; what the key had before is replaced."""
    found = {**read(benchmark, folder), tuple(key): piece}
    lines = [json.dumps({"key": one, "piece": found[one]}) for one in sorted(found)]
    folder.mkdir(exist_ok=True)
    (folder / f"{benchmark}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def write_table(name: str, title: str, lines: Sequence[str], readme: Path = README) -> None:
    """Put lines between the marks of a benchmark in the README, at its end if it has none yet."""
    begin, end = f"<!-- {name}: written by benchmarks/{name}.py -->", f"<!-- end of {name} -->"
    text = readme.read_text("utf-8") if readme.is_file() else "# Benchmarks\n"
    if begin not in text:
        text = f"{text.rstrip()}\n\n## {title}\n\n{begin}\n{end}\n"
    before, _, rest = text.partition(begin)
    table = "\n".join(lines)
    readme.write_text(f"{before}{begin}\n\n{table}\n\n{end}{rest.partition(end)[2]}", "utf-8")
