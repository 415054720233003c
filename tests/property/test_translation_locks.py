"""Locks of translations, whatever is in them: what is written is read again, and noting twice is noting once."""

from __future__ import annotations

from datetime import date
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.locales import Locale, Text
from site_builder.records.base import Record
from site_builder.records.texts import Written
from site_builder.translations.fields import Field, accepted, flags, recorded
from site_builder.translations.lock import Lock, LockEntry, digest, dump, parse

QUIET = settings(deadline=None, derandomize=True, database=None)
LOCALES = ("en", "es", "pt")
NAMES = ("title", "summary", "quotes.juana.text", "body")
TODAY = date(2026, 11, 23)

words = st.text("ab \n", max_size=4)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
entries = st.builds(LockEntry, words.map(digest), st.sampled_from(["human", "machine", "reviewed"]), days)
locks = st.dictionaries(
    st.tuples(st.sampled_from([*NAMES, "gone"]), st.sampled_from(LOCALES)),
    st.lists(entries, min_size=1, max_size=3).map(lambda found: tuple(sorted(set(found)))),
)


def _field(name: str, by_locale: dict[str, str]) -> Field:
    there = {locale: said for locale, said in by_locale.items() if said}
    source = Locale(next(iter(there), "en"))
    return Field("orchard", name, source, Written(name, cast("Record", None), (name,), Text(there)))


fields = st.dictionaries(
    st.sampled_from(NAMES), st.dictionaries(st.sampled_from(LOCALES), words.map(str.strip), min_size=1), min_size=1
).map(lambda found: [_field(name, by_locale) for name, by_locale in found.items()])


@QUIET
@given(locks)
def test_what_is_written_is_read_again(lock: Lock) -> None:
    """A lock's file holds all of it, and the same lock gives the same bytes in whichever order it was made."""
    assert parse(dump(lock).decode()) == (lock, -1)
    assert dump(dict(sorted(lock.items(), reverse=True))) == dump(lock)


@QUIET
@given(locks, fields, days)
def test_noting_twice_is_noting_once(lock: Lock, them: list[Field], later: date) -> None:
    """What is noted stays as it is on any other day, and so does what was known before, fresh or stale."""
    noted = recorded(lock, them, LOCALES, TODAY)
    assert dump(recorded(noted, them, LOCALES, later)) == dump(noted)
    assert all(flags(field, noted) == flags(field, lock) for field in them)
    assert {key: lock[key] for key in noted.keys() & lock.keys()}.items() <= noted.items()


@QUIET
@given(locks, fields, st.sampled_from(LOCALES), days)
def test_what_a_person_has_looked_at_is_right(lock: Lock, them: list[Field], locale: str, later: date) -> None:
    """Afterwards nothing is known against it, nothing else has changed, and a second time changes nothing."""
    taken = accepted(lock, them, locale, TODAY)
    assert all(locale not in flags(field, taken) for field in them)
    assert {key: known for key, known in taken.items() if key[1] != locale} == {
        key: known for key, known in lock.items() if key[1] != locale
    }
    assert dump(accepted(taken, them, locale, later)) == dump(taken)


@QUIET
@given(locks, locks)
def test_lines_of_two_locks_are_a_lock(one: Lock, two: Lock) -> None:
    """A merge that keeps the lines of both can be read, and holds what both knew."""
    merged, _ = parse(dump(one).decode() + dump(two).decode())
    assert merged is not None
    for lock in (one, two):
        assert all(set(known) <= set(merged[key]) for key, known in lock.items())
