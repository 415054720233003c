"""Makes notes on translations: that their source has changed since, or that a machine made them.

Every text has one home, the page that shows it in full: a story's texts its page, a promise's the ledger, a name's the
page of what has that name. Only there does a note right behind a passage say that it is stale; cards, lists and links
say nothing of that. Machine translation is noted once at the head of the home, for all texts of the record, and in two
words behind each sentence that is shown elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from site_builder.locales import Locale, Passage, Text
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import Link, Note
from site_builder.public.records import PublicStory

Home = Callable[[Locale], str]
"""The address of a text's home in a language; empty where that language has none."""

Notes = Mapping[str, Note]
"""What stands behind passages, by the names of their fields."""

NO_NOTES: Notes = MappingProxyType({})


def home_of(site: LocalizedSite, story: PublicStory, place: str = "") -> Home:
    """Return the home of a story's texts. ``place``: where on the page, ``#result-graduates``."""
    return lambda locale: f"{site.addresses.story(story, locale)}{place}" if site.has(story, locale) else ""


def notes(site: LocalizedSite, home: Home, **passages: Passage | None) -> Notes:
    """Return the notes behind those of ``passages`` whose source has changed."""
    found = {
        name: _note(site, "translation.changed", passage, home)
        for name, passage in passages.items()
        if passage is not None and passage.is_stale
    }
    return found or NO_NOTES


def head_note(
    site: LocalizedSite, home: Home, shown: Iterable[Passage | None], beside: Iterable[Passage | None] = ()
) -> Note | None:
    """Return the note at the head of a record's home: that a machine made its texts, or that nobody can tell.

    ``shown``: the texts that the record is read for; ``beside``: all others. Where a machine made not all of the first,
    it is said to have made a part.
    """
    main = [passage for passage in shown if passage]
    every = [*main, *(passage for passage in beside if passage)]
    if machines := [passage for passage in every if passage.is_machines]:
        is_all = all(passage.is_machines for passage in main)
        return _note(site, "translation.machine" if is_all else "translation.machine-part", machines[0], home)
    unsure = next((passage for passage in every if passage.flag == "unsure"), None)
    return _note(site, "translation.unsure", unsure, home) if unsure else None


def missing_notice(site: LocalizedSite, body: Passage) -> Passage | None:
    """Return the notice on a story whose text is missing in the page's language."""
    if body.state != "foreign":
        return None
    return site.naming("notice.other-language", wanted=site.locale, language=body.language)


def story_note(site: LocalizedSite, story: PublicStory) -> Note | None:
    """Return the note at the head of a story's page."""
    shown = (site.passage(text, story.language) for text in (story.title, story.summary, story.body))
    # Nearly no text is asked further.
    beside = (site.passage(text, story.language) for text in _beside(story) if text is not None and text.flags)
    return head_note(site, home_of(site, story), shown, beside)


def _beside(story: PublicStory) -> Iterator[Text | None]:
    """Yield what else a story's page says, without quotations: they say themselves whose words they are."""
    for result in story.results:
        yield from (result.what, result.source_at, result.reading)
        yield from result.unit.forms.values() if result.unit else ()
    for quote in story.quotes:
        yield from (quote.role, quote.said_at)
    for photo in story.photos:
        yield from (photo.alt, photo.caption, photo.credit, photo.licence)
    yield from (correction.what for correction in story.corrections)


def _note(site: LocalizedSite, key: str, passage: Passage, home: Home) -> Note:
    source = passage.source or site.public.settings.default_locale
    address = home(source) if source in site.locales and source != site.locale else ""
    more = Link(site.naming("translation.read", language=source), address) if address else None
    return Note(site.naming(key, language=source), source, more)
