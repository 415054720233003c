"""Who may be shown: what the gate holds back is told to staff, in words that give nothing of it away.

Problems here name a record by its id and never a person, a reference or a date: logs of a build are read by many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from site_builder.checks.scope import is_finished, is_written
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.public.gate import Hold, consent_hold, photo_hold, quote_hold
from site_builder.records import Consent, Photo, Story
from site_builder.records.base import Record
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


def held_back(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """People, quotations and photos that consent holds back, or soon will."""
    if not is_finished(story):
        return
    for index, person in enumerate(story.people):
        if state := _state(consent_hold(person.consent, instant), person.consent, instant):
            yield _told("story", str(index + 1), state, story.at("people", index))
    for quote in story.quotes:
        consent = quote.consent if quote.speaker_kind == "participant" else None
        if state := _state(quote_hold(quote, instant), consent, instant):
            yield _told("quote", quote.id, state, quote.at("consent"))
    for photo in story.photos:
        needed = photo.people == "identifiable" or photo.minors in {"possible", "yes"}
        consent = photo.consent if needed else None
        if state := _state(photo_hold(photo, instant), consent, instant):
            yield _told("photo", photo.id, state, photo.at("consent"))


def _state(hold: Hold | None, consent: Consent | None, instant: Instant) -> str | None:
    if hold is not None and hold in _STATES:
        return _STATES[hold]
    if consent is not None and consent.until is not None and consent.until - instant.consent_day <= SOON:
        return "ends"
    return None


def _told(kind: Kind, name: str, state: str, place: Place) -> Problem:
    return Problem(place, f"{kind}-consent-{state}", {"id": name})


def without_default(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Fields that nobody may guess: without them a quotation or a photo is not published."""
    if not is_finished(story):
        return
    for quote in story.quotes:
        if quote.speaker_kind is None:
            yield Problem(quote.at("speaker_kind"), "speaker-kind-missing", {"id": quote.id})
    for photo in story.photos:
        yield from _of_photo(photo, instant)


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


def ends_before_story(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A consent that had ended before the day of the story is most likely mistyped."""
    if is_written(story):
        for record, path, consent in _consents(story):
            if consent is not None and consent.until is not None and consent.until < story.date:
                yield Problem(record.at(*path, "until"), "consent-before-story")


def _consents(story: Story) -> Iterator[tuple[Record, tuple[str | int, ...], Consent | None]]:
    for index, person in enumerate(story.people):
        yield story, ("people", index, "consent"), person.consent
    yield from ((quote, ("consent",), quote.consent) for quote in story.quotes)
    yield from ((photo, ("consent",), photo.consent) for photo in story.photos)
