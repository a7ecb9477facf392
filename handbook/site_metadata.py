"""What a page says about itself to machines: schema.org with the properties of accessibility.

The properties and their values are those of the W3C's list, Schema.org Accessibility Properties for
Discoverability (https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary-20250708/).
Each is computed from the finished Document, whose validation holds what it says: every picture has
a description or is decoration, nothing moves, flashes or makes a sound.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from handbook.cards import card_for
from handbook.facets import KINDS
from handbook.model import Guide

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition

CARDS = "assets/cards"
"""The folder of the pictures that `cards` draws, below the site's root."""
TYPES = {"principle": "TechArticle", "guide": "TechArticle"}


def card_url(document: Document, edition: Edition) -> str:
    """Return the whole address of a page's card; other sites need it whole."""
    return f"{edition.settings.site_url}{CARDS}/{card_for(document, edition).name}"


def linked_data(document: Document, edition: Edition) -> str:
    """Return the page's JSON-LD, safe inside a `script` element of the type that holds data."""
    about = {
        "@context": "https://schema.org",
        "@type": ["WebPage", TYPES.get(document.kind, "CreativeWork")],
        "name": document.title,
        "description": document.summary,
        "inLanguage": document.language,
        **({"dateModified": document.reviewed.isoformat()} if document.reviewed else {}),
        **accessibility(document, edition),
    }
    if trail := breadcrumb(document, edition):
        about["breadcrumb"] = trail
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def accessibility(document: Document, edition: Edition) -> dict[str, Any]:
    """Return the page's accessibility properties."""
    words = edition.settings.words.site
    drawn = document.kind == "map"
    images = document.tree().iter("img") if document.images else ()
    described = drawn + sum(1 for image in images if image.get("alt"))
    features = [
        *(["alternativeText"] if described else []),
        *(["structuralNavigation"] if len(document.headings) > 1 else []),
        *(["tableOfContents"] if has_contents(document, edition) else []),
    ]
    summaries = (words.summary_no_picture, words.summary_one_picture, words.summary_pictures)
    summary = summaries[min(described, 2)].format(count=described)
    return {
        "accessMode": ["textual", *(["visual"] if document.images or drawn else [])],
        "accessModeSufficient": "textual",
        **({"accessibilityFeature": features} if features else {}),
        "accessibilityHazard": "none",
        "accessibilitySummary": summary,
    }


def has_contents(document: Document, edition: Edition) -> bool:
    """Tell whether the theme shows the contents: for two sections or more, where text is read.

    The home page and the pages of lists have none.
    """
    page = edition.handbook.pages.get(document.path)
    listed = document.kind == "facet" or (isinstance(page, Guide) and page.lists in KINDS)
    sections = sum(heading.level == 2 for heading in document.headings)
    return bool(document.url) and not listed and sections > 1


def breadcrumb(document: Document, edition: Edition) -> dict[str, Any] | None:
    """Return the way from the home page to this page, as the page shows it."""
    easy = edition.easy_reads.items() if document.kind == "easy_read" else ()
    path = next((path for path, page in easy if page is document), None)
    chain = [*trail(path or document.path, edition)]
    if path:
        chain.append(document)
    if len(chain) < 2:
        return None
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": page.title,
            "item": edition.settings.site_url + page.url,
        }
        for place, page in enumerate(chain, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def trail(path: str, edition: Edition) -> Iterator[Document]:
    """Give the pages from the home page to the one that has this path."""
    home = next((page for page in edition.pages.values() if not page.url), None)
    page = edition.pages.get(path)
    if home is None or page is None:
        return
    yield home
    kind = edition.settings.kinds
    parents = {"principle": kind.principle.list, "case_study": kind.case_study.list}
    if page.kind in parents:
        yield edition.pages[parents[page.kind]]
    if page is not home:
        yield page
