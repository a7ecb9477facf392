"""A build that proves what it says: the site claims its evidence, and judges hold it to that.

The pages are made with what the judges will say if they find nothing. Then the judges look at these
very files. What they found is shown in its place, and what that changed is judged again, until
what the pages say is what was found. A fault that no exception answers for stops the build.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path

from handbook import evidence_page
from handbook.audit import Audit, Judged, Looks, audit
from handbook.audit.judges.registry import JUDGES
from handbook.audit.kept import FOLDER as CACHE
from handbook.audit.model import NOT_RUN, RUN
from handbook.audit.site import Site
from handbook.badges import marked_pages, with_badges
from handbook.evidence import FILE, PAGE
from handbook.load import Edition
from handbook.manual_audits import ManualAudit
from handbook.progress import Progress, counted
from handbook.site_offline import WORKER, site_version

ROUNDS = 4
"""How often the site may be judged before what it says must be what was found."""
NOT_ASKED = "It was not asked."
SHOWN = 20
"""How many faults the message of a failed build names."""
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


class AuditFailed(Exception):
    """Judges found faults that no exception answers for, or not what the pages say."""


def claimed(
    folder: Path, root: Path, address: str, day: date, only: Collection[str] = ()
) -> Audit:
    """Return what an audit of this day will say of the judges if none of them finds a fault.

    With `only`, the other judges are not asked. Raises AuditFailed for a judge that there is not.
    """
    if unknown := sorted(set(only) - set(JUDGES)):
        raise AuditFailed(
            f"no judge is called {', '.join(unknown)}. There is {', '.join(JUDGES)}"
        )
    site = Site(folder, root, address)
    judges = []
    for one in JUDGES.values():
        why = one.missing(site) or "" if not only or one.id in only else NOT_ASKED
        version, status = ("", NOT_RUN) if why else (one.version(), RUN)
        judges.append(Judged(one.id, one.title, version, one.judges, status, why))
    return Audit(day.isoformat(), address, 0, 0, tuple(judges), {})


def planned(folder: Path, root: Path, claim: Audit) -> Audit:
    """Return the claim with the tests that the judges will make of each file."""
    site, tests, judges = Site(folder, root, claim.address), Counter(), defaultdict(set)
    idle = {one.id for one in claim.not_run}
    for one in JUDGES.values():
        for look in () if one.id in idle else one.looks(site):
            tests[look.path] += 1
            judges[look.path].add(one.id)
    files = {
        path: Looks(digest, tests[path], 0, tuple(sorted(judges[path])))
        for path, digest in site.files.items()
    }
    return replace(claim, files=files)


@dataclass
class Proof:
    """What is needed to show evidence in a finished site and to hold it to that."""

    folder: Path
    edition: Edition
    downloads: Iterable[Mapping]
    make_zip: Callable[[], None]
    progress: Progress

    def __post_init__(self) -> None:
        self.claim = self.edition.handbook.evidence
        self.pages = marked_pages(self.folder)
        self.version = site_version(self.folder)
        worker = self.folder / WORKER
        self.worker = worker.read_text("utf-8") if worker.is_file() else ""

    def prove(self) -> Audit:
        """Show the evidence, judge, and show again, until what is shown is what was found.

        Raises AuditFailed for faults, and when the judges do not come to rest.
        """
        said = planned(self.folder, self.edition.root, self.claim)
        shown = self.show(said)
        for _ in range(ROUNDS):
            self.progress.say("Judging every page and file")
            found = self.judged()
            if found.findings:
                raise AuditFailed(faults_message(found))
            self.hold_to_statement(found)
            now = self.shown(found)
            if now == shown:
                found.write(self.folder / FILE)
                return found
            shown = self.show(found)
        raise AuditFailed("the judges look at other things each time; that is a fault of ours")

    def judged(self) -> Audit:
        """Return what the judges found in the folder as it is now."""
        found = audit(
            self.folder,
            progress=self.progress,
            root=self.edition.root,
            address=self.claim.address,
            cache=self.edition.root / CACHE,
            day=date.fromisoformat(self.claim.date),
            only=[one.id for one in self.claim.judges if one.why != NOT_ASKED],
        )
        asked = {one.id: one for one in found.judges}
        judges = tuple(asked.get(one.id, one) for one in self.claim.judges)
        by_hand = tuple(map(as_data, self.edition.handbook.audits))
        return replace(found, judges=judges, by_hand=by_hand)

    def hold_to_statement(self, found: Audit) -> None:
        """Raise AuditFailed unless each judge is what the statement says it is."""

        def said(one: Audit) -> list[tuple[str, str, str]]:
            return [(judge.id, judge.version, judge.status) for judge in one.judges]

        for claim, fact in zip(said(self.claim), said(found), strict=True):
            if claim != fact:
                raise AuditFailed(f"the statement says of a judge {claim}, and it was {fact}")

    def show(self, said: Audit) -> dict[str, str]:
        """Write what a site says of its tests into its pages; return these."""
        texts = self.shown(said)
        for path, text in texts.items():
            (self.folder / path).write_text(text, "utf-8")
        if self.worker:
            text = self.worker.replace(self.version, site_version(self.folder))
            (self.folder / WORKER).write_text(text, "utf-8")
        said.write(self.folder / FILE)
        self.make_zip()
        return texts

    def shown(self, said: Audit) -> dict[str, str]:
        """Return each page that tells of tests, as it is with this evidence."""
        handbook, address = self.edition.handbook, f"{PAGE}index.html"
        texts = with_badges(self.pages, said, handbook.exceptions, handbook.settings.words)
        if address in texts:
            body = evidence_page.evidence_html(said, handbook, self.listed(), self.statement())
            texts[address] = texts[address].replace(evidence_page.MARK, body)
        return texts

    def listed(self) -> list[evidence_page.Shown]:
        """Return every page of the site with its title and the files made from it."""
        end, files = f" - {self.edition.settings.title}", self.files()
        return [
            evidence_page.Shown(
                path,
                unescape(_TITLE.search(text)[1]).strip().removesuffix(end),
                tuple(files.get(path, ())),
            )
            for path, text in sorted(self.pages.items(), key=lambda one: one[0] != "index.html")
        ]

    def files(self) -> dict[str, list[str]]:
        """Return the files made from each page; those of the whole handbook go with the first."""
        edition = self.edition
        documents = {**edition.documents, **edition.checklists}
        found = defaultdict(list)
        for one in self.downloads:
            document = documents.get(one["page"])
            found[f"{document.url if document else ''}index.html"].append(one["path"])
        return found

    def statement(self) -> str:
        """Return the address of the statement, from the page of the evidence; empty without."""
        pages = self.edition.handbook.guides
        path = next((page.path for page in pages if page.statement), None)
        return f"../{self.edition.pages[path].url}" if path else ""


def as_data(one: ManualAudit) -> dict:
    """Return a check by people as data for JSON."""
    return {**one.model_dump(by_alias=True), "date": one.date.isoformat(), "with": list(one.with_)}


def faults_message(found: Audit) -> str:
    """Return what the judges found, as lines of text."""
    faults = found.findings
    lines = [f"  {judge.title}: {fault}" for judge, fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(f"  and {counted(len(faults) - SHOWN, 'more fault')}")
    told = "Mend them, or record why they stand in content/audits/exceptions.yml"
    return "\n".join([f"the judges found {counted(len(faults), 'fault')}:", *lines, told])
