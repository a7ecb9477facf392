"""Whether every address in the pages leads to a file and an id that exist, and none to a host.

What a page fetches by itself from another host tells that host who reads what: the second finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handbook import links_out
from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.model import Finding
from handbook.audit.site import Site


def looks(site: Site) -> list[Look]:
    """Return a look at each page and style sheet; an answer depends on all other files."""
    whole = site.hash_of(site.files)
    return [Look(name, beside=whole) for name in site.files if name.endswith((".html", ".css"))]


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield what is wrong with the addresses of each file."""
    pages = {page.path: page for page in links_out.read_pages(site.folder)}
    for look in chosen:
        page = pages[look.path]
        faults = sorted(set(links_out.page_faults(page, pages, site.folder, site.address)))
        found = tuple(Finding(look.path, "", rule(fault), "", fault) for fault in faults)
        yield look, Seen(found, {"links": sum(1 for _ in page.addresses())})


def rule(fault: str) -> str:
    return "other-host" if fault.endswith("from another host") else "dead-link"


JUDGE = Judge(
    id="links",
    title="Addresses",
    judges="Every address in the pages and styles leads to a file and a place in it that exist,"
    " and nothing is fetched from another host.",
    version=lambda: "",
    looks=looks,
    judge=judge,
    batch=100_000,
    keep=False,
)
