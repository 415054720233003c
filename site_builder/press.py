"""The press: every page rendered and written, or linked out of the store where nothing that it shows has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.outputs.search import SearchPage, search_page
from site_builder.outputs.sitemap import Entry, entry
from site_builder.pages.page import Basis, Making, Page, file_at
from site_builder.publish.addresses import Addresses
from site_builder.publish.leads import quick
from site_builder.publish.sight import Seen, Sight, seen
from site_builder.reading.serialization import dumps, loads
from site_builder.records import Settings
from site_builder.rendering.render import Renderer
from site_builder.rendering.shell import SLOTS, Frame
from site_builder.store import Store, key
from site_builder.store.files import write_new
from site_builder.workers import in_shares, jobs

Progress = Callable[[int, int], None]
"""Told how many of how many pages are done."""

# Fewer pages than this are rendered sooner than a process is started.
_WORTH_A_PROCESS = 60


class Pressed(NamedTuple):
    """What was written: each page for the sitemap, those that can be searched, and what all of them say."""

    entries: list[Entry]
    searched: list[SearchPage]
    sight: Sight


class _Written(NamedTuple):
    entry: Entry
    searched: SearchPage | None


class _Printed(NamedTuple):
    html: bytes
    says: Seen
    written: _Written

    def facts(self) -> tuple[object, ...]:
        """What the store keeps beside the page, in plain values."""
        told, searched = self.written
        search = searched and (searched.locale, searched.file, searched.content)
        return (told.address, told.twins, told.changed, told.is_listed), search, tuple(self.says)


class _Piece(NamedTuple):
    """What a worker gives for a unit of pages; at its end what it has seen. ``taken``: for ``Store.note``."""

    written: list[_Written]
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
            written = [way.write(target, making, sight) for making in unit]
            yield _Piece(written, way.store.taken())
        yield _Piece([], {}, sight)

    pressed = Pressed([], [], Sight())
    for piece in in_shares(share, jobs(count, _WORTH_A_PROCESS, processes)):
        pressed.entries.extend(page.entry for page in piece.written)
        pressed.searched.extend(page.searched for page in piece.written if page.searched)
        way.store.note(piece.taken)
        if piece.sight:
            pressed.sight.merge(piece.sight)
        progress(len(pressed.entries), count)
    return pressed


class Way:
    """How a page is made and where it is kept. ``marks``: of the editions, by language (``Edition.mark``)."""

    def __init__(self, renderer: Renderer, marks: Mapping[Locale, str], settings: Settings, store: Store) -> None:
        self.store = store
        self._renderer = renderer
        self._marks = marks
        self._site_url = settings.site_url
        self._has_search = settings.search
        self._addresses = Addresses(settings.site_url)
        self._frame_mark = lru_cache(maxsize=None)(_frame_mark)
        self._told: set[Frame] = set()

    def write(self, target: Path, making: Making, sight: Sight) -> _Written:
        """Write one page below ``target`` and add what it says to ``sight``."""
        basis, file = making.basis, making.file
        frame = self._frame(basis, sight)
        if basis.parts is None:
            printed = self._printed(making.make())
            write_new(f"{target}/{file}", printed.html)
            sight.add(file, printed.says)
            return printed.written
        name = key("page", self._marks[basis.locale], self._frame_mark(frame), basis.address, *basis.parts)
        known = self.store.value(name)
        if known is not None and self.store.place(name, f"{target}/{file}"):
            told, searched, says = loads(known)
            sight.add(file, Seen(*says))
            return _Written(Entry(*told), SearchPage(*searched) if searched else None)
        printed = self._printed(making.make())
        sight.add(file, printed.says)
        self.store.keep(name, printed.html, f"{target}/{file}")
        self.store.keep_value(name, dumps(printed.facts()))
        return printed.written

    def _frame(self, basis: Basis, sight: Sight) -> Frame:
        """The page's frame; what that says is told once for all of its pages."""
        frame = self._renderer.frame(basis)
        if frame not in self._told:
            self._told.add(frame)
            empty = frame.fill(dict.fromkeys(SLOTS, "")).encode()
            sight.wants.update(seen(file_at(basis.address), quick(empty, self._site_url), self._addresses).wants)
        return frame

    def _printed(self, page: Page) -> _Printed:
        html, slots = self._renderer.render(page)
        own = f"{slots['head']}</head>{slots['switch']}<main>{slots['body']}</main>{slots['data']}".encode()
        says = seen(page.file, quick(own, self._site_url), self._addresses)
        searched = search_page(page.locale, page.file, html) if self._has_search else None
        return _Printed(html, says, _Written(entry(page), searched))


def _frame_mark(frame: Frame) -> str:
    links = (frame.links.base, frame.links.style)
    return key(
        "frame",
        *frame.parts,
        *frame.slots,
        frame.locale,
        frame.site_name,
        frame.site_url or "",
        *links,
        repr(frame.languages),
    )
