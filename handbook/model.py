"""The checked content of one handbook, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from handbook.exceptions import KnownProblem
from handbook.fields import CaseStudyFields, GuideFields, PrincipleFields, SourceFields, TermFields
from handbook.manual_audits import ManualAudit
from handbook.settings import Settings

if TYPE_CHECKING:
    from handbook.audit.model import Audit


class Principle(PrincipleFields):
    """One design principle: one file in principles/."""

    id: str
    path: str


class CaseStudy(CaseStudyFields):
    """One documented project: one file in case_studies/."""

    id: str
    path: str


class Guide(GuideFields):
    """An ordinary page: one file in content/."""

    id: str
    path: str


class Source(SourceFields):
    """A publication that was read and may be cited."""


class Term(TermFields):
    """A word that the handbook explains."""

    id: str


Entry = Principle | CaseStudy
Page = Principle | CaseStudy | Guide


@dataclass(frozen=True, slots=True)
class Showing:
    """A case study that shows a principle, and how."""

    case_study: str
    how: str


@dataclass(frozen=True)
class Handbook:
    """The whole checked content of one edition."""

    settings: Settings
    principles: tuple[Principle, ...]
    """In the order of their numbers."""
    case_studies: tuple[CaseStudy, ...]
    """In the order of their titles."""
    guides: tuple[Guide, ...]
    sources: Mapping[str, Source]
    terms: tuple[Term, ...]
    """In alphabetical order."""
    showings: Mapping[str, tuple[Showing, ...]]
    """Principle id to the case studies that show it."""
    audits: tuple[ManualAudit, ...] = ()
    """What people checked by hand: the newest of each check, in the order of the checks."""
    exceptions: tuple[KnownProblem, ...] = ()
    """What is known not to be accessible."""
    evidence: Audit | None = None
    """What judges found in this very copy, if any looked at it."""

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its path in the project."""
        everything = (*self.guides, *self.principles, *self.case_studies)
        return MappingProxyType({page.path: page for page in everything})

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """What a guide can list to the path of the first guide that lists it."""
        listing = [page for page in self.guides if page.lists]
        return MappingProxyType({page.lists: page.path for page in reversed(listing)})
