"""Every judge's run over a published folder, and the evidence of it."""

from handbook.audit.model import Accepted, Audit, Finding, Judged, Looks, read_audit
from handbook.audit.run import audit

__all__ = ["Accepted", "Audit", "Finding", "Judged", "Looks", "audit", "read_audit"]
