"""Edits of what stands around stories: settings, registers, promises, hand-written pages, and the moment."""

from __future__ import annotations

from random import Random
from typing import Any

from site_builder.translations.lock import FILE, digest
from tests.support.edits.fields import give
from tests.support.edits.records import Records
from tests.support.edits.stories import Edit
from tests.support.edits.values import day, name, stories, texts

REGISTERS: dict[str, tuple[str, ...]] = {
    "themes": ("name",),
    "partners": ("name", "acronym", "role", "url"),
    "programmes": ("name", "partners", "in_source"),
    "indicators": ("name", "unit", "level", "counting", "adds_up", "definition"),
    "sources": ("title", "language", "publisher", "date", "url", "archived"),
}
PROMISE = (
    *("commitment", "by", "countries", "country_basis", "programme", "result", "due", "due_words"),
    *("source", "source_at", "reading"),
)
QUOTED = str.maketrans({'"': "'", "\\": "/"})
UPDATE = ("status", "what", "evidence", "actual")
MOMENTS = (
    "2025-06-30T12:00:00-06:00",
    "2025-06-30",
    "2025-07-01",
    "2025-07-01T02:00:00+00:00",
    "2025-07-01T06:30:00+00:00",
    "2025-10-01",
    "2026-04-01",
    "2030-12-31",
    "2031-01-01",
)


def change_a_register(records: Records, chance: Random) -> str:
    """Another value for a field of a register's entry."""
    kind = chance.choice(sorted(REGISTERS))
    register = records.registers[kind]
    if not register:
        return ""
    key = chance.choice(sorted(register))
    field = chance.choice(REGISTERS[kind])
    give(register[key], kind, field, records, chance)
    return f"{kind} {key}: {field} = {register[key].get(field)!r}"


def add_or_drop_an_entry(records: Records, chance: Random) -> str:
    """A register with an entry more or less, or in another order."""
    kind = chance.choice(sorted(REGISTERS))
    register = records.registers[kind]
    key = f"new-{chance.randrange(4)}"
    if key in register or (register and chance.random() < 0.2):
        key = chance.choice(sorted(register))
        entry = register.pop(key)
        if chance.random() < 0.5:
            register[key] = entry
            return f"{kind}: {key} is the last"
        return f"{kind}: {key} is gone"
    register[key] = {}
    for field in REGISTERS[kind]:
        give(register[key], kind, field, records, chance)
    return f"{kind}: a new {key}"


def change_a_promise(records: Records, chance: Random) -> str:
    """Another value for a field of a promise, or of a word on it."""
    promises = records.registers["milestones"]
    if not promises:
        return ""
    promise = chance.choice(promises)
    if promise.get("updates") and chance.random() < 0.5:
        field = chance.choice(UPDATE)
        give(chance.choice(promise["updates"]), "updates", field, records, chance)
        return f"promise {promise['id']}: updates.{field}"
    field = chance.choice(PROMISE)
    give(promise, "milestones", field, records, chance)
    return f"promise {promise['id']}: {field} = {promise.get(field)!r}"


def add_or_drop_a_promise(records: Records, chance: Random) -> str:
    """A promise more or less, or one with another word on what became of it."""
    promises: list[dict[str, Any]] = records.registers["milestones"]
    if promises and chance.random() < 0.3:
        gone = promises.pop(chance.randrange(len(promises)))
        return f"promise {gone['id']}: gone"
    if promises and chance.random() < 0.5:
        promise = chance.choice(promises)
        last = promise.get("updates", [])[-1:]
        word: dict[str, Any] = {
            "on": max([day(chance), *(it["on"] for it in last)]),
            "evidence": stories(records, chance),
        }
        for field in ("status", "what", "actual"):
            give(word, "updates", field, records, chance)
        promise.setdefault("updates", []).append(word)
        return f"promise {promise['id']}: another word"
    promise = {"id": f"promise-{chance.randrange(1000)}"}
    for field in PROMISE:
        give(promise, "milestones", field, records, chance)
    promises.insert(chance.randint(0, len(promises)), promise)
    return f"promise {promise['id']}: new"


def change_a_setting(records: Records, chance: Random) -> str:
    """Another value for one of the settings."""
    field, values = chance.choice(sorted(_settings(records, chance).items()))
    value = chance.choice(values)
    place = records.config if field in ("site_name", "site_url") else records.settings
    if value is None:
        place.pop(field, None)
    else:
        place[field] = value
    return f"settings: {field} = {value!r}"


def _settings(records: Records, chance: Random) -> dict[str, tuple[Any, ...]]:
    office = {"office": texts(chance), "email": chance.choice(("a@example.org", "b@example.org"))}
    return {
        "locales": (["en", "es"], ["es", "en"], ["en"], ["es"]),
        "missing_locale": ("notice", "leave-out", "leave-out", "block"),
        "time_zone": ("UTC", "America/Guatemala", "Pacific/Kiritimati"),
        "accent": ("#0b6b5d", "#7a2e5d", None),
        "search": ("true", "false"),
        "share_cards": ("newest", "all", None),
        "tagline": (texts(chance), None),
        "introduction": (texts(chance), None),
        "featured": (stories(records, chance),),
        "contact": (office, {**office, "phone": "+502 1111 1111"}),
        "site_name": (f"Site {name(chance)}",),
        "site_url": ("https://stories.example.org/bridge/", "https://other.example.org/", None),
    }


def change_a_page(records: Records, chance: Random) -> str:
    """A hand-written page more or less, or with other words, in one language or in both."""
    file = chance.choice(("about.md", "contact.md", "more.md"))
    for locale in chance.choice((("en", "es"), ("en",), ("es",))):
        # The first two lead to each other.
        if (locale, file) in records.pages and file == "more.md" and chance.random() < 0.5:
            del records.pages[locale, file]
        else:
            order = f"order: {chance.randrange(3)}\n"
            title = f'title: "{name(chance)}"\ndescription: "{name(chance)}"\n'
            records.pages[locale, file] = (
                f"---\n{title}{order}---\n\n# Head\n\n{name(chance)} {{{{ contact_email }}}}\n"
            )
    return f"page {file}"


def change_a_file(records: Records, chance: Random) -> str:
    """A file beside the hand-written pages that is another one, or as it was: in what it shows, hides, or is."""
    file = f"content/pages/en/{chance.choice(('map.svg', 'map.txt', 'map.png'))}"
    shown, hidden = (name(chance).replace("<", "") for _ in range(2))
    drawn = f"<!-- {hidden.replace('-', '')} --><text>{shown.replace('&', '')}</text>"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{drawn}</svg>'
    records.beside[file] = chance.choice((drawing, drawing, "GIF89a", shown))
    return f"{file}: {records.beside[file]!r}"


def change_the_moment(records: Records, chance: Random) -> str:
    """Another moment of the build."""
    records.as_of = chance.choice(MOMENTS)
    return f"as of {records.as_of}"


def change_a_catalog(records: Records, chance: Random) -> str:
    """A word of the interface that is another one in this project, or as it was."""
    locale = chance.choice(("en", "es"))
    key, word = chance.choice((("nav.stories", name(chance)), ("address.stories", "reports"), ("story.sources", "")))
    words = f'msgid "{key}"\nmsgstr "{word.translate(QUOTED)}"\n'
    records.beside[f"content/catalog/{locale}.po"] = words
    return f"catalog {locale}: {key} = {word!r}"


def change_a_lock(records: Records, chance: Random) -> str:
    """What is known of translations: fresh, old, a machine's, or something that nobody can read."""
    folder = chance.choice(sorted(records.stories))
    title = records.stories[folder].get("title")
    known = digest(str(title.get("en", ""))) if isinstance(title, dict) else ""
    line = f"{chance.choice((known, '0' * 20))} {chance.choice(('human', 'machine', 'reviewed'))} 2025-01-01"
    field = chance.choice(("title", "themes:courses.name"))
    file = f"stories/{folder}/{FILE}" if field == "title" else f"content/{FILE}"
    records.beside[file] = chance.choice((f"{field} es {line}\n", f"{field} es {line}\n", "<<<<<<<\n"))
    return f"{file}: {records.beside[file]!r}"


AROUND: tuple[Edit, ...] = (
    *[change_a_register] * 3,
    add_or_drop_an_entry,
    *[change_a_promise] * 3,
    add_or_drop_a_promise,
    *[change_a_setting] * 3,
    change_a_page,
    change_a_catalog,
    change_a_file,
    change_a_lock,
    *[change_the_moment] * 2,
)
