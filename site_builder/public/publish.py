"""Make the PublicSite: what the gate holds back is gone here, before any page or file exists.

Nothing public points to what is not: the id of a draft is a secret too.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from site_builder.locales import Locale, Text
from site_builder.locales.slugs import caseless
from site_builder.pictures.plan import Recipe, plan_photo
from site_builder.public.gate import Hold, is_story_withdrawn, people_hold, photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.public.records import ContentHashes, Later, PublicPhoto, PublicQuote, PublicSite, PublicStory, Uses
from site_builder.reading.story import summarize, with_pictures_of
from site_builder.records import Milestone, Photo, Quote, Result, Story, Use
from site_builder.records.story import Measure, pairs
from site_builder.site import Site, StorySummary
from site_builder.store import key

_AT_HAND = 128
_OTHER_USES: tuple[Use, ...] = ("social", "print", "archive", "press")
_SHOWN_IN_PREVIEW = {"draft", "review", "embargo", "people"}


def publish(site: Site, instant: Instant, *, preview: bool = False) -> PublicSite:
    """Make the public part of ``site`` at ``instant``.

    ``preview`` also shows drafts, stories in review and under embargo, labelled as such: for the local preview alone.
    Photos and quotations stay behind the gate there too.
    """
    locales = [Locale(name) for name in site.settings.locales]
    shown: list[tuple[Story, Hold | None]] = []
    gone: list[Story] = []
    for story in site.stories:
        hold = story_hold(story, instant)
        if hold is None or (preview and hold in _SHOWN_IN_PREVIEW):
            shown.append((story, hold))
        elif is_story_withdrawn(story):
            gone.append(story)
    shown.sort(key=lambda pair: (-pair[0].date.toordinal(), pair[0].id))
    ids = {story.id for story, _ in shown}
    summaries = {story.id: site.summaries.get(story.folder) or _summary(story, site) for story, _ in shown}
    figures = {f"{name}/{found.id}" for name, summary in summaries.items() for found in summary.measures}
    context = _Context(site, instant, ids, figures)
    by_folder = {story.folder: story for story, _ in shown}
    # A page asks for a story's long parts again and again.
    later = lru_cache(maxsize=_AT_HAND)(lambda folder: _later(by_folder[folder], context))
    return PublicSite(
        settings=site.settings.model_copy(update={"featured": _only(site.settings.featured, ids)}),
        stories=tuple(
            _story(story, summaries[story.id], context, hold or "", partial(later, story.folder))
            for story, hold in shown
        ),
        milestones=tuple(_milestone(milestone, context) for milestone in site.milestones),
        themes=site.themes,
        partners=site.partners,
        programmes={
            name: programme.model_copy(update={"partners": _only(programme.partners, site.partners)})
            for name, programme in site.programmes.items()
        },
        indicators=site.indicators,
        sources=site.sources,
        catalogs=site.catalogs,
        brand=site.brand,
        withdrawn={locale: _withdrawn(gone, [story for story, _ in shown], locale) for locale in locales},
    )


def _withdrawn(gone: Iterable[Story], shown: Iterable[Story], locale: Locale) -> tuple[str, ...]:
    """List the slugs that withdrawn stories have, or had, except for those that another story has now."""
    if not (slugs := {caseless(slug): slug for story in gone for slug in (*story.formerly, story.slug_in(locale))}):
        return ()
    for story in shown:
        for slug in (story.slug_in(locale), *story.formerly):
            slugs.pop(caseless(slug), None)
    return tuple(sorted(slugs.values()))


class _Context(NamedTuple):
    """``stories`` and ``figures``: the ids of those that are public."""

    site: Site
    instant: Instant
    stories: Container[str]
    figures: Container[str]


def _only(names: Iterable[str], known: Container[str]) -> tuple[str, ...]:
    """Keep the names that are known. The checks report the others as errors; a preview goes on without them."""
    return tuple(name for name in names if name in known)


def _summary(story: Story, site: Site) -> StorySummary:
    files = {f"stories/{story.folder}/{photo.file}" for photo in story.photos} & site.pictures.keys()
    return with_pictures_of(summarize(story), {file: site.pictures[file] for file in files})


def _story(
    story: Story, summary: StorySummary, context: _Context, hold: str, later: Callable[[], Later]
) -> PublicStory:
    site, instant = context.site, context.instant
    changes = [correction.on for correction in story.corrections if instant.has_come(correction.on)]
    measures = tuple(_measure(found, context) for found in summary.measures)
    return PublicStory(
        id=story.id,
        folder=story.folder,
        slugs={Locale(locale): story.slug_in(Locale(locale)) for locale in site.settings.locales},
        title=story.title,
        summary=story.summary,
        date=story.date,
        countries=story.countries,
        languages=summary.languages,
        kind=story.kind,
        language=Locale(story.language),
        themes=_only(story.themes, site.themes),
        partners=_only(story.partners, site.partners),
        programmes=_only(story.programmes, site.programmes),
        source=story.source,
        formerly=story.formerly,
        corrections=story.corrections,
        photos=_photos(story, site, instant),
        measures=measures,
        links_to=summary.links_to,
        changed=max([story.date, *changes]),
        hashes=_hashes(summary, measures, len(changes), hold, instant),
        uses=_uses(lambda use: people_hold(story, instant, use)),
        later=later,
        draft=hold,
    )


def _hashes(
    summary: StorySummary, measures: Sequence[Measure], changes: int, hold: str, instant: Instant
) -> ContentHashes:
    """Make the hashes of what a story's files give today: what the gate lets through changes though no file does.

    What is withdrawn or unknown changes with its file; what runs out, or comes, by the day.
    """
    gone = [str(instant.consent_day > until) for until in summary.untils]
    replaced = [found.supersedes for found in measures if found.supersedes]
    if not (gone or replaced or changes or hold):
        return ContentHashes(summary.outline, summary.figures, summary.whole)
    today = [*gone, "/", *replaced, "/", str(changes), hold]
    return ContentHashes(*(key("public", each, *today) for each in (summary.outline, summary.figures, summary.whole)))


def _later(story: Story, context: _Context) -> Later:
    quotes = (_quote(quote, context) for quote in story.quotes if quote_hold(quote, context.instant) is None)
    return story.body, tuple(_result(result, context) for result in story.results), tuple(quotes)


def _result(result: Result, context: _Context) -> Result:
    is_alone = result.programme is None and result.supersedes is None
    return result if is_alone else result.model_copy(update=_references(result, context))


def _measure(found: Measure, context: _Context) -> Measure:
    is_alone = found.programme is None and found.supersedes is None
    return found if is_alone else found._replace(**_references(found, context))


def _references(found: Result | Measure, context: _Context) -> dict[str, Any]:
    """Give what a figure refers to, as far as that is public."""
    return {
        "programme": found.programme if found.programme in context.site.programmes else None,
        "supersedes": found.supersedes if found.supersedes in context.figures else None,
    }


def _milestone(milestone: Milestone, context: _Context) -> Milestone:
    updates = tuple(
        update.model_copy(
            update={
                "evidence": _only(update.evidence, context.stories),
                "actual": update.actual if update.actual in context.figures else None,
            }
        )
        for update in milestone.updates
    )
    public = {
        "updates": updates,
        "result": milestone.result if milestone.result in context.figures else None,
        "by": _only(milestone.by, context.site.partners),
        "programme": milestone.programme if milestone.programme in context.site.programmes else None,
    }
    return milestone.model_copy(update=public)


def _uses(held: Callable[[Use], Hold | None]) -> Uses:
    """Give the uses of something that the web may show. ``held``: why a use is held back."""
    return Uses(*(held(use) is None for use in _OTHER_USES))


def _quote(quote: Quote, context: _Context) -> PublicQuote:
    return PublicQuote(
        id=quote.id,
        speaker=quote.speaker,
        speaker_name_changed=quote.speaker_name_changed,
        role=quote.role,
        organisation=quote.organisation if quote.organisation in context.site.partners else None,
        language=quote.language,
        text=quote.text,
        said_on=quote.said_on,
        said_at=quote.said_at,
        uses=_uses(lambda use: quote_hold(quote, context.instant, use)),
    )


def _photos(story: Story, site: Site, instant: Instant) -> tuple[PublicPhoto, ...]:
    """Make the public photos, each with its partner. One whose partner is held back is a photo like any other.

    Pairs are made of all photos of the record: were they made of those that are left, one that is held back could bring
    two together that do not show the same place.
    """
    shown = [public for photo in story.photos if (public := _photo(story, photo, site, instant))]
    ids = {photo.id for photo in shown}
    partners = {
        one.id: (one.pair, other.id)
        for pair in pairs(story.photos)
        for one, other in (pair, pair[::-1])
        if ids.issuperset((one.id, other.id))
    }
    return tuple(
        replace(photo, pair=partners[photo.id][0], partner=partners[photo.id][1]) if photo.id in partners else photo
        for photo in shown
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
