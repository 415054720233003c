"""A milestone in words: what was promised, by whom, for when, and where it stands."""

from __future__ import annotations

from site_builder.facts.ledger import STANDINGS, Entry
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.formats import period
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure_named, source_note, source_title
from site_builder.pages.notes import Home, head_note, notes
from site_builder.pages.views import Figure, Promise, Standing, Word
from site_builder.records import Update


def promise(edition: Edition, entry: Entry) -> Promise:
    """The promise as the ledger, a country's page or a story shows it."""
    milestone = entry.milestone
    source = edition.site.sources.get(milestone.source or "")
    due_words = edition.maybe(milestone.due_words)
    actuals = [update.actual for update in entry.updates if update.actual]
    commitment, reading = edition.passage(milestone.commitment), edition.maybe(milestone.reading)
    source_at = edition.maybe(milestone.source_at)

    def home(locale: Locale) -> str:
        return f"{edition.addresses.section('progress', locale)}#promise-{milestone.id}"

    updates = tuple(_word(edition, update, home) for update in entry.updates)
    return Promise(
        id=milestone.id,
        commitment=commitment,
        standing=entry.standing,
        standing_words=edition.words.passage(f"standing.{entry.standing}"),
        due=due_words or edition.dated(period(milestone.due, edition.words) if milestone.due else ""),
        due_day=str(milestone.due or ""),
        by=tuple(edition.partner(key) for key in milestone.by),
        countries=tuple(edition.country(code) for code in milestone.countries),
        country_codes=milestone.countries,
        country_note=edition.words.passage("place.inferred") if milestone.country_basis == "inferred" else None,
        programme=edition.programme(milestone.programme) if milestone.programme else None,
        planned=_figure(edition, milestone.result),
        actual=_figure(edition, actuals[-1]) if actuals else None,
        updates=updates,
        reading=reading,
        source=source_title(edition, source) if source else None,
        source_note=source_note(edition, source) if source else (),
        source_at=source_at,
        address=home(edition.locale),
        note=head_note(
            edition, home, [commitment], [due_words, reading, source_at, *(update.what for update in updates)]
        ),
        notes=notes(edition, home, commitment=commitment, due_words=due_words, reading=reading),
    )


def _figure(edition: Edition, name: str | None) -> Figure | None:
    return figure_named(edition, name) if name and name in edition.results else None


def _word(edition: Edition, update: Update, home: Home) -> Word:
    what = edition.maybe(update.what)
    stories = [edition.stories_by_id[key] for key in update.evidence if key in edition.stories_by_id]
    return Word(
        day=str(update.on),
        date=period(update.on, edition.words),
        status=update.status,
        status_words=edition.words.passage(f"standing.{update.status}"),
        what=what,
        evidence=tuple(map(edition.story, stories)),
        note=notes(edition, home, what=what).get("what"),
    )


def standings(edition: Edition) -> tuple[Standing, ...]:
    """How many promises stand in which way; ways in which none stands are left out."""
    counts = [(name, sum(entry.standing == name for entry in edition.ledger)) for name in STANDINGS]
    progress = edition.addresses.section("progress", edition.locale)
    return tuple(
        Standing(
            standing=name,
            words=edition.words.passage(f"standing.{name}"),
            count=count,
            number=formats.number(count, *edition.languages),
            address=f"{progress}#{name}",
        )
        for name, count in counts
        if count
    )


def as_of(edition: Edition) -> Passage:
    """The day that standings are told as of, in words; empty where there are no promises."""
    day = formats.long_date(edition.instant.today, *edition.languages)
    return edition.words.passage("progress.as-of", date=day) if edition.ledger else edition.own("")


def promise_count(edition: Edition) -> Passage:
    """How many promises there are, in words."""
    count = len(edition.ledger)
    return edition.words.plural_passage("count.promises", count, number=formats.number(count, *edition.languages))
