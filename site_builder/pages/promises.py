"""Puts promises into words, and plans the page that lists all of them by standing, by country and in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from site_builder.facts.ledger import OVERDUE, STANDINGS, LedgerEntry
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.formats import period
from site_builder.pages.figures import figure_named, source_note, source_title
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.notes import Home, head_note, notes
from site_builder.pages.page import Page, PlannedPage
from site_builder.pages.views import Figure, ProgressView, Promise, PromiseUpdate, StandingCount, TimelineEvent
from site_builder.reading.serialization import dumps
from site_builder.records import Update
from site_builder.store import key


def promise(site: LocalizedSite, entry: LedgerEntry) -> Promise:
    """Return the promise as the ledger, a country's page or a story shows it."""
    milestone = entry.milestone
    source = site.public.sources.get(milestone.source or "")
    due_words = site.maybe(milestone.due_words)
    actuals = [update.actual for update in entry.updates if update.actual]
    commitment, reading = site.passage(milestone.commitment), site.maybe(milestone.reading)
    source_at = site.maybe(milestone.source_at)

    def home(locale: Locale) -> str:
        return f"{site.addresses.section('progress', locale)}#promise-{milestone.id}"

    updates = tuple(_word(site, update, home) for update in entry.updates)
    return Promise(
        id=milestone.id,
        commitment=commitment,
        standing=entry.standing,
        standing_words=site.words.passage(f"standing.{entry.standing}"),
        due=due_words or site.dated(period(milestone.due, site.words) if milestone.due else ""),
        due_day=str(milestone.due or ""),
        by=tuple(site.partner(key) for key in milestone.by),
        countries=tuple(site.country(code) for code in milestone.countries),
        country_codes=milestone.countries,
        country_note=site.words.passage("place.inferred") if milestone.country_basis == "inferred" else None,
        programme=site.programme(milestone.programme) if milestone.programme else None,
        planned=_figure(site, milestone.result),
        actual=_figure(site, actuals[-1]) if actuals else None,
        updates=updates,
        reading=reading,
        source=source_title(site, source) if source else None,
        source_note=source_note(site, source) if source else (),
        source_at=source_at,
        address=home(site.locale),
        note=head_note(site, home, [commitment], [due_words, reading, source_at, *(update.what for update in updates)]),
        notes=notes(site, home, commitment=commitment, due_words=due_words, reading=reading),
    )


def _figure(site: LocalizedSite, name: str | None) -> Figure | None:
    return figure_named(site, name) if name and name in site.results else None


def _word(site: LocalizedSite, update: Update, home: Home) -> PromiseUpdate:
    what = site.maybe(update.what)
    stories = [site.stories_by_id[key] for key in update.evidence if key in site.stories_by_id]
    return PromiseUpdate(
        day=str(update.on),
        date=period(update.on, site.words),
        status=update.status,
        status_words=site.words.passage(f"standing.{update.status}"),
        what=what,
        evidence=tuple(map(site.story, stories)),
        note=notes(site, home, what=what).get("what"),
    )


def standings(site: LocalizedSite) -> tuple[StandingCount, ...]:
    """Return how many promises have each standing; standings without any are left out."""
    counts = [(name, sum(entry.standing == name for entry in site.ledger)) for name in STANDINGS]
    progress = site.section("progress")
    return tuple(
        StandingCount(
            standing=name,
            words=site.words.passage(f"standing.{name}"),
            count=count,
            number=site.number(count),
            address=f"{progress}#{name}",
        )
        for name, count in counts
        if count
    )


def as_of(site: LocalizedSite) -> Passage:
    """Return the day of the standings in words; empty where there are no promises."""
    day = formats.long_date(site.instant.today, *site.languages)
    return site.words.passage("progress.as-of", date=day) if site.ledger else site.own("")


def promise_count(site: LocalizedSite) -> Passage:
    """Return how many promises there are, in words."""
    count = len(site.ledger)
    return site.words.plural_passage("count.promises", count, number=site.number(count))


def progress_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the page with every promise."""
    yield PlannedPage("progress", site.locale, "progress", site.section("progress"), partial(_progress_page, site))


def _progress_page(site: LocalizedSite, planned: PlannedPage) -> Page:
    promises = [promise(site, entry) for entry in site.ledger]
    counts = standings(site)
    codes = sorted({code for found in promises for code in found.country_codes})
    countries = sorted(((site.country(code), code) for code in codes), key=lambda pair: pair[0].words.words)
    view = ProgressView(
        standings=counts,
        promises=promise_count(site),
        groups=tuple((each, tuple(found for found in promises if found.standing == each.standing)) for each in counts),
        by_country=tuple(
            (link, tuple(found for found in promises if code in found.country_codes)) for link, code in countries
        ),
        without_country=tuple(found for found in promises if not found.country_codes),
        events=tuple(_events(site, promises)),
        as_of=as_of(site),
    )
    title, description = site.words.passage("title.progress"), site.words.text("description.progress")
    alternates = site.alternates(partial(site.addresses.section, "progress"))
    return planned.page(title, description, view, alternates=alternates)


def _events(site: LocalizedSite, promises: list[Promise]) -> list[TimelineEvent]:
    """List what happened and what did not, newest first: updates, and due dates that passed without one."""
    found: list[tuple[date, TimelineEvent]] = []
    for entry, shown in zip(site.ledger, promises, strict=True):
        for update, word in zip(entry.updates, shown.updates, strict=True):
            what = (word.what,) if word.what else ()
            event = TimelineEvent(
                word.day, word.date, word.status, word.status_words, shown.commitment, what, shown.address
            )
            found.append((update.on.last_day or date.min, event))
        due = entry.milestone.due.last_day if entry.milestone.due else None
        if due and entry.standing == OVERDUE:
            found.append((due, _overdue(site, shown, due)))
    return [event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _overdue(site: LocalizedSite, shown: Promise, due: date) -> TimelineEvent:
    after = due + timedelta(days=1)
    return TimelineEvent(
        after.isoformat(),
        formats.long_date(after, *site.languages),
        OVERDUE,
        shown.standing_words,
        shown.commitment,
        site.phrase("timeline.overdue", due=shown.due),
        shown.address,
    )


def promises_hash(site: LocalizedSite, entries: Iterable[LedgerEntry]) -> str:
    """Return a digest of promises with where they stand, their figures, and the stories that are their evidence."""
    return key("promises", *(part for entry in entries for part in _of_promise(site, entry)))


def _of_promise(site: LocalizedSite, entry: LedgerEntry) -> Iterator[str | bytes]:
    yield from (entry.standing, str(len(entry.updates)), dumps(entry.milestone))
    for name in (entry.milestone.result, *(update.actual for update in entry.updates)):
        found = site.results.get(name or "")
        yield found[0].hashes.figures if found else ""
    for update in entry.updates:
        for name in update.evidence:
            story = site.stories_by_id.get(name)
            yield story.hashes.outline if story else ""
