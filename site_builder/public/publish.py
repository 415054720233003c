"""Makes the PublicSite: what the gate holds back is gone here, before any page or file exists."""

from __future__ import annotations

from collections.abc import Container, Iterable

from site_builder.locales import Locale
from site_builder.public.gate import Hold, photo_hold, quote_hold, story_hold
from site_builder.public.instant import Instant
from site_builder.public.records import PublicPhoto, PublicQuote, PublicSite, PublicStory
from site_builder.records import Milestone, Photo, Programme, Quote, Result, Story
from site_builder.site import Site

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
    figures = {f"{story.id}/{result.id}" for story, _ in shown for result in story.results}
    return PublicSite(
        settings=site.settings.model_copy(update={"featured": _known(site.settings.featured, ids)}),
        stories=tuple(_story(story, site, instant, figures, hold or "") for story, hold in shown),
        milestones=tuple(_milestone(milestone, site, ids, figures) for milestone in site.milestones),
        themes=site.themes,
        partners=site.partners,
        programmes={key: _programme(programme, site) for key, programme in site.programmes.items()},
        indicators=site.indicators,
        sources=site.sources,
        withdrawn={locale: tuple(sorted(slugs)) for locale, slugs in withdrawn.items()},
    )


def _story(story: Story, site: Site, instant: Instant, figures: Container[str], hold: str) -> PublicStory:
    photos = (_photo(story, photo, site, instant) for photo in story.photos)
    quotes = (_quote(quote, site.partners) for quote in story.quotes if quote_hold(quote, instant) is None)
    changes = [correction.on for correction in story.corrections if instant.has_come(correction.on)]
    return PublicStory(
        id=story.id,
        folder=story.folder,
        slugs={Locale(locale): story.slug_in(Locale(locale)) for locale in site.settings.locales},
        title=story.title,
        summary=story.summary,
        date=story.date,
        countries=story.countries,
        body=story.body,
        kind=story.kind,
        language=Locale(story.language),
        themes=_known(story.themes, site.themes),
        partners=_known(story.partners, site.partners),
        programmes=_known(story.programmes, site.programmes),
        source=story.source,
        formerly=story.formerly,
        corrections=story.corrections,
        results=tuple(_result(result, site, figures) for result in story.results),
        quotes=tuple(quotes),
        photos=tuple(photo for photo in photos if photo is not None),
        changed=max([story.date, *changes]),
        draft=hold,
    )


def _known(names: Iterable[str], register: Container[str]) -> tuple[str, ...]:
    """The names that lead somewhere. What does not is an error that the checks tell; a preview goes on without it."""
    return tuple(name for name in names if name in register)


def _programme(programme: Programme, site: Site) -> Programme:
    return programme.model_copy(update={"partners": _known(programme.partners, site.partners)})


def _result(result: Result, site: Site, figures: Container[str]) -> Result:
    known = {
        "programme": result.programme if result.programme in site.programmes else None,
        "supersedes": result.supersedes if result.supersedes in figures else None,
    }
    return result.model_copy(update=known)


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
