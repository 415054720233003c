"""The ledger of promises: by standing, by country and along time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from site_builder.facts.ledger import OVERDUE, Entry
from site_builder.locales import formats
from site_builder.pages.edition import Edition
from site_builder.pages.page import Basis, Making, Page
from site_builder.pages.promises import as_of, promise, promise_count, standings
from site_builder.pages.views import Event, ProgressView, Promise


def progress_pages(edition: Edition) -> Iterator[Making]:
    """One page with every promise."""
    address = edition.addresses.section("progress", edition.locale)
    yield Making(partial(_page, edition), Basis(edition.locale, "progress", address))


def _page(edition: Edition) -> Page:
    promises = [promise(edition, entry) for entry in edition.ledger]
    groups = tuple(
        (standing, tuple(found for found in promises if found.standing == standing.standing))
        for standing in standings(edition)
    )
    codes = sorted({code for found in promises for code in found.country_codes})
    countries = sorted(((edition.country(code), code) for code in codes), key=lambda pair: pair[0].words.words)
    return Page(
        kind="progress",
        locale=edition.locale,
        address=edition.addresses.section("progress", edition.locale),
        section="progress",
        title=edition.words.passage("title.progress"),
        description=edition.words.text("description.progress"),
        twins=edition.twins(lambda locale: edition.addresses.section("progress", locale)),
        view=ProgressView(
            standings=standings(edition),
            promises=promise_count(edition),
            groups=groups,
            by_country=tuple(
                (link, tuple(found for found in promises if code in found.country_codes)) for link, code in countries
            ),
            without_country=tuple(found for found in promises if not found.country_codes),
            events=tuple(_events(edition, promises)),
            as_of=as_of(edition),
        ),
    )


def _events(edition: Edition, promises: list[Promise]) -> list[Event]:
    """What happened and what did not, newest first: every update, and every due date that passed without one."""
    found: list[tuple[date, Event]] = []
    for entry, shown in zip(edition.ledger, promises, strict=True):
        for update, word in zip(entry.updates, shown.updates, strict=True):
            what = (word.what,) if word.what else ()
            event = Event(word.day, word.date, word.status, word.status_words, shown.commitment, what, shown.address)
            found.append((update.on.last_day or date.min, event))
        if passed := _passed(entry):
            found.append((passed, _overdue(edition, shown, passed)))
    return [event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True)]


def _passed(entry: Entry) -> date | None:
    due = entry.milestone.due
    return due.last_day if due and entry.standing == OVERDUE else None


def _overdue(edition: Edition, shown: Promise, due: date) -> Event:
    after = due + timedelta(days=1)
    return Event(
        after.isoformat(),
        formats.long_date(after, *edition.languages),
        OVERDUE,
        shown.standing_words,
        shown.commitment,
        edition.phrase("timeline.overdue", due=shown.due),
        shown.address,
    )
