"""The whole build.

    records ── read ─> Site ── check ─> PublicSite ── pages ─> HTML ─> files
                 │              │                       └ pictures, assets, sitemap, search
              problems       problems

``prepare`` is the left half: nothing is written, and an error stops there. ``make`` is the right half. MkDocs renders
the hand-written pages in between (``mkdocs_plugin``), so that both halves run in its one build.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from site_builder.checks import check_site
from site_builder.intake import Known, take_in
from site_builder.intake.last_good import remember
from site_builder.locales import Locale
from site_builder.outputs.assets import assets
from site_builder.outputs.editor import editor
from site_builder.outputs.editor_program import is_installed
from site_builder.outputs.feed import feeds
from site_builder.outputs.photos import photos_beside
from site_builder.outputs.search import index_stories
from site_builder.outputs.share_cards import cards_by_path, make_cards
from site_builder.outputs.sitemap import Entry, sitemap
from site_builder.pages import Edition, Making, editions, plan
from site_builder.pages.page import file_at
from site_builder.press import Progress, Way, press
from site_builder.problems import Problem, in_order
from site_builder.public import Instant, publish
from site_builder.public.seen import with_seen
from site_builder.publish import Sight
from site_builder.reading import locate, read_around
from site_builder.reading.memory import Memory
from site_builder.rendering.chrome import site_words
from site_builder.rendering.render import Frames, Renderer
from site_builder.rendering.reserved import reserved
from site_builder.rendering.shell import HandwrittenPage, read_handwritten
from site_builder.site import Site
from site_builder.store import Digest, Store, key
from site_builder.store.files import write_new

STORE = ".cache/store"
"""Where a project keeps what was made before."""

PAGES = "content/pages"
"""Where hand-written pages stand: MkDocs' ``docs_dir``."""


@dataclass(frozen=True)
class Prepared:
    """What reading and checking gave. ``site`` is None where the settings could not be read. ``names``: by the folders
    of stories, the keys under which the store has them."""

    site: Site | None
    handwritten: tuple[HandwrittenPage, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, Digest] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """What a build wrote: how many stories, pages and picture files.

    ``files``: each file by its path in the site. ``sight``: what its pages say.
    """

    stories: int
    pages: int
    pictures: int
    files: frozenset[str]
    sight: Sight = field(default_factory=Sight)


def open_store(root: Path) -> Store:
    """The store of the project in ``root``; to be closed, so that what is new in it is there the next time."""
    return Store(root / STORE)


def prepare(
    root: Path,
    instant_of: Callable[[Site], Instant],
    store: Store,
    processes: int | None = None,
    memory: Memory[Known] | None = None,
) -> Prepared:
    """Read and check every record below ``root``. Problems come located, sorted by file and line.

    ``memory``: what a process that does this again and again knows of ``root``'s stories, with the same ``store``.
    """
    around, problems = read_around(root)
    if around is None:
        return Prepared(None, (), told(problems, root))
    instant = instant_of(around)
    site, of_stories, names = take_in(root, around, instant, store, processes, memory)
    pages, of_pages = read_handwritten(root / PAGES, PAGES, [Locale(name) for name in site.settings.locales])
    of_site = with_seen(check_site(site, instant), site.stories, instant)
    found = [*problems, *of_stories, *of_pages, *reserved(pages, PAGES, site.speaking), *of_site]
    return Prepared(site, pages, told(_eased(found, site.drafts), root), names)


def keep_records(prepared: Prepared, store: Store) -> None:
    """Have the records of a whole build at hand, should some of them be broken when something is taken back."""
    if prepared.site is not None:
        remember(store, prepared.site, prepared.names)


def told(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """The same, located, sorted by file and line."""
    return tuple(in_order(locate(problems, lambda file: (root / file).read_bytes())))


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
    store: Store,
    extra: Iterable[Making] = (),
    progress: Progress = lambda done, of: None,
    processes: int | None = None,
    *,
    needs_editor: bool = True,
) -> Made:
    """Write everything but the hand-written pages into ``target``. ``extra``: pages beside those of the records.

    ``processes``: how many render; None decides by how much there is to do. ``needs_editor``: whether a site that wants
    the editor must have its program. Raises PhotoError for pictures that cannot be made, SearchError where there is no
    search index, EditorMissingError where the editor is needed and not installed, WorkerError where a process died.
    """
    site = chosen[0].site
    with photos_beside(root, site, target, store, processes) as photos:
        renderer = Renderer({edition.locale: site_words(edition) for edition in chosen})
        # Before any process is forked, so that each has the templates.
        renderer.warm()
        makings = [*extra, *plan(chosen)]
        # Pages hold a placeholder of every picture that they show, and cards are cut from its files.
        pictures = photos()
    cards = make_cards(cards_by_path(chosen).values(), target, store, processes)
    renderer.placeholders.update(pictures.placeholders)
    # A placeholder follows from the photo, which is in the page's key, and from what encodes it.
    marks = {edition.locale: key("pictured", edition.mark, pictures.made_by) for edition in chosen}
    pressed = press(target, makings, Way(renderer, frames, marks, site.settings, store), progress, processes)
    entries = [*(Entry(page.address, page.twins) for page in handwritten), *pressed.entries]
    files = {*pictures.files, *cards, *(file_at(entry.address) for entry in entries)}
    listed = sitemap(entries, site.settings.site_url)
    edited = editor(site.settings) if needs_editor or is_installed() else ()
    beside = chain(assets(site.brand).files, *map(feeds, chosen), listed, edited)
    for name, content in beside:
        write_new(f"{target}/{name}", content)
        files.add(name)
    files.update(index_stories(pressed.searched, target, store, processes))
    made_pictures = len(pictures.files) + len(cards)
    return Made(len(site.stories), len(pressed.entries), made_pictures, frozenset(files), pressed.sight)
