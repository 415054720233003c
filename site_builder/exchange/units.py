"""Collects the texts of a project that may go to a translator, and makes units of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from site_builder.checks.pictures import MOST_ALT
from site_builder.checks.scope import is_written
from site_builder.exchange.model import Segment, TranslationUnit, unit_id
from site_builder.exchange.segmentation import Segmented, split, whole
from site_builder.reading import read_project
from site_builder.reading.project import story_folders
from site_builder.reading.story import read_record, story_files
from site_builder.records import Settings
from site_builder.translations.fields import Field, Translation, entry_fields, settings_fields, story_fields
from site_builder.translations.lock import digest

_LONGEST: Mapping[str, int] = {"alt": MOST_ALT}


class Collected(NamedTuple):
    """The texts of a project, those outside stories first.

    ``withheld``: document and name of those that must not go out; ``broken``: folders of stories that cannot be read,
    whose texts are missing.
    """

    settings: Settings
    fields: tuple[Field, ...]
    withheld: frozenset[tuple[str, str]]
    broken: tuple[str, ...]


def collect(root: Path, stories: frozenset[str] | None = None) -> Collected | None:
    """Collect the texts below ``root``, or those of ``stories`` alone; None where the settings cannot be read.

    Withheld is what somebody has taken back: a withdrawn story, quotation or photo.
    """
    site, _ = read_project(root)
    if site is None:
        return None
    settings = site.settings
    fields: list[Field] = []
    if stories is None:
        fields += settings_fields(settings)
        registers = (register.values() for register in site.registers.values())
        for entry in (*site.milestones, *chain.from_iterable(registers)):
            fields += entry_fields(entry.place.file, entry, settings.default_locale, settings.locales)
    withheld: set[tuple[str, str]] = set()
    broken = []
    for folder in story_folders(root):
        if stories is not None and folder not in stories:
            continue
        story = read_record(story_files(root, folder, settings.locales), settings).story
        if story is None:
            broken.append(folder)
            continue
        found = list(story_fields(story, settings.locales))
        fields += found
        withheld |= {(each.document, each.name) for each in found if not is_written(story) or _is_withdrawn(each)}
    return Collected(settings, tuple(fields), frozenset(withheld), tuple(broken))


def _is_withdrawn(field: Field) -> bool:
    consent = getattr(field.written.record, "consent", None)
    return getattr(consent, "status", None) == "withdrawn"


class UnitForm(NamedTuple):
    """The words of a text; of a unit of measure, those for one kind of number (``category``), else empty."""

    category: str
    source: str
    target: str

    def id(self, field: Field) -> str:
        """Return its id in a file."""
        return unit_id(field.document, self.name(field))

    def name(self, field: Field) -> str:
        """Return its name for staff."""
        return f"{field.name}.{self.category}" if self.category else field.name


def forms(field: Field, locale: str) -> tuple[UnitForm, ...]:
    """Return the words of a text in its source and in ``locale``, form by form."""
    if field.unit is not None:
        given = {
            category: (text.by_locale.get(field.source, ""), text.by_locale.get(locale, ""))
            for category, text in sorted(field.unit.forms.items())
        }
        given = {category: words for category, words in given.items() if any(words)}
        if given.keys() != {"other"}:
            # A form that only the translation has is made from the one for all other numbers.
            stands_in = given["other"][0]
            return tuple(
                UnitForm(category, source or stands_in, target) for category, (source, target) in given.items()
            )
    return (UnitForm("", field.words(field.source), field.words(locale)),)


def is_markdown(field: Field) -> bool:
    """Whether its words are Markdown."""
    return field.name == "body"


def aligned(source: str, target: str, *, in_pieces: bool) -> tuple[Segmented, Segmented | None]:
    """Segment both texts so that their segments correspond; None for a translation with another layout."""
    first = split(source) if in_pieces else whole(source)
    other = split(target) if in_pieces else whole(target)
    return first, other if target and first.is_laid_out_as(other) else None


def units(translations: Iterable[Translation]) -> Iterator[TranslationUnit]:
    """Yield a unit for each text, or for each form of one."""
    for field, locale, state in translations:
        for form in forms(field, locale):
            source, target = aligned(form.source, form.target, in_pieces=is_markdown(field))
            if form.target and target is None:
                source, target = whole(form.source), whole(form.target)
            translated = target.flat if target else [""] * len(source.flat)
            yield TranslationUnit(
                form.id(field),
                field.document,
                form.name(field),
                is_markdown(field),
                _LONGEST.get(field.name.rpartition(".")[2], 0),
                state if form.target else "missing",
                digest(form.target),
                tuple(Segment(*pair) for pair in zip(source.flat, translated, strict=True)),
            )
