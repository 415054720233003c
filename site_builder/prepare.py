"""Reads and checks every record, the left half of the build: nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.checks import check_site
from site_builder.loading import LoadedStory, load_stories, with_stories
from site_builder.locales import Locale
from site_builder.pages.addresses import reserved_addresses
from site_builder.problems import Problem, in_order
from site_builder.public import Instant
from site_builder.public.gate import mark_seen
from site_builder.reading import locate, read_project
from site_builder.reading.files import is_inside
from site_builder.reading.handwritten import HandwrittenPage, read_handwritten
from site_builder.reading.settings import excluded_docs
from site_builder.rendering.copied_files import static_files
from site_builder.site import Site
from site_builder.store import Digest, Store
from site_builder.store.fingerprints import FileCache

if TYPE_CHECKING:
    from site_builder.outputs.static_files import StaticFile

STORE = ".cache/store"
"""Where a project keeps what was made before."""

PAGES = "content/pages"
"""Where hand-written pages stand: MkDocs' ``docs_dir``."""


@dataclass(frozen=True)
class Prepared:
    """The result of reading and checking. ``site`` is None where the settings could not be read. ``names``: by the
    folders of stories, the keys under which the store has them. ``static``: the files beside hand-written pages as they
    are to be published, by their paths there."""

    site: Site | None
    handwritten: tuple[HandwrittenPage, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, Digest] = field(default_factory=dict)
    static: Mapping[str, StaticFile] = field(default_factory=dict)


def open_store(root: Path) -> Store:
    """Return the store of the project in ``root``; to be closed, so that what is new in it is there the next time."""
    return Store(root / STORE)


def prepare(
    root: Path,
    instant_of: Callable[[Site], Instant],
    store: Store,
    processes: int | None = None,
    memory: FileCache[LoadedStory] | None = None,
    static_memory: FileCache[StaticFile] | None = None,
) -> Prepared:
    """Read and check every record below ``root``. Problems come located, sorted by file and line.

    ``memory``, ``static_memory``: what a process that does this again and again knows of ``root``'s stories, and of the
    files beside hand-written pages, with the same ``store``.
    """
    around, problems = read_project(root, store)
    if around is None:
        return Prepared(None, (), located(problems, root))
    instant = instant_of(around)
    stories = load_stories(root, around, instant, store, processes, memory)
    site = with_stories(around, stories)
    names = {each.folder.folder: each.name for each in stories}
    of_stories = (problem for each in stories for problem in each.problems)
    pages, of_pages = read_handwritten(root / PAGES, PAGES, [Locale(name) for name in site.settings.locales])
    static = _static_files(root, store, static_memory)
    of_static = (problem for name, file in static.items() for problem in file.problems(f"{PAGES}/{name}"))
    of_site = (
        *reserved_addresses(pages, PAGES, site.catalog_for),
        *mark_seen(check_site(site, instant), site.stories, instant),
    )
    found = [*problems, *of_stories, *of_pages, *of_static, *of_site]
    return Prepared(site, pages, located(_eased(found, site.drafts), root), names, static)


def _static_files(root: Path, store: Store, memory: FileCache[StaticFile] | None) -> dict[str, StaticFile]:
    folder = root / PAGES
    names = static_files(folder, excluded_docs(root)) if is_inside(folder, root) else ()
    if not names:
        return {}
    # What cleans files is loaded where there are any.
    from site_builder.outputs.static_files import look_through

    return look_through({name: folder / name for name in names}, store, memory)


def located(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """Return the same, located, sorted by file and line."""
    return tuple(in_order(locate(problems, root)))


def _eased(problems: Iterable[Problem], drafts: Container[str]) -> list[Problem]:
    """Return the same, with problems in the folders of ``drafts`` eased: readers see no draft, so an unfinished one
    does no harm."""
    parts = ((problem, problem.at.file.split("/")) for problem in problems)
    return [
        replace(problem, eased=True) if path[0] == "stories" and len(path) > 2 and path[1] in drafts else problem
        for problem, path in parts
    ]
