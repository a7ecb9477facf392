"""All judges, in the order in which an audit tells of them."""

from __future__ import annotations

from handbook.audit.judges import links

JUDGES = {one.id: one for one in (links.JUDGE,)}
"""Judge by its id."""
