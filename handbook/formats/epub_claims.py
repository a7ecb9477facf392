"""What a book says of its accessibility: only what is seen to be so in its text.

EPUB Accessibility 1.1, 3 and 4 (https://www.w3.org/TR/epub-a11y-11/). That it meets WCAG is said
only where the settings name who found so in this very edition: no program can tell it alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from handbook.formats.media import picture

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.formats.inputs import Readable

OPF = "http://www.idpf.org/2007/opf"
A11Y = "a11y: http://www.idpf.org/epub/vocab/package/a11y/#"
"""The prefix of what is said of who found that a book meets a standard."""
FEATURES = "structuralNavigation tableOfContents readingOrder displayTransformability unlocked"
PAGES = "pageBreakMarkers pageNavigation"
MOVING = (b"<animate", b"<set ", b"<script", b"@keyframes")
"""What moves in a picture that is a drawing."""


def claims(document: Document, edition: Readable, *, paged: bool) -> list[tuple[str, str]]:
    """Return names and values of what is said; `paged` tells whether pages of print are marked."""
    described = any(image.get("alt") for image in document.tree().iter("img"))
    still = not any(
        path.endswith(".gif") or any(mark in picture(path, edition) for mark in MOVING)
        for path in document.images
    )
    features = [*FEATURES.split(), *(["alternativeText"] if described else [])]
    features += PAGES.split() if paged else []
    found = [("accessMode", "textual")]
    found += [("accessMode", "visual")] if document.images else []
    found += [("accessModeSufficient", "textual")]
    found += [("accessibilityFeature", name) for name in features]
    found += [("accessibilityHazard", "none" if still else "unknown")]
    found += [("accessibilitySummary", summary(document, edition, paged=paged))]
    return [(f"schema:{name}", value) for name, value in found]


def summary(document: Document, edition: Readable, *, paged: bool) -> str:
    """Return in words what the claims say, and what nobody has found out."""
    words = edition.settings.words.formats
    said = [words.accessible_pictures if document.images else words.accessible_no_picture]
    said += [words.accessible_pages] if paged else []
    said += [] if meets(edition) else [words.not_evaluated]
    return " ".join(said)


def meets(edition: Readable) -> bool:
    """Tell whether someone found that this edition meets a standard."""
    found = edition.settings.evaluated
    return found is not None and found.edition == edition.settings.edition.version


def add_conformance(metadata: etree._Element, edition: Readable) -> None:
    """Add which standard the edition meets and who found so, if anybody did."""
    if not meets(edition):
        return
    found = edition.settings.evaluated
    said = {"dcterms:conformsTo": found.meets, "a11y:certifiedBy": found.by}
    made = {term: etree.SubElement(metadata, f"{{{OPF}}}meta", property=term) for term in said}
    for term, value in said.items():
        made[term].text = value
    made["dcterms:conformsTo"].set("id", "conformance")
    made["a11y:certifiedBy"].set("refines", "#conformance")
    if found.report:
        etree.SubElement(metadata, f"{{{OPF}}}link", refines="#conformance",
                         rel="a11y:certifierReport", href=found.report)  # fmt: skip
