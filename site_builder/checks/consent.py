"""Who may be shown: what the gate holds back is told to staff, in words that give nothing of it away.

Problems here name a record by its id and never a person, a reference or a date: logs of a build are read by many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from site_builder.checks.scope import finished, written
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.public.gate import Hold, consent_hold, photo_hold, quote_hold
from site_builder.records import Consent, Photo, Quote, Story
from site_builder.site import Site

Kind = Literal["story", "quote", "photo"]

SOON = timedelta(days=90)
"""How long before its end staff are told that a consent will end: time enough to ask again."""

_STATES: dict[Hold, str] = {
    "consent-missing": "unknown",
    "consent-unknown": "unknown",
    "consent-withdrawn": "withdrawn",
    "consent-expired": "expired",
    "consent-other-use": "other-use",
}
WITHHELD: frozenset[Hold | None] = frozenset(_STATES)
"""The holds that are a matter of consent: what they hold back is waited for, not forgotten."""


def held_back(site: Site, instant: Instant) -> Iterator[Problem]:
    """Stories, quotations and photos that consent holds back, or soon will."""
    for story in finished(site):
        for index, person in enumerate(story.people):
            hold = consent_hold(person.consent, instant)
            yield from _state("story", str(index + 1), hold, person.consent, story.at("people", index), instant)
        for quote in story.quotes:
            consent = quote.consent if quote.speaker_kind == "participant" else None
            yield from _state("quote", quote.id, quote_hold(quote, instant), consent, quote.at("consent"), instant)
        for photo in story.photos:
            consent = photo.consent if photo.people == "identifiable" else None
            yield from _state("photo", photo.id, photo_hold(photo, instant), consent, photo.at("consent"), instant)


def _state(
    kind: Kind, name: str, hold: Hold | None, consent: Consent | None, place: Place, instant: Instant
) -> Iterator[Problem]:
    if hold is not None and hold in _STATES:
        yield Problem(place, f"{kind}-consent-{_STATES[hold]}", {"id": name})
    elif consent is not None and consent.until is not None and consent.until - instant.consent_day <= SOON:
        yield Problem(place, f"{kind}-consent-ends", {"id": name})


def without_default(site: Site, instant: Instant) -> Iterator[Problem]:
    """Fields that nobody may guess: without them a quotation or a photo is not published."""
    for story in finished(site):
        for quote in story.quotes:
            yield from _of_quote(quote)
        for photo in story.photos:
            yield from _of_photo(photo, instant)


def _of_quote(quote: Quote) -> Iterator[Problem]:
    if quote.speaker_kind is None:
        yield Problem(quote.at("speaker_kind"), "speaker-kind-missing", {"id": quote.id})


def _of_photo(photo: Photo, instant: Instant) -> Iterator[Problem]:
    params = {"id": photo.id}
    if photo.people is None:
        yield Problem(photo.at("people"), "people-missing", params)
    elif photo.people != "none" and photo.minors is None:
        yield Problem(photo.at("minors"), "minors-missing", params)
    if photo_hold(photo, instant) == "guardian-missing":
        yield Problem(photo.at("minors"), "guardian-missing", params)
    for field in ("credit", "licence"):
        if getattr(photo, field) is None:
            yield Problem(photo.at(field), f"{field}-missing", params)


def ends_before_story(site: Site, instant: Instant) -> Iterator[Problem]:
    """A consent that had ended before the day of the story is most likely mistyped."""
    for story in written(site):
        for place, consent in _consents(story):
            if consent is not None and consent.until is not None and consent.until < story.date:
                yield Problem(place.at("until"), "consent-before-story")


def _consents(story: Story) -> Iterator[tuple[Place, Consent | None]]:
    for index, person in enumerate(story.people):
        yield story.at("people", index, "consent"), person.consent
    yield from ((quote.at("consent"), quote.consent) for quote in story.quotes)
    yield from ((photo.at("consent"), photo.consent) for photo in story.photos)
