"""The two files of record: which standards a PDF keeps to, and what each has WeasyPrint do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """A set of standards that one file can keep at once."""

    name: str
    variant: str
    """What WeasyPrint calls the nearest variant that it knows; it sets the version of PDF."""
    identity: str
    """What the XMP packet says of the standards."""
    schemas: str = ""
    """The XMP packet's description of properties that the standard for archives does not know."""


UA_1 = Standard(
    "ua-1", "pdf/a-2a",
    identity="""<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>""",
    schemas="""
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>""")
"""PDF/UA-1 (ISO 14289-1, 5) and PDF/A-2a (ISO 19005-2, 6.6.4; the schema is 6.6.2.3.3)."""

UA_2 = Standard(
    "ua-2", "pdf/a-4u",
    identity="""<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>
<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>
<pdfd:declarations xmlns:pdfd="http://pdfa.org/declarations/"><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo></rdf:li>
</rdf:Bag></pdfd:declarations>""")
"""PDF/UA-2 (ISO 14289-2, 5), Well-Tagged PDF 1.0 for accessibility and for reuse (6.1), and
PDF/A-4 (ISO 19005-4, 6.7.3): all in one file, in PDF 2.0. PDF/A-4 has no conformance letter, so the
letter of WeasyPrint's variant is not written."""

STANDARDS = {standard.name: standard for standard in (UA_1, UA_2)}
