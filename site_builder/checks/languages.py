"""Languages: every text in each language of the site, and in no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from site_builder.checks.scope import finished, written
from site_builder.checks.texts import Written, of_milestone, of_registers, of_settings, of_story
from site_builder.locales.slugs import folded
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Quote, Settings, Story
from site_builder.records.story import body_file
from site_builder.site import Site

_NAMED = 6
"""How many fields a message names before it only counts them."""

_REQUIRED = ("title", "summary", "body")
_ALIKE = ("title", "summary", "body", "/alt", "/caption")
_LEAST_WORDS = 3
"""A title of two words may be a programme's name, which is the same in all languages."""

_OPENING, _OPENING_WORDS = 400, 20

_BODY_FILE = re.compile(
    r"(?:(?P<name>te?xto?|body|cuerpo|story|historia)\b(?!\.ya?ml\b))?(?P<rest>.*)\.(?:md|markdown|txt|docx?|odt)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def own_language(site: Site, instant: Instant) -> Iterator[Problem]:
    """A story is first written in a language of the site, and its required texts are there in it."""
    for story in written(site):
        if story.language not in site.settings.locales:
            params = {"found": story.language[:20], "known": ", ".join(site.settings.locales)}
            yield Problem(story.at("language"), "story-language-unknown", params)
            continue
        for field, text in story.texts:
            if text.by_locale.get(story.language):
                continue
            if field == "body" and story.body_files:
                yield _without_body(story, site)
            else:
                yield Problem(story.at(field), "text-required", {"field": field, "language": story.language})
        for quote in story.quotes:
            yield from _recorded(quote)


def _without_body(story: Story, site: Site) -> Problem:
    """A body that stands in files, but in none in the story's own language."""
    name = body_file(story.language)
    is_there = name in site.files.get(story.folder, ())
    place = Place(f"stories/{story.folder}/{name}") if is_there else story.at("body")
    return Problem(place, "body-missing", {"file": name, "files": ", ".join(map(body_file, site.settings.locales))})


def _recorded(quote: Quote) -> Iterator[Problem]:
    if quote.language != "unknown" and not quote.text.by_locale.get(quote.language):
        yield Problem(quote.at("text"), "quote-text-missing", {"id": quote.id, "language": quote.language})


def translations(site: Site, instant: Instant) -> Iterator[Problem]:
    """Nothing is missing in any language of the site: one problem for each record and language that it lacks."""
    settings = site.settings
    for story in finished(site):
        yield from _untranslated(list(of_story(story)), settings, story)
    for milestone in site.milestones:
        yield from _untranslated(list(of_milestone(milestone)), settings)
    for _, texts in of_registers(site):
        yield from _untranslated(texts, settings)
    yield from _untranslated(list(of_settings(settings)), settings)


def _untranslated(texts: Sequence[Written], settings: Settings, story: Story | None = None) -> Iterator[Problem]:
    for locale in settings.locales:
        if missing := untranslated(texts, locale, story):
            fields = [found.field for found in missing]
            rest = f" (+{len(fields) - _NAMED})" if len(fields) > _NAMED else ""
            params = {"fields": ", ".join(fields[:_NAMED]) + rest, "language": locale}
            yield Problem(missing[0].place, _rule(fields, settings, story), params)


def untranslated(texts: Sequence[Written], locale: str, story: Story | None = None) -> list[Written]:
    """The texts (of ``story``) that are not there in ``locale``."""
    missing = [found for found in texts if _lacks(found, locale)]
    if story is not None and story.language == locale:
        # Without these there is no story at all: ``own_language`` says so.
        missing = [found for found in missing if found.field not in _REQUIRED]
    return missing


def _lacks(found: Written, locale: str) -> bool:
    return found.text.everywhere is None and not found.text.by_locale.get(locale)


def _rule(fields: Sequence[str], settings: Settings, story: Story | None) -> str:
    """The site's own setting says how much a missing language matters."""
    if settings.missing_locale == "block":
        return "translation-required"
    if settings.missing_locale == "leave-out" and story is not None and set(fields) & set(_REQUIRED):
        return "translation-left-out"
    return "translation-missing"


def languages_known(site: Site, instant: Instant) -> Iterator[Problem]:
    """No text stands under a language that the site does not publish: nobody would ever see it."""
    locales = site.settings.locales
    records = chain.from_iterable(of_story(story) for story in written(site))
    promises = chain.from_iterable(of_milestone(milestone) for milestone in site.milestones)
    registers = chain.from_iterable(texts for _, texts in of_registers(site))
    for found in chain(records, promises, registers, of_settings(site.settings)):
        for locale in found.text.by_locale:
            if locale not in locales and locale != found.also:
                lacking = [name for name in locales if name not in found.text.by_locale] or locales
                params = {"found": locale[:20], "near": " / ".join(lacking), "known": ", ".join(locales)}
                yield Problem(found.place.at(locale), "text-language-unused", params)


def body_files(site: Site, instant: Instant) -> Iterator[Problem]:
    """A file beside the record that looks like a text is one that is read: ``text.<language>.md``."""
    read = set(map(body_file, site.settings.locales))
    for folder, names in site.files.items():
        for name in sorted(names):
            if name not in read and (match := _BODY_FILE.match(name)):
                # A language is the last word of a name: text-es.md, Mi historia.es.md, es.md.
                last = _WORD.findall(match["rest"])[-1:]
                locales = [locale for locale in site.settings.locales if [locale] == list(map(str.lower, last))]
                # Where the text is there already, another file of the same language is a note.
                locales = [locale for locale in locales if match["name"] or body_file(locale) not in names]
                if match["name"] or locales:
                    params = {"expected": ", ".join(map(body_file, locales)) or ", ".join(sorted(read))}
                    yield Problem(Place(f"stories/{folder}/{name}"), "body-file-unread", params)


def same_twice(site: Site, instant: Instant) -> Iterator[Problem]:
    """The same words under two languages are most likely a translation that was never made."""
    for story in finished(site):
        yield from _same(of_story(story), site.settings.locales)


def _same(texts: Iterable[Written], locales: Sequence[str]) -> Iterator[Problem]:
    for found in texts:
        if not found.field.endswith(_ALIKE):
            continue
        seen: dict[str, str] = {}
        for locale, words in found.text:
            if locale not in locales:
                continue
            # The opening decides quickly for texts that differ, and those are nearly all.
            opening = words[:_OPENING].split()[:_OPENING_WORDS]
            other = seen.setdefault(folded(" ".join(opening)), locale)
            if other != locale and len(opening) >= _LEAST_WORDS and _plain(found, other) == _plain(found, locale):
                params = {"field": found.field, "language": locale, "other": other}
                yield Problem(found.place.at(locale), "text-same", params)


def _plain(found: Written, locale: str) -> str:
    """The words without regard to capitals and to how they are spaced."""
    return folded(" ".join(found.text.by_locale[locale].split()))
