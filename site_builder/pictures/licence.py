"""Where the licence of a picture can be read."""

from __future__ import annotations

import re

_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)[ -](\d\.\d)(?: ([A-Z]{2,3}))?", re.IGNORECASE)
_CC_ZERO = re.compile(r"CC[ -]?0(?: 1\.0)?", re.IGNORECASE)


def licence_address(licence: str) -> str | None:
    """Where a licence can be read: the address itself, or that of a Creative Commons licence by its short name."""
    if re.fullmatch(r"https?://[^\s<>\"]+", licence):
        return licence
    if _CC_ZERO.fullmatch(licence):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        # The edition for a country or, common in development work, for international organisations (IGO).
        edition = f"{match[3].lower()}/" if match[3] else ""
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/{edition}"
    return None


def is_public_domain(licence: str) -> bool:
    """Whether a licence leaves the picture to everybody, as CC0 does."""
    address = licence_address(licence)
    return address is not None and "://creativecommons.org/publicdomain/" in address
