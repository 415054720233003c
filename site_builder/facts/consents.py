"""Lists the people in stories and what each has agreed to: for staff only, never for the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from site_builder.problems import Place
from site_builder.public import Instant
from site_builder.public.gate import (
    Hold,
    asks_consent_of_people,
    asks_consent_of_speaker,
    person_hold,
    photo_hold,
    quote_hold,
    story_hold,
)
from site_builder.records import Consent, Story
from site_builder.site import Site

Kind = Literal["person", "quote", "photo"]

UNSTATED: frozenset[Hold | None] = frozenset({"people-missing", "minors-missing", "speaker-kind-missing"})
"""The record does not say whether it shows people: such a photo or quotation is listed too, since it may."""

_BY_CONSENT = frozenset(
    {
        "consent-missing",
        "consent-unknown",
        "consent-withdrawn",
        "consent-expired",
        "consent-other-use",
        "guardian-missing",
    }
)


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person in a story. ``name``: the id of a quotation or photo, of a person in the text the number in its list.

    ``hold``: why it is held back from the web; ``story_hold``: why its whole story is. ``days_left``: days after today
    on which consent that is given still holds; below zero where it has ended; None where it has no end.
    """

    place: Place
    folder: str
    kind: Kind
    name: str
    consent: Consent | None
    hold: Hold | None
    story_hold: Hold | None
    is_published: bool
    days_left: int | None

    @property
    def is_lost(self) -> bool:
        """Whether staff published it and consent now holds it back."""
        return self.is_published and self.hold in _BY_CONSENT

    def ends_within(self, time: timedelta) -> bool:
        """Return whether it may be shown today, and no more after that time."""
        return self.hold is None and self.days_left is not None and self.days_left <= time.days


def people_shown(site: Site, instant: Instant) -> tuple[PersonShown, ...]:
    """List everybody in the site's stories, drafts too, story by story: people in texts, speakers, people in photos."""
    return tuple(shown for story in site.stories for shown in _of_story(story, instant))


def _of_story(story: Story, instant: Instant) -> Iterator[PersonShown]:
    whole = story_hold(story, instant)

    def shown(place: Place, kind: Kind, name: str, consent: Consent | None, hold: Hold | None) -> PersonShown:
        is_published = story.state == "published" and whole != "expired"
        days = _days_left(consent, instant)
        return PersonShown(place, story.folder, kind, name, consent, hold, whole, is_published, days)

    for index, person in enumerate(story.people):
        hold = person_hold(person, instant)
        yield shown(story.at("people", index), "person", str(index + 1), person.consent, hold)
    for quote in story.quotes:
        hold = quote_hold(quote, instant)
        if asks_consent_of_speaker(quote) or hold in UNSTATED:
            yield shown(quote.place, "quote", quote.id, quote.consent, hold)
    for photo in story.photos:
        hold = photo_hold(photo, instant)
        if asks_consent_of_people(photo) or hold in UNSTATED:
            yield shown(photo.place, "photo", photo.id, photo.consent, hold)


def _days_left(consent: Consent | None, instant: Instant) -> int | None:
    if consent is None or consent.status != "given" or consent.until is None:
        return None
    return (consent.until - instant.consent_day).days
