"""Values that fields may be given: right ones mostly, so that an edited project still gives a site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from tests.support.edits.records import Records

ABSENT: Final = object()
"""Stands for a field that is left out."""

NAMES = (
    "Water",
    "water",
    "WATER!",
    "Agua",
    "水",
    "…",
    "Ñandú",
    "a" * 90,
    "page",
    "12",
    "¿?",
    "Con",
    "R & D",
    "<b>x</b>",
)
COUNTRIES = ("GT", "BZ", "HN", "SV")
FIRST, DAYS = date(2023, 1, 1), 900
PERIODS = ("2023", "2024-02", "2024-Q3", "2023/2024", "2024-05-20", "2024-02/..")
CONSENTS = (
    {"status": "given", "covers": ["web", "social"]},
    {"status": "given", "covers": ["web", "press"]},
    {"status": "given", "covers": ["web"], "until": "2025-06-30"},
    {"status": "given", "covers": ["web", "social"], "until": "2025-07-01", "guardian": "true"},
    {"status": "given", "covers": ["web", "print"]},
    {"status": "given", "covers": ["web", "archive", "press"]},
    {"status": "given", "covers": ["print"]},
    {"status": "withdrawn"},
    {"status": "unknown"},
)

Value = Callable[[Records, Random], Any]


def name(chance: Random) -> str:
    """A name or a few words: letters and signs of any kind at times."""
    if chance.random() < 0.7:
        return f"{chance.choice(NAMES)} {chance.randrange(100)}"
    return "x" + "".join(
        chr(chance.choice((0x41, 0xC1, 0x3B1, 0x4E00, 0x21, 0x2200)) + chance.randrange(26)) for _ in range(9)
    )


def texts(chance: Random) -> dict[str, str]:
    """A text in both languages; one may be missing."""
    found = {locale: f"{name(chance)} {locale}" for locale in ("en", "es")}
    if chance.random() < 0.2:
        del found[chance.choice(("en", "es"))]
    return found


def day(chance: Random) -> str:
    """A day on which something may have happened."""
    return (FIRST + timedelta(chance.randrange(DAYS))).isoformat()


def near(chance: Random) -> str:
    """A day or a moment about the time of the build."""
    return chance.choice(("2025-06-30", "2025-07-01", "2025-06-30T11:00-06:00", "2025-06-30T13:00-06:00", "2030-01-01"))


def one_of(*words: Any) -> Value:
    """One of these."""
    return lambda records, chance: chance.choice(words)


def some_of(*words: str) -> Value:
    """Any number of these, in any order."""
    return lambda records, chance: chance.sample(words, chance.randint(0, len(words)))


def keys(register: str) -> Value:
    """Some ids of a register; seldom one that is not there."""
    return lambda records, chance: _keys(records, chance, register)


def key(register: str) -> Value:
    """One of a register's ids, or none."""
    return lambda records, chance: next(iter(_keys(records, chance, register)), ABSENT)


def _keys(records: Records, chance: Random, register: str) -> list[str]:
    known = sorted(records.registers[register])
    if chance.random() < 0.03:
        known = ["not-there", "A Name"]
    return chance.sample(known, chance.randint(0, len(known)))


def stories(records: Records, chance: Random) -> list[str]:
    """Ids of stories."""
    ids = [story.get("id", folder) for folder, story in records.stories.items()]
    return chance.sample(ids, chance.randint(0, min(3, len(ids))))


def figure(records: Records, chance: Random) -> Any:
    """A figure of any story, or none."""
    found = [
        f"{story.get('id', folder)}/{result['id']}"
        for folder, story in records.stories.items()
        for result in story.get("results", [])
    ]
    return chance.choice([*found, ABSENT])


def body(records: Records, chance: Random) -> str:
    """A text with links to stories that are there and to one that may come, and with what it places."""
    links = [story.get("id", folder) for folder, story in records.stories.items()]
    names = [chance.choice([*links, *records.stories]) for _ in range(chance.randint(0, 3))]
    lines = [name(chance), *(f"See [{name(chance)}](story:{found}) there." for found in names)]
    lines += chance.sample(
        ("*one* **two**", "1. a\n2. b", "> said\n> so", "## Head", "[x](https://example.org/?a=1&b=2)"), 2
    )
    chance.shuffle(lines)
    return "\n\n".join(lines) + "\n"


def or_absent(value: Value) -> Value:
    """That value, or none."""
    return lambda records, chance: ABSENT if chance.random() < 0.3 else value(records, chance)
