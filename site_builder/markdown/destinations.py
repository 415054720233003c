"""Classifies where links lead. What is not on this list is refused, so no scheme has to be known to be kept out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

DestinationKind = Literal["figure", "story", "photo", "quote", "web", "mail", "phone", "refused"]

_OWN = re.compile(r"(#result-|story:|photo:|quote:)([^\s#?/\\]+)\Z")
_KINDS: dict[str, DestinationKind] = {"#result-": "figure", "story:": "story", "photo:": "photo", "quote:": "quote"}
# No user part: https://known.org@elsewhere.net would lead elsewhere.
_WEB = re.compile(r"https?://[^\s/?#@\\<>\"'`|^{}%\[\]:]+(?::\d{1,5})?(?:[/?#].*)?\Z", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"mailto:[^\s@<>\"'`\\,;:]+@[^\s@<>\"'`\\,;:?]+(?:\?[^\s<>\"`\\]*)?\Z", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[0-9().\-]{3,40}(?:;[a-z0-9=+.\-]{1,60})?\Z", re.IGNORECASE)
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\x7f-\x9f\"<>\\^`{|}\[\]]|(?<=#)#")


class Destination(NamedTuple):
    """``target``: the id for ``figure``, ``story``, ``photo`` and ``quote``; else the address as written."""

    kind: DestinationKind
    target: str

    @property
    def is_place(self) -> bool:
        """Whether it places a picture or a quotation, instead of leading somewhere."""
        return self.kind == "photo" or self.kind == "quote"


@lru_cache(maxsize=1024)
def classify(destination: str) -> Destination:
    """Classify a link's destination (entities already decoded); ``refused`` for all that is not allowed."""
    if own := _OWN.match(destination):
        return Destination(_KINDS[own[1]], own[2])
    if _WEB.match(destination):
        return Destination("web", destination)
    if _MAIL.match(destination):
        return Destination("mail", destination)
    if _PHONE.match(destination):
        return Destination("phone", destination)
    return Destination("refused", destination)


@lru_cache(maxsize=1024)
def href(address: str) -> str:
    """Percent-encode the characters that a URL must not hold; the result is not yet escaped for HTML."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
