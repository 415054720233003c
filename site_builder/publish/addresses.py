"""Which file of a site a link asks for."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Addresses:
    """Looks links up for the site at ``site_url`` (empty where it has no public address).

    Most links of a page stand on every page: ``../../../en/about/`` is one place for all pages at the same depth. Each
    is worked out once; ``known`` gives what was.
    """

    def __init__(self, site_url: str) -> None:
        self._site_url = site_url
        self._root = urlsplit(site_url).path or "/"
        self._known: dict[int, dict[str, str]] = {}

    def known(self, page: str) -> dict[str, str]:
        """Links with the files that they ask for, the same on all pages as deep as ``page``."""
        return self._known.setdefault(page.count("/"), {})

    def target(self, page: str, link: str) -> str | None:
        """The file that ``link`` on ``page`` asks for, whether or not it is there; None where it leads out."""
        known = self.known(page)
        if link in known:
            return known[link]
        up = "../" * page.count("/")
        place = link.partition("#")[0].partition("?")[0]
        if self._site_url and f"{place}/".startswith(self._site_url):
            found = file_at(place[len(self._site_url) :])
        elif _SCHEME.match(place):
            return None
        elif place.startswith("/"):
            if not place.startswith(self._root):
                return None
            found = file_at(place[len(self._root) :])
        elif up and place.startswith(up):
            found = file_at(place[len(up) :])
        else:
            found = file_at(posixpath.join(posixpath.dirname(page), place)) if place else page
            if up:
                return found
        known[link] = found
        return found


def file_at(path: str) -> str:
    """The file that a server gives for a path from the site's root on. A path out of the site keeps its ``../``."""
    if "%" in path:
        path = unquote(path)
    if "./" in path or path.endswith("."):
        is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        path = posixpath.normpath(path)
        path = ("" if path == "." else path) + "/" * (is_folder and path != ".")
    return f"{path}index.html" if not path or path.endswith("/") else path


def place_in(link: str) -> str:
    """The id on its page that a link asks for; empty where that is the page's beginning.

    https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment
    """
    place = unquote(link.partition("#")[2])
    return "" if place.lower() == "top" or place.startswith(":~:") else place
