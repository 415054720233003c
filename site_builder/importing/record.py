"""Writes a draft as ``story.yml``: each proposal says in a ``note_found``, which is never shown, where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.importing.document import Location
from site_builder.importing.draft import Caption, Draft, DraftPhoto, DraftQuote, DraftResult
from site_builder.importing.messages import place_words
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog, known_locales
from site_builder.locales.formats import country
from site_builder.reading.yaml_writing import comment, field, item, paragraphs

Fields = list[tuple[str, Any]]
"""Names and values: words, None, a list of names, a mapping, or a list of ``Fields``. The name ``#`` makes a comment,
an empty one an empty line."""

_OMITTED = object()


def record(draft: Draft, words: Catalog, texts: Mapping[Locale, str] | None = None) -> str:
    """Write ``story.yml``, with comments and notes in the language of ``words``.

    ``texts``: the bodies, where they are to stand in the record and not in files of their own.
    """
    return "\n".join([*_lines(_RecordWriter(draft, words).fields(texts)), ""])


class _RecordWriter:
    def __init__(self, draft: Draft, words: Catalog) -> None:
        self.draft = draft
        self.words = words

    def say(self, key: str, **params: object) -> str:
        return self.words.text(f"import.record.{key}", **params)

    def place(self, at: Location) -> str:
        return place_words(at, self.draft.documents, self.words)

    def places(self, *at: Location) -> str:
        return "; ".join(filter(None, dict.fromkeys(map(self.place, at))))

    def fields(self, texts: Mapping[Locale, str] | None) -> Fields:
        draft = self.draft
        titles, summaries = (
            {locale: one.words if (one := found.get(locale)) else None for locale in draft.locales}
            for found in (draft.titles, draft.summaries)
        )
        fields: Fields = [
            ("#", self.say("head")),
            ("", None),
            ("title", titles),
            ("summary", summaries),
            ("#", self.say("no-day") if draft.day_at is None else _OMITTED),
            ("date", draft.day),
            ("countries", list(draft.countries.found)),
            ("state", "draft"),
            ("kind", draft.kind),
            ("language", draft.language),
            *((name, list(getattr(draft, name).found)) for name in ("themes", "partners", "programmes")),
            ("body", {locale: texts.get(locale, "") for locale in draft.locales} if texts is not None else _OMITTED),
            ("", None),
            ("note_found", self.found()),
        ]
        for name, items in (
            ("results", [self.result(one) for one in draft.results]),
            ("quotes", [self.quote(one) for one in draft.quotes if one.is_whole]),
            ("photos", [self.photo(one) for one in draft.photos]),
            # Complete, but no records yet: they lack a speaker or a role, or a picture.
            ("note_quotes", [self.open_quote(one) for one in draft.quotes if not one.is_whole]),
            ("note_photos", [self.caption(one) for one in draft.loose]),
        ):
            if items:
                fields += [("", None), ("#", self.say(name.replace("_", "-"))), (name, items)]
        return fields

    def found(self) -> dict[str, Any]:
        """Return where the fields above were found, and what else is named."""
        draft, told = self.draft, dict[str, Any]()
        for name, excerpts in (("title", draft.titles), ("summary", draft.summaries)):
            told[name] = {
                locale: f"{self.place(one.at)} ({self.say('stands-in')})" if one.stands_in else self.place(one.at)
                for locale, one in excerpts.items()
            }
        if draft.day_at is not None:
            told["date"] = self.place(draft.day_at)
        for name in ("countries", "themes", "partners", "programmes"):
            told[name] = {found: self.place(at) for found, at in getattr(draft, name).found.items()}
        told["other_countries"] = {
            code: f"{country(code, self.words.locale)}, {self.place(at)}" for code, at in draft.countries.others.items()
        }
        return {name: value for name, value in told.items() if value}

    def result(self, result: DraftResult) -> Fields:
        figure, told = result.first, result.by_locale
        value = figure.value
        basis = "stated" if figure.is_stated else "inferred"
        source_at = {
            locale: place_words(figure.at, self.draft.documents, catalog(locale), with_document=False) or None
            for locale in self.draft.locales
            if locale in known_locales()
        }
        readings = {name: catalog(name).text("import.reading", sentence=one.sentence) for name, one in told.items()}
        return [
            ("id", result.id),
            ("value", str(int(value)) if value == int(value) else format(value.normalize(), "f")),
            ("unit", {locale: one.unit or None for locale, one in told.items()} if figure.unit else _OMITTED),
            ("what", {locale: one.what for locale, one in told.items()}),
            ("countries", list(figure.countries)),
            ("country_basis", basis if figure.countries else _OMITTED),
            ("status", figure.status),
            ("when", figure.when or "unstated"),
            ("programme", figure.programme or _OMITTED),
            ("source_at", source_at),
            ("reading", readings),
            ("note_found", self.result_note(result)),
        ]

    def result_note(self, result: DraftResult) -> str:
        figure = result.first
        told = [self.place(one.at) for one in result.by_locale.values()]
        told += [self.place(one.at) for figures in result.again.values() for one in figures]
        if figure.unit_from_before or figure.unit:
            told.append(self.say("unit-from-before" if figure.unit_from_before else "unit-guessed"))
        if figure.countries and not figure.is_stated:
            told.append(self.say("country-before"))
        if len(self.draft.parts) > len(result.by_locale):
            told.append(self.say("one-language", languages=", ".join(result.by_locale)))
        return "; ".join(dict.fromkeys(told))

    def quote(self, quote: DraftQuote) -> Fields:
        return [
            ("id", quote.id),
            ("speaker", quote.first.speaker),
            ("#", self.say("speaker-kind")),
            ("speaker_kind", None),
            ("role", {locale: quote.roles.get(locale) for locale in self.draft.locales}),
            ("organisation", quote.organisation or _OMITTED),
            ("language", "unknown"),
            ("text", {locale: one.words for locale, one in quote.by_locale.items()}),
            ("note_found", self.places(*(one.at for one in quote.by_locale.values()))),
        ]

    def open_quote(self, quote: DraftQuote) -> Fields:
        reason = self.say("in-text" if quote.first.in_text else "alone")
        return [
            ("speaker", quote.first.speaker or None),
            ("role", quote.roles or None),
            ("text", {locale: one.words for locale, one in quote.by_locale.items()}),
            ("found", f"{self.place(quote.first.at)}; {reason}"),
        ]

    def photo(self, photo: DraftPhoto) -> Fields:
        captions = photo.captions.values()
        words = {locale: one.words for locale, one in photo.captions.items() if one.words}
        found = self.places(photo.at, *(one.at for one in captions))
        return [
            ("id", photo.id),
            ("file", photo.file),
            ("alt", dict.fromkeys(self.draft.locales)),
            ("caption", words or _OMITTED),
            ("credit", photo.credit or None),
            ("licence", None),
            ("#", self.say("people")),
            ("people", None),
            ("note_found", "; ".join(filter(None, (photo.origin, found)))),
        ]

    def caption(self, caption: Caption) -> Fields:
        return [
            ("caption", caption.words or _OMITTED),
            ("credit", caption.credit or _OMITTED),
            ("found", self.place(caption.at) or _OMITTED),
        ]


def _lines(fields: Fields) -> Iterator[str]:
    for name, value in fields:
        if value is _OMITTED:
            continue
        if not name:
            yield ""
        elif name == "#":
            yield from comment(value)
        elif name == "body":
            yield f"{name}:"
            for locale, text in value.items():
                yield from paragraphs(locale, text, 1)
        elif value and isinstance(value, list) and isinstance(value[0], list):
            yield f"{name}:"
            for each in value:
                yield from item(_lines(each))
        else:
            yield from field(name, value)
