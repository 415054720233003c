"""Before a site is served: does everything in it lead somewhere, and is nothing in it that nobody planned?

Most links of a page stand on every page: ``../../../en/about/`` is the same place from all pages at the same depth.
So each link is looked up once per depth, and then found in a set.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from site_builder.problems import Position, Problem, in_order
from site_builder.publish.leads import Leads, careful, quick

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NUMBERED = re.compile(r"[^/]+/\d+/(?:index\.html)?\Z")


def verify(site: Path, planned: Collection[str] | None, site_url: str, written: Mapping[str, str]) -> list[Problem]:
    """What is wrong with the finished site in the folder ``site``; nothing where it may be served.

    ``planned``: the files that the build made, by their paths in the site; a name that ends in ``/`` stands for all
    that is in that folder; None where nobody knows. ``site_url``: the public address, empty where there is none; links
    that begin with it are internal. ``written``: pages that hold HTML by people, with the names of their sources, which
    problems then name.

    Problems: site-file-unplanned, site-file-missing, site-page-empty, site-link-broken, site-anchor-missing,
    site-twin-one-sided. A link that is broken in the same way on many pages is told once.
    """
    files = set(_files(site))
    check = _Check(site, files, site_url, written)
    for file in sorted(file for file in files if file.endswith(".html")):
        check.page(file)
    if planned is not None:
        check.found.extend(_differences(files, planned))
    return in_order(check.problems())


def _differences(files: Collection[str], planned: Collection[str]) -> Iterator[Problem]:
    for file in files:
        if file not in planned and not any(f"{parent}/" in planned for parent in _parents(file)):
            yield Problem(Position(file), "site-file-unplanned")
    for file in planned:
        if file not in files and not file.endswith("/"):
            yield Problem(Position(file), "site-file-missing")


def _files(site: Path) -> Iterator[str]:
    """Every file below ``site``; a link to elsewhere counts as a file that cannot be planned."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(site / folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}{entry.name}/")
                else:
                    yield f"{folder}{entry.name}" if entry.is_file(follow_symlinks=False) else f"{folder}{entry.name}@"


def _parents(file: str) -> Iterator[str]:
    while file := posixpath.dirname(file):
        yield file


def _file(path: str) -> str:
    """The file that a server gives for a path from the site's root on."""
    if "%" in path:
        path = unquote(path)
    if "./" in path or path.endswith("."):
        is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
        path = posixpath.normpath(path).removeprefix(".") + "/" * is_folder
        path = path.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


class _Check:
    """One pass over the pages; what concerns two pages is kept for ``problems``."""

    def __init__(self, site: Path, files: Collection[str], site_url: str, written: Mapping[str, str]) -> None:
        self.site = site
        self.files = files
        self.site_url = site_url
        self.root = urlsplit(site_url).path or "/"
        self.written = written
        self.found: list[Problem] = []
        self.known: dict[int, dict[str, str | None]] = {}
        self.ids: dict[str, frozenset[str]] = {}
        self.twins: dict[str, dict[str, str]] = {}
        self.wanted: dict[tuple[str, str], tuple[str, str]] = {}
        self.broken: set[tuple[str, str]] = set()

    def page(self, file: str) -> None:
        """Look at one page."""
        leads = self.read(file, careful if file in self.written else quick)
        if leads.is_empty and (file in self.written or self.read(file, careful).is_empty):
            self.found.append(Problem(self.at(file), "site-page-empty"))
        known = self.known.setdefault(file.count("/"), {})
        for link in leads.links.difference(known):
            if not link.startswith("#"):
                self.follow(file, link, known)
            elif link[1:] not in leads.ids:
                self.want(file, file, link)
        if leads.ids:
            self.ids[file] = leads.ids
        if leads.twins:
            self.twins[file] = {language: self.target(file, link, known) or "" for language, link in leads.twins}

    def follow(self, file: str, link: str, known: dict[str, str | None]) -> None:
        """See whether the link leads to a file of the site, or out of it."""
        target = self.target(file, link, known)
        if target is None:
            return
        if target in self.files:
            if "#" in link and target.endswith(".html"):
                self.want(file, target, link)
        elif (target, link) not in self.broken and self.stands(file, link):
            self.broken.add((target, link))
            self.found.append(Problem(self.at(file), "site-link-broken", {"link": link, "page": file}))

    def read(self, file: str, reader: Callable[[bytes, str], Leads]) -> Leads:
        """What the page leads to."""
        return reader((self.site / file).read_bytes(), self.site_url)

    def want(self, file: str, target: str, link: str) -> None:
        """Note that a link needs an id on another page, which may not have been read yet."""
        place = unquote(link.partition("#")[2])
        # https://html.spec.whatwg.org/#select-the-indicated-part: nothing, and "top", are the page's beginning.
        if place and place.lower() != "top" and not place.startswith(":~:"):
            self.wanted.setdefault((target, place), (file, link))

    def target(self, file: str, link: str, known: dict[str, str | None]) -> str | None:
        """The file that a link on the page ``file`` asks for; None where it leads out of the site.

        What is the same for all pages of this depth is put into ``known``, or taken from there.
        """
        if link in known:
            return known[link]
        up = "../" * file.count("/")
        place = link.partition("#")[0].partition("?")[0]
        if self.site_url and (place + "/").startswith(self.site_url):
            found = _file(place[len(self.site_url) :])
        elif _SCHEME.match(place) or (place.startswith("/") and not place.startswith(self.root)):
            return None
        elif place.startswith("/"):
            found = _file(place[len(self.root) :])
        elif up and place.startswith(up):
            found = _file(place[len(up) :])
        else:
            found = _file(posixpath.join(posixpath.dirname(file), place) if place else file)
            if up:
                return found
        known[link] = found
        return found

    def stands(self, file: str, link: str) -> bool:
        """Whether the link really is one, and not a text about one."""
        return link in self.read(file, careful).links

    def at(self, file: str) -> Position:
        """The page's source where people wrote it, else the page."""
        return Position(self.written.get(file, file))

    def problems(self) -> Iterator[Problem]:
        """All that is wrong, once every page was looked at."""
        yield from self.found
        for (target, place), (file, link) in self.wanted.items():
            if place in self.ids.get(target, ()) or place in self.read(target, careful).ids:
                continue
            if self.stands(file, link):
                yield Problem(
                    self.at(file), "site-anchor-missing", {"link": link, "page": file, "place": place, "target": target}
                )
        for file, twins in self.twins.items():
            for language, twin in twins.items():
                if twin in self.files and not self.names_back(file, twin, language):
                    yield Problem(
                        self.at(file), "site-twin-one-sided", {"page": file, "language": language, "twin": twin}
                    )

    def names_back(self, file: str, twin: str, language: str) -> bool:
        """Whether the twin says the same of itself and of the page.

        Page 5 of a list may lead to the last page of a shorter one, which leads back to its own number.
        """
        says = self.twins.get(twin, {})
        if language != "x-default" and says.get(language) != twin:
            return False
        if file in says.values():
            return True
        return _NUMBERED.sub("", file) in {_NUMBERED.sub("", other) for other in says.values()}
