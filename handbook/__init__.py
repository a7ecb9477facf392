"""Publish a handbook of design principles in every form a reader can use."""

import os

# Plugins of pydantic could change what is checked, and looking for them takes time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from handbook.document import Document, Heading
from handbook.load import Edition, load
from handbook.model import CaseStudy, Guide, Handbook, Principle, Source, Term
from handbook.problems import Problem, ProblemsFound, report
from handbook.settings import Settings

__all__ = [
    "CaseStudy",
    "Document",
    "Edition",
    "Guide",
    "Handbook",
    "Heading",
    "Principle",
    "Problem",
    "ProblemsFound",
    "Settings",
    "Source",
    "Term",
    "load",
    "report",
]
