"""What is recorded of a handbook's accessibility: checks by people, and known problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook.exceptions import (
    ExceptionRead,
    KnownProblem,
    check_begun,
    check_promises,
    read_exceptions,
)
from handbook.manual_audits import (
    EXCEPTIONS,
    AuditRead,
    ManualAudit,
    advise_audits,
    check_audits,
    newest,
    read_audits,
)
from handbook.problems import Problem
from handbook.reading import PageRead
from handbook.statement_check import (
    check_one_statement,
    check_statement,
    check_statement_begun,
    is_statement,
)
from handbook.statement_words import StatementWords


@dataclass(frozen=True, slots=True)
class Recorded:
    """The files in content/audits/, as read."""

    audit_reads: tuple[AuditRead, ...]
    exception_reads: tuple[ExceptionRead, ...]

    @property
    def audits(self) -> tuple[ManualAudit, ...]:
        """The newest of each check."""
        return tuple(read.audit for read in newest(self.audit_reads))

    @property
    def exceptions(self) -> tuple[KnownProblem, ...]:
        return tuple(read.known for read in self.exception_reads)

    @property
    def files(self) -> tuple[str, ...]:
        exceptions = (EXCEPTIONS,) if self.exception_reads else ()
        return (*(read.audit.path for read in self.audit_reads), *exceptions)

    def check(
        self, reads: list[PageRead], words: StatementWords, edition: date, today: date | None
    ) -> list[Problem]:
        """Return what is wrong with the records and the statement, on a day.

        Without a day the edition's own date is the day, and no date is too late: what a build
        makes does not depend on when it runs.
        """
        day = max(today or edition, edition)
        statements = [read for read in reads if is_statement(read.page)]
        done = {read.audit.check for read in self.audit_reads}
        found = check_promises(list(self.exception_reads), day)
        found += check_one_statement(reads)
        for read in statements:
            found += check_statement(read, done, words, day)
        if today:
            found += check_audits(self.audit_reads, day)
            found += check_begun(list(self.exception_reads), day)
            for read in statements:
                found += check_statement_begun(read, day)
        return found

    def advise(self, edition: date, today: date | None) -> list[Problem]:
        """Return advice on checks that are older than a year."""
        return advise_audits(self.audit_reads, max(today or edition, edition))


def read_recorded(root: Path, problems: list[Problem]) -> Recorded:
    """Read what is recorded, adding every Problem in it."""
    return Recorded(tuple(read_audits(root, problems)), tuple(read_exceptions(root, problems)))
