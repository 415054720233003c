"""How each translation stands: held against what its lock says that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from site_builder.locales import Locale
from site_builder.locales.text import Flag
from site_builder.records.fields import Unit
from site_builder.translations.fields import Field
from site_builder.translations.lock import Entry, Lock, digest

State = Literal["missing", "stale", "machine", "ok"]


class Translation(NamedTuple):
    """A field in a language that it was not first written in, and how it stands there."""

    field: Field
    locale: Locale
    state: State


def translations(fields: Iterable[Field], locales: Sequence[str]) -> Iterator[Translation]:
    """Every translation that there is or should be. Texts that are one string for all languages need none."""
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
    """What is known against a field's translations, by locale. ``lock`` None: there is one that cannot be read.

    A translation that the lock does not know counts as right: it has not been there for long enough to grow old.
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


def _flag(entries: Sequence[Entry], today: str) -> Flag | None:
    fresh = [entry for entry in entries if entry.digest == today]
    is_machines = max(fresh or entries, key=lambda entry: entry.on).by == "machine"
    if not fresh:
        # Readers are told of a machine's work however old it is.
        return "machine-stale" if is_machines else "stale"
    return "machine" if is_machines else None


def source_words(field: Field) -> str:
    """The words that translations of a field are made from; of a unit, all its forms."""
    unit = getattr(field.written.record, "unit", None)
    if field.written.path == ("unit",) and isinstance(unit, Unit):
        return "\n".join(form.by_locale.get(field.source, "") for _, form in sorted(unit.forms.items()))
    return field.words(field.source)
