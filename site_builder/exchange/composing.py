"""From a text in the records to what is exchanged of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from site_builder.checks.pictures import MOST_ALT
from site_builder.exchange.segments import Segmented, split, whole
from site_builder.exchange.unit import Segment, Unit, unit_id
from site_builder.records.fields import Unit as Counted
from site_builder.translations.fields import Field
from site_builder.translations.lock import digest
from site_builder.translations.states import Translation

_BODY = "body"
_LONGEST: Mapping[str, int] = {"alt": MOST_ALT}


class Form(NamedTuple):
    """The words of a text; of a unit of measure, those for one kind of number (``category``), else empty."""

    category: str
    source: str
    target: str

    def id(self, field: Field) -> str:
        """Its id in a file."""
        return unit_id(field.document, self.name(field))

    def name(self, field: Field) -> str:
        """What staff call it."""
        return f"{field.name}.{self.category}" if self.category else field.name


def forms(field: Field, locale: str) -> tuple[Form, ...]:
    """What a text says in its source and in ``locale``, form by form."""
    counted = getattr(field.written.record, "unit", None)
    if field.written.path == ("unit",) and isinstance(counted, Counted):
        given = {
            category: (text.by_locale.get(field.source, ""), text.by_locale.get(locale, ""))
            for category, text in sorted(counted.forms.items())
        }
        given = {category: words for category, words in given.items() if any(words)}
        if given.keys() != {"other"}:
            # A form that only the translation has is made from the one for all other numbers.
            stands_in = given["other"][0]
            return tuple(Form(category, source or stands_in, target) for category, (source, target) in given.items())
    return (Form("", field.words(field.source), field.words(locale)),)


def is_markdown(field: Field) -> bool:
    """Whether its words are Markdown."""
    return field.name == _BODY


def shapes(source: str, target: str, *, in_pieces: bool) -> tuple[Segmented, Segmented | None]:
    """Both texts in stretches that belong together; None for a translation that is laid out in another way."""
    first = split(source) if in_pieces else whole(source)
    other = split(target) if in_pieces else whole(target)
    return first, other if target and first.is_laid_out_as(other) else None


def units(translations: Iterable[Translation]) -> Iterator[Unit]:
    """What goes to a translator: a unit a text, or a form of one."""
    for field, locale, state in translations:
        for form in forms(field, locale):
            source, target = shapes(form.source, form.target, in_pieces=is_markdown(field))
            if form.target and target is None:
                source, target = whole(form.source), whole(form.target)
            translated = target.flat if target else [""] * len(source.flat)
            yield Unit(
                form.id(field),
                field.document,
                form.name(field),
                is_markdown(field),
                _LONGEST.get(field.name.rpartition(".")[2], 0),
                state if form.target else "missing",
                digest(form.target),
                tuple(Segment(*pair) for pair in zip(source.flat, translated, strict=True)),
            )
