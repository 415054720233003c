"""Before a site is served: does everything in it lead somewhere, and is nothing in it that nobody planned?

Pages are read on every core. A page by itself gives a ``Seen``; what concerns two pages (an id on another page, twins)
is decided when all have been seen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from site_builder.problems import Position, Problem, in_order
from site_builder.publish.addresses import Addresses, place_in
from site_builder.publish.gathering import listed
from site_builder.publish.leads import careful, quick
from site_builder.publish.sight import Sight, seen
from site_builder.workers import in_shares, jobs

_WORTH_A_PROCESS = 1000
"""Pages. Fewer are read sooner than a process is started."""

_NUMBERED = re.compile(r"[^/]+/\d+/(?:index\.html)?\Z")

Ask = tuple[str, str]
"""A file that a link asks for, and the link."""


class Seen(NamedTuple):
    """What one page says. ``ids``: its ids, each on a line. ``twins``: language and file. ``missing``: links to files
    that are not there. ``asks``: links to places on pages. The same link is in one page's ``Seen`` only.
    """

    file: str
    is_empty: bool
    ids: str
    twins: tuple[Ask, ...]
    missing: tuple[Ask, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished site in ``folder``. ``site_url``: its public address or empty; links that begin with it are internal.
    ``written``: pages that hold HTML by people, with the names of their sources.
    """

    folder: Path
    site_url: str
    written: Mapping[str, str]

    def position(self, file: str) -> Position:
        """The page's source where people wrote it, else the page."""
        return Position(self.written.get(file, file))

    def read(self, file: str) -> bytes:
        """A page."""
        return (self.folder / file).read_bytes()

    def has(self, file: str, link: str) -> bool:
        """Whether the page really has the link, and not a text about one."""
        return link in careful(self.read(file), self.site_url).links


def verify(
    site: Finished,
    planned: Collection[str] | None,
    processes: int | None = None,
    sight: Sight | None = None,
    files: frozenset[str] | None = None,
) -> list[Problem]:
    """What is wrong with a finished site; nothing where it may be served.

    ``planned``: the files that the build made, by their paths in the site; None where nobody knows. ``processes``: how
    many read; None decides by how much there is. ``sight``: what was seen of pages while they were written. Where that
    shows them to be whole, they are not read again; where not, every page is, to say what is wrong. ``files``: those
    that the site has, as ``gather`` gives them; None where they have to be looked for.

    Problems: site-file-unplanned, site-file-missing, site-page-empty, site-link-broken, site-anchor-missing,
    site-twin-one-sided. A link that is broken in the same way on many pages is told once, with the first of them.
    """
    files = frozenset(listed(site.folder)) if files is None else files
    pages = sorted(file for file in files if file.endswith(".html"))
    if sight and _is_whole(site, sight, files, pages, files if planned is None else planned):
        return []

    def share(number: int, of: int) -> Iterator[Seen]:
        addresses = Addresses(site.site_url)
        return (_seen(site, file, files, addresses) for file in pages[number::of])

    looked = {page.file: page for page in in_shares(share, jobs(len(pages), _WORTH_A_PROCESS, processes))}
    in_turn = [looked[file] for file in pages]
    return in_order(
        [
            *_differences(files, planned if planned is not None else files),
            *(
                Problem(site.position(page.file), "site-page-empty", {"page": page.file})
                for page in in_turn
                if page.is_empty
            ),
            *_missing_files(site, in_turn),
            *_missing_places(site, in_turn, looked),
            *_one_sided(site, in_turn, looked),
        ]
    )


def _is_whole(
    site: Finished, sight: Sight, files: frozenset[str], pages: Iterable[str], planned: Collection[str]
) -> bool:
    """Whether nothing can be wrong. Pages that were not seen while they were written are read now."""
    addresses = Addresses(site.site_url)
    for file in pages:
        if file not in sight.ids:
            sight.add(file, seen(file, careful(site.read(file), site.site_url), addresses))
    return sight.is_whole(files) and next(_differences(files, planned), None) is None


def _seen(site: Finished, file: str, files: Collection[str], addresses: Addresses) -> Seen:
    page = site.read(file)
    is_written = file in site.written
    leads = careful(page, site.site_url) if is_written else quick(page, site.site_url)
    missing, asks = [], []
    known = addresses.known(file)
    for link in leads.links.difference(known):
        if link.startswith("#"):
            if link[1:] not in leads.ids:
                asks.append((file, link))
        elif (target := addresses.target(file, link)) is None:
            continue
        elif target not in files:
            if is_written or site.has(file, link):
                missing.append((target, link))
            else:
                known.pop(link, None)
        elif "#" in link and target.endswith(".html"):
            asks.append((target, link))
    twins = tuple((language, addresses.target(file, link) or "") for language, link in leads.twins)
    is_empty = leads.is_empty and (is_written or careful(page, site.site_url).is_empty)
    return Seen(file, is_empty, "\n".join(leads.ids), twins, tuple(missing), tuple(asks))


def _differences(files: Collection[str], planned: Collection[str]) -> Iterator[Problem]:
    for file in files:
        if file not in planned:
            yield Problem(Position(file), "site-file-unplanned")
    for file in planned:
        if file not in files:
            yield Problem(Position(file), "site-file-missing")


def _missing_files(site: Finished, pages: Iterable[Seen]) -> Iterator[Problem]:
    told: set[Ask] = set()
    for page in pages:
        for ask in sorted(set(page.missing) - told):
            told.add(ask)
            yield Problem(site.position(page.file), "site-link-broken", {"link": ask[1], "page": page.file})


def _missing_places(site: Finished, pages: Iterable[Seen], seen: Mapping[str, Seen]) -> Iterator[Problem]:
    told: set[Ask] = set()
    for page in pages:
        for target, link in sorted(page.asks):
            place = place_in(link)
            if not place or (target, place) in told or f"\n{place}\n" in f"\n{seen[target].ids}\n":
                continue
            told.add((target, place))
            if place not in careful(site.read(target), site.site_url).ids and site.has(page.file, link):
                words = {"link": link, "page": page.file, "place": place, "target": target}
                yield Problem(site.position(page.file), "site-anchor-missing", words)


def _one_sided(site: Finished, pages: Iterable[Seen], seen: Mapping[str, Seen]) -> Iterator[Problem]:
    """Twins name each other, and each says the same of its language."""
    for page in pages:
        for language, twin in page.twins:
            if twin in seen and not _names_back(page.file, language, seen[twin]):
                words = {"page": page.file, "language": language, "twin": twin}
                yield Problem(site.position(page.file), "site-twin-one-sided", words)


def _names_back(page: str, language: str, twin: Seen) -> bool:
    if language != "x-default" and (language, twin.file) not in twin.twins:
        return False
    if any(file == page for _, file in twin.twins):
        return True
    # Page 5 of a list may lead to the last page of a shorter one, which leads back to its own number.
    return _NUMBERED.sub("", page) in {_NUMBERED.sub("", file) for _, file in twin.twins}
