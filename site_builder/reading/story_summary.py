"""Summarizes a story: what the whole site goes by, without its long parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from site_builder import markdown
from site_builder.pictures.inspection import PictureInfo
from site_builder.reading.serialization import dumps
from site_builder.records import Consent, Story
from site_builder.records.story import measure
from site_builder.site import StorySummary
from site_builder.store import digest_of, key


def summarize(story: Story, whole: str | None = None) -> StorySummary:
    """Summarize a whole story. ``whole``: the digest of its files, where that is known."""
    outline = digest_of(dumps(story.without_later()))
    return StorySummary(
        measures=tuple(map(measure, story.results)),
        links_to=tuple(sorted(_links(story))),
        languages=None if story.body.everywhere is not None else tuple(story.body.by_locale),
        untils=tuple(sorted(set(_untils(story)))),
        outline=outline,
        figures=key("figures", outline, dumps(story.results)),
        whole=whole if whole is not None else digest_of(dumps(story)),
    )


def with_pictures_of(found: StorySummary, pictures: Mapping[str, PictureInfo]) -> StorySummary:
    """Return the summary of a story with these pictures, by file."""
    seen = dumps(sorted(pictures.items()))
    return replace(found, outline=key("outline", found.outline, seen), whole=key("whole", found.whole, seen))


def _links(story: Story) -> set[str]:
    # Most texts link to no other story; only those that may are parsed. Entities and escapes can write it otherwise.
    texts = [words for _, words in story.body if "story:" in words or "&" in words or "\\" in words]
    links = (link.destination for words in texts for link in markdown.links(markdown.parse(words)))
    return {to.target for to in links if to.kind == "story"}


def _untils(story: Story) -> Iterator[date]:
    consents: tuple[Consent | None, ...] = (
        *(person.consent for person in story.people),
        *(quote.consent for quote in story.quotes),
        *(photo.consent for photo in story.photos),
    )
    return (consent.until for consent in consents if consent is not None and consent.until is not None)
