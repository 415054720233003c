"""An edition: the public site in one language, with what every page of it needs to be put into words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from site_builder.facts.ledger import Entry, ledger
from site_builder.locales import Locale, Passage, Text, formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import autonym
from site_builder.locales.languages import priority, writing
from site_builder.pages.addresses import Addresses, addresses
from site_builder.pages.page import Link, Phrase
from site_builder.public import Instant
from site_builder.public.records import PublicSite, PublicStory
from site_builder.reading.serialization import dumps
from site_builder.records.result import Measure
from site_builder.store import key, software

T = TypeVar("T")


@dataclass(frozen=True)
class Edition:
    """``site`` as readers of ``locale`` meet it at ``instant``."""

    site: PublicSite
    locale: Locale
    instant: Instant
    addresses: Addresses
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made at the first call for ``key``: the same card stands on many pages."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    @cached_property
    def mark(self) -> str:
        """A digest of what every page of the edition may show beside stories and promises, and of what makes it."""
        site = self.site
        registers = (site.settings, site.themes, site.partners, site.programmes, site.indicators, site.sources)
        slugs = repr(sorted(self.addresses.slugs.items()))
        return key("edition", software(), self.locale, dumps(registers), dumps(site.catalogs), slugs)

    @cached_property
    def words(self) -> Catalog:
        """The interface's words."""
        return self.site.speaking(self.locale)

    @property
    def languages(self) -> tuple[Locale, ...]:
        """This language, and those whose words, numbers and names stand in for what is not known in it."""
        return self.words.languages

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """Every language of the site, in order."""
        return tuple(Locale(name) for name in self.site.settings.locales)

    @cached_property
    def stories(self) -> tuple[PublicStory, ...]:
        """The stories that this edition has, newest first."""
        return tuple(self.those(self.site.stories, self.locale))

    @cached_property
    def ledger(self) -> tuple[Entry, ...]:
        """Every promise with where it stands."""
        return ledger(self.site.milestones, self.instant.today)

    @cached_property
    def results(self) -> Mapping[str, tuple[PublicStory, Measure]]:
        """Every figure of this edition's stories, by ``story-id/result-id``."""
        return {f"{story.id}/{found.id}": (story, found) for story in self.stories for found in story.measures}

    @cached_property
    def stories_by_id(self) -> Mapping[str, PublicStory]:
        """This edition's stories by id."""
        return {story.id: story for story in self.stories}

    @cached_property
    def stories_by_name(self) -> Mapping[str, PublicStory]:
        """The same by all that a link in a text may call a story: its folder's name or its id."""
        return {name: story for story in self.stories for name in (story.folder, story.id)}

    def those(self, stories: Sequence[PublicStory], locale: Locale) -> Sequence[PublicStory]:
        """Those of ``stories`` that the edition in ``locale`` shows, in their order."""
        if self.site.settings.missing_locale != "leave-out":
            return stories
        return [story for story in stories if self.has(story, locale)]

    def has(self, story: PublicStory, locale: Locale) -> bool:
        """Whether the edition in ``locale`` shows the story: the setting for missing languages decides."""
        if self.site.settings.missing_locale != "leave-out":
            return True
        has_body = story.languages is None or locale in story.languages
        return has_body and story.title.has(locale) and story.summary.has(locale)

    def passage(self, text: Text, original: Locale | None = None) -> Passage:
        """A text in this language; ``original``: the language that its record was first written in."""
        return text.passage(self.locale, original or self.site.settings.default_locale, self.locales)

    def maybe(self, text: Text | None, original: Locale | None = None) -> Passage | None:
        """The same for a text that may be absent."""
        return None if text is None else self.passage(text, original)

    def own(self, words: str) -> Passage:
        """Words of the interface as a passage of this language."""
        return Passage(words, self.locale, "unmarked")

    def dated(self, words: str) -> Passage:
        """A date in words: where CLDR cannot write this language's, in another."""
        return Passage(words, writing(*self.languages), "unmarked")

    def naming(self, key: str, **languages: Locale) -> Passage:
        """The words under ``key`` with names of ``languages`` filled in, as the language of the words calls them."""
        order = priority(self.words.language_of(key), self.locales)
        return self.words.passage(key, **{name: self._named(code, order) for name, code in languages.items()})

    def _named(self, code: Locale, order: Sequence[Locale]) -> str:
        found = formats.language(code, *order)
        # Some languages have no name but in their own catalog.
        return autonym(self.site.speaking(code)) if found == code and code in self.locales else found

    def phrase(self, key: str, **params: str | Passage | Phrase) -> Phrase:
        """A sentence of the interface with ``params`` in it; those in another language stay passages of their own."""
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

    def twins(self, address: Callable[[Locale], str], *, of: PublicStory | None = None) -> dict[Locale, str]:
        """A page's address in each language that has it."""
        return {locale: address(locale) for locale in self.locales if of is None or self.has(of, locale)}

    def country(self, code: str) -> Link:
        """A country's name and page."""
        return self.once(("country", code), lambda: self._country(code))

    def _country(self, code: str) -> Link:
        return Link(
            formats.country_passage(code, *self.languages), self.addresses.topic("countries", code, self.locale)
        )

    def countries(self, codes: tuple[str, ...]) -> tuple[Link, ...]:
        """Several countries, in their order: one value for all the records that name the same."""
        return self.once(("countries", codes), lambda: tuple(map(self.country, codes)))

    def story(self, story: PublicStory) -> Link:
        """A story's title and page."""
        return self.once(("story", story.id), lambda: self._story(story))

    def _story(self, story: PublicStory) -> Link:
        return Link(self.passage(story.title, story.language), self.addresses.story(story, self.locale))

    def theme(self, key: str) -> Link:
        """A theme's name and page."""
        return self.once(("theme", key), lambda: self._theme(key))

    def _theme(self, key: str) -> Link:
        return Link(self.passage(self.site.themes[key].name), self.addresses.topic("themes", key, self.locale))

    def partner(self, key: str) -> Link:
        """A partner's acronym, or name where it has none, and page."""
        return self.once(("partner", key), lambda: self._partner(key))

    def _partner(self, key: str) -> Link:
        partner = self.site.partners[key]
        return Link(self.passage(partner.acronym or partner.name), self.addresses.topic("partners", key, self.locale))

    def programme(self, key: str) -> Link:
        """A programme's name and page."""
        return self.once(("programme", key), lambda: self._programme(key))

    def _programme(self, key: str) -> Link:
        name = self.passage(self.site.programmes[key].name)
        return Link(name, self.addresses.topic("programmes", key, self.locale))


def editions(site: PublicSite, instant: Instant) -> tuple[Edition, ...]:
    """One edition a language, in the site's order."""
    found = addresses(site)
    return tuple(Edition(site, Locale(name), instant, found) for name in site.settings.locales)
