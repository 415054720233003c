"""A draft as ``story.yml``: each proposal says in a ``note_found``, which is never shown, where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from site_builder.importing.draft import Draft, DraftPhoto, DraftQuote, DraftResult
from site_builder.importing.proposals import Naming, Where
from site_builder.importing.spots import spot_words
from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog, known_locales
from site_builder.locales.formats import country
from site_builder.reading.yaml_writing import Value, comment, field, item, paragraphs


def record(draft: Draft, words: Catalog, texts: Mapping[Locale, str] | None = None) -> str:
    """The text of ``story.yml``. Comments and notes are in the language of ``words``.

    ``texts``: the bodies, where they are to stand in the record and not in files of their own.
    """
    return "\n".join([*_Record(draft, words, texts).lines(), ""])


class _Record:
    def __init__(self, draft: Draft, words: Catalog, texts: Mapping[Locale, str] | None) -> None:
        self.draft = draft
        self.words = words
        self.texts = texts

    def lines(self) -> Iterator[str]:
        draft, words = self.draft, self.words
        yield from comment(words.text("import.record.head"))
        yield ""
        yield from field("title", {locale: self._wording(draft.titles, locale) for locale in draft.locales})
        yield from field("summary", {locale: self._wording(draft.summaries, locale) for locale in draft.locales})
        if draft.day_at is None:
            yield from comment(words.text("import.record.no-day"))
        yield from field("date", draft.day)
        yield from field("countries", list(draft.countries.found))
        yield from field("state", "draft")
        yield from field("kind", draft.kind)
        yield from field("language", draft.language)
        for name in ("themes", "partners", "programmes"):
            yield from field(name, list(getattr(draft, name).found))
        if self.texts is not None:
            yield "body:"
            for locale in draft.locales:
                yield from paragraphs(locale, self.texts.get(locale, ""), 1)
        yield ""
        yield from self._found()
        for name, made in (("results", self._results()), ("quotes", self._quotes()), ("photos", self._photos())):
            lines = list(made)
            if lines:
                yield ""
                yield from comment(words.text(f"import.record.{name}"))
                yield f"{name}:"
                yield from lines
        yield from self._notes()

    def _wording(self, texts: Mapping[Locale, object], locale: Locale) -> str | None:
        found = texts.get(locale)
        return getattr(found, "words", None) if found else None

    def _spot(self, at: Where) -> str:
        return spot_words(at, self.draft.documents, self.words)

    def _found(self) -> Iterator[str]:
        """Where the fields above were found, and what else is named."""
        draft, told = self.draft, dict[str, Value]()
        for name, texts in (("title", draft.titles), ("summary", draft.summaries)):
            stands_in = self.words.text("import.record.stands-in")
            told[name] = {
                locale: f"{self._spot(one.at)} ({stands_in})" if one.stands_in else self._spot(one.at)
                for locale, one in texts.items()
            }
        if draft.day_at is not None:
            told["date"] = self._spot(draft.day_at)
        for name in ("countries", "themes", "partners", "programmes"):
            naming: Naming = getattr(draft, name)
            if naming.found:
                told[name] = {found: self._spot(at) for found, at in naming.found.items()}
        if draft.countries.others:
            told["other_countries"] = {
                code: f"{country(code, self.words.locale)}, {self._spot(at)}"
                for code, at in draft.countries.others.items()
            }
        yield from field("note_found", {name: value for name, value in told.items() if value})

    def _results(self) -> Iterator[str]:
        for result in self.draft.results:
            yield from item(self._result(result))

    def _result(self, result: DraftResult) -> Iterator[str]:
        figure = result.first
        yield from field("id", result.id)
        yield from field("value", _number(figure.value))
        if figure.unit:
            yield from field("unit", {locale: one.unit or None for locale, one in result.told.items()})
        yield from field("what", {locale: one.what for locale, one in result.told.items()})
        yield from field("countries", list(figure.countries))
        if figure.countries:
            yield from field("country_basis", "stated" if figure.is_stated else "inferred")
        yield from field("status", figure.status)
        yield from field("when", figure.when or "unstated")
        if figure.programme:
            yield from field("programme", figure.programme)
        yield from field("source_at", self._source_at(figure.at))
        yield from field(
            "reading",
            {
                locale: catalog(locale).text("import.reading", sentence=one.sentence)
                for locale, one in result.told.items()
            },
        )
        yield from field("note_found", self._result_note(result))

    def _result_note(self, result: DraftResult) -> str:
        again = (figure for figures in result.again.values() for figure in figures)
        told = [self._spot(one.at) for one in (*result.told.values(), *again)]
        if result.first.unit_from_before:
            told.append(self.words.text("import.record.unit-from-before"))
        elif result.first.unit:
            told.append(self.words.text("import.record.unit-guessed"))
        if result.first.countries and not result.first.is_stated:
            told.append(self.words.text("import.record.country-before"))
        if len(self.draft.parts) > len(result.told):
            told.append(self.words.text("import.record.one-language", languages=", ".join(result.told)))
        return "; ".join(dict.fromkeys(told))

    def _source_at(self, at: Where) -> Value:
        known = [locale for locale in self.draft.locales if locale in known_locales()]
        return {
            locale: spot_words(at, self.draft.documents, catalog(locale), with_document=False) or None
            for locale in known
        }

    def _quotes(self) -> Iterator[str]:
        for quote in self.draft.quotes:
            if quote.is_whole:
                yield from item(self._quote(quote))

    def _quote(self, quote: DraftQuote) -> Iterator[str]:
        yield from field("id", quote.id)
        yield from field("speaker", quote.first.speaker)
        yield from comment(self.words.text("import.record.speaker-kind"))
        yield from field("speaker_kind", None)
        yield from field("role", {locale: quote.roles.get(locale) for locale in self.draft.locales})
        if quote.organisation:
            yield from field("organisation", quote.organisation)
        yield from field("language", "unknown")
        yield from field("text", {locale: one.words for locale, one in quote.told.items()})
        yield from field("note_found", "; ".join(dict.fromkeys(self._spot(one.at) for one in quote.told.values())))

    def _photos(self) -> Iterator[str]:
        for photo in self.draft.photos:
            yield from item(self._photo(photo))

    def _photo(self, photo: DraftPhoto) -> Iterator[str]:
        yield from field("id", photo.id)
        yield from field("file", photo.file)
        yield from field("alt", dict.fromkeys(self.draft.locales))
        if any(caption.words for caption in photo.captions.values()):
            yield from field("caption", {locale: one.words for locale, one in photo.captions.items() if one.words})
        yield from field("credit", photo.credit or None)
        yield from field("licence", None)
        yield from comment(self.words.text("import.record.people"))
        yield from field("people", None)
        told = [photo.origin, self._spot(photo.at), *(self._spot(one.at) for one in photo.captions.values())]
        yield from field("note_found", "; ".join(dict.fromkeys(filter(None, told))))

    def _notes(self) -> Iterator[str]:
        """Quotations that lack a speaker or a role, and captions without a picture: complete, but no records yet."""
        rest = [quote for quote in self.draft.quotes if not quote.is_whole]
        if rest:
            yield ""
            yield from comment(self.words.text("import.record.note-quotes"))
            yield "note_quotes:"
            for quote in rest:
                yield from item(self._open_quote(quote))
        if self.draft.loose:
            yield ""
            yield from comment(self.words.text("import.record.note-photos"))
            yield "note_photos:"
            for caption in self.draft.loose:
                told = {"caption": caption.words, "credit": caption.credit, "found": self._spot(caption.at)}
                yield from item(line for name, value in told.items() if value for line in field(name, value))

    def _open_quote(self, quote: DraftQuote) -> Iterator[str]:
        yield from field("speaker", quote.first.speaker or None)
        yield from field("role", {str(locale): role for locale, role in quote.roles.items()} or None)
        yield from field("text", {locale: one.words for locale, one in quote.told.items()})
        where = self._spot(quote.first.at)
        key = "import.record.in-text" if quote.first.in_text else "import.record.alone"
        yield from field("found", f"{where}; {self.words.text(key)}")


def _number(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else format(value.normalize(), "f")
