"""The gate: every rule on why a story, a quotation or a photo is held back.

A hold is a word, never a sentence: checks turn it into a note for staff, and nothing of it reaches the site.

What is withdrawn is held back, even where no consent was needed: somebody in a crowd, or speaking for an office, may
change their mind. Anything held back from the web is held back from every other use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from site_builder.problems import Place, Problem
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
    """Say why consent does not allow ``use``; None where it does."""
    if consent is None:
        return "consent-missing"
    if consent.status != "given":
        return "consent-withdrawn" if consent.status == "withdrawn" else "consent-unknown"
    if consent.until is not None and instant.consent_day > consent.until:
        return "consent-expired"
    return None if use in consent.covers else "consent-other-use"


def is_withdrawn(consent: Consent | None) -> bool:
    """Tell whether consent was withdrawn: what it is for may not be shown in any way, even if it needs no consent."""
    return consent is not None and consent.status == "withdrawn"


def holds_withdrawn(story: Story) -> bool:
    """Tell whether the story, or any part of it, was withdrawn."""
    consents = (entry.consent for entries in (story.people, story.quotes, story.photos) for entry in entries)
    return story.state == "withdrawn" or any(map(is_withdrawn, consents))


def is_story_withdrawn(story: Story) -> bool:
    """Tell whether the whole story was withdrawn: itself, or by a person who can be recognised in its text."""
    if story.state == "withdrawn":
        return True
    return story.state == "published" and any(is_withdrawn(person.consent) for person in story.people)


def story_hold(story: Story, instant: Instant) -> Hold | None:
    """Say why the whole story is held back; None where it is public."""
    if story.state != "published":
        return story.state
    if story.publish_on is not None and not instant.has_come(story.publish_on):
        return "embargo"
    if story.expires_on is not None and instant.has_come(story.expires_on):
        return "expired"
    return people_hold(story, instant, "web")


def person_hold(person: Person, instant: Instant, use: Use = "web") -> Hold | None:
    """Say why a person who can be recognised in the text may not be shown."""
    return consent_hold(person.consent, instant, use)


def people_hold(story: Story, instant: Instant, use: Use) -> Hold | None:
    """Say whether the text of a public story is held back from ``use``: a person in it has not agreed to that."""
    return "people" if any(person_hold(person, instant, use) for person in story.people) else None


def quote_hold(quote: Quote, instant: Instant, use: Use = "web") -> Hold | None:
    """Say why a quotation is held back. Officials speak for their office; participants must have agreed.

    Withdrawn words are held back, an official's too.
    """
    if is_withdrawn(quote.consent):
        return "consent-withdrawn"
    if quote.speaker_kind is None:
        return "speaker-kind-missing"
    return consent_hold(quote.consent, instant, use) if quote.speaker_kind == "participant" else None


def asks_consent_of_speaker(quote: Quote) -> bool:
    """Tell whether consent decides about a quotation: a participant's, or one that was withdrawn."""
    return quote.speaker_kind == "participant" or is_withdrawn(quote.consent)


def photo_hold(photo: Photo, instant: Instant, use: Use = "web") -> Hold | None:
    """Say why a photo is held back from ``use``: a required answer is missing, or the people in it have not agreed.

    A withdrawn photo is held back whether anybody is in it or not. Where minors may be in it, even in a crowd, a
    guardian's consent must hold as any other.
    """
    if is_withdrawn(photo.consent):
        return "consent-withdrawn"
    if photo.people is None:
        return "people-missing"
    if photo.people != "none" and photo.minors is None:
        return "minors-missing"
    has_minors = photo.minors in _MINORS
    if has_minors and photo.people != "identifiable" and photo.consent is None:
        return "guardian-missing"
    # A consent that nobody had to ask for is respected for uses beside the web.
    was_asked = photo.consent is not None and use != "web"
    if (asks_consent_of_people(photo) or was_asked) and (hold := consent_hold(photo.consent, instant, use)):
        return hold
    if has_minors and not (photo.consent and photo.consent.guardian):
        return "guardian-missing"
    return "rights-missing" if photo.credit is None or photo.licence is None else None


def asks_consent_of_people(photo: Photo) -> bool:
    """Tell whether consent decides about a photo: it shows people who can be recognised, minors, or was withdrawn."""
    return photo.people == "identifiable" or photo.minors in _MINORS or is_withdrawn(photo.consent)


def mark_seen(problems: Iterable[Problem], stories: Iterable[Story], instant: Instant) -> list[Problem]:
    """Mark the problems of which readers see the subject, so that a public report may quote it.

    ``problems``: not located yet. ``stories``: those that could be read; nobody knows what the others hold.
    """
    placed = [(_folder(problem), problem) for problem in problems]
    wanted = {folder for folder, _ in placed if folder}
    public = {each.folder: each for each in stories if each.folder in wanted and story_hold(each, instant) is None}
    return [
        replace(problem, seen=True) if folder in public and not _is_held(problem, public[folder], instant) else problem
        for folder, problem in placed
    ]


def _folder(problem: Problem) -> str:
    top, _, rest = problem.at.file.partition("/")
    return rest.partition("/")[0] if top == "stories" else ""


def _is_held(problem: Problem, story: Story, instant: Instant) -> bool:
    """Tell whether a problem of a public story is about a part that is held back, or a person in its text."""
    match problem.at:
        case Place(path=("people", *_)):
            return True
        case Place(path=("quotes", int(index), *_)):
            return quote_hold(story.quotes[index], instant) is not None
        case Place(path=("photos", int(index), *_)):
            return photo_hold(story.photos[index], instant) is not None
    return False
