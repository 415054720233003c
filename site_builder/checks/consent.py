"""Report to staff what consent holds back, and what a draft still needs, without giving any of it away.

Problems here name a record by its id and never a person, a reference or a date: logs of a build are read by many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from site_builder.checks.languages import untranslated
from site_builder.problems import Problem, Task
from site_builder.public import Instant
from site_builder.public.gate import (
    Hold,
    asks_consent_of_people,
    asks_consent_of_speaker,
    consent_hold,
    person_hold,
    photo_hold,
    quote_hold,
)
from site_builder.records import Consent, Story
from site_builder.records.texts import of_story
from site_builder.site import Site

SOON = timedelta(days=90)
"""How long before its end a consent is reported: time enough to ask again."""

_STATES: dict[Hold, str] = {
    "consent-missing": "unknown",
    "consent-unknown": "unknown",
    "consent-withdrawn": "withdrawn",
    "consent-expired": "expired",
    "consent-other-use": "other-use",
}
WITHHELD: frozenset[Hold | None] = frozenset({*_STATES, "guardian-missing"})
"""The holds that are a matter of consent: staff wait for it, nothing was forgotten."""


def held_back(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """People, quotations and photos that consent holds back, or soon will."""
    for index, person in enumerate(story.people):
        if state := _state(consent_hold(person.consent, instant), person.consent, instant):
            yield Problem(story.at("people", index), f"story-consent-{state}", {"id": str(index + 1)})
    for quote in story.quotes:
        consent = quote.consent if asks_consent_of_speaker(quote) else None
        if state := _state(quote_hold(quote, instant), consent, instant):
            yield Problem(quote.at("consent"), f"quote-consent-{state}", {"id": quote.id})
    for photo in story.photos:
        consent = photo.consent if asks_consent_of_people(photo) else None
        if state := _state(photo_hold(photo, instant), consent, instant):
            yield Problem(photo.at("consent"), f"photo-consent-{state}", {"id": photo.id})


def _state(hold: Hold | None, consent: Consent | None, instant: Instant) -> str | None:
    if hold is not None and hold in _STATES:
        return _STATES[hold]
    if consent is not None and consent.until is not None and consent.until - instant.consent_day <= SOON:
        return "ends"
    return None


def without_default(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A quotation or photo that lacks a field without default is not published: nobody may guess these."""
    for quote in story.quotes:
        if quote.speaker_kind is None:
            yield Problem(quote.at("speaker_kind"), "speaker-kind-missing", {"id": quote.id})
    for photo in story.photos:
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
    consents = [(story.at("people", index, "consent"), person.consent) for index, person in enumerate(story.people)]
    consents += [(quote.at("consent"), quote.consent) for quote in story.quotes]
    consents += [(photo.at("consent"), photo.consent) for photo in story.photos]
    for place, consent in consents:
        if consent is not None and consent.until is not None and consent.until < story.date:
            yield Problem(place.at("until"), "consent-before-story")


def to_do(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A draft gets one note with all that it lacks; from review on, each is reported where it is missing."""
    if story.state == "draft" and (tasks := tuple(_tasks(story, site, instant))):
        yield Problem(story.at("state"), "draft-before-publishing", {"tasks": tasks})


def _tasks(story: Story, site: Site, instant: Instant) -> Iterator[Task]:
    held = Counter(_held(story, instant))
    yield from (Task(key, number) for key, number in held.items())
    texts = list(of_story(story))
    for locale in site.settings.locales:
        if number := len(untranslated(texts, locale, story)):
            yield Task("task.text", number, locale)


def _held(story: Story, instant: Instant) -> Iterator[str]:
    """List what keeps people, quotations and photos from being shown, as keys of the catalog."""
    yield from ("task.person-consent" for person in story.people if person_hold(person, instant))
    for quote in story.quotes:
        if hold := quote_hold(quote, instant):
            yield "task.quote-consent" if hold in WITHHELD else "task.quote-speaker"
    for photo in story.photos:
        hold = photo_hold(photo, instant)
        if hold in WITHHELD:
            yield "task.photo-consent"
        elif hold is not None and hold != "rights-missing":
            yield "task.photo-people"
        if photo.credit is None or photo.licence is None:
            yield "task.photo-rights"
        if photo.alt is None and not photo.decorative:
            yield "task.photo-alt"
