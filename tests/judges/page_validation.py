"""The second judge of PDFs, of other code than veraPDF: the package page-validation."""

from __future__ import annotations

import re

import page

LENGTH = "PDFA2A-STREAM-LENGTH-001"


def failed_rules(data: bytes, flavour: str = "ua1") -> dict[str, str]:
    """Return each rule that a PDF fails (ua1 or 2a), with its first message."""
    report = page.validate_pdf_bytes(data, profile=flavour)
    return {failure.rule_id: failure.message for failure in reversed(report.failures)
            if failure.rule_id != LENGTH or not ends_in_return(data, failure.object_id)}


def ends_in_return(data: bytes, identity) -> bool:
    """Tell whether a stream has its stated length and ends in a carriage return.

    The judge takes that byte of the data and the line feed before `endstream` for one end of line
    and then misses a byte. veraPDF and qpdf count as ISO 32000-1, 7.3.8.1 says.
    """
    pattern = rb"\n%d %d obj\b.*?/Length (\d+).*?stream\r?\n" % (
        identity.object_number, identity.generation)
    start = re.search(pattern, data, re.S)
    end = start.end() + int(start[1])
    return data[end - 1:end] == b"\r" and data[end:end + 10] == b"\nendstream"


def rule_count(data: bytes, flavour: str = "ua1") -> int:
    """Return how many rules were tried, so that a judge without rules is seen."""
    return page.validate_pdf_bytes(data, profile=flavour).rules.total
