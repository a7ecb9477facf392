"""The second judge of PDFs, of other code than veraPDF: the package page-validation."""

from __future__ import annotations

import page


def failed_rules(data: bytes, flavour: str = "ua1") -> dict[str, str]:
    """Return each rule that a PDF fails (ua1 or 2a), with its first message."""
    report = page.validate_pdf_bytes(data, profile=flavour)
    return {failure.rule_id: failure.message for failure in reversed(report.failures)}


def rule_count(data: bytes, flavour: str = "ua1") -> int:
    """Return how many rules were tried, so that a judge without rules is seen."""
    return page.validate_pdf_bytes(data, profile=flavour).rules.total
