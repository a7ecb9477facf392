"""The second judge of PDFs, of other code than veraPDF: the package page-validation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handbook.audit.judge import Judge, Look, Seen
from handbook.audit.judges.pdf_claims import claims
from handbook.audit.model import Finding
from handbook.audit.packages import missing_python, python_version
from handbook.audit.site import Site

KNOWN = frozenset({"ua1", "2a"})
"""The standards that it knows, of those that a file may claim."""

LENGTH = "PDFA2A-STREAM-LENGTH-001"
STREAM = re.compile(
    rb"\b(\d+) (\d+) obj\s(?:(?!endobj).)*?/Length (\d+)(?:(?!endobj).)*?stream\r?\n", re.DOTALL
)


def looks(site: Site) -> list[Look]:
    """Return each PDF that claims a standard which this judge knows; others it cannot judge."""
    names = (name for name in site.downloads if name.endswith(".pdf"))
    return [Look(name) for name in names if claimed(site, name)]


def claimed(site: Site, name: str) -> list[str]:
    """Return the standards that a PDF claims and this judge knows, none for what is no PDF."""
    try:
        return sorted(KNOWN & claims(site.folder / name))
    except Exception:  # whatever is wrong with it, veraPDF and qpdf say so
        return []


def judge(site: Site, chosen: Sequence[Look]) -> Iterator[tuple[Look, Seen]]:
    """Yield each rule that a PDF fails, of the standards that it says it meets."""
    import page

    for look in chosen:
        data, standards = (site.folder / look.path).read_bytes(), claimed(site, look.path)
        try:
            failed = [(one, *fault) for one in standards
                      for fault in sorted(failed_rules(data, one).items())]
        except page.ParseError as error:
            failed = [("", "unreadable", str(error))]
        found = tuple(Finding(look.path, "", rule, one, said) for one, rule, said in failed)
        yield look, Seen(found, {"claims": len(standards)})


def failed_rules(data: bytes, flavour: str = "ua1") -> dict[str, str]:
    """Return each rule that a PDF fails (ua1 or 2a), with its first message."""
    import page

    report = page.validate_pdf_bytes(data, profile=flavour)
    return {failure.rule_id: failure.message for failure in reversed(report.failures)
            if failure.rule_id != LENGTH or not is_false_alarm(data, failure.object_id)}


def is_false_alarm(data: bytes, identity) -> bool:
    """Tell whether a complaint about a stream's length is the judge's own slip.

    It takes a carriage return at the end of the data and the line feed before `endstream` for one
    end of line, and then misses a byte. veraPDF and qpdf count as ISO 32000-1, 7.3.8.1 says. So the
    stream must have its stated length and end in that byte; a complaint that names no stream is
    let go only when every stream of the file has its stated length, and one ends in that byte.
    """
    ends = dict(stream_ends(data))
    if identity is not None:
        return ends.get((identity.object_number, identity.generation)) == b"\r"
    return None not in ends.values() and b"\r" in ends.values()


def stream_ends(data: bytes) -> Iterator[tuple[tuple[int, int], bytes | None]]:
    """Yield each stream's object number and generation with the last byte of its data.

    The byte is None where `endstream` does not follow the data of the stated length.
    """
    place = 0
    while found := STREAM.search(data, place):
        place = found.end() + int(found[3])
        right = re.match(rb"\r?\n?endstream", data[place : place + 11])
        yield (int(found[1]), int(found[2])), data[place - 1 : place] if right else None


def rule_count(data: bytes, flavour: str = "ua1") -> int:
    """Return how many rules were tried, so that a judge without rules is seen."""
    import page

    return page.validate_pdf_bytes(data, profile=flavour).rules.total


JUDGE = Judge(
    id="page-validation",
    title="page-validation",
    judges="PDF files once more, by a judge that shares no code with veraPDF: PDF/UA-1, PDF/A-2a.",
    version=lambda: python_version("page-validation"),
    looks=looks,
    judge=judge,
    missing=lambda site: missing_python("page"),
    batch=10,
    effort=0.5,
)
