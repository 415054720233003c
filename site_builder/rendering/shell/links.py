"""Links from a page to other pages: relative, so that the site works below any path and, if asked, from a disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote, urlsplit

LinkStyle = Literal["directory", "file"]
"""``directory``: links end in ``/`` as on a web server. ``file``: they name ``index.html``, so the same files open from
a disk, where nothing turns a folder into its index page. The layout of the files is the same in both."""

_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """Links as one page needs them. ``base`` leads from that page to the site's root and ends in ``/``."""

    base: str
    style: LinkStyle = "directory"

    @classmethod
    def at(cls, address: str, style: LinkStyle = "directory") -> Links:
        """Links for the page at ``address`` (``en/stories/x/``; the empty string is the site's root)."""
        return cls("../" * address.count("/") or "./", style)

    @classmethod
    def absolute(cls, site_url: str | None, style: LinkStyle = "directory") -> Links:
        """Links for a page that the server shows at any address (404.html): they start at the site's root.

        Without ``site_url`` the root is taken to be the server's; in a site for a disk there is no server, so they are
        relative to the root instead.
        """
        if style == "file":
            return cls("./", style)
        path = urlsplit(site_url or "").path
        return cls(path if path.endswith("/") else f"{path}/", style)

    def to(self, address: str) -> str:
        """The link to ``address``, percent-encoded, not escaped for HTML. URLs and ``#places`` stay as they are."""
        path = _path(address, self.style)
        return address if path is None else f"{self.base}{path}"


@lru_cache(maxsize=4096)
def _path(address: str, style: LinkStyle) -> str | None:
    """``address`` as it stands behind a page's base; None for URLs and ``#places``."""
    if _ELSEWHERE.match(address):
        return None
    path, hash_, place = address.partition("#")
    if style == "file" and (not path or path.endswith("/")):
        path += "index.html"
    return f"{_quoted(path)}{hash_}{place}"


@lru_cache(maxsize=4096)
def absolute_url(site_url: str, address: str) -> str:
    """The public URL of ``address``: what canonical links, feeds and share cards give. A page gives its own often."""
    return f"{site_url.rstrip('/')}/{_quoted(address, '/#?=&')}"


def _quoted(address: str, safe: str = "/") -> str:
    # Nearly every address is made of slugs; to find that out is much quicker than to quote it.
    return address if _PLAIN.fullmatch(address) else quote(address, safe=safe)
