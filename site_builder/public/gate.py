"""The gate: why a story, a quotation or a photo is held back. Every such rule of the project stands here.

A hold is a word, never a sentence: checks turn it into a note for staff, and nothing of it reaches the site.

What is taken back is held back, even where no consent was needed: who is in a crowd, or speaks for an office, may
change their mind. Whatever is held back from the web is held back from every other use.
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


_MINORS = frozenset({"possible", "yes"})


def consent_hold(consent: Consent | None, instant: Instant, use: Use = "web") -> Hold | None:
    """Why consent does not allow ``use``; None where it does."""
    if consent is None:
        return "consent-missing"
    if consent.status != "given":
        return "consent-withdrawn" if consent.status == "withdrawn" else "consent-unknown"
    if consent.until is not None and instant.consent_day > consent.until:
        return "consent-expired"
    return None if use in consent.covers else "consent-other-use"


def is_taken_back(consent: Consent | None) -> bool:
    """Whether consent was given and taken back, or something that needs none was: it may not be shown in any way."""
    return consent is not None and consent.status == "withdrawn"


def holds_withdrawn(story: Story) -> bool:
    """Whether anything of it, or all of it, was taken back."""
    consents = (entry.consent for entries in (story.people, story.quotes, story.photos) for entry in entries)
    return story.state == "withdrawn" or any(map(is_taken_back, consents))


def is_gone(story: Story) -> bool:
    """Whether the whole story was taken back: itself, or by a person who can be recognised in its text."""
    if story.state == "withdrawn":
        return True
    return story.state == "published" and any(is_taken_back(person.consent) for person in story.people)


def story_hold(story: Story, instant: Instant) -> Hold | None:
    """Why the whole story is held back; None where it is public."""
    if story.state != "published":
        return story.state
    if story.publish_on is not None and not instant.has_come(story.publish_on):
        return "embargo"
    if story.expires_on is not None and instant.has_come(story.expires_on):
        return "expired"
    return people_hold(story, instant, "web")


def person_hold(person: Person, instant: Instant, use: Use = "web") -> Hold | None:
    """Why a person who can be recognised in the text may not be shown."""
    return consent_hold(person.consent, instant, use)


def people_hold(story: Story, instant: Instant, use: Use) -> Hold | None:
    """Why the text of a story that readers see is held back from ``use``: somebody in it has not agreed to that."""
    return "people" if any(person_hold(person, instant, use) for person in story.people) else None


def quote_hold(quote: Quote, instant: Instant, use: Use = "web") -> Hold | None:
    """Why a quotation is held back. Officials speak for their office; participants must have agreed.

    Words that are taken back are held back whoever said them.
    """
    if is_taken_back(quote.consent):
        return "consent-withdrawn"
    if quote.speaker_kind is None:
        return "speaker-kind-missing"
    return consent_hold(quote.consent, instant, use) if quote.speaker_kind == "participant" else None


def asks_consent_of_speaker(quote: Quote) -> bool:
    """Whether consent decides about a quotation: about a participant's, and about any that is taken back."""
    return quote.speaker_kind == "participant" or is_taken_back(quote.consent)


def photo_hold(photo: Photo, instant: Instant, use: Use = "web") -> Hold | None:
    """Why a photo is held back for ``use``: a field without default is missing, or the people in it have not agreed.

    One that is taken back is held back whoever is in it, and nobody too. Where minors may be in it, though it be in a
    crowd, the consent that a guardian gave must hold as any other.
    """
    if is_taken_back(photo.consent):
        return "consent-withdrawn"
    if photo.people is None:
        return "people-missing"
    if photo.people != "none" and photo.minors is None:
        return "minors-missing"
    has_minors = photo.minors in _MINORS
    if has_minors and photo.people != "identifiable" and photo.consent is None:
        return "guardian-missing"
    # Who was asked though nobody had to ask is kept to, for uses beside the web.
    was_asked = photo.consent is not None and use != "web"
    if (asks_consent_of_people(photo) or was_asked) and (hold := consent_hold(photo.consent, instant, use)):
        return hold
    if has_minors and not (photo.consent and photo.consent.guardian):
        return "guardian-missing"
    return "rights-missing" if photo.credit is None or photo.licence is None else None


def asks_consent_of_people(photo: Photo) -> bool:
    """Whether consent decides about a photo: of who can be recognised, of minors' guardians, or one taken back."""
    return photo.people == "identifiable" or photo.minors in _MINORS or is_taken_back(photo.consent)
