"""A result in words: what was counted, where and when, how sure that is, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.locales import Locale, Passage, formats
from site_builder.locales.formats import period, state_on
from site_builder.locales.languages import priority
from site_builder.pages.edition import Edition
from site_builder.pages.notes import home_of, notes
from site_builder.pages.page import Phrase
from site_builder.pages.views import Figure
from site_builder.public.records import PublicStory
from site_builder.records import Result, Source, Unit

# A plan's or a result's date says when; that of something under way, when it was so.
_SETTLED = {"achieved", "planned"}


def figure(edition: Edition, story: PublicStory, result: Result) -> Figure:
    """One figure of ``story``."""
    indicator = edition.site.indicators.get(result.indicator or "")
    source = edition.site.sources.get(result.source or story.source or "")
    level = result.level or (indicator.level if indicator else "output")
    words = edition.words.passage
    told = edition.story(story)
    what, reading = edition.passage(result.what, story.language), edition.maybe(result.reading, story.language)
    return Figure(
        id=result.id,
        number=formats.number(result.value, *edition.languages),
        unit=unit(edition, result, story),
        what=what,
        status=result.status,
        status_words=words(f"status.{result.status}"),
        when=edition.dated((period if result.status in _SETTLED else state_on)(result.when, edition.words)),
        places=edition.countries(result.countries),
        place_note=words("place.inferred") if result.country_basis == "inferred" else None,
        level=words(f"level.{level}"),
        programme=edition.programme(result.programme) if result.programme else None,
        relations=_relations(edition, story, result),
        reading=reading,
        source=edition.once(("source", source.id), lambda: source_title(edition, source)) if source else None,
        source_note=edition.once(("source-note", source.id), lambda: source_note(edition, source)) if source else (),
        source_at=edition.maybe(result.source_at, story.language),
        source_url=(source.url or source.archived or "") if source else "",
        story=told,
        address=f"{told.address}#result-{result.id}",
        notes=notes(edition, home_of(edition, story, f"#result-{result.id}"), what=what, reading=reading),
    )


def figure_named(edition: Edition, name: str) -> Figure:
    """The figure ``story-id/result-id`` of the edition."""
    story, found = edition.results[name]
    return figure(edition, story, story.result(found.id))


def unit(edition: Edition, result: Result, story: PublicStory) -> Passage:
    """What the figure counts, in the form that its number needs; the result's own unit before its indicator's."""
    indicator = edition.site.indicators.get(result.indicator or "")
    given: Unit | None = result.unit or (indicator.unit if indicator else None)
    if given is None:
        return edition.own("")
    return counted(edition, given, result.value, story.language)


def counted(edition: Edition, given: Unit, value: Decimal | int, original: Locale | None = None) -> Passage:
    """A unit in the form that ``value`` takes in the language in which there are words for it."""
    shown = edition.passage(given.forms["other"], original)
    category = formats.plural_form(value, *priority(shown.language, edition.languages))
    return edition.passage(given.text(category, shown.language), original)


def source_title(edition: Edition, source: Source) -> Passage:
    """The source's title, in the language that the source is in."""
    title = edition.passage(source.title)
    if source.title.everywhere and source.language:
        return Passage(
            title.words, Locale(source.language), "foreign" if source.language != edition.locale else "original"
        )
    return title


def source_note(edition: Edition, source: Source) -> tuple[Phrase, ...]:
    """What is known of who published the source and when; that it is not stated is told too."""
    known = (("source.publisher", source.publisher), ("source.date", source.date))
    return tuple(edition.phrase(key, said=edition.passage(text)) for key, text in known if text is not None)


def _relations(edition: Edition, story: PublicStory, result: Result) -> tuple[Phrase, ...]:
    """Sentences on the other figures of the story that this one is, or may be, inside of or apart from."""
    if result.part_of or result.may_be_part_of or result.apart_from:
        return tuple(_related(edition, story, result))
    return ()


def _related(edition: Edition, story: PublicStory, result: Result) -> Iterator[Phrase]:
    others = {other.id: other for other in story.results}
    for key, names in (
        ("relation.part-of", (result.part_of,)),
        ("relation.may-be-part-of", (result.may_be_part_of,)),
        ("relation.apart-from", result.apart_from),
    ):
        for name in names:
            if name in others:
                other = others[name]
                number = edition.own(f"{formats.number(other.value, *edition.languages)} ")
                what = edition.passage(other.what, story.language)
                yield edition.phrase(key, figure=(number, unit(edition, other, story)), what=what)
