"""The press: every page rendered and written, or linked out of the store where nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.outputs.sitemap import Entry
from site_builder.pages import Making, Page
from site_builder.pages.page import Basis, file_at
from site_builder.publish.addresses import Addresses
from site_builder.publish.leads import quick
from site_builder.publish.sight import Seen, Sight, seen
from site_builder.reading.frozen import dumps, loads
from site_builder.rendering.render import Frames, Renderer
from site_builder.rendering.shell import Frame
from site_builder.store import Digest, Store, key
from site_builder.store.files import write_new
from site_builder.workers import in_shares, jobs

Progress = Callable[[int, int], None]
"""Told how many of how many pages are done."""

# Fewer pages than this are rendered sooner than a process is started.
_WORTH_A_PROCESS = 150


class Pressed(NamedTuple):
    """What was written: each page for the sitemap, and what all of them say."""

    entries: list[Entry]
    sight: Sight


class _Piece(NamedTuple):
    """What a worker gives for a unit of pages; at its end what it has seen. ``taken``: for ``Store.note``."""

    entries: list[Entry]
    taken: dict[str, str]
    sight: Sight | None = None


def press(
    target: Path,
    makings: Iterable[Making],
    way: Way,
    progress: Progress = lambda done, of: None,
    processes: int | None = None,
) -> Pressed:
    """Write every page into ``target``. ``processes``: how many write; None decides by how much there is to do.

    Raises WorkerError where a process died.
    """
    units: dict[object, list[Making]] = {}
    for making in makings:
        units.setdefault(making.unit or making, []).append(making)
    work = list(units.values())
    count = sum(map(len, work))

    def share(number: int, of: int) -> Iterator[_Piece]:
        sight = Sight()
        for unit in work[number::of]:
            entries = [way.write(target, making, sight) for making in unit]
            yield _Piece(entries, way.store.taken())
        yield _Piece([], {}, sight)

    pressed = Pressed([], Sight())
    for piece in in_shares(share, jobs(count, _WORTH_A_PROCESS, processes)):
        pressed.entries.extend(piece.entries)
        way.store.note(piece.taken)
        if piece.sight:
            pressed.sight.merge(piece.sight)
        progress(len(pressed.entries), count)
    return pressed


class Way:
    """How a page is made and where it is kept. ``marks``: of the editions, by language (``Edition.mark``)."""

    def __init__(self, renderer: Renderer, frames: Frames, marks: Mapping[Locale, str], site_url: str, store: Store):
        self.store = store
        self._renderer = renderer
        self._frames = frames
        self._marks = marks
        self._site_url = site_url
        self._addresses = Addresses(site_url)
        self._frame_mark = lru_cache(maxsize=None)(_frame_mark)

    def write(self, target: Path, making: Making, sight: Sight) -> Entry:
        """Write one page below ``target`` and add what it says to ``sight``."""
        if making.basis is None:
            page = making.make()
            html = self._renderer.render(page).encode()
            write_new(f"{target}/{page.file}", html)
            return self._told(page, self._seen(page.file, html), sight)
        name = self._key(making.basis)
        file = file_at(making.basis.address)
        known = self.store.value(name)
        if known is not None and self.store.place(name, f"{target}/{file}"):
            entry, says = loads(known)
            sight.add(file, Seen(*says))
            return Entry(*entry)
        page = making.make()
        html = self._renderer.render(page).encode()
        self.store.keep(name, html, f"{target}/{file}")
        says = self._seen(file, html)
        entry = self._told(page, says, sight)
        self.store.keep_value(name, dumps(((entry.address, entry.twins, entry.changed, entry.is_listed), tuple(says))))
        return entry

    def _key(self, basis: Basis) -> Digest:
        frame = self._frames(basis.locale, basis.section, basis.address)
        return key("page", self._marks[basis.locale], self._frame_mark(frame), basis.address, *basis.parts)

    def _seen(self, file: str, html: bytes) -> Seen:
        return seen(file, quick(html, self._site_url), self._addresses)

    def _told(self, page: Page, says: Seen, sight: Sight) -> Entry:
        sight.add(page.file, says)
        return Entry(page.address, dict(page.twins), page.changed, page.is_listed and not page.is_draft)


def _frame_mark(frame: Frame) -> str:
    links = (frame.links.base, frame.links.style)
    return key("frame", *frame.parts, *frame.slots, frame.locale, frame.site_name, frame.site_url or "", *links)
