"""Lighthouse as on a telephone: accessibility, good practice, and what search engines need.

https://github.com/GoogleChrome/lighthouse. Speed is measured too, and counted; since it depends on
the machine and on what else that does, it is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handbook.audit.browser import SETUP, address, browser_version, program
from handbook.audit.judge import LOWEST, QUIET, Judge, Look, Seen
from handbook.audit.judges.node import answers
from handbook.audit.model import Finding
from handbook.audit.packages import missing_node, node_version
from handbook.audit.site import Site

UNTIMED = ("accessibility", "best-practices", "seo")
SPEED = "performance"
NOT_FOUND = "404.html"
"""The page for addresses that lead nowhere asks not to be listed, and Lighthouse minds that."""


def looks(site: Site) -> list[Look]:
    """Return the largest page of each type that search engines may list."""
    return [Look(name, beside=site.drawn_with)
            for name in site.types.values() if name != NOT_FOUND]  # fmt: skip


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield the audits in which pages lost points."""
    root = address(site)
    places = {root + look.path: look for look in chosen}
    for place, found in scores(places, (*UNTIMED, SPEED)):
        yield places[place], seen(places[place].path, found)


def scores(pages: Iterable[str], categories: Iterable[str]) -> Iterator[tuple[str, dict]]:
    """Yield for each address, by category, its score, the audits that lost points, how many ran."""
    return answers("lighthouse.mjs", ",".join(categories), *pages)


def seen(path: str, scores: dict[str, dict]) -> Seen:
    """Return what came of one page: a finding for each audit that lost points."""
    found = tuple(
        Finding(path, "", one["id"], name, f"{one['title']} ({name} {scores[name]['score']})")
        for name in UNTIMED
        for one in scores[name]["lost"]
    )
    rules = sum(scores[name]["ran"] for name in UNTIMED)
    return Seen(found, {"audits": rules, f"{LOWEST}speed": scores[SPEED]["score"]})


def missing(site: Site) -> str | None:
    if program() is None:
        return f"there is no Chromium here: {SETUP}"
    return missing_node("lighthouse", "puppeteer")


JUDGE = Judge(
    id="lighthouse",
    title="Lighthouse",
    judges="The largest page of each type, as on a telephone: accessibility, good practice and what"
    " search engines need.",
    version=lambda: f"{node_version('lighthouse')} in {browser_version()}",
    looks=looks,
    judge=judge,
    missing=missing,
    needs=QUIET,
    batch=4,
    effort=6,
)
