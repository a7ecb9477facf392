"""What a judge is: an independent program, what it is asked to look at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.audit.model import Finding
    from handbook.audit.site import Site

BROWSER, JAVA, PLAIN, QUIET = "browser", "java", "plain", "quiet"
"""What a judge needs to have started, or around it. A process that holds one of them serves judges
of its kind alone, so the memory of two is never needed in one place. A judge that waits until the
network is quiet leaves the processor idle: it has a process of its own, beside the others."""

LOWEST, LARGEST = "lowest ", "largest "
"""The start of the name of a count that does not add up over files."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one file: what one judge is asked once."""

    path: str
    """The file, below the site's folder."""
    state: str = ""
    beside: str = ""
    """A hash of what the answer depends on beside the file; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look."""

    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """What was counted on the way. Counts add up over files, but for rules, of which each file has
    the same, and for what is called the lowest or the largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """One judge."""

    id: str
    title: str
    judges: str
    """What it looks for, in a sentence."""
    version: Callable[[], str]
    looks: Callable[[Site], Sequence[Look]]
    """Every look it would take at a site."""
    judge: Callable[[Site, Sequence[Look]], Iterator[tuple[Look, Seen]]]
    """Takes some of its looks, and yields each with what came of it."""
    missing: Callable[[Site], str | None] = lambda site: None
    """Says in a sentence why it cannot run here, and how to get it."""
    needs: str = PLAIN
    batch: int = 1
    """How many looks are best taken at once."""
    seconds: int = 120
    """How long one look may take."""
    effort: float = 0.5
    """Seconds of a processor that a look takes about, for a guess at the time left."""
    keep: bool = True
    """Whether its answers are kept for the next audit."""
