"""One whole build of a project: records read, MkDocs' part made or taken from the store, all other files written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from site_builder import build
from site_builder.build import BuildResult
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.environment import language
from site_builder.locales.system_errors import explanation
from site_builder.mkdocs_plugin.output import Wanted, is_unknowable, mkdocs_output
from site_builder.outputs.assets import assets
from site_builder.outputs.editor_program import EditorMissingError
from site_builder.outputs.pagefind import SearchError
from site_builder.outputs.photos import PhotoError
from site_builder.page_writer import Progress
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import PlannedPage
from site_builder.pages.plan import plan_pages
from site_builder.prepare import Prepared, open_store, prepare
from site_builder.problems import blocking
from site_builder.problems.report import as_text, for_log
from site_builder.public import Instant, read_instant
from site_builder.rendering.layout import LinkStyle
from site_builder.rendering.renderer import Layouts
from site_builder.rendering.site_layout import layout_settings, preview_banners
from site_builder.site import Site
from site_builder.store import Store
from site_builder.workers import WorkerError, uncollected


class StoppedError(Exception):
    """Ends a build for a reason that is told in the catalogs' words."""


@dataclass
class Options:
    """How this one build is made, and, after it, what came of it."""

    locale: Locale = field(default_factory=lambda: language(os.environ))
    """The language of messages."""

    as_of: str | None = None
    preview: bool = False
    links: LinkStyle = "directory"
    processes: int | None = None
    keeps_target: bool = False
    """Whether files that are in the site's folder already stay: a stage holds an older site."""

    progress: Progress = lambda done, of: None

    ready: Callable[[Store], tuple[Prepared, tuple[LocalizedSite, ...]]] | None = None
    """Where it is given, it reads the records instead, and no problem of theirs stops the build."""

    finish: Callable[[Store], object] = lambda store: None
    """Called when everything is made, before the store is closed."""

    report: Callable[[Prepared], None] = lambda prepared: None
    """Told once what reading and checking gave, before anything is written."""

    prepared: Prepared | None = None
    made: BuildResult | None = None
    remarks: list[str] = field(default_factory=list)
    """What MkDocs had to say that matters, and why it was stopped."""

    planned: frozenset[str] = frozenset()
    """Every file that belongs to the finished site, MkDocs' own among them."""

    is_unknowable: bool = False
    """Whether MkDocs had to run because nobody knows what it makes its part from: hooks, other plugins."""

    @property
    def words(self) -> Catalog:
        """Give the interface's words in that language."""
        return catalog(self.locale)


def run(root: Path, site_dir: Path, options: Options, *, strict: bool = False) -> Options:
    """Build the project in ``root`` into ``site_dir``; ``options`` comes back with what was made.

    ``site_dir`` is emptied first, unless ``options.keeps_target`` says that what is there may stay. Where ``made`` is
    None the build was stopped: by the problems in ``prepared``, or by what ``remarks`` say. With ``strict`` warnings,
    MkDocs' own among them, stop it too. Raises OSError where the computer refuses something.
    """
    with uncollected(), closing(open_store(root)) as store:
        try:
            prepared, sites = prepare_sites(root, options, store, strict=strict)
            planned = planned_pages(prepared, sites, preview=options.preview)
            wanted = wanted_of(prepared, sites, planned, options)
            _build(root, site_dir, options, wanted, planned, store, strict=strict)
        except StoppedError as stopped:
            options.made = None
            if options.prepared is None or not blocking(options.prepared.problems, strict=strict):
                options.remarks.append(str(stopped))
    return options


def _build(
    root: Path,
    site_dir: Path,
    options: Options,
    wanted: Wanted,
    planned: Sequence[PlannedPage],
    store: Store,
    *,
    strict: bool,
) -> None:
    target = site_dir if options.keeps_target else _emptied(site_dir)
    output = mkdocs_output(root, target, wanted, store)
    options.remarks += output.remarks
    options.is_unknowable = is_unknowable(root, store)
    if strict and output.remarks:
        raise StoppedError(options.words.text("mkdocs.strict", number=len(output.remarks)))
    options.made = make_pages(root, target, options, wanted, planned, output.layout, store)
    options.planned = options.made.files | output.files
    if not options.preview and not options.ready:
        build.remember_records(wanted.prepared, store)
    options.finish(store)


def prepare_sites(
    root: Path, options: Options, store: Store, *, strict: bool
) -> tuple[Prepared, tuple[LocalizedSite, ...]]:
    """Read and check every record, and localize the site. ``options.prepared`` has the records, and problems if any.

    Raises StoppedError where an error stops the build, before anything is written.
    """
    if options.ready:
        options.prepared, sites = options.ready(store)
        return options.prepared, sites
    instant = instant_of(datetime.now(UTC), options.as_of)
    prepared = options.prepared = prepare(root, instant, store, options.processes)
    options.report(prepared)
    count = len(blocking(prepared.problems, strict=strict))
    if prepared.site is None or (count and not options.preview):
        raise StoppedError(options.words.plural("cli.build.stopped", count, number=count))
    if options.preview:
        from site_builder.preview.site import localize_preview

        address = prepared.site.settings.site_url or ""
        return prepared, localize_preview(prepared.site, instant(prepared.site), prepared.problems, address)
    return prepared, build.public_sites(prepared.site, instant(prepared.site))


def instant_of(clock: datetime, as_of: str | None = None) -> Callable[[Site], Instant]:
    """Give a function that makes the instant for a site. It raises StoppedError where none can be read."""

    def instant(site: Site) -> Instant:
        found = read_instant(as_of, os.environ, clock, site.settings.time_zone)
        if found is None:
            raise StoppedError("SOURCE_DATE_EPOCH")
        return found

    return instant


def planned_pages(prepared: Prepared, sites: Sequence[LocalizedSite], *, preview: bool) -> list[PlannedPage]:
    """Plan every page that is made from records, and with ``preview`` those that only a preview has."""
    planned = list(plan_pages(sites))
    if preview and prepared.site:
        from site_builder.preview.site import preview_pages

        planned += preview_pages(sites, prepared.site, prepared.problems)
    return planned


def wanted_of(
    prepared: Prepared, sites: tuple[LocalizedSite, ...], pages: Iterable[PlannedPage], options: Options
) -> Wanted:
    """Say what MkDocs and its theme have to make."""
    banners = preview_banners(sites, prepared.problems) if options.preview else None
    site_assets = assets(sites[0].public.brand).on_pages
    settings = layout_settings(sites, prepared.handwritten, site_assets, options.links, banners)
    layouts = {settings.layout_key(each.locale, each.section, each.address) for each in pages}
    return Wanted(prepared, sites, settings, frozenset(layouts), options.locale, options.preview)


def make_pages(
    root: Path,
    target: Path,
    options: Options,
    wanted: Wanted,
    pages: Iterable[PlannedPage],
    layouts: Layouts,
    store: Store,
) -> BuildResult:
    """Write everything but MkDocs' part. Raises StoppedError in words for whatever ends that, and OSError where the
    computer refuses something."""
    try:
        return build.make(
            root,
            target,
            wanted.sites,
            pages,
            layouts,
            wanted.prepared.handwritten,
            store,
            progress=options.progress,
            processes=options.processes,
            needs_editor=options.ready is None,
        )
    except PhotoError as error:
        lines = (as_text(for_log(os.environ, problem), options.locale) for problem in error.problems)
        raise StoppedError("\n".join(lines)) from error
    except WorkerError as error:
        raise StoppedError(options.words.text("cli.build.worker-died")) from error
    except EditorMissingError as error:
        raise StoppedError(options.words.text("cli.build.no-editor")) from error
    except SearchError as error:
        raise StoppedError(options.words.text("cli.build.no-search", said=explanation(error, options.words))) from error


def _emptied(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    return folder
