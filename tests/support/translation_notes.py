"""The small project with what its translations were made from, and what its pages then say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from site_builder.site import Site
from site_builder.translations.fields import Field, accepted, entry_fields, recorded, settings_fields, story_fields
from site_builder.translations.lock import Lock
from tests.support import projects
from tests.support.built import BuiltPage, BuiltSite
from tests.support.dom import Element
from tests.support.edits import Records
from tests.support.warm import built

DAY = date(2025, 1, 1)
LOCALES = ("en", "es")


def fields_of(site: Site) -> dict[str, list[Field]]:
    """Every field by the folder of its story, empty for all that is no story."""
    settings = site.settings
    registers = (site.themes, site.partners, site.programmes, site.indicators, site.sources)
    entries = (*site.milestones, *(entry for register in registers for entry in register.values()))
    around = (entry_fields(entry.place.file, entry, settings.default_locale, settings.locales) for entry in entries)
    stories = {story.folder: list(story_fields(story, settings.locales)) for story in site.stories}
    return {"": [*settings_fields(settings), *chain.from_iterable(around)], **stories}


def with_locks(records: Records, folder: Path, by: Literal["human", "machine"] = "human") -> Records:
    """The records with every translation known to be made from what its source says now. ``by``: by whom."""
    site, _ = projects.read(records.write(folder / "project"))
    for name, fields in fields_of(site).items():
        lock = recorded({}, fields, LOCALES, DAY) if by == "human" else _all_by_machine(fields)
        records.locks[name] = _lines(lock)
    return records


def accept(records: Records, folder: Path) -> Records:
    """The records once somebody has looked at every translation."""
    return with_locks(records, folder)


def _all_by_machine(fields: Iterable[Field]) -> Lock:
    found: Lock = {}
    for locale in LOCALES:
        found = accepted(found, fields, locale, DAY, "machine")
    return found


def _lines(lock: Lock) -> dict[str, str]:
    return {f"{name} {locale}": f"{it[0].digest} {it[0].by} {it[0].on}" for (name, locale), it in lock.items()}


def site_of(records: Records, folder: Path) -> BuiltSite:
    """The site of the records, built with what the store in ``folder`` holds."""
    outcome = built(records.write(folder / "project"), folder / "site", records.as_of)
    assert outcome.files is not None, outcome.problems
    return BuiltSite(folder / "site", projects.SMALL_URL)


def notes(site: BuiltSite) -> list[tuple[str, str, str]]:
    """What the site's pages say of translations: the address, the passage that it stands behind, what is said."""
    return [(page.address, *found) for page in site.pages.values() for found in _notes_on(page)]


def _notes_on(page: BuiltPage) -> Iterator[tuple[str, str]]:
    for note in page.tree.all(role="note"):
        assert note.attributes["data-pagefind-ignore"] == "all"
        assert note.language == page.locale
        yield _passage(note), note.text


def _passage(note: Element) -> str:
    """The words right before a note; before a story's text it is what follows."""
    assert note.parent is not None
    around: list[Any] = [child for child in note.parent.children if not isinstance(child, str) or child.strip()]
    place = next(index for index, child in enumerate(around) if child is note)
    beside = around[place + 1 if "s-remark--body" in note.attributes["class"] else place - 1]
    return beside.text if isinstance(beside, Element) else " ".join(beside.split())


def machines(page: BuiltPage) -> list[str]:
    """What stands before each of a page's short labels on a machine's words."""
    return [label.parent.text if label.parent else "" for label in page.tree.with_class("s-machine")]
