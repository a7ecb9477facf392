"""A checker of OpenDocument texts: the words of the Document, all of them, and no rule broken."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from handbook.formats.odt_read import TextFile, read_odt
from handbook.formats.odt_rules import RULES
from handbook.formats.office_said import office_differences, office_said

if TYPE_CHECKING:
    from handbook.document import Document
    from handbook.load import Edition


def check_odt(data: bytes, document: Document, edition: Edition) -> list[str]:
    """Return everything that is wrong with an OpenDocument text of a Document, in sentences."""
    try:
        file = TextFile(data)
        faults = [*office_differences(office_said(document, edition), read_odt(file))]
        broken = [fault for rule in RULES for fault in rule(file)]
    except (zipfile.BadZipFile, KeyError, ParseError) as error:
        return [f"it cannot be read as an OpenDocument text: {error}"]
    return [*faults, *dict.fromkeys(broken)]
