"""The public site in one language, with what its pages need to put records into words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from site_builder.facts.ledger import LedgerEntry, ledger
from site_builder.locales import Locale, Passage, Text, formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import autonym
from site_builder.locales.languages import priority, writing
from site_builder.pages.addresses import Addresses, assign_addresses
from site_builder.pages.page import Link, Phrase
from site_builder.public import Instant
from site_builder.public.records import PublicSite, PublicStory
from site_builder.reading.serialization import dumps
from site_builder.records.story import Measure
from site_builder.store import key, software

P = ParamSpec("P")
T = TypeVar("T")


def memoized(
    function: Callable[Concatenate[LocalizedSite, P], T],
) -> Callable[Concatenate[LocalizedSite, P], T]:
    """Keep what ``function`` returns, in the site: the same card stands on many pages. Records count by their ids."""

    @wraps(function)
    def call(site: LocalizedSite, /, *args: P.args, **kwargs: P.kwargs) -> T:
        name = (function, *[getattr(arg, "id", arg) for arg in args])
        made = site.memo
        if name not in made:
            made[name] = function(site, *args, **kwargs)
        found: T = made[name]
        return found

    return call


@dataclass(frozen=True)
class LocalizedSite:
    """The ``public`` site as readers of ``locale`` see it at ``instant``. ``memo``: what ``memoized`` keeps."""

    public: PublicSite
    locale: Locale
    instant: Instant
    addresses: Addresses
    memo: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def content_hash(self) -> str:
        """A digest of what every page may show beside stories and promises, and of the software that makes it."""
        public = self.public
        records = dumps(
            (public.settings, public.themes, public.partners, public.programmes, public.indicators, public.sources)
        )
        slugs = repr(sorted(self.addresses.slugs.items()))
        return key("localized site", software(), self.locale, records, dumps(public.catalogs), slugs)

    @cached_property
    def words(self) -> Catalog:
        """The interface's words."""
        return self.public.catalog_for(self.locale)

    @property
    def languages(self) -> tuple[Locale, ...]:
        """This language, and those whose words, numbers and names stand in for what is not known in it."""
        return self.words.languages

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """Every language of the site, in order."""
        return tuple(Locale(name) for name in self.public.settings.locales)

    @cached_property
    def stories(self) -> tuple[PublicStory, ...]:
        """The stories shown in this language, newest first."""
        return tuple(self.shown_in(self.locale, self.public.stories))

    @cached_property
    def ledger(self) -> tuple[LedgerEntry, ...]:
        """Every promise with where it stands."""
        return ledger(self.public.milestones, self.instant.today)

    @cached_property
    def results(self) -> Mapping[str, tuple[PublicStory, Measure]]:
        """Every figure of these stories, by ``story-id/result-id``."""
        return {f"{story.id}/{found.id}": (story, found) for story in self.stories for found in story.measures}

    @cached_property
    def stories_by_id(self) -> Mapping[str, PublicStory]:
        """These stories by id."""
        return {story.id: story for story in self.stories}

    @cached_property
    def stories_by_name(self) -> Mapping[str, PublicStory]:
        """The same by all that a link in a text may call a story: its folder's name or its id."""
        return {name: story for story in self.stories for name in (story.folder, story.id)}

    def shown_in(self, locale: Locale, stories: Sequence[PublicStory]) -> Sequence[PublicStory]:
        """Return those of ``stories`` that are shown in ``locale``, in their order."""
        if self.public.settings.missing_locale != "leave-out":
            return stories
        return [story for story in stories if self.has(story, locale)]

    def has(self, story: PublicStory, locale: Locale) -> bool:
        """Return whether the story is shown in ``locale``: the setting for missing languages decides."""
        if self.public.settings.missing_locale != "leave-out":
            return True
        has_body = story.languages is None or locale in story.languages
        return has_body and story.title.has(locale) and story.summary.has(locale)

    def passage(self, text: Text, original: Locale | None = None) -> Passage:
        """Return a text in this language. ``original``: the language that its record was first written in."""
        return text.passage(self.locale, original or self.public.settings.default_locale, self.locales)

    def maybe(self, text: Text | None, original: Locale | None = None) -> Passage | None:
        """Return the same for a text that may be absent."""
        return None if text is None else self.passage(text, original)

    def own(self, words: str) -> Passage:
        """Return words of the interface as a passage in this language."""
        return Passage(words, self.locale, "unmarked")

    def dated(self, words: str) -> Passage:
        """Return a date in words as a passage: in another language where CLDR cannot write dates of this one."""
        return Passage(words, writing(*self.languages), "unmarked")

    def number(self, value: Decimal | int) -> str:
        """Write a number as this language does."""
        return formats.number(value, *self.languages)

    def naming(self, key: str, **languages: Locale) -> Passage:
        """Return the words under ``key``, with ``languages`` filled in as the language of the words calls them."""
        order = priority(self.words.language_of(key), self.locales)
        return self.words.passage(key, **{name: self._language(code, order) for name, code in languages.items()})

    def _language(self, code: Locale, order: Sequence[Locale]) -> str:
        found = formats.language(code, *order)
        # Some languages have no name but in their own catalog.
        return autonym(self.public.catalog_for(code)) if found == code and code in self.locales else found

    def phrase(self, key: str, **params: str | Passage | Phrase) -> Phrase:
        """Return a sentence of the interface with ``params`` in it; those in other languages stay passages."""
        said_in = self.words.language_of(key)
        given = {name: self._parts(param) for name, param in params.items()}
        foreign = {name for name, parts in given.items() if any(part.language != said_in for part in parts)}
        filled = {
            name: f"\0{name}\0" if name in foreign else "".join(part.words for part in parts)
            for name, parts in given.items()
        }
        found: list[Passage] = []
        for index, piece in enumerate(self.words.text(key, **filled).split("\0")):
            found += given[piece] if index % 2 else (Passage(piece, said_in, "unmarked"),) if piece else ()
        return tuple(found)

    def _parts(self, param: str | Passage | Phrase) -> Phrase:
        return param if isinstance(param, tuple) else (self.own(param) if isinstance(param, str) else param,)

    def alternates(self, address: Callable[[Locale], str], *, of: PublicStory | None = None) -> dict[Locale, str]:
        """Return a page's address in each language that has it."""
        return {locale: address(locale) for locale in self.locales if of is None or self.has(of, locale)}

    def section(self, name: str) -> str:
        """Return the address of a section in this language."""
        return self.addresses.section(name, self.locale)

    @memoized
    def country(self, code: str) -> Link:
        """Link to a country by its name."""
        return self._topic("countries", code, formats.country_passage(code, *self.languages))

    @memoized
    def countries(self, codes: tuple[str, ...]) -> tuple[Link, ...]:
        """Link to several countries, in their order: one value for all records that name the same."""
        return tuple(map(self.country, codes))

    @memoized
    def story(self, story: PublicStory) -> Link:
        """Link to a story by its title."""
        return Link(self.passage(story.title, story.language), self.addresses.story(story, self.locale))

    @memoized
    def theme(self, key: str) -> Link:
        """Link to a theme by its name."""
        return self._topic("themes", key, self.passage(self.public.themes[key].name))

    @memoized
    def partner(self, key: str) -> Link:
        """Link to a partner by its acronym, or its name where it has none."""
        partner = self.public.partners[key]
        return self._topic("partners", key, self.passage(partner.acronym or partner.name))

    @memoized
    def programme(self, key: str) -> Link:
        """Link to a programme by its name."""
        return self._topic("programmes", key, self.passage(self.public.programmes[key].name))

    def _topic(self, kind: str, key: str, name: Passage) -> Link:
        return Link(name, self.addresses.topic(kind, key, self.locale))


def localize(public: PublicSite, instant: Instant) -> tuple[LocalizedSite, ...]:
    """Return the site in each of its languages, in the settings' order."""
    found = assign_addresses(public)
    return tuple(LocalizedSite(public, Locale(name), instant, found) for name in public.settings.locales)
