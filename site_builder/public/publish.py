"""Makes the PublicSite: what the gate holds back is gone here, before any page or file exists."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from site_builder.locales import Locale
from site_builder.public.gate import Hold, photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.public.records import Marks, PublicPhoto, PublicQuote, PublicRest, PublicSite, PublicStory
from site_builder.reading.gist import gist, with_pictures_of
from site_builder.records import Milestone, Photo, Programme, Quote, Result, Story
from site_builder.records.gist import Gist
from site_builder.records.result import Measure
from site_builder.site import Site
from site_builder.store import key

_AT_HAND = 128
_SHOWN_IN_PREVIEW = {"draft", "review", "embargo", "people"}


def publish(site: Site, instant: Instant, *, preview: bool = False) -> PublicSite:
    """The public part of ``site`` at ``instant``.

    ``preview`` also shows drafts, stories in review and under embargo, marked as such: for the loopback preview alone.
    Photos and quotations stay behind the gate there too.
    """
    locales = [Locale(name) for name in site.settings.locales]
    shown: list[tuple[Story, Hold | None]] = []
    withdrawn: dict[Locale, list[str]] = {locale: [] for locale in locales}
    for story in site.stories:
        hold = story_hold(story, instant)
        if hold is None or (preview and hold in _SHOWN_IN_PREVIEW):
            shown.append((story, hold))
        elif hold == "withdrawn":
            for locale in locales:
                withdrawn[locale].append(story.slug_in(locale))
    shown.sort(key=lambda pair: (-pair[0].date.toordinal(), pair[0].id))
    # Nothing points to what is not public: an id of a draft is a secret too.
    ids = {story.id for story, _ in shown}
    gists = {story.id: site.gists.get(story.folder) or _gist(story, site) for story, _ in shown}
    figures = {f"{name}/{found.id}" for name, gist in gists.items() for found in gist.measures}
    way = _Way(site, instant, figures)
    by_folder = {story.folder: story for story, _ in shown}
    # A page asks for a story's long parts again and again.
    rest = lru_cache(maxsize=_AT_HAND)(lambda folder: _rest(by_folder[folder], way))
    return PublicSite(
        settings=site.settings.model_copy(update={"featured": _known(site.settings.featured, ids)}),
        stories=tuple(
            _story(story, gists[story.id], way, hold or "", partial(rest, story.folder)) for story, hold in shown
        ),
        milestones=tuple(_milestone(milestone, site, ids, figures) for milestone in site.milestones),
        themes=site.themes,
        partners=site.partners,
        programmes={key: _programme(programme, site) for key, programme in site.programmes.items()},
        indicators=site.indicators,
        sources=site.sources,
        withdrawn={locale: tuple(sorted(slugs)) for locale, slugs in withdrawn.items()},
    )


class _Way(NamedTuple):
    """What every story is asked on its way through the gate. ``figures``: those that are public."""

    site: Site
    instant: Instant
    figures: Container[str]


def _gist(story: Story, site: Site) -> Gist:
    files = {f"stories/{story.folder}/{photo.file}" for photo in story.photos} & site.pictures.keys()
    return with_pictures_of(gist(story), {file: site.pictures[file] for file in files})


def _story(story: Story, known: Gist, way: _Way, hold: str, rest: Callable[[], PublicRest]) -> PublicStory:
    site, instant = way.site, way.instant
    photos = (_photo(story, photo, site, instant) for photo in story.photos)
    changes = [correction.on for correction in story.corrections if instant.has_come(correction.on)]
    measures = tuple(_measure(found, site, way.figures) for found in known.measures)
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
        themes=_known(story.themes, site.themes),
        partners=_known(story.partners, site.partners),
        programmes=_known(story.programmes, site.programmes),
        source=story.source,
        formerly=story.formerly,
        corrections=story.corrections,
        photos=tuple(photo for photo in photos if photo is not None),
        measures=measures,
        links_to=known.links_to,
        changed=max([story.date, *changes]),
        marks=_marks(known, measures, len(changes), hold, instant),
        rest=rest,
        draft=hold,
    )


def _marks(known: Gist, measures: Sequence[Measure], changes: int, hold: str, instant: Instant) -> Marks:
    """The digests of what a story's files give today: what the gate lets through changes though no file does.

    What is withdrawn or unknown changes with its file; what runs out, or comes, by the day.
    """
    gone = [str(instant.consent_day > until) for until in known.untils]
    replaced = [found.supersedes for found in measures if found.supersedes]
    if not (gone or replaced or changes or hold):
        return Marks(known.outline, known.figures, known.whole)
    today = [*gone, "/", *replaced, "/", str(changes), hold]
    return Marks(*(key("public", mark, *today) for mark in (known.outline, known.figures, known.whole)))


def _rest(story: Story, way: _Way) -> PublicRest:
    quotes = (_quote(quote, way.site.partners) for quote in story.quotes if quote_hold(quote, way.instant) is None)
    results = (_result(result, way.site, way.figures) for result in story.results)
    return PublicRest(story.body, tuple(results), tuple(quotes))


def _known(names: Iterable[str], register: Container[str]) -> tuple[str, ...]:
    """The names that lead somewhere. What does not is an error that the checks tell; a preview goes on without it."""
    return tuple(name for name in names if name in register)


def _programme(programme: Programme, site: Site) -> Programme:
    return programme.model_copy(update={"partners": _known(programme.partners, site.partners)})


def _result(result: Result, site: Site, figures: Container[str]) -> Result:
    if result.programme is None and result.supersedes is None:
        return result
    known = {
        "programme": result.programme if result.programme in site.programmes else None,
        "supersedes": result.supersedes if result.supersedes in figures else None,
    }
    return result.model_copy(update=known)


def _measure(found: Measure, site: Site, figures: Container[str]) -> Measure:
    if found.programme is None and found.supersedes is None:
        return found
    return found._replace(
        programme=found.programme if found.programme in site.programmes else None,
        supersedes=found.supersedes if found.supersedes in figures else None,
    )


def _quote(quote: Quote, partners: Container[str]) -> PublicQuote:
    return PublicQuote(
        id=quote.id,
        speaker=quote.speaker,
        speaker_name_changed=quote.speaker_name_changed,
        role=quote.role,
        organisation=quote.organisation if quote.organisation in partners else None,
        language=quote.language,
        text=quote.text,
        said_on=quote.said_on,
        said_at=quote.said_at,
    )


def _photo(story: Story, photo: Photo, site: Site, instant: Instant) -> PublicPhoto | None:
    file = f"stories/{story.folder}/{photo.file}"
    info = site.pictures.get(file)
    if info is None or photo_hold(photo, instant) or photo.credit is None or photo.licence is None:
        return None
    return PublicPhoto(
        id=photo.id,
        file=file,
        info=info,
        kind=photo.kind,
        alt=None if photo.decorative else photo.alt,
        caption=photo.caption,
        credit=photo.credit,
        licence=photo.licence,
        focus=photo.focus,
        is_social=photo_hold(photo, instant, "social") is None,
        is_press=photo_hold(photo, instant, "press") is None,
    )


def _milestone(milestone: Milestone, site: Site, stories: Container[str], figures: Container[str]) -> Milestone:
    updates = tuple(
        update.model_copy(
            update={
                "evidence": tuple(story for story in update.evidence if story in stories),
                "actual": update.actual if update.actual in figures else None,
            }
        )
        for update in milestone.updates
    )
    known = {
        "updates": updates,
        "result": milestone.result if milestone.result in figures else None,
        "by": _known(milestone.by, site.partners),
        "programme": milestone.programme if milestone.programme in site.programmes else None,
    }
    return milestone.model_copy(update=known)
