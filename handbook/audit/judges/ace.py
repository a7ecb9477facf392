"""Ace, by the DAISY Consortium: whether a book can be read by everyone, and says so.

https://daisy.github.io/ace/. It opens each file of a book in a browser, with the rules of axe and
some of its own, and reads the book's metadata, list of contents and list of pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from handbook.audit.browser import SETUP, browser_version, program
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.judges.node import answers
from handbook.audit.model import Finding
from handbook.audit.packages import missing_node, node_version
from handbook.audit.site import Site

INITIAL = {"ACE_TIMEOUT_INITIAL": "300000"}
"""Milliseconds that the browser has to start."""


def looks(site: Site) -> list[Look]:
    return [Look(name) for name in site.downloads if name.endswith(".epub")]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each violation in some books."""
    files = {str(site.folder / look.path): look for look in chosen}
    for file, report in answers("ace.mjs", *files, environment=INITIAL):
        look = files[file]
        found = dict.fromkeys(findings(look.path, report))
        yield look, Seen(tuple(found), {"files in books": len(report["assertions"])})


def findings(path: str, report: dict) -> Iterator[Finding]:
    """Yield what a report of Ace says is wrong with one book."""
    for part in report["assertions"]:
        for one in part["assertions"]:
            result, test = one["earl:result"], one["earl:test"]
            if result["earl:outcome"] != "pass":
                said = result.get("html") or result["dct:description"]
                where = Path(part["earl:testSubject"]["url"]).name
                yield Finding(path, "", test["dct:title"], "", f"{where}: {said[:1000]}")


def missing(site: Site) -> str | None:
    if program() is None:
        return f"there is no Chromium here: {SETUP}"
    return missing_node("@daisy/ace-core", "@daisy/ace-axe-runner-puppeteer")


JUDGE = Judge(
    id="ace",
    title="Ace by DAISY",
    judges="Books for reading apps: whether everyone can read them, and whether they say so.",
    version=lambda: f"{node_version('@daisy/ace-core')} in {browser_version()}",
    looks=looks,
    judge=judge,
    missing=missing,
    batch=8,
    effort=2.5,
)
