"""Credit and licence as an XMP packet: the only metadata that a published picture carries."""

from __future__ import annotations

import re
from html import escape

from site_builder.pictures import is_public_domain, licence_address

# Characters that XML 1.0 does not allow (2.2), which no escaping can save.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A packet must fit into one JPEG segment of 64 KB, each text being written four times and escaped.
_LONGEST = 1_000

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" \
xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">{elements}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(credit: str, licence: str) -> bytes:
    """The XMP packet (ISO 16684-1) for a credit and a licence; empty where both are empty.

    The properties are those by which picture programs and image searches know whose a picture is and that it can be
    licensed (IPTC Photo Metadata 2023.2, PLUS LDF 2.0): creator, credit line, copyright notice, terms, the address of
    the licence, the licensor. Any text is safe: what XML cannot hold is left out, the rest is escaped.
    """
    credit, licence = _legal(credit), _legal(licence)
    if not credit and not licence:
        return b""
    address = licence_address(licence) or ""
    # False says that the picture belongs to everybody (ISO 16684-1, 8.5).
    elements = [_element("xmpRights:Marked", str(not is_public_domain(licence)))]
    elements.append(_alternative("dc:rights", " · ".join(filter(None, (credit, licence)))))
    if credit:
        elements.append(_list("dc:creator", f"<rdf:li>{_escaped(credit)}</rdf:li>"))
        elements.append(_element("photoshop:Credit", credit))
        elements.append(_list("plus:Licensor", _licensor(credit, address)))
    if licence:
        elements.append(_alternative("xmpRights:UsageTerms", licence))
    if address:
        elements.append(_element("xmpRights:WebStatement", address))
    return _PACKET.format(elements="".join(elements)).encode()


def _licensor(name: str, address: str) -> str:
    """Who grants the licence, and the page that says on what terms."""
    told = _element("plus:LicensorName", name) + (_element("plus:LicensorURL", address) if address else "")
    return f'<rdf:li rdf:parseType="Resource">{told}</rdf:li>'


def _element(name: str, words: str) -> str:
    return f"<{name}>{_escaped(words)}</{name}>"


def _list(name: str, items: str) -> str:
    return f"<{name}><rdf:Seq>{items}</rdf:Seq></{name}>"


def _alternative(name: str, words: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(words)}</rdf:li></rdf:Alt></{name}>'


def _escaped(words: str) -> str:
    # A carriage return would be read as a line feed.
    return escape(words).replace("\r", "&#13;")


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text).strip()[:_LONGEST]
