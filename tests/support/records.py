"""Records of the tests: each from as few fields as a case gives, written as staff write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from site_builder.pages.localized_site import LocalizedSite, localize
from site_builder.public import Instant, read_instant
from site_builder.public.publish import publish
from site_builder.records import Indicator, Milestone, Photo, Quote, Result, Settings, Story
from site_builder.site import Site

Fields = Mapping[str, Any]

_SETTINGS = {
    "name": "Fields and futures",
    "contact": {"office": "Communications", "email": "communications@example.org"},
}
_STORY = {
    "title": {"en": "A title", "es": "Un título"},
    "summary": {"en": "A summary.", "es": "Un resumen."},
    "body": {"en": "A text.", "es": "Un texto."},
    "date": "2022-12-08",
    "countries": ["SV"],
    "state": "published",
    "language": "en",
}
_RESULT = {
    "value": "1",
    "what": {"en": "took part", "es": "participaron"},
    "countries": ["SV"],
    "status": "achieved",
    "when": "2022",
}
_QUOTE = {"speaker": "A. Speaker", "role": {"en": "Role", "es": "Cargo"}, "text": {"en": "Words", "es": "Palabras"}}
_PHOTO = {"file": "field.jpg", "credit": "ARCO", "licence": "CC BY 4.0", "people": "none"}
_MILESTONE = {"commitment": {"en": "A promise", "es": "Una promesa"}}
_INDICATOR = {"name": "Learners", "unit": {"en": "people", "es": "personas"}}


def settings(**fields: Any) -> Settings:
    """The settings of a site."""
    return Settings.model_validate({**_SETTINGS, **fields})


def story(name: str = "alpha", /, **fields: Any) -> Story:
    """A published story in the folder of its id."""
    return Story.model_validate({**_STORY, "id": name, "folder": name, **fields})


def result(name: str = "figure", /, **fields: Any) -> Result:
    """A figure."""
    return Result.model_validate({**_RESULT, "id": name, **fields})


def quote(name: str = "words", /, **fields: Any) -> Quote:
    """A quotation; of nobody's kind unless the case says so."""
    return Quote.model_validate({**_QUOTE, "id": name, **fields})


def photo(name: str = "field", /, **fields: Any) -> Photo:
    """A photo without people unless the case says so."""
    return Photo.model_validate({**_PHOTO, "id": name, **fields})


def milestone(name: str = "promise", /, **fields: Any) -> Milestone:
    """A promise."""
    return Milestone.model_validate({**_MILESTONE, "id": name, **fields})


def indicator(name: str = "learners", /, **fields: Any) -> Indicator:
    """What is measured."""
    return Indicator.model_validate({**_INDICATOR, "id": name, **fields})


def site(*stories: Story, locales: tuple[str, ...] = ("en", "es"), **rest: Any) -> Site:
    """A site of these stories; ``rest`` are the site's other parts, or its ``settings``."""
    rest.setdefault("settings", settings(locales=locales))
    return Site(stories=stories, **rest)


def instant(as_of: str, zone: str = "UTC") -> Instant:
    """The instant of a build as of a day or a moment."""
    found = read_instant(as_of, {}, datetime(2000, 1, 1, tzinfo=UTC), zone)
    assert found is not None
    return found


def localized(locale: str, of: Site, as_of: str = "2026-01-01", *, preview: bool = False) -> LocalizedSite:
    """The site as readers of a language meet it."""
    when = instant(as_of, of.settings.time_zone)
    return next(found for found in localize(publish(of, when, preview=preview), when) if found.locale == locale)
