"""Edits of stories: every field, what a story holds, and stories that come, go or move."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from tests.support.edits.fields import give
from tests.support.edits.records import SIZES, Records
from tests.support.edits.values import CONSENTS, body, day, name, texts

Edit = Callable[[Records, Random], str]
"""Says what it did; empty where there was nothing to do."""

PARTS: dict[str, tuple[str, ...]] = {
    "story": (
        *("title", "summary", "date", "countries", "body", "state", "kind", "language", "themes", "partners"),
        *("programmes", "people", "source", "publish_on", "expires_on", "formerly", "slug", "corrections"),
    ),
    "results": (
        *("value", "indicator", "unit", "what", "countries", "country_basis", "status", "when", "level", "counting"),
        *("programme", "supersedes", "source", "source_at", "reading"),
    ),
    "quotes": (
        *("speaker", "speaker_name_changed", "speaker_kind", "role", "organisation", "language", "text"),
        *("said_on", "said_at", "consent"),
    ),
    "photos": (
        "kind",
        "alt",
        "decorative",
        "caption",
        "credit",
        "licence",
        "people",
        "minors",
        "focus",
        "pair",
        "consent",
    ),
}
_MOST = 8


def _folder(records: Records, chance: Random) -> str:
    return chance.choice(sorted(records.stories))


def change_a_field(records: Records, chance: Random) -> str:
    """Another value for any field of a story, or of a figure, quotation or photo of it."""
    folder = _folder(records, chance)
    story = records.stories[folder]
    part = chance.choice([part for part in PARTS if part == "story" or story.get(part)])
    field = chance.choice(PARTS[part])
    record = story if part == "story" else chance.choice(story[part])
    give(record, part, field, records, chance)
    return f"{folder}: {part}.{field} = {record.get(field)!r}"


def reword_a_language(records: Records, chance: Random) -> str:
    """Other words in one language of a text that is there, or that language left out."""
    folder = _folder(records, chance)
    text = records.stories[folder][chance.choice(("title", "summary", "body"))]
    locale = chance.choice(("en", "es"))
    if locale in text and len(text) > 1 and chance.random() < 0.4:
        del text[locale]
    else:
        text[locale] = body(records, chance) if "\n" in "".join(text.values()) else name(chance)
    return f"{folder}: {locale} reworded or left out"


def link_to_a_story(records: Records, chance: Random) -> str:
    """A link in a text to a story by its folder or id, straight or written with an entity."""
    folder, other = _folder(records, chance), _folder(records, chance)
    target = chance.choice((other, records.stories[other].get("id", other)))
    written = chance.choice(("story:", "story&#58;", "story\\:")) + target
    text = records.stories[folder]["body"]
    locale = chance.choice(sorted(text))
    photos = [photo["id"] for photo in records.stories[folder].get("photos", []) if photo["id"] not in text[locale]]
    placed = f"![](photo:{chance.choice(photos)})" if photos else ""
    text[locale] += f"\n\n[{name(chance)}]({written})\n\n{placed}\n"
    return f"{folder}: a link in {locale} to {target}"


def copy_a_story(records: Records, chance: Random) -> str:
    """A new story like another."""
    if len(records.stories) >= _MOST:
        return ""
    pattern = _folder(records, chance)
    story = copy.deepcopy(records.stories[pattern])
    folder = next(name for number in range(99) if (name := f"copy-{number}") not in records.stories)
    for key in ("id", "slug", "formerly"):
        story.pop(key, None)
    story.update(title=texts(chance), date=day(chance), state=chance.choice(("published", story["state"])))
    records.stories[folder] = story
    return f"{folder}: a copy of {pattern}"


def drop_a_story(records: Records, chance: Random) -> str:
    """A story that is gone, with the promises that named it."""
    if len(records.stories) < 3:
        return ""
    folder = _folder(records, chance)
    name = records.stories.pop(folder).get("id", folder)
    promises = records.registers["milestones"]
    records.registers["milestones"] = [promise for promise in promises if name not in str(promise)]
    records.settings["featured"] = [other for other in records.settings.get("featured", []) if other != name]
    return f"{folder}: gone"


def rename_a_folder(records: Records, chance: Random) -> str:
    """The same story in a folder of another name, with the id that it had or the new one."""
    folder = _folder(records, chance)
    new = f"moved-{chance.randrange(9)}"
    if new in records.stories:
        return ""
    story = records.stories[folder]
    if chance.random() < 0.5:
        story.setdefault("id", folder)
    records.stories = {new if key == folder else key: value for key, value in records.stories.items()}
    records.pictures.update({(new, file): which for (at, file), which in records.pictures.items() if at == folder})
    return f"{folder}: is {new} now"


def move_the_text(records: Records, chance: Random) -> str:
    """A story's text in files beside the record instead of in it, or the other way round."""
    folder = _folder(records, chance)
    records.bodies_beside ^= {folder}
    return f"{folder}: text moved"


def drop_a_part(records: Records, chance: Random) -> str:
    """A figure, quotation or photo that is gone, or comes before another."""
    folder = _folder(records, chance)
    story = records.stories[folder]
    parts = [key for key in ("results", "quotes", "photos") if story.get(key)]
    if not parts:
        return ""
    part = chance.choice(parts)
    if chance.random() < 0.5:
        story[part].reverse()
        return f"{folder}: {part} in another order"
    del story[part][chance.randrange(len(story[part]))]
    return f"{folder}: one of {part} is gone"


def add_a_result(records: Records, chance: Random) -> str:
    """A new figure, perhaps part of another."""
    folder = _folder(records, chance)
    results = records.stories[folder].setdefault("results", [])
    free = [name for name in ("one", "two", "three", "people-reached") if name not in [it["id"] for it in results]]
    if not free:
        return ""
    result: dict[str, Any] = {"id": chance.choice(free)}
    for field in PARTS["results"]:
        give(result, "results", field, records, chance)
    if results and chance.random() < 0.4:
        relation = chance.choice(("part_of", "may_be_part_of", "apart_from"))
        other = chance.choice(results)["id"]
        result[relation] = [other] if relation == "apart_from" else other
    results.append(result)
    return f"{folder}: a new figure {result['id']}"


def add_a_quote(records: Records, chance: Random) -> str:
    """A new quotation, perhaps placed in the text."""
    folder = _folder(records, chance)
    story = records.stories[folder]
    quote: dict[str, Any] = {"id": f"said-{chance.randrange(1000)}"}
    for field in PARTS["quotes"]:
        give(quote, "quotes", field, records, chance)
    story.setdefault("quotes", []).append(quote)
    if chance.random() < 0.5:
        story["body"]["en"] = story["body"].get("en", "") + f"\n\n![](quote:{quote['id']})\n"
    return f"{folder}: a new quotation"


def add_a_photo(records: Records, chance: Random) -> str:
    """A new photo with its file."""
    folder = _folder(records, chance)
    photo: dict[str, Any] = {"id": f"seen-{chance.randrange(1000)}", "file": f"seen-{chance.randrange(1000)}.png"}
    photo |= {"people": "none", "minors": "none", "credit": name(chance), "licence": "CC BY 4.0"}
    photo |= {"alt": texts(chance), "consent": dict(chance.choice(CONSENTS))}
    records.stories[folder].setdefault("photos", []).append(photo)
    records.pictures[folder, photo["file"]] = chance.randrange(len(SIZES))
    return f"{folder}: a new photo"


def replace_a_picture(records: Records, chance: Random) -> str:
    """Another picture under the same name, or none."""
    held = [(folder, photo["file"]) for folder, it in records.stories.items() for photo in it.get("photos", [])]
    if not held:
        return ""
    where = chance.choice(held)
    records.pictures[where] = chance.choice((*range(len(SIZES)), None))
    return f"{where[0]}: {where[1]} is picture {records.pictures[where]}"


STORIES: tuple[Edit, ...] = (
    *[change_a_field] * 12,
    reword_a_language,
    *[link_to_a_story] * 2,
    *[copy_a_story] * 3,
    drop_a_story,
    rename_a_folder,
    move_the_text,
    drop_a_part,
    add_a_result,
    add_a_quote,
    add_a_photo,
    replace_a_picture,
)
