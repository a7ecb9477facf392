"""All judges, in the order in which an audit tells of them."""

from __future__ import annotations

from handbook.audit.judges import (
    ace,
    axe,
    epubcheck,
    keyboard,
    libreoffice,
    lighthouse,
    links,
    lychee,
    nu,
    pa11y,
    page_validation,
    pef,
    qpdf,
    verapdf,
    weights,
)
from handbook.audit.judges.own import OWN

OF_PAGES = (axe, pa11y, lighthouse, keyboard, weights, nu, lychee, links)
OF_FILES = (verapdf, page_validation, qpdf, epubcheck, ace, libreoffice, pef)
JUDGES = {one.id: one for one in (*(each.JUDGE for each in (*OF_PAGES, *OF_FILES)), *OWN)}
"""Judge by its id."""
