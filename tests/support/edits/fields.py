"""What each field may be given, by its name."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.support.edits.records import Records
from tests.support.edits.values import (
    ABSENT,
    CONSENTS,
    COUNTRIES,
    PERIODS,
    Value,
    body,
    day,
    figure,
    key,
    keys,
    name,
    near,
    one_of,
    or_absent,
    some_of,
    stories,
    texts,
)


def _texts(records: Records, chance: Random) -> Any:
    return texts(chance)


def _line(records: Records, chance: Random) -> str:
    return name(chance)


def _words(records: Records, chance: Random) -> Any:
    return name(chance) if chance.random() < 0.3 else texts(chance)


def _slug(records: Records, chance: Random) -> dict[str, str]:
    return {
        locale: f"{chance.choice(('way', 'camino', 'old'))}-{chance.randrange(6)}-{locale}" for locale in ("en", "es")
    }


def _bodies(records: Records, chance: Random) -> dict[str, str]:
    found = {locale: body(records, chance) for locale in ("en", "es")}
    if chance.random() < 0.2:
        del found["es"]
    return found


def _corrections(records: Records, chance: Random) -> list[dict[str, Any]]:
    days = sorted(chance.choice((day(chance), "2025-06-30", "2025-07-01")) for _ in range(chance.randint(0, 2)))
    return [{"on": when, "what": texts(chance)} for when in days]


def _people(records: Records, chance: Random) -> list[dict[str, Any]]:
    return [{"name": name(chance), "consent": dict(chance.choice(CONSENTS))} for _ in range(chance.randint(0, 2))]


def _unit(records: Records, chance: Random) -> Any:
    plain = {"en": name(chance), "es": name(chance)}
    forms = {locale: {"one": f"{words} 1", "other": words} for locale, words in plain.items()}
    return chance.choice((plain, forms, "km²"))


FIELDS: dict[str, Value] = {
    "title": _texts,
    "summary": _texts,
    "date": lambda records, chance: day(chance),
    "countries": lambda records, chance: chance.sample(COUNTRIES, chance.randint(1, 3)),
    "body": _bodies,
    "state": one_of("draft", "review", "published", "published", "published", "published", "withdrawn"),
    "kind": one_of("success-story", "case-study", "first-person", "before-and-after", "photo-story", ABSENT),
    "language": one_of("en", "es", ABSENT),
    "themes": keys("themes"),
    "partners": keys("partners"),
    "programmes": keys("programmes"),
    "people": _people,
    "source": key("sources"),
    "publish_on": or_absent(lambda records, chance: near(chance)),
    "expires_on": or_absent(lambda records, chance: near(chance)),
    "formerly": lambda records, chance: chance.sample(("former-1", "former-2", "former-3"), chance.randint(0, 2)),
    "slug": or_absent(_slug),
    "corrections": _corrections,
    "value": lambda records, chance: str(
        chance.choice((0, 1, "1.0", "-0", 2, 1000, 12500.5, -3, chance.randrange(10**9)))
    ),
    "indicator": key("indicators"),
    "unit": _unit,
    "what": _texts,
    "country_basis": one_of("stated", "inferred", ABSENT),
    "status": one_of("achieved", "under-way", "planned", "unclear"),
    "when": one_of("unstated", *PERIODS),
    "level": one_of("output", "outcome", "impact", ABSENT),
    "counting": one_of("increment", "cumulative", "unknown", ABSENT),
    "programme": key("programmes"),
    "supersedes": figure,
    "source_at": or_absent(_words),
    "reading": _texts,
    "speaker": _line,
    "speaker_name_changed": one_of("true", "false", ABSENT),
    "speaker_kind": one_of("official", "participant", ABSENT),
    "role": _texts,
    "organisation": key("partners"),
    "text": _texts,
    "said_on": one_of("2024", "2023-05-20", ABSENT),
    "said_at": or_absent(_words),
    "consent": lambda records, chance: dict(chance.choice(CONSENTS)),
    "decorative": one_of("true", "false", ABSENT),
    "alt": _texts,
    "caption": or_absent(_texts),
    "credit": _words,
    "licence": one_of(
        "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", ABSENT, {"en": "own", "es": "propia"}
    ),
    "focus": one_of(["0.25", "0.5"], ["1", "0"], ABSENT),
    "pair": one_of("before", "after", ABSENT),
    "minors": one_of("none", "none", "possible", ABSENT),
    "name": _words,
    "acronym": or_absent(_words),
    "url": one_of("https://example.org/a", "https://example.org/b?x=1&y=2", ABSENT),
    "archived": one_of("https://archive.example.org/a", ABSENT),
    "in_source": or_absent(_words),
    "adds_up": one_of("true", "false", ABSENT),
    "definition": or_absent(_texts),
    "publisher": or_absent(_words),
    "commitment": _texts,
    "by": keys("partners"),
    "result": figure,
    "actual": figure,
    "due": one_of("2020", "2025-06-30", "2025-Q3", "2025-06", "9999", "2024/..", ABSENT),
    "due_words": or_absent(_texts),
    "on": lambda records, chance: day(chance),
    "evidence": stories,
}

OTHERWISE: dict[tuple[str, str], Value] = {
    ("photos", "kind"): one_of("photograph", "illustration", ABSENT),
    ("photos", "people"): one_of("none", "crowd", "identifiable", ABSENT),
    ("partners", "role"): one_of("funder", "implementer", "host", "framework", ABSENT),
    ("sources", "date"): or_absent(_words),
    ("sources", "title"): _words,
    ("updates", "status"): one_of("proposed", "planned", "under-way", "met", "partly-met", "dropped", "ended"),
    ("milestones", "countries"): some_of(*COUNTRIES),
}
"""Fields whose values are others in one kind of record."""


def give(record: dict[str, Any], kind: str, field: str, records: Records, chance: Random) -> None:
    """Give a field of a record another value."""
    value = OTHERWISE.get((kind, field), FIELDS[field])(records, chance)
    if value is ABSENT:
        record.pop(field, None)
    else:
        record[field] = value
