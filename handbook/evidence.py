"""What a published page may say of its own tests, and where the evidence is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.audit.model import Audit, Judged

FILE = "audit.json"
"""The evidence for programs, below the site's root."""
PAGE = "evidence/"
"""Address of the page that shows what each judge looked at and found, below the site's root."""


def judges_that_ran(evidence: Audit | None) -> list[Judged]:
    """Return the judges that looked at a site; none where there is no evidence."""
    if evidence is None:
        return []
    idle = {one.id for one in evidence.not_run}
    return [one for one in evidence.judges if one.id not in idle]


def evidence_address(site_url: str) -> str:
    """Return the whole address of the evidence; empty where the site has no address."""
    return f"{site_url.rstrip('/')}/{PAGE}" if site_url else ""


def anchor(path: str) -> str:
    """Return the id of a page's evidence: its address, 'home' for the first page."""
    return path.removesuffix("index.html").rstrip("/") or "home"
