"""The gate: why a story, a quotation or a photo is held back. Every such rule of the project stands here.

A hold is a word, never a sentence: checks turn it into a note for staff, and nothing of it reaches the site.
"""

from __future__ import annotations

from typing import Literal

from site_builder.public.instant import Instant
from site_builder.records import Consent, Person, Photo, Quote, Story, Use

Hold = Literal[
    "draft",
    "review",
    "withdrawn",
    "embargo",
    "expired",
    "people",
    "speaker-kind-missing",
    "people-missing",
    "minors-missing",
    "rights-missing",
    "consent-missing",
    "consent-unknown",
    "consent-withdrawn",
    "consent-expired",
    "consent-other-use",
    "guardian-missing",
]


def consent_hold(consent: Consent | None, instant: Instant, use: Use = "web") -> Hold | None:
    """Why consent does not allow ``use``; None where it does."""
    if consent is None:
        return "consent-missing"
    if consent.status != "given":
        return "consent-withdrawn" if consent.status == "withdrawn" else "consent-unknown"
    if consent.until is not None and instant.consent_day > consent.until:
        return "consent-expired"
    return None if use in consent.covers else "consent-other-use"


def story_hold(story: Story, instant: Instant) -> Hold | None:
    """Why the whole story is held back; None where it is public."""
    if story.state != "published":
        return story.state
    if story.publish_on is not None and not instant.has_come(story.publish_on):
        return "embargo"
    if story.expires_on is not None and instant.has_come(story.expires_on):
        return "expired"
    return "people" if any(person_hold(person, instant) for person in story.people) else None


def person_hold(person: Person, instant: Instant) -> Hold | None:
    """Why a person who can be recognised in the text may not be shown."""
    return consent_hold(person.consent, instant)


def quote_hold(quote: Quote, instant: Instant) -> Hold | None:
    """Why a quotation is held back. Officials speak for their office; participants must have agreed."""
    if quote.speaker_kind is None:
        return "speaker-kind-missing"
    return consent_hold(quote.consent, instant) if quote.speaker_kind == "participant" else None


def photo_hold(photo: Photo, instant: Instant, use: Use = "web") -> Hold | None:
    """Why a photo is held back for ``use``: a field without default is missing, or the people in it have not agreed."""
    if photo.people is None:
        return "people-missing"
    if photo.people != "none" and photo.minors is None:
        return "minors-missing"
    has_minors = photo.minors in {"possible", "yes"}
    # Who was asked though nobody had to ask is kept to: a guardian's word holds for the picture, and none of it for a
    # use that they did not agree to.
    was_asked = photo.consent is not None and (has_minors or use != "web")
    if (photo.people == "identifiable" or was_asked) and (hold := consent_hold(photo.consent, instant, use)):
        return hold
    if has_minors and not (photo.consent and photo.consent.guardian):
        return "guardian-missing"
    return "rights-missing" if photo.credit is None or photo.licence is None else None
