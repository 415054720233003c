"""Drafts: what is still to do before each can be published, told in time and in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from site_builder.checks.consent import WITHHELD
from site_builder.checks.languages import untranslated
from site_builder.problems import Problem, Task
from site_builder.public import Instant
from site_builder.public.gate import person_hold, photo_hold, quote_hold
from site_builder.records import Photo, Story
from site_builder.records.texts import of_story
from site_builder.site import Site


def to_do(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """One note for a draft that would lack something; from review on, each thing is told where it is missing."""
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
    """What keeps people, quotations and photos from being shown, each in the name of its words."""
    yield from ("task.person-consent" for person in story.people if person_hold(person, instant))
    for quote in story.quotes:
        if hold := quote_hold(quote, instant):
            yield "task.quote-consent" if hold in WITHHELD else "task.quote-speaker"
    for photo in story.photos:
        yield from _of_photo(photo, instant)


def _of_photo(photo: Photo, instant: Instant) -> Iterator[str]:
    hold = photo_hold(photo, instant)
    if hold in WITHHELD:
        yield "task.photo-consent"
    elif hold is not None and hold != "rights-missing":
        yield "task.photo-people"
    if photo.credit is None or photo.licence is None:
        yield "task.photo-rights"
    if photo.alt is None and not photo.decorative:
        yield "task.photo-alt"
