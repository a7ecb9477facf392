"""A checker of Word files: the words of the Document, all of them, and no rule broken."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from handbook.formats.docx_read import WordFile, read_docx
from handbook.formats.docx_rules import RULES
from handbook.formats.office_said import office_differences, office_said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def check_docx(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with a Word file of a Document, in sentences."""
    try:
        file = WordFile(data)
        faults = [*office_differences(office_said(document, edition), read_docx(file))]
        broken = [fault for rule in RULES for fault in rule(file)]
    except (zipfile.BadZipFile, KeyError, ParseError) as error:
        return [f"it cannot be read as a Word file: {error}"]
    return [*faults, *dict.fromkeys(broken)]
