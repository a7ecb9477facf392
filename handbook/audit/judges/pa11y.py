"""pa11y with HTML_CodeSniffer at level AAA: a second opinion on each type of page.

https://github.com/pa11y/pa11y
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handbook.audit.browser import SETUP, address, browser_version, program
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.judges.node import answers
from handbook.audit.model import Finding
from handbook.audit.packages import missing_node, node_version
from handbook.audit.site import Site


def looks(site: Site) -> list[Look]:
    """Return the largest page of each type."""
    return [Look(name, beside=site.drawn_with) for name in site.types.values()]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each error that HTML_CodeSniffer finds on pages."""
    root = address(site)
    places = {root + look.path: look for look in chosen}
    for place, errors in answers("pa11y.mjs", *places):
        look = places[place]
        found = [error for error in errors if not wants_a_button_to_send_nothing(error)]
        yield look, Seen(tuple(dict.fromkeys(finding(look.path, one) for one in found)))


def finding(path: str, error: dict[str, str]) -> Finding:
    text = f"{error['message']} At {error['selector']}: {error['context']}"
    return Finding(path, "", error["code"], criterion(error["code"]), text)


def criterion(code: str) -> str:
    """Return the number of the criterion in a code such as 'WCAG2AAA.Principle1.Guideline1_3...'"""
    found = re.search(r"\.(\d+)_(\d+)_(\d+)", code)
    return ".".join(found.groups()) if found else ""


def wants_a_button_to_send_nothing(error: dict[str, str]) -> bool:
    """Tell whether an error says that a form which sends nothing has no button that sends it.

    Technique H32 (https://www.w3.org/WAI/WCAG22/Techniques/html/H32) is for forms that are
    submitted. Without an action a form of ours only groups controls that act at once, say so in
    words, and change no context (WCAG 2.2, 3.2.2).
    """
    start = error["context"].partition(">")[0]
    return error["code"].endswith(".H32.2") and " action=" not in start


def missing(site: Site) -> str | None:
    if program() is None:
        return f"there is no Chromium here: {SETUP}"
    return missing_node("pa11y", "puppeteer")


JUDGE = Judge(
    id="pa11y",
    title="pa11y",
    judges="The largest page of each type, by the rules of HTML_CodeSniffer for WCAG at level AAA.",
    version=lambda: f"{node_version('pa11y')} in {browser_version()}",
    looks=looks,
    judge=judge,
    missing=missing,
    batch=8,
    effort=2.5,
)
