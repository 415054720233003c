"""Credit and licence as an XMP packet: the only metadata that a published picture carries."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# Characters that XML 1.0 does not allow (2.2), which no escaping can save.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A packet must fit into one JPEG segment of 64 KB, each text being written twice and escaped.
_LONGEST = 2_000
_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)[ -](\d\.\d)(?: \w+)?", re.IGNORECASE)
_CC_ZERO = re.compile(r"CC[ -]?0(?: 1\.0)?", re.IGNORECASE)

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"{attributes}>\
{elements}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def licence_address(licence: str) -> str | None:
    """Where a licence can be read: the address itself, or that of a Creative Commons licence by its short name."""
    if re.fullmatch(r"https?://[^\s<>\"]+", licence):
        return licence
    if _CC_ZERO.fullmatch(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return None


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
