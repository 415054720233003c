"""Makes the PublicSite: what the gate holds back is gone here, before any page or file exists."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from site_builder.locales import Locale, Text
from site_builder.locales.slugs import folded
from site_builder.pictures.plan import Recipe, plan_photo
from site_builder.public.gate import Hold, is_gone, people_hold, photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.public.pairs import paired
from site_builder.public.pointers import known_only, public_measure, public_milestone, public_programme, public_result
from site_builder.public.records import (
    ContentHashes,
    PublicDetails,
    PublicPhoto,
    PublicQuote,
    PublicSite,
    PublicStory,
    Uses,
)
from site_builder.reading.story_summary import summarize, with_pictures_of
from site_builder.records import Photo, Quote, Story, Use
from site_builder.records.story import Measure
from site_builder.site import Site, StorySummary
from site_builder.store import key

_AT_HAND = 128
_OTHER_USES: tuple[Use, ...] = ("social", "print", "archive", "press")
_SHOWN_IN_PREVIEW = {"draft", "review", "embargo", "people"}


def publish(site: Site, instant: Instant, *, preview: bool = False) -> PublicSite:
    """The public part of ``site`` at ``instant``.

    ``preview`` also shows drafts, stories in review and under embargo, marked as such: for the loopback preview alone.
    Photos and quotations stay behind the gate there too.
    """
    locales = [Locale(name) for name in site.settings.locales]
    shown: list[tuple[Story, Hold | None]] = []
    gone: list[Story] = []
    for story in site.stories:
        hold = story_hold(story, instant)
        if hold is None or (preview and hold in _SHOWN_IN_PREVIEW):
            shown.append((story, hold))
        elif is_gone(story):
            gone.append(story)
    shown.sort(key=lambda pair: (-pair[0].date.toordinal(), pair[0].id))
    # Nothing points to what is not public: an id of a draft is a secret too.
    ids = {story.id for story, _ in shown}
    summaries = {story.id: site.summaries.get(story.folder) or _summary(story, site) for story, _ in shown}
    figures = {f"{name}/{found.id}" for name, summary in summaries.items() for found in summary.measures}
    gate = _GateContext(site, instant, figures)
    by_folder = {story.folder: story for story, _ in shown}
    # A page asks for a story's long parts again and again.
    details = lru_cache(maxsize=_AT_HAND)(lambda folder: _details(by_folder[folder], gate))
    return PublicSite(
        settings=site.settings.model_copy(update={"featured": known_only(site.settings.featured, ids)}),
        stories=tuple(
            _story(story, summaries[story.id], gate, hold or "", partial(details, story.folder))
            for story, hold in shown
        ),
        milestones=tuple(public_milestone(milestone, site, ids, figures) for milestone in site.milestones),
        themes=site.themes,
        partners=site.partners,
        programmes={key: public_programme(programme, site) for key, programme in site.programmes.items()},
        indicators=site.indicators,
        sources=site.sources,
        catalogs=site.catalogs,
        brand=site.brand,
        withdrawn={locale: _withdrawn(gone, [story for story, _ in shown], locale) for locale in locales},
    )


def _withdrawn(gone: Iterable[Story], shown: Iterable[Story], locale: Locale) -> tuple[str, ...]:
    """The addresses at which stories that were taken back stand, or stood; none that another story has now."""
    if not (slugs := {folded(slug): slug for story in gone for slug in (*story.formerly, story.slug_in(locale))}):
        return ()
    for story in shown:
        for slug in (story.slug_in(locale), *story.formerly):
            slugs.pop(folded(slug), None)
    return tuple(sorted(slugs.values()))


class _GateContext(NamedTuple):
    """What every story is asked on its way through the gate. ``figures``: those that are public."""

    site: Site
    instant: Instant
    figures: Container[str]


def _summary(story: Story, site: Site) -> StorySummary:
    files = {f"stories/{story.folder}/{photo.file}" for photo in story.photos} & site.pictures.keys()
    return with_pictures_of(summarize(story), {file: site.pictures[file] for file in files})


def _story(
    story: Story, known: StorySummary, gate: _GateContext, hold: str, details: Callable[[], PublicDetails]
) -> PublicStory:
    site, instant = gate.site, gate.instant
    uses = _uses(lambda use: people_hold(story, instant, use))
    photos = (_photo(story, photo, site, instant) for photo in story.photos)
    shown = tuple(photo for photo in photos if photo is not None)
    changes = [correction.on for correction in story.corrections if instant.has_come(correction.on)]
    measures = tuple(public_measure(found, site, gate.figures) for found in known.measures)
    return PublicStory(
        id=story.id,
        folder=story.folder,
        slugs={Locale(locale): story.slug_in(Locale(locale)) for locale in site.settings.locales},
        title=story.title,
        summary=story.summary,
        date=story.date,
        countries=story.countries,
        languages=known.languages,
        kind=story.kind,
        language=Locale(story.language),
        themes=known_only(story.themes, site.themes),
        partners=known_only(story.partners, site.partners),
        programmes=known_only(story.programmes, site.programmes),
        source=story.source,
        formerly=story.formerly,
        corrections=story.corrections,
        photos=paired(shown, story),
        measures=measures,
        links_to=known.links_to,
        changed=max([story.date, *changes]),
        hashes=_hashes(known, measures, len(changes), hold, instant),
        uses=uses,
        details=details,
        draft=hold,
    )


def _hashes(
    known: StorySummary, measures: Sequence[Measure], changes: int, hold: str, instant: Instant
) -> ContentHashes:
    """The digests of what a story's files give today: what the gate lets through changes though no file does.

    What is withdrawn or unknown changes with its file; what runs out, or comes, by the day.
    """
    gone = [str(instant.consent_day > until) for until in known.untils]
    replaced = [found.supersedes for found in measures if found.supersedes]
    if not (gone or replaced or changes or hold):
        return ContentHashes(known.outline, known.figures, known.whole)
    today = [*gone, "/", *replaced, "/", str(changes), hold]
    return ContentHashes(*(key("public", mark, *today) for mark in (known.outline, known.figures, known.whole)))


def _details(story: Story, gate: _GateContext) -> PublicDetails:
    quotes = (_quote(quote, gate) for quote in story.quotes if quote_hold(quote, gate.instant) is None)
    results = (public_result(result, gate.site, gate.figures) for result in story.results)
    return PublicDetails(story.body, tuple(results), tuple(quotes))


def _uses(held: Callable[[Use], Hold | None]) -> Uses:
    """What may be done with something that the web may show. ``held``: why a use is held back."""
    return Uses(*(held(use) is None for use in _OTHER_USES))


def _quote(quote: Quote, gate: _GateContext) -> PublicQuote:
    return PublicQuote(
        id=quote.id,
        speaker=quote.speaker,
        speaker_name_changed=quote.speaker_name_changed,
        role=quote.role,
        organisation=quote.organisation if quote.organisation in gate.site.partners else None,
        language=quote.language,
        text=quote.text,
        said_on=quote.said_on,
        said_at=quote.said_at,
        uses=_uses(lambda use: quote_hold(quote, gate.instant, use)),
    )


def _photo(story: Story, photo: Photo, site: Site, instant: Instant) -> PublicPhoto | None:
    file = f"stories/{story.folder}/{photo.file}"
    info = site.pictures.get(file)
    if info is None or photo_hold(photo, instant) or photo.credit is None or photo.licence is None:
        return None
    uses = _uses(lambda use: photo_hold(photo, instant, use))
    return PublicPhoto(
        id=photo.id,
        file=file,
        plan=plan_photo(info, _recipe(photo.credit, photo.licence, site.settings.default_locale, uses)),
        kind=photo.kind,
        alt=None if photo.decorative else photo.alt,
        caption=photo.caption,
        credit=photo.credit,
        licence=photo.licence,
        focus=photo.focus,
        uses=uses,
    )


def _recipe(credit: Text, licence: Text, language: Locale, uses: Uses) -> Recipe:
    """Say how a photo's files are made. One file serves all languages, so its rights speak the site's first."""
    said, named = (text.passage(language, language).words for text in (credit, licence))
    return Recipe(said, named, press=uses.press)
