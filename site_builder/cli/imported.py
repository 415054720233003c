"""What ``stories import`` tells: what was found, and what a person must look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from site_builder.cli.console import Console
from site_builder.importing.draft import Draft, DraftResult
from site_builder.importing.messages import remark_words
from site_builder.importing.writing import NOTES
from site_builder.locales.catalog import Catalog
from site_builder.locales.formats import country, joined, language, number


def report(console: Console, draft: Draft, folder: str) -> None:
    """Tell of a draft in the person's language."""
    words = console.words
    console.say(words.text("cli.import.done", folder=click.style(folder, bold=True)))
    console.say()
    console.say(words.text("cli.import.found"))
    for line in _found(words, draft):
        console.say(f"  - {line}")
    console.say()
    console.say(words.text("cli.import.look"))
    for line in _look(words, draft, folder):
        console.say(f"  - {line}")
    console.say()
    console.say(words.text("cli.import.next", folder=folder, stories=console.typed))


def counts(words: Catalog, draft: Draft) -> str:
    """How much was found, without a word of it."""
    whole = sum(quote.is_whole for quote in draft.quotes)
    told = [
        words.plural("cli.import.figures", len(draft.results), number=len(draft.results)),
        words.plural("cli.import.quotes", whole, number=whole),
        words.plural("cli.import.photos", len(draft.photos), number=len(draft.photos)),
    ]
    return joined(told, words.locale)


def _found(words: Catalog, draft: Draft) -> Iterator[str]:
    for locale, title in draft.titles.items():
        yield words.text("cli.import.title", language=language(locale, words.locale), title=title.words)
    if draft.results:
        values = joined([_value(words, result) for result in draft.results], words.locale)
        head = words.plural("cli.import.figures", len(draft.results), number=len(draft.results))
        yield f"{head}: {values}"
    whole = [quote for quote in draft.quotes if quote.is_whole]
    if whole:
        head = words.plural("cli.import.quotes", len(whole), number=len(whole))
        yield f"{head}: {joined([quote.first.speaker for quote in whole], words.locale)}"
    if draft.photos:
        yield words.plural("cli.import.photos", len(draft.photos), number=len(draft.photos))
    for caption in draft.loose:
        told = " – ".join(filter(None, (caption.words, caption.credit)))
        yield words.text("cli.import.caption", caption=told)
    if codes := draft.countries.found:
        names = joined([country(code, words.locale) for code in codes], words.locale)
        yield words.text("cli.import.countries", names=names)
    for name in ("themes", "partners", "programmes"):
        if ids := getattr(draft, name).found:
            yield words.text(f"cli.import.{name}", names=", ".join(ids))
    if draft.day_at is not None:
        yield words.text("cli.import.day", day=draft.day)


def _value(words: Catalog, result: DraftResult) -> str:
    value = number(result.first.value, words.locale)
    return f"{value} %" if result.first.unit == "%" else value


def _look(words: Catalog, draft: Draft, folder: str) -> Iterator[str]:
    yield from (remark_words(remark, words) for remark in draft.remarks)
    yield from _lacking(words, draft)
    if draft.results:
        status = Counter(result.first.status for result in draft.results)
        told = [
            words.text(f"cli.import.status-{name}", number=status[name])
            for name in ("achieved", "planned", "unclear")
            if status[name]
        ]
        yield words.text("cli.import.statuses", statuses=joined(told, words.locale))
    if any(quote.is_whole for quote in draft.quotes):
        yield words.text("cli.import.speakers")
    open_quotes = sum(not quote.is_whole for quote in draft.quotes)
    if open_quotes:
        yield words.plural("cli.import.open-quotes", open_quotes, number=open_quotes)
    if draft.photos:
        yield words.text("cli.import.people")
    if draft.loose:
        yield words.text("cli.import.loose")
    if draft.left:
        yield words.plural("cli.import.left", len(draft.left), number=len(draft.left), file=f"{folder}/{NOTES}")


def _lacking(words: Catalog, draft: Draft) -> Iterator[str]:
    """What the document does not have."""
    for locale in draft.missing:
        yield words.text("cli.import.missing", language=language(locale, words.locale))
    if any(title.stands_in for title in draft.titles.values()):
        yield words.text("cli.import.no-title")
    if any(summary.stands_in for summary in draft.summaries.values()):
        yield words.text("cli.import.no-summary")
    if draft.day_at is None:
        yield words.text("cli.import.no-day", day=draft.day)
    if not draft.countries.found:
        yield words.text("cli.import.no-countries")
