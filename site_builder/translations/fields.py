"""Lists the texts that stand in several languages, with the state of each translation by its lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from site_builder.locales import Locale, Text
from site_builder.locales.text import Flag
from site_builder.problems import Place
from site_builder.records import Milestone, Settings, Story
from site_builder.records.base import Record
from site_builder.records.fields import Unit
from site_builder.records.texts import Written, of_entry, of_milestone, of_settings, of_story
from site_builder.translations.lock import FILE, Author, Lock, LockEntry, Translator, digest

CONTENT = "content"
"""The document of everything outside stories: registers, promises, settings."""

SETTINGS = "mkdocs.yml"


class Field(NamedTuple):
    """A text that is, or should be, in several languages.

    ``document``: a story's folder, or the file that it stands in (``content/partners.yml``, ``mkdocs.yml``). ``name``:
    its dotted path there, through ids (``quotes.guilarte.text``, ``usaid.name``). ``source``: the language that it was
    first written in, or the one that stands in where nobody has written it in that one.
    """

    document: str
    name: str
    source: Locale
    written: Written
    bodies: Mapping[str, str] = {}

    @property
    def text(self) -> Text:
        """Its words by language."""
        return self.written.text

    @property
    def unit(self) -> Unit | None:
        """The unit of measure whose forms it has; None for any other text."""
        unit = getattr(self.written.record, "unit", None)
        return unit if self.written.path == ("unit",) and isinstance(unit, Unit) else None

    def words(self, locale: str) -> str:
        """Return its words in a language; empty where there are none."""
        return self.text.by_locale.get(locale, "")

    def place(self, locale: str) -> Place:
        """Return where its words in a language stand, or would."""
        if file := self.bodies.get(locale):
            return Place(file)
        return self.written.place.at(locale)


def story_fields(story: Story, locales: Sequence[str]) -> Iterator[Field]:
    """Yield a story's fields. The source of a quotation is the language in which it was said."""
    for found in of_story(story):
        first = found.also if found.also and found.also != "unknown" else story.language
        bodies = story.body_files if found.field == "body" else {}
        yield from _fields([found], story.folder, first, locales, bodies=bodies)


def entry_fields(file: str, entry: Record, first: str, locales: Sequence[str]) -> Iterator[Field]:
    """Yield the fields of a promise, or of an entry of a register, that stands in ``file``."""
    texts = of_milestone(entry) if isinstance(entry, Milestone) else of_entry(entry)
    return _fields(texts, file, first, locales, prefix=f"{getattr(entry, 'id', '')}.")


def settings_fields(settings: Settings) -> Iterator[Field]:
    """Yield the fields of ``mkdocs.yml``."""
    return _fields(of_settings(settings), SETTINGS, settings.default_locale, settings.locales)


def _fields(
    texts: Iterable[Written],
    document: str,
    first: str,
    locales: Sequence[str],
    *,
    prefix: str = "",
    bodies: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Field]:
    for found in texts:
        by_locale = found.text.by_locale
        if source := next((name for name in (first, *locales, *by_locale) if by_locale.get(name)), None):
            yield Field(document, prefix + found.field.replace("/", "."), Locale(source), found, bodies)


def lock_prefix(document: str) -> str:
    """Return what the lock outside stories puts before a field's name: ``partners:``."""
    return document.rpartition("/")[2].removesuffix(".yml") + ":"


State = Literal["missing", "stale", "machine", "ok"]


class Translation(NamedTuple):
    """A field in a language other than its source, and the state of that translation."""

    field: Field
    locale: Locale
    state: State


def translations(fields: Iterable[Field], locales: Sequence[str]) -> Iterator[Translation]:
    """Yield every translation that exists or should. Texts that are one string for all languages need none."""
    for field in fields:
        for locale in locales:
            if locale != field.source:
                yield Translation(field, Locale(locale), _state(field, locale))


def _state(field: Field, locale: str) -> State:
    if not field.words(locale):
        return "missing"
    flag = field.text.flag(locale)
    return "ok" if flag is None else "machine" if flag == "machine" else "stale"


def flags(field: Field, lock: Lock | None, prefix: str = "") -> Mapping[str, Flag]:
    """Return the flags of a field's translations by locale. ``lock`` None: there is one that cannot be read.

    A translation that the lock does not know has no flag: it is too new to be stale.
    """
    found: dict[str, Flag] = {}
    for locale, words in field.text.by_locale.items():
        if locale == field.source or not words:
            continue
        if lock is None:
            found[locale] = "unsure"
            continue
        entries = lock.get((prefix + field.name, locale), ())
        if entries and (flag := _flag(entries, digest(source_words(field)))):
            found[locale] = flag
    return found


def _flag(entries: Sequence[LockEntry], today: str) -> Flag | None:
    fresh = [entry for entry in entries if entry.digest == today]
    is_machines = max(fresh or entries, key=lambda entry: entry.on).by == "machine"
    if not fresh:
        # Machine translation is always declared to readers, stale or not.
        return "machine-stale" if is_machines else "stale"
    return "machine" if is_machines else None


def source_words(field: Field) -> str:
    """Return the words that translations of a field are made from; of a unit, all its forms."""
    if field.unit is None:
        return field.words(field.source)
    return "\n".join(form.by_locale.get(field.source, "") for _, form in sorted(field.unit.forms.items()))


def lock_of(document: str) -> tuple[str, str]:
    """Return the lock file of a document (as in ``Field``), and the prefix that its fields' names have there."""
    if document.startswith(f"{CONTENT}/") or document == SETTINGS:
        return f"{CONTENT}/{FILE}", lock_prefix(document)
    return f"stories/{document}/{FILE}", ""


def accepted(lock: Lock, fields: Iterable[Field], locale: str, on: date, by: Translator = "human") -> Lock:
    """Return the lock with the translations of ``fields`` into ``locale`` accepted, as far as they exist.

    ``by`` human: a person made them, or reviewed those of a machine; ``machine``: a machine made them just now.
    Entries with the same words stay as they are; others of the same translations are replaced.
    """
    found = dict(lock)
    for field in fields:
        if locale == field.source or not field.words(locale):
            continue
        key = (lock_of(field.document)[1] + field.name, locale)
        before = found.get(key, ())
        was = max(before, key=lambda entry: entry.on).by if before else "human"
        # A machine's work that a person looks at is reviewed, and stays a machine's.
        made: Author = "machine" if by == "machine" else "human" if was == "human" else "reviewed"
        entry = LockEntry(digest(source_words(field)), made, on)
        if not any(known[:2] == entry[:2] for known in before) or len(before) > 1:
            found[key] = (entry,)
    return found


def recorded(lock: Lock, fields: Iterable[Field], locales: Sequence[str], on: date) -> Lock:
    """Return the lock with every translation that it did not know added, as made from today's source.

    ``fields``: all fields of the lock's file; entries of others, and of translations that are gone, are left out.
    Known ones stay, fresh or stale: only ``accepted`` says that somebody has reviewed them.
    """
    there = {
        (lock_of(field.document)[1] + field.name, locale): field
        for field in fields
        for locale in locales
        if locale != field.source and field.words(locale)
    }
    found: Lock = {key: entries for key, entries in lock.items() if key in there}
    for (name, locale), field in there.items():
        if (name, locale) not in found:
            found = accepted(found, [field], locale, on)
    return found
