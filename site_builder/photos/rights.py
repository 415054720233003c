"""Credit and licence as an XMP packet: the only metadata that a published picture carries."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from site_builder.pictures import licence_address

# Characters that XML 1.0 does not allow (2.2), which no escaping can save.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A packet must fit into one JPEG segment of 64 KB, each text being written twice and escaped.
_LONGEST = 2_000


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"{attributes}>\
{elements}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(credit: str, licence: str) -> bytes:
    """The XMP packet (ISO 16684-1, IPTC Photo Metadata) for a credit and a licence; empty where both are empty.

    Any text is safe: what XML cannot hold is left out, the rest is escaped.
    """
    credit, licence = _legal(credit), _legal(licence)
    if not credit and not licence:
        return b""
    attributes = ' xmpRights:Marked="True"'
    if credit:
        attributes += f" photoshop:Credit={quoteattr(credit)}"
    if address := licence_address(licence):
        attributes += f" xmpRights:WebStatement={quoteattr(address)}"
    elements = _alternative("dc:rights", " · ".join(filter(None, (credit, licence))))
    if licence:
        elements += _alternative("xmpRights:UsageTerms", licence)
    return _PACKET.format(attributes=attributes, elements=elements).encode()


def _alternative(name: str, words: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt></{name}>'


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text).strip()[:_LONGEST]
