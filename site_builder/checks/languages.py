"""Check languages: every text is in each language of the site and in no other, and translations are up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from site_builder.checks.scope import broken_folders, is_finished
from site_builder.locales import Text
from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.slugs import caseless
from site_builder.problems import Place, Problem
from site_builder.public import Instant
from site_builder.records import Settings, Story
from site_builder.records.story import body_file
from site_builder.records.texts import Written, of_entry, of_milestone, of_settings, of_story
from site_builder.site import Site
from site_builder.translations.fields import Field, entry_fields, settings_fields, story_fields

_NAMED = 6
"""Fields that a message names before it only counts them."""

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


def own_language(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A story is first written in a language of the site, and its required texts are there in it."""
    if story.language not in site.settings.locales:
        params = {"found": story.language[:20], "known": ", ".join(site.settings.locales)}
        yield Problem(story.at("language"), "story-language-unknown", params)
        return
    for field, text in story.required_texts:
        if text.by_locale.get(story.language):
            continue
        if field == "body" and story.body_files:
            yield _without_body(story, site)
        else:
            yield Problem(story.at(field), "text-required", {"field": field, "language": story.language})
    for quote in story.quotes:
        if quote.language != "unknown" and not quote.text.by_locale.get(quote.language):
            params = {"id": quote.id, "language": quote.language}
            yield Problem(quote.at("text"), "quote-text-missing", params)


def _without_body(story: Story, site: Site) -> Problem:
    """Report a body that stands in files, but in none in the story's own language."""
    name = body_file(story.language)
    is_there = name in site.files.get(story.folder, ())
    place = Place(f"stories/{story.folder}/{name}") if is_there else story.at("body")
    return Problem(place, "body-missing", {"file": name, "files": ", ".join(map(body_file, site.settings.locales))})


def complete(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """Every text of a story is there in each language of the site, and in no other.

    One problem names all that the story lacks in a language. Nearly all texts are in exactly the site's languages.
    """
    locales = site.settings.locales

    def is_uneven(text: Text) -> bool:
        return len(text.by_locale) != len(locales) or not all(map(text.by_locale.get, locales))

    uneven = list(of_story(story, is_uneven))
    if uneven and is_finished(story):
        yield from _untranslated(uneven, site.settings, story)
    for found in uneven:
        yield from _unused(found, locales)


def complete_elsewhere(site: Site, instant: Instant) -> Iterator[Problem]:
    """So is every text of promises, registers and settings."""
    promises = (list(of_milestone(milestone)) for milestone in site.milestones)
    registers = site.registers.values()
    entries = (list(of_entry(entry)) for register in registers for entry in register.values())
    for texts in (*promises, *entries, list(of_settings(site.settings))):
        yield from _untranslated(texts, site.settings)
        for found in texts:
            yield from _unused(found, site.settings.locales)


def _untranslated(texts: Sequence[Written], settings: Settings, story: Story | None = None) -> Iterator[Problem]:
    for locale in settings.locales:
        if missing := untranslated(texts, locale, story):
            fields = [found.field for found in missing]
            rest = f" (+{len(fields) - _NAMED})" if len(fields) > _NAMED else ""
            params = {"names": ", ".join(fields[:_NAMED]) + rest, "language": locale}
            yield Problem(missing[0].place, _rule(fields, settings, story), params)


def untranslated(texts: Sequence[Written], locale: str, story: Story | None = None) -> list[Written]:
    """List the texts (of ``story``) that are not there in ``locale``."""
    missing = [found for found in texts if found.text.everywhere is None and not found.text.by_locale.get(locale)]
    if story is not None and story.language == locale:
        # Without these there is no story at all: ``own_language`` says so.
        missing = [found for found in missing if found.field not in _REQUIRED]
    return missing


def _rule(fields: Sequence[str], settings: Settings, story: Story | None) -> str:
    """Choose the rule: the site's settings say how much a missing language matters."""
    if settings.missing_locale == "block":
        return "translation-required"
    if settings.missing_locale == "leave-out" and story is not None and set(fields) & set(_REQUIRED):
        return "translation-left-out"
    return "translation-missing"


def _unused(found: Written, locales: Sequence[str]) -> Iterator[Problem]:
    """Report words in a language that the site does not publish: nobody would ever see them."""
    for locale in found.text.by_locale:
        if locale not in locales and locale != found.also:
            lacking = [name for name in locales if name not in found.text.by_locale] or locales
            params = {"found": locale[:20], "near": " / ".join(lacking), "known": ", ".join(locales)}
            yield Problem(found.place.at(locale), "text-language-unused", params)


def pseudo_locale(site: Site, instant: Instant) -> Iterator[Problem]:
    """The pseudo-locale is for looking at a site, not for readers."""
    if PSEUDO in site.settings.locales:
        yield Problem(site.settings.at("locales", site.settings.locales.index(PSEUDO)), "pseudo-locale")


def body_files(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """A file beside the record that looks like a text has the name of one that is read: ``text.<language>.md``."""
    return _body_files(story.folder, site)


def body_files_of_broken(site: Site, instant: Instant) -> Iterator[Problem]:
    """So is one beside a record that could not be read."""
    for folder in broken_folders(site):
        yield from _body_files(folder, site)


def _body_files(folder: str, site: Site) -> Iterator[Problem]:
    names = site.files.get(folder, frozenset())
    locales = site.settings.locales
    read = set(map(body_file, locales))
    for name in sorted(names - read):
        if match := _BODY_FILE.match(name):
            # A language is the last word of a name: text-es.md, Mi historia.es.md, es.md.
            last = _WORD.findall(match["rest"])[-1:]
            meant = [locale for locale in locales if [locale] == list(map(str.lower, last))]
            # Where the text is there already, another file of the same language is a note.
            meant = [locale for locale in meant if match["name"] or body_file(locale) not in names]
            if match["name"] or meant:
                params = {"expected": ", ".join(map(body_file, meant)) or ", ".join(sorted(read))}
                yield Problem(Place(f"stories/{folder}/{name}"), "body-file-unread", params)


def same_twice(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """The same words under two languages are most likely a translation that was never made."""
    alike = [text for photo in story.photos for text in (photo.alt, photo.caption) if text is not None]
    if any(map(_may_be_same, (*(text for _, text in story.required_texts), *alike))):
        for found in of_story(story):
            if found.field.endswith(_ALIKE):
                yield from _same(found, site.settings.locales)


def _may_be_same(text: Text) -> bool:
    """Tell whether two languages of a text begin with the same word, which decides for nearly all texts."""
    first = {caseless(word) for words in text.by_locale.values() for word in words[:_OPENING].split(None, 1)[:1]}
    return len(first) < len(text.by_locale)


def _same(found: Written, locales: Sequence[str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for locale, words in found.text:
        if locale not in locales:
            continue
        # The opening decides quickly for texts that differ, and those are nearly all.
        opening = words[:_OPENING].split()[:_OPENING_WORDS]
        other = seen.setdefault(caseless(" ".join(opening)), locale)
        if other != locale and len(opening) >= _LEAST_WORDS and _plain(found, other) == _plain(found, locale):
            params = {"name": found.field, "language": locale, "other": other}
            yield Problem(found.place.at(locale), "text-same", params)


def _plain(found: Written, locale: str) -> str:
    """Give the words without their capitals and spacing."""
    return caseless(" ".join(found.text.by_locale[locale].split()))


def translated_texts(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """No translation of a story is older than its source, and a person has reviewed each."""
    if any(True for _ in of_story(story, lambda text: bool(text.flags))):
        yield from _flagged(story_fields(story, site.settings.locales))


def translated_texts_elsewhere(site: Site, instant: Instant) -> Iterator[Problem]:
    """Nor is one of promises, registers and settings."""
    settings = site.settings
    yield from _flagged(settings_fields(settings))
    registers = site.registers.values()
    for entry in (*site.milestones, *(entry for register in registers for entry in register.values())):
        yield from _flagged(entry_fields(entry.place.file, entry, settings.default_locale, settings.locales))


def _flagged(fields: Iterable[Field]) -> Iterator[Problem]:
    for field in fields:
        for locale, flag in (field.text.flags or {}).items():
            params = {"name": field.name, "language": locale, "source": field.source}
            # Where the lock cannot be read, that is reported once.
            if flag in ("stale", "machine-stale"):
                yield Problem(field.place(locale), "translation-stale", params)
            elif flag == "machine":
                yield Problem(field.place(locale), "translation-unreviewed", params)
