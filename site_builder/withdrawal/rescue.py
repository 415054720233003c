"""Make a site without what is withdrawn, whatever else is broken.

A build takes last good records in the place of broken ones. Where no build can be made, the served site stays, without
every page that shows what is withdrawn. Rather too much than too little is closed: every story page that no readable
record accounts for, every page and file that holds words or pictures of it or that nobody can read, and the search,
whose words cannot be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from markupsafe import escape

from site_builder.loading import LoadedStory, later_reader, load_stories, with_stories
from site_builder.loading.last_good import (
    LastGood,
    keep_last_good,
    load_last_good,
    read_last_good,
    with_last_good_registers,
)
from site_builder.loading.withdrawals import apply_withdrawal
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.languages import ENGLISH
from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.pages.share_cards import FOLDER as CARDS
from site_builder.prepare import PAGES, Prepared, located
from site_builder.problems import Problem, Severity
from site_builder.public import Instant
from site_builder.public.publish import publish
from site_builder.public.records import PublicSite
from site_builder.publish.staging import list_files
from site_builder.reading import read_project
from site_builder.reading.handwritten import read_handwritten
from site_builder.reading.project import story_folders
from site_builder.reading.withdrawals import WithdrawalRequest, unread
from site_builder.rendering.lang_attributes import lang_attributes
from site_builder.site import Site
from site_builder.store import Digest, Store
from site_builder.store.files import link_file, write_file
from site_builder.withdrawal.addresses import kind_of, public_slugs, served_slugs, story_page, story_sections

_OWN = ("assets/logo.", "assets/favicon.")
_ASSET = re.compile(rb"assets/[\w./-]+")
"""In any address: that of a share card is whole, and where the site is published is not known here."""


class UnreadableError(Exception):
    """The settings cannot be read: nothing can be made."""


@dataclass
class Rescue:
    """Reads the project in ``root`` without what is ``wanted``, and notes which records were broken.

    ``slugs``: the story pages of the served site, by language. ``recalled``: folders whose last good record replaces a
    broken one. ``lost``: folders without one: nobody knows what they hold, so every page that may be theirs is closed.
    ``unread``: folders whose records cannot be read at all: they may hold now what earlier ones did not. ``only_look``:
    the store is left as it is.
    """

    root: Path
    wanted: WithdrawalRequest
    instant_of: Callable[[Site], Instant]
    slugs: Mapping[Locale, frozenset[str]]
    only_look: bool = False
    processes: int | None = None
    recalled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    _unmarked: list[Digest] = field(default_factory=list)

    def ready(self, store: Store) -> tuple[Prepared, tuple[LocalizedSite, ...]]:
        """Prepare a build. Raises UnreadableError."""
        last = read_last_good(store)
        around, found = read_project(self.root)
        if around is None:
            raise UnreadableError
        around = with_last_good_registers(around, last)
        instant = self.instant_of(around)
        known = load_stories(self.root, around, instant, store, self.processes)
        found += [problem for each in known for problem in each.problems]
        stories = self._readable(known, last, store)
        names = {each.folder.folder: each.name for each in stories}
        site = with_stories(around, stories)
        pages, of_pages = read_handwritten(self.root / PAGES, PAGES, [Locale(name) for name in site.settings.locales])
        self.problems = located([*found, *of_pages], self.root)
        if not self.only_look:
            there = frozenset(story_folders(self.root))
            old = {folder: each for folder, each in last.stories.items() if folder in there}
            keep_last_good(store, site, names, LastGood(old, last.registers))
        public = self._with_closed(publish(site, instant))
        return Prepared(site, pages, self.problems, names), localize(public, instant)

    def finish(self, store: Store) -> None:
        """Drop from the store what this build did not need, and what it read of records that lack a mark."""
        if not self.only_look:
            store.keep_only_used(self._unmarked)

    def _readable(self, known: Iterable[LoadedStory], last: LastGood, store: Store) -> list[LoadedStory]:
        """Replace broken stories by their last good versions, and withhold what is wanted of all."""
        found, read = [], later_reader(store)
        for each in known:
            story = each
            if _is_faulty(each):
                folder = each.folder.folder
                good = load_last_good(store, last, folder, read)
                (self.lost if good is None else self.recalled).append(folder)
                self.unread += unread(self.root, folder)
                story = good or LoadedStory(replace(each.folder, story=None), None)
            without = apply_withdrawal(story, self.wanted)
            if without is not story:
                self._unmarked.append(story.name)
                without = without._replace(name="")
            found.append(without)
        return found

    def _with_closed(self, public: PublicSite) -> PublicSite:
        """Add a neutral page at every address that no readable record accounts for."""
        if not self.lost:
            return public
        closed = {}
        for locale, slugs in public.withdrawn.items():
            unaccounted = {*self.lost, *self.slugs.get(locale, ())} - public_slugs(public, locale)
            closed[locale] = tuple(sorted({*slugs, *unaccounted}))
        return replace(public, withdrawn=closed)


def _is_faulty(known: LoadedStory) -> bool:
    """Tell whether a record cannot be shown as it is. Nobody sees an unfinished draft, which harms nobody."""
    found = known.folder
    if found.is_draft:
        return False
    at = f"stories/{found.folder}/"
    errors = (problem for problem in known.problems if problem.severity is Severity.ERROR)
    return found.story is None or any(problem.at.file.startswith(at) for problem in errors)


def close_pages(
    served: Path,
    made: Path,
    accounted: Collection[str],
    words: Mapping[Locale, Catalog],
    holding: Collection[str],
) -> frozenset[str]:
    """Put the ``served`` site into ``made`` without what is withdrawn; give its files.

    ``accounted``: slugs of the stories that are known to hold none of it. ``words``: the catalogs of the site's
    languages. ``holding``: files of the site that hold some of it, or that nobody can read.
    """
    files = frozenset(list_files(served))
    sections = story_sections(words)
    slugs = served_slugs(served, words)
    pages = (story_page(name, sections[locale]) for locale, names in slugs.items() for name in names - {*accounted})
    own = {page for page in pages if page in files}
    shown = {name.decode() for page in own for name in _ASSET.findall((served / page).read_bytes())}
    pictures = {name for name in shown & files if kind_of(name) == "picture" and not name.startswith(_OWN)}
    closed = {*own, *holding}
    # Pages without a share card of their own link to the site's, which shows nobody.
    photos = [name for name in pictures if not name.startswith(CARDS)]
    closed |= {page for page in files if page.endswith(".html") and _shows(served / page, photos)}
    gone = {name for name in closed if not name.endswith(".html")} | pictures
    gone |= {name for name in files if kind_of(name) == "search"}
    for name in files - gone - closed:
        try:
            link_file(str(served / name), str(made / name))
        except OSError:
            # A file system without links.
            write_file(str(made / name), (served / name).read_bytes())
    for page in closed - gone:
        write_file(str(made / page), _closed_page(page.partition("/")[0], words, is_story=page in own).encode())
    return files - gone


def languages_of(served: Path) -> list[Locale]:
    """List the languages of a site, from the site alone."""
    if not served.is_dir():
        return []
    found = (entry.name for entry in sorted(served.iterdir()) if (entry / "index.html").is_file())
    return [Locale(name) for name in found if name not in {"assets", "pagefind"}]


def _shows(page: Path, pictures: Iterable[str]) -> bool:
    content = page.read_bytes()
    return any(name.encode() in content for name in pictures)


def _closed_page(locale: str, words: Mapping[Locale, Catalog], *, is_story: bool) -> str:
    languages = [words[Locale(locale)]] if locale in words else [*words.values()] or [catalog(ENGLISH)]
    title_key, text_key = ("withdrawn.shut-title", "withdrawn.shut")
    if is_story:
        title_key, text_key = ("title.withdrawn", "withdrawn.text")
    parts = "\n".join(
        f"<section{lang_attributes(each.language_of('withdrawn.text'))}><h1>{escape(each.text(title_key))}</h1>"
        f"<p>{escape(each.text(text_key))}</p></section>"
        for each in languages
    )
    return (
        f'<!doctype html>\n<html{lang_attributes(languages[0].locale)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(languages[0].text(title_key))}</title>\n</head>\n<body>\n<main>\n{parts}\n</main>\n</body>\n"
        "</html>\n"
    )
