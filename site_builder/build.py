"""The whole build.

    records ── read ─> Site ── check ─> PublicSite ── pages ─> HTML ─> files
                 │              │                       └ pictures, assets, sitemap, search
              problems       problems

``prepare`` is the left half: nothing is written, and an error stops there. ``make`` is the right half. MkDocs renders
the hand-written pages in between (``mkdocs_plugin``), so that both halves run in its one build.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from site_builder.checks import check
from site_builder.locales import Locale
from site_builder.outputs.assets import assets
from site_builder.outputs.feed import feeds
from site_builder.outputs.photos import photo_files
from site_builder.outputs.search import FOLDER as SEARCH
from site_builder.outputs.search import index_stories
from site_builder.outputs.sitemap import Entry, sitemap
from site_builder.pages import Edition, Making, editions, plan
from site_builder.pages.page import file_at
from site_builder.problems import Problem, in_order
from site_builder.public import Instant, publish
from site_builder.reading import locate, read_project
from site_builder.rendering.chrome import site_words
from site_builder.rendering.render import Frames, Renderer
from site_builder.rendering.reserved import reserved
from site_builder.rendering.shell import HandwrittenPage, read_handwritten
from site_builder.site import Site
from site_builder.store import Store, placed
from site_builder.workers import in_shares, jobs

STORE = ".cache/store"
"""Where a project keeps what was made before."""

PAGES = "content/pages"
"""Where hand-written pages stand: MkDocs' ``docs_dir``."""

Progress = Callable[[int, int], None]
"""Told how many of how many pages are done."""


# Fewer pages than this are rendered sooner than a process is started.
_WORTH_A_PROCESS = 150


@dataclass(frozen=True)
class Prepared:
    """What reading and checking gave. ``site`` is None where the settings could not be read."""

    site: Site | None
    handwritten: tuple[HandwrittenPage, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Made:
    """What a build wrote: how many stories, pages and picture files.

    ``files``: each file by its path in the site; a name that ends in ``/`` is a folder with a program's own files.
    """

    stories: int
    pages: int
    pictures: int
    files: frozenset[str]


def prepare(root: Path, instant_of: Callable[[Site], Instant]) -> Prepared:
    """Read and check every record below ``root``. Problems come located, sorted by file and line."""
    site, problems = read_project(root)
    pages: tuple[HandwrittenPage, ...] = ()
    if site is not None:
        pages, of_pages = read_handwritten(root / PAGES, PAGES, [Locale(name) for name in site.settings.locales])
        problems = _eased([*problems, *of_pages, *reserved(pages, PAGES), *check(site, instant_of(site))], site.drafts)
    return Prepared(site, pages, tuple(in_order(locate(problems, lambda file: (root / file).read_bytes()))))


def _eased(problems: Iterable[Problem], drafts: Container[str]) -> list[Problem]:
    """The same, those in the folders of ``drafts`` eased: readers see no draft, and an unfinished one harms nobody."""
    parts = ((problem, problem.at.file.split("/")) for problem in problems)
    return [
        replace(problem, eased=True) if path[0] == "stories" and len(path) > 2 and path[1] in drafts else problem
        for problem, path in parts
    ]


def edit(site: Site, instant: Instant) -> tuple[Edition, ...]:
    """The public site in each of its languages: from here on, nothing private is within reach."""
    return editions(publish(site, instant), instant)


def make(
    root: Path,
    target: Path,
    chosen: Sequence[Edition],
    frames: Frames,
    handwritten: Iterable[HandwrittenPage],
    extra: Iterable[Making] = (),
    progress: Progress = lambda done, of: None,
    processes: int | None = None,
) -> Made:
    """Write everything but the hand-written pages into ``target``. ``extra``: pages beside those of the records.

    ``processes``: how many render; None decides by how much there is to do. Raises PhotoError for a picture that cannot
    be decoded, SearchError where there is no search index, WorkerError where a process died.
    """
    site = chosen[0].site
    renderer = Renderer(frames, {edition.locale: site_words(edition) for edition in chosen})
    makings = [*extra, *plan(chosen)]

    def share(number: int, of: int) -> Iterator[Entry]:
        for making in makings[number::of]:
            page = making()
            _write(target, page.file, renderer.render(page).encode())
            yield Entry(page.address, page.twins, page.changed, page.is_listed and not page.is_draft)

    entries = [Entry(page.address, page.twins) for page in handwritten]
    for done, entry in enumerate(in_shares(share, jobs(len(makings), _WORTH_A_PROCESS, processes)), 1):
        entries.append(entry)
        progress(done, len(makings))
    files = {file_at(entry.address) for entry in entries}
    pictures = 0
    with contextlib.closing(Store(root / STORE)) as store:
        for file in photo_files(root, site):
            placed(store, file.key, target / file.path, file.make)
            files.add(file.path)
            pictures += 1
    for name, content in chain(assets().files, *map(feeds, chosen), sitemap(entries, site.settings.site_url)):
        _write(target, name, content)
        files.add(name)
    if site.settings.search:
        index_stories(target, len(site.stories))
        files.add(f"{SEARCH}/")
    return Made(len(site.stories), len(makings), pictures, frozenset(files))


def _write(target: Path, name: str, content: bytes) -> None:
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
