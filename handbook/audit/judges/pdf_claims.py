"""What a PDF says of itself: the standards that its metadata names."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from lxml import etree

PREFIXES = {
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
CLAIMS = {
    "pdfuaid:part=1": {"ua1"},
    "pdfaid:part=2 A": {"2a"},
    "pdfuaid:part=2": {"ua2"},
    "pdfaid:part=4": {"4"},
    "http://pdfa.org/declarations/wtpdf#accessibility1.0": {"wt1a"},
    "http://pdfa.org/declarations/wtpdf#reuse1.0": {"wt1r"},
}
"""What a file says, and the name by which judges know the standard."""


def claims(path: Path) -> set[str]:
    """Return the standards that a file says it meets, read from its XMP packet.

    Raises pikepdf.PdfError for what is no PDF; a standard that no judge here knows is left out.
    """
    with pikepdf.open(path) as file:
        if "/Metadata" not in file.Root:
            return set()
        data = etree.fromstring(bytes(file.Root.Metadata.read_bytes()))
    said: dict[str, list[tuple[str, str]]] = {}
    for element in data.iter(etree.Element):
        for name, value in [(element.tag, element.text or ""), *element.items()]:
            said.setdefault(etree.QName(name).localname, []).append((name, value.strip()))
    found = {f"{PREFIXES.get(name.split('}')[0][1:])}:part={value}"
             for name, value in said.get("part", [])}  # fmt: skip
    level = [value for _, value in said.get("conformance", [])]
    found = {" ".join([one, *level]) if one.startswith("pdfaid") else one for one in found}
    found |= {value for _, value in said.get("conformsTo", [])}
    return set().union(*(CLAIMS.get(one, set()) for one in found))
