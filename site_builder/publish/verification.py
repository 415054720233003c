"""Verifies a finished site before it is served: every link leads somewhere, and every file was planned.

Links, ids and alternates are collected while pages are written, so that a whole site is verified without being read
again. Only where a link leads nowhere are pages read, to say which has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from site_builder.problems import Position, Problem, in_order
from site_builder.publish.links import ExtractedLinks, LinkResolver, extract, extract_quickly
from site_builder.publish.staging import list_files
from site_builder.workers import in_shares, jobs

_WORTH_A_PROCESS = 1000
"""Pages. Fewer are read sooner than a process is started."""

_NUMBERED = re.compile(r"[^/]+/\d+/(?:index\.html)?\Z")


class PageLinks(NamedTuple):
    """What one page links to. ``files``: asked for by its links. ``anchors``: asked for on pages, as ``file#id``.
    ``ids``: its own, each on a line. ``alternates``: language and file, each pair in one text."""

    files: tuple[str, ...]
    anchors: tuple[str, ...]
    ids: str
    alternates: tuple[str, ...]
    is_empty: bool


def page_links(file: str, extracted: ExtractedLinks, resolver: LinkResolver) -> PageLinks:
    """Resolve what was extracted from the page ``file``."""
    files, anchors = set(), set()
    for _, target, anchor in resolver.internal(file, extracted):
        files.add(target)
        if anchor:
            anchors.add(f"{target}#{anchor}")
    alternates = (f"{language} {resolver.target(file, link) or ''}" for language, link in extracted.alternates)
    ids = "\n".join(sorted(extracted.ids))
    return PageLinks(tuple(sorted(files)), tuple(sorted(anchors)), ids, tuple(alternates), extracted.is_empty)


@dataclass(slots=True)
class LinkIndex:
    """The links of many pages: ``files`` and ``anchors`` that any of them asks for; by page ``ids`` and
    ``alternates``; ``empty``: pages without words."""

    files: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    alternates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)

    def add(self, file: str, page: PageLinks) -> None:
        """Add the links of one page."""
        self.files.update(page.files)
        self.anchors.update(page.anchors)
        self.ids[file] = page.ids
        if page.alternates:
            self.alternates[file] = page.alternates
        if page.is_empty:
            self.empty.add(file)

    def merge(self, other: LinkIndex) -> None:
        """Add what another process has collected."""
        self.files |= other.files
        self.anchors |= other.anchors
        self.ids |= other.ids
        self.alternates |= other.alternates
        self.empty |= other.empty

    def missing_anchors(self) -> set[str]:
        """Return the anchors that no page has."""
        found = set()
        for anchor in self.anchors:
            file, _, name = anchor.partition("#")
            if f"\n{name}\n" not in f"\n{self.ids.get(file, '')}\n":
                found.add(anchor)
        return found

    def one_sided(self) -> Iterator[tuple[str, str, str]]:
        """Yield pages with a language and an alternate that does not name the page back, or says another language."""
        for page, alternates in self.alternates.items():
            for language, _, other in (alternate.partition(" ") for alternate in alternates):
                if other in self.ids and not self._names_back(page, language, other):
                    yield page, language, other

    def _names_back(self, page: str, language: str, other: str) -> bool:
        own = self.alternates.get(other, ())
        if language != "x-default" and f"{language} {other}" not in own:
            return False
        files = {each.partition(" ")[2] for each in own}
        # Page 5 of a list may lead to the last page of a shorter one, which leads back to its own number.
        return page in files or _NUMBERED.sub("", page) in {_NUMBERED.sub("", file) for file in files}


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """A finished site in ``folder``. ``site_url``: its public address or empty; links that begin with it are internal.
    ``written``: pages that hold HTML by people, with the names of their sources.
    """

    folder: Path
    site_url: str
    written: Mapping[str, str]

    def position(self, file: str) -> Position:
        """Return the page's source where people wrote it, else the page."""
        return Position(self.written.get(file, file))

    def extract(self, file: str) -> ExtractedLinks:
        """Read a page as browsers do: a text about a link is none."""
        return extract((self.folder / file).read_bytes(), self.site_url)


def verify(
    site: FinishedSite,
    planned: Collection[str] | None,
    processes: int | None = None,
    index: LinkIndex | None = None,
    files: frozenset[str] | None = None,
) -> list[Problem]:
    """Return what is wrong with a finished site; nothing where it may be served.

    ``planned``: the files that the build made, by their paths in the site; None where that is not known. ``processes``:
    how many read; None decides by how much there is. ``index``: of the pages that were collected while they were
    written; all others are read. ``files``: those that the site has, as ``gather`` gives them; None to look for them.

    Problems: site-file-unplanned, site-file-missing, site-page-empty, site-link-broken, site-anchor-missing,
    site-twin-one-sided. A link that is broken in the same way on many pages is reported once, with the first of them.
    """
    files = frozenset(list_files(site.folder)) if files is None else files
    index = index or LinkIndex()
    resolver = LinkResolver(site.site_url)
    pages = sorted(file for file in files if file.endswith(".html"))
    for file in pages:
        if file not in index.ids:
            index.add(file, page_links(file, site.extract(file), resolver))
    return in_order(
        [
            *_differences(files, files if planned is None else planned),
            *(
                Problem(site.position(page), "site-page-empty", {"page": page})
                for page in sorted(index.empty)
                if site.extract(page).is_empty
            ),
            *_broken_links(site, pages, index.files - files, index.missing_anchors(), processes),
            *(
                Problem(site.position(page), "site-twin-one-sided", {"page": page, "language": language, "twin": other})
                for page, language, other in index.one_sided()
            ),
        ]
    )


def _differences(files: Collection[str], planned: Collection[str]) -> Iterator[Problem]:
    for file in files:
        if file not in planned:
            yield Problem(Position(file), "site-file-unplanned")
    for file in planned:
        if file not in files:
            yield Problem(Position(file), "site-file-missing")


def _broken_links(
    site: FinishedSite, pages: list[str], files: Collection[str], anchors: Collection[str], processes: int | None
) -> Iterator[Problem]:
    """Find the pages that link to these ``files`` and ``anchors``, none of which is there."""
    if not (files or anchors):
        return

    def share(number: int, of: int) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
        resolver = LinkResolver(site.site_url)
        for file in pages[number::of]:
            page = (site.folder / file).read_bytes()
            extracted = (extract if file in site.written else extract_quickly)(page, site.site_url)
            links = resolver.internal(file, extracted)
            yield file, sorted(found for found in links if found[1] in files or "#".join(found[1:]) in anchors)

    by_page = dict(in_shares(share, jobs(len(pages), _WORTH_A_PROCESS, processes)))
    told: set[tuple[str, str]] = set()
    for page in pages:
        links = site.extract(page).links if by_page[page] else ()
        for link, target, anchor in by_page[page]:
            what = (target, link if target in files else anchor)
            if what in told or link not in links:
                continue
            told.add(what)
            if target in files:
                yield Problem(site.position(page), "site-link-broken", {"link": link, "page": page})
            elif anchor not in site.extract(target).ids:
                params = {"link": link, "page": page, "place": anchor, "target": target}
                yield Problem(site.position(page), "site-anchor-missing", params)
