"""Every text of a project that may go to a translator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from site_builder.checks.scope import is_written
from site_builder.reading import read_around
from site_builder.reading.project import story_folders
from site_builder.reading.story import read_record, story_files
from site_builder.records import Settings
from site_builder.records.base import Record
from site_builder.site import Site
from site_builder.translations.fields import Field, of_a_story, of_an_entry, of_the_settings


class Gathered(NamedTuple):
    """The texts, those of all that is no story first; what keeps one from going out: ``withheld``.

    ``broken``: folders of stories that cannot be read, whose texts are not among them.
    """

    settings: Settings
    fields: tuple[Field, ...]
    withheld: frozenset[tuple[str, str]]
    broken: tuple[str, ...]


def gather(root: Path, stories: frozenset[str] | None = None) -> Gathered | None:
    """The texts below ``root``, or those of ``stories`` alone; None where the settings cannot be read.

    What somebody has taken back goes to no translator: a withdrawn story, quotation or photo.
    """
    site, _ = read_around(root)
    if site is None:
        return None
    fields = [] if stories is not None else list(_around(site))
    withheld: set[tuple[str, str]] = set()
    broken = []
    for folder in story_folders(root):
        if stories is not None and folder not in stories:
            continue
        story = read_record(story_files(root, folder, site.settings.locales), site.settings).story
        if story is None:
            broken.append(folder)
            continue
        found = list(of_a_story(story, site.settings.locales))
        fields += found
        withheld |= {(each.document, each.name) for each in found if not is_written(story) or _is_taken_back(each)}
    return Gathered(site.settings, tuple(fields), frozenset(withheld), tuple(broken))


def _around(site: Site) -> Iterator[Field]:
    settings = site.settings
    yield from of_the_settings(settings)
    entries: list[Record] = [*site.milestones]
    for register in site.registers.values():
        entries += register.values()
    for entry in entries:
        yield from of_an_entry(entry.place.file, entry, settings.default_locale, settings.locales)


def _is_taken_back(field: Field) -> bool:
    consent = getattr(field.written.record, "consent", None)
    return getattr(consent, "status", None) == "withdrawn"
