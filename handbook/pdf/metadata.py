"""The XMP packet: one file that says it keeps several standards at once."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

import pydyf
import weasyprint

from handbook.pdf.standards import Standard

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{identity}
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>
</dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{modified}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>{schemas}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def xmp_writer(standard: Standard) -> Callable:
    """Return what replaces WeasyPrint's XMP packet with ours: its own can name one standard."""

    def write_xmp(document, pdf) -> None:
        meta = document.metadata
        values = {
            "title": meta.title, "author": ", ".join(meta.authors),
            "description": meta.description, "language": meta.lang, "tool": meta.generator,
            "created": meta.created, "modified": meta.modified,
            "producer": f"WeasyPrint {weasyprint.__version__}",
        }
        packet = PACKET.format(identity=standard.identity, schemas=standard.schemas,
                               **{name: escape(value or "") for name, value in values.items()})
        stream = next(item for item in pdf.objects
                      if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata")
        stream.stream, stream.compress = [packet.encode()], False

    return write_xmp
