"""Run every judge over a published folder."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.audit.accepting import Settled
from handbook.audit.judge import LARGEST, LOWEST, Judge, Look, Seen
from handbook.audit.judges.registry import JUDGES
from handbook.audit.kept import Kept
from handbook.audit.model import NOT_RUN, RUN, Audit, Finding, Judged, Looks
from handbook.audit.packages import HOME
from handbook.audit.pool import Batch, JudgeFailed, take_all
from handbook.audit.site import Site, address_of
from handbook.workers import processes_for

if TYPE_CHECKING:
    from handbook.exceptions import KnownProblem

MEMORY = 3_000_000_000
"""Bytes that one process takes at most, with the browser or the virtual machine it starts."""
LONGEST = 1000
"""Letters of what a judge says when it fails."""
FAILED = "judge-failed"
"""The rule of a finding that says that a judge gave no answer."""

UNJUDGED = (
    "Whether the words are plain to the people they are for.",
    "Whether a description of a picture says what matters about it.",
    "Whether a page makes sense when it is heard with a screen reader, step by step.",
    "Whether braille reads well under the fingers of a braille reader.",
    "Whether people with a learning disability understand the Easy Read pages.",
    "Whether what is said is right.",
)
"""What no program can judge."""


def audit(
    folder: Path,
    *,
    progress: Callable[..., None],
    root: Path | None = None,
    address: str = "",
    at: str = "",
    only: Collection[str] = (),
    processes: int | None = None,
    cache: Path | None = None,
    fresh: bool = False,
    day: date | None = None,
) -> Audit:
    """Return what every judge, or `only` some, found in a published folder.

    `root` is the folder of its sources, where they are here; `address` is where it is published,
    read from its first page by default; `at` is a server on this machine that shows the same files.
    Answers are kept in the folder `cache`; `fresh` asks all anew. `day` is the day of the audit: by
    default SOURCE_DATE_EPOCH, or else today.
    """
    site = Site(folder.resolve(), root and root.resolve(), address or address_of(folder), at)
    works = [Work(site, one, cache, fresh) for one in JUDGES.values() if not only or one.id in only]
    try:
        ask(site, works, processes or processes_for(MEMORY), progress)
    finally:
        for work in works:
            work.write()
    day = day or today()
    known = site.edition.handbook.exceptions if site.edition else ()
    faults: Counter[str] = Counter()
    judged = tuple(work.judged(known, day, faults) for work in works)
    files = looks_at(site, works, faults)
    numbers = len(site.pages), len(site.downloads)
    hands = by_hand(site)
    return Audit(day.isoformat(), site.address, *numbers, judged, files, hands, UNJUDGED)


def by_hand(site: Site) -> tuple[dict[str, Any], ...]:
    """Return what people checked, as content/audits/ tells."""
    audits = site.edition.handbook.audits if site.edition else ()
    return tuple(one.model_dump(mode="json", by_alias=True) for one in audits)


def today() -> date:
    """Return the day that SOURCE_DATE_EPOCH names, or else this day."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds else date.today()


@dataclass
class Work:
    """What one judge has to do and has done."""

    site: Site
    judge: Judge
    cache: Path | None
    fresh: bool
    seen: dict[Look, Seen] = field(default_factory=dict)
    left: list[Look] = field(default_factory=list)
    why: str = ""
    kept: Kept | None = None

    def __post_init__(self) -> None:
        self.why = self.judge.missing(self.site) or ""
        if self.why:
            return
        self.kept = Kept(self.cache, self.judge, fresh=self.fresh)
        for look in self.judge.looks(self.site):
            known = self.kept.get(self.site, look)
            if known is None:
                self.left.append(look)
            else:
                self.seen[look] = known

    def batches(self) -> list[Batch]:
        """Return what is to be asked, in parts of the size that the judge likes."""
        size = self.judge.batch
        starts = range(0, len(self.left), size)
        return [Batch(self.judge, self.left[start : start + size]) for start in starts]

    def take(self, look: Look, answer: Seen | JudgeFailed) -> None:
        """Note what came of a look; a failure is a finding, and is not kept."""
        if isinstance(answer, JudgeFailed):
            said = str(answer).replace(f"{self.site.folder}/", "").replace(f"{HOME}/", "")
            text = f"{self.judge.title} gave no answer: {said[:LONGEST]}"
            answer = Seen((Finding(look.path, look.state, FAILED, "", text),))
        else:
            self.kept.put(self.site, look, answer)
        self.seen[look] = answer

    def write(self) -> None:
        if self.kept:
            self.kept.write()

    def judged(self, known: Iterable[KnownProblem], day: date, faults: Counter[str]) -> Judged:
        """Return what the judge did; count the faults of each file."""
        judge = self.judge
        if self.why:
            return Judged(judge.id, judge.title, "", judge.judges, NOT_RUN, self.why)
        settled = Settled()
        for finding in sorted({one for seen in self.seen.values() for one in seen.findings}):
            faults[finding.path] += settled.settle(judge.id, finding, known, day)
        return Judged(
            judge.id, judge.title, judge.version(), judge.judges, RUN,
            looked_at=counts(self.seen), tests=len(self.seen), findings=tuple(settled.findings),
            exceptions=tuple(sorted(settled.exceptions)), answered=tuple(sorted(settled.answered)),
        )  # fmt: skip


def ask(site: Site, works: Iterable[Work], processes: int, progress: Callable[..., None]) -> None:
    """Have every judge take the looks it has left, and tell how far that is."""
    mine = {work.judge.id: work for work in works}
    batches = [batch for work in mine.values() for batch in work.batches()]
    looks = sum(len(work.left) for work in mine.values())
    effort = sum(len(work.left) * work.judge.effort for work in mine.values())
    spent = 0.0
    for done, (judge, look, answer) in enumerate(take_all(site, batches, processes), 1):
        mine[judge.id].take(look, answer)
        spent += judge.effort
        progress(f"{judge.title}: {look.path}", done, looks, share=spent / effort)


def counts(seen: Mapping[Look, Seen]) -> dict[str, int]:
    """Return how much was looked at: files, states where there are some, and what was counted."""
    found = Counter(files=len({look.path for look in seen}))
    if states := {look.state for look in seen} - {""}:
        found["states"] = len(states)
    for one in seen.values():
        for name, number in one.counts.items():
            found[name] = join(name)(found[name], number) if name in found else number
    return dict(sorted(found.items()))


def join(name: str) -> Callable[[int, int], int]:
    """Return how two counts of one name become one."""
    if name == "rules" or name.startswith(LARGEST):
        return max
    return min if name.startswith(LOWEST) else add


def looks_at(site: Site, works: Iterable[Work], faults: Mapping[str, int]) -> dict[str, Looks]:
    """Return for each file how often it was looked at, by whom, and how many faults it has."""
    tests, judges = Counter(), defaultdict(set)
    for work in works:
        for look in work.seen:
            tests[look.path] += 1
            judges[look.path].add(work.judge.id)
    return {
        path: Looks(digest, tests[path], faults[path], tuple(sorted(judges[path])))
        for path, digest in site.files.items()
    }
