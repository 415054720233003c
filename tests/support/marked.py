"""A project in which every word of a record says what language it is in, and texts lack a language here and there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from tests.support.built import BuiltPage
from tests.support.edits import Records, small

MARK = re.compile(r"\b(en|es|fr|quc)mark\d+")
SPOKEN = ("aria-label", "title", "placeholder", "alt")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KEPT = {"slug"}
_WHOLE = {"title", "summary", "body"}
_PHOTO = {"people": "none", "licence": "CC BY 4.0"}


class _Marker:
    """Gives every text marks in place of its words: in both languages, in the first or in the second alone by turns."""

    def __init__(self) -> None:
        self._number = 0

    def text(self, words: dict[str, Any], own: str = "") -> dict[str, Any]:
        """``own``: a language that it cannot be without."""
        self._number += 1
        gone = ("", "es", "en")[self._number % 3]
        return {locale: self._words(locale, words[locale]) for locale in words if locale != gone or locale == own}

    def _words(self, locale: str, words: Any) -> Any:
        mark = f"{locale}mark{self._number}"
        return {form: f"{mark} {form}" for form in words} if isinstance(words, dict) else mark

    def whole(self, value: Any, own: str = "", field: str = "") -> Any:
        """The same record with every text marked."""
        if field in _KEPT:
            return value
        if isinstance(value, dict):
            if value and value.keys() <= {"en", "es", "fr", "quc"}:
                return self.text(value, own if field in _WHOLE else "")
            return {key: self.whole(inner, own, key) for key, inner in value.items()}
        return [self.whole(inner, own) for inner in value] if isinstance(value, list) else value


def marked(**settings: Any) -> Records:
    """The small project with more in it, marked. ``settings``: others than the small project's."""
    records = small()
    marker = _Marker()
    for folder, story in records.stories.items():
        records.stories[folder] = marker.whole(_more(story) if folder == "water-points" else story, "en")
    # The same the other way round: first written in Spanish, its title and text in that alone.
    records.stories["solo-es"] = {
        **records.stories["water-points"],
        "id": "solo-es",
        "slug": {"en": "solo-es", "es": "solo-es"},
        "formerly": ["solo"],
        "language": "es",
        "title": {"es": "esmark900"},
        "summary": {"en": "enmark901", "es": "esmark901"},
        "body": {"es": "esmark902\n\n[](quote:ana)\n\n![](photo:one)"},
    }
    records.pictures.update({("solo-es", file): 0 for file in ("one.png", "two.png", "three.png", "four.png")})
    records.registers = {name: marker.whole(found) for name, found in records.registers.items()}
    records.registers["sources"]["invented-report"] |= {
        "title": "frmark910",
        "language": "fr",
        "publisher": {"es": "esmark911"},
        "date": {"en": "enmark912"},
    }
    records.registers["programmes"]["example-bridge"]["in_source"] = {"es": "esmark913"}
    records.registers["milestones"][3]["due_words"] = {"en": "enmark914"}
    records.registers["partners"]["example-agency"]["acronym"] = {"en": "enmark915"}
    records.settings |= {
        "name": {"en": "enmark920"},
        "tagline": {"es": "esmark921"},
        "introduction": {"en": "enmark922\n\nenmark922"},
        "contact": {"office": {"es": "esmark923"}, "email": "office@example.org"},
        **settings,
    }
    return records


def _more(story: dict[str, Any]) -> dict[str, Any]:
    both = {"en": "", "es": ""}
    photos = [
        {**_PHOTO, "file": f"{name}.png", "alt": both, "caption": both, "credit": both, **more}
        for name, more in (
            ("one", {}),
            ("two", {}),
            ("three", {"pair": "before"}),
            ("four", {"pair": "after"}),
        )
    ]
    said = {"speaker": "Somebody", "speaker_kind": "official", "role": both, "said_at": both}
    # Marks come last, so that these keep their languages.
    quotes = [
        {**said, "id": "ana", "language": "quc", "said_on": "2024-05-20", "text": _Said("quc", "en", "es")},
        {**said, "id": "jean", "language": "fr", "text": _Said("fr", "es")},
        {**said, "id": "rosa", "language": "unknown", "organisation": "example-agency", "text": _Said("en")},
    ]
    results = [{**result, "unit": both, "source_at": both, "reading": both} for result in story["results"]]
    results[1]["apart_from"] = [results[0]["id"]]
    return {**story, "photos": photos, "quotes": quotes, "results": results}


class _Said(dict[str, str]):
    """A quotation's words."""

    def __init__(self, *locales: str) -> None:
        super().__init__(dict.fromkeys(locales, ""))


def misplaced(page: BuiltPage) -> Iterator[str]:
    """The marked words of a page that do not stand in an element of their language. A page's head has no elements."""
    for words, element in page.tree.texts():
        if element.tag != "title":
            yield from (
                f"{page.address}: {mark[0]} is called {element.language}" for mark in _wrong(words, element.language)
            )
    for element in page.tree.walk():
        for name in SPOKEN:
            found = _wrong(element.attributes.get(name, ""), element.language)
            yield from (f"{page.address}: {name}={mark[0]} is called {element.language}" for mark in found)


def misplaced_in_feed(feed: str) -> Iterator[str]:
    """The same of a feed."""
    yield from _below(ET.fromstring(feed), "")


def _below(element: ET.Element, around: str) -> Iterator[str]:
    language = element.get(_XML_LANG, around)
    for words in (element.text or "", element.get("title", ""), element.get("label", "")):
        yield from (f"{element.tag}: {mark[0]} is called {language}" for mark in _wrong(words, language))
    for child in element:
        yield from _below(child, language)


def _wrong(words: str, language: str) -> list[re.Match[str]]:
    return [mark for mark in MARK.finditer(words) if mark[1] != language]
