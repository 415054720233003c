"""Reads a project's own words of the interface: ``content/catalog/<language>.po``, as other people's text.

A catalog may bring a language that the package does not speak, and single words of one that it does. What cannot be
used of it is told and left out, so that the words that stand in for it are always there.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from site_builder.locales import Locale, po
from site_builder.locales.catalog import (
    PARAMETER,
    TWO_FORMS,
    Wording,
    catalog_for,
    english,
    plural_index,
    reader_keys,
    shipped,
)
from site_builder.locales.languages import is_kind_of, priority
from site_builder.locales.slugs import is_slug
from site_builder.problems import Position, Problem
from site_builder.reading.files import names, read_source
from site_builder.reading.settings import CATALOGS as FOLDER
from site_builder.records import Settings

_ADDRESS = "address."
_HANDBOOK = "handbook.address"
# Beyond these, languages do not tell numbers apart any more.
_TRIED = (*range(202), 1000, 10_000, 1_000_000)
# Looking for the nearest of all keys takes its time, and a file may have tens of thousands that are unknown.
_MANY = 100


def catalog_file(locale: str) -> str:
    """Return the project's catalog of a language, by its path in the project."""
    return f"{FOLDER}/{locale}.po"


def read_catalogs(root: Path, locales: Sequence[str]) -> tuple[dict[Locale, Wording], list[Problem]]:
    """Read the words that the project in ``root`` has for the languages of its site, and every problem of reading
    them."""
    found: dict[Locale, Wording] = {}
    problems: list[Problem] = []
    wanted = {name for locale in locales for name in priority(Locale(locale))}
    for file in sorted(names(root, FOLDER)):
        locale = Locale(file.removesuffix(".po"))
        if locale not in wanted or not file.endswith(".po"):
            params = {"known": ", ".join(locales), "example": catalog_file(next(iter(locales), "en"))}
            problems.append(Problem(Position(f"{FOLDER}/{file}"), "catalog-unused", params))
            continue
        wording, more = _read(root, locale, locales)
        problems += more
        if wording is not None:
            found[locale] = wording
    return found, problems


def check_complete(settings: Settings, catalogs: Mapping[Locale, Wording]) -> Iterator[Problem]:
    """Yield one note for each language in which readers meet words of another."""
    keys = reader_keys()
    for index, locale in enumerate(map(Locale, settings.locales)):
        words = catalog_for(locale, settings.locales, catalogs)
        missing = sum(not is_kind_of(locale, words.language_of(key)) for key in keys)
        if missing:
            place = Position(catalog_file(locale)) if locale in catalogs else settings.at("locales", index)
            yield Problem(place, "catalog-incomplete", {"number": missing, "language": locale})


def _read(root: Path, locale: Locale, locales: Sequence[str]) -> tuple[Wording | None, list[Problem]]:
    file = catalog_file(locale)
    source, problems = read_source(root, file)
    if source is None:
        return None, problems
    read = po.parse(source.text)
    problems = [Problem(Position(file, line), "catalog-unreadable") for line in read.faults]
    own = shipped(locale)
    plural, forms = (own.plural, max(map(len, own.messages.values()))) if own else (TWO_FORMS, 2)
    if read.header is not None:
        plural, forms = read.header.plural, read.header.forms
        if not _is_plural(plural, forms):
            problems.append(Problem(Position(file, read.header.line), "catalog-plural-rule"))
            return None, problems
    messages: dict[str, tuple[str, ...]] = {}
    keys: set[str] = set()
    others = _other_addresses(locale, locales, {entry.key for entry in read.entries if all(entry.forms)})
    for entry in read.entries:
        fault = _fault(entry, forms, keys, ChainMap(messages, others), is_known_bad=len(problems) > _MANY)
        keys.add(entry.key)
        if fault is not None:
            problems.append(Problem(Position(file, entry.line), *fault))
        elif all(map(str.strip, entry.forms)):
            messages[entry.key] = entry.forms
    return Wording(locale, messages, plural), problems


def _other_addresses(locale: Locale, locales: Sequence[str], own: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return the words in addresses of a language that its catalog leaves as they are; the handbook's, which stay
    so."""
    words = catalog_for(locale, locales).messages
    return {
        key: forms for key, forms in words.items() if key == _HANDBOOK or (key.startswith(_ADDRESS) and key not in own)
    }


def _is_plural(expression: str, forms: int) -> bool:
    """Return whether every number has a form by it that there is."""
    index = plural_index(expression)
    return index is not None and all(0 <= index(number) < forms for number in _TRIED)


_Fault = tuple[str, dict[str, object]]


def _fault(
    entry: po.CatalogEntry, forms: int, before: set[str], messages: Mapping[str, tuple[str, ...]], *, is_known_bad: bool
) -> _Fault | None:
    """Return what is wrong with an entry. ``before``: the keys above it; ``messages``: those of them that are used,
    and the other words in addresses.
    ``is_known_bad``: so much is wrong with the file that nobody looks for what a key may have meant."""
    original = english().messages.get(entry.key)
    if original is None:
        near = [] if is_known_bad else get_close_matches(entry.key, english().messages, 1, 0.8)
        return ("catalog-key-misspelt", {"key": _cut(entry.key), "near": near[0]}) if near else (
            "catalog-key-unknown", {"key": _cut(entry.key)}
        )  # fmt: skip
    if entry.key in before:
        return "catalog-key-twice", {"key": entry.key}
    if not all(map(str.strip, entry.forms)):
        # It waits to be translated.
        return None
    wanted = forms if len(original) > 1 else 1
    if len(entry.forms) != wanted or (entry.has_forms and len(original) == 1):
        return "catalog-plural-forms", {"found": len(entry.forms), "expected": wanted}
    return _filled_otherwise(entry, original) or _no_address(entry, messages)


def _filled_otherwise(entry: po.CatalogEntry, original: tuple[str, ...]) -> _Fault | None:
    """Check that in the last form stands all that the English words fill in; other forms may say "one story" without a
    number."""
    known = set(PARAMETER.findall(original[-1]))
    given = [set(PARAMETER.findall(form)) for form in entry.forms]
    if unknown := sorted(set().union(*given) - known):
        found = ", ".join(f"{{{_cut(name)}}}" for name in unknown[:3])
        if not known:
            return "catalog-placeholder-needless", {"found": found}
        return "catalog-placeholder-unknown", {"found": found, "known": _braced(known)}
    if missing := known - given[-1]:
        return "catalog-placeholder-missing", {"missing": _braced(missing)}
    return None


def _no_address(entry: po.CatalogEntry, messages: Mapping[str, tuple[str, ...]]) -> _Fault | None:
    if not entry.key.startswith(_ADDRESS):
        return None
    slug = entry.forms[0]
    if not is_slug(slug):
        return "catalog-address", {"slug": _cut(slug)}
    same = (
        key for key, forms in messages.items() if (key.startswith(_ADDRESS) or key == _HANDBOOK) and forms[0] == slug
    )
    other = next(same, None)
    return ("catalog-address-twice", {"slug": slug, "other": other}) if other else None


def _braced(names_of: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names_of))


def _cut(text: str) -> str:
    return text[:60]
