"""A page of the preview for staff: how every translation stands, with the way to the passage and to its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from site_builder.facts.translations import Entry, Lines, Row, by_need
from site_builder.locales import Locale, formats
from site_builder.pages.edition import Edition
from site_builder.pages.page import Basis, Making, Page
from site_builder.pages.problems import list_address
from site_builder.translations.fields import State

STATES: tuple[State, ...] = ("ok", "missing", "stale", "machine")
_MOST = 300
"""How many rows a page lists: more would keep a browser busy for longer than anybody reads."""

_TOPICS = {"themes.yml": "themes", "partners.yml": "partners", "programmes.yml": "programmes"}
_ANCHORS = {"quotes": "quote", "results": "result", "photos": "photo"}


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A translation that needs work: ``state`` and the word for it, the field, where it stands, the passage's address
    (empty where no page shows it)."""

    state: State
    stated: str
    field: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in one language. ``kind``: that it is a draft or in review, else empty; ``note``: that its lock cannot
    be read, else empty; ``numbers``: in the order of ``STATES``."""

    name: str
    address: str
    kind: str
    note: str
    locale: Locale
    numbers: tuple[str, ...]
    passages: tuple[PassageLine, ...]


@dataclass(frozen=True)
class TranslationsView:
    """The table is made when it is printed, and not before: it takes every story to be read whole."""

    _edition: Edition
    _editions: Sequence[Edition]
    _rows: Callable[[], Sequence[Row]]
    _lines: Lines

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The words above the columns."""
        names = ("document", "locale", *STATES)
        return tuple(self._edition.words.text(f"cli.translations.column.{name}") for name in names)

    @cached_property
    def documents(self) -> tuple[DocumentLine, ...]:
        """What needs work, most urgent first."""
        needing = [row for row in by_need(self._rows()) if not row.is_complete]
        return tuple(map(self._document, needing[:_MOST]))

    @cached_property
    def totals(self) -> tuple[tuple[Locale, tuple[str, ...]], ...]:
        """The numbers of each language."""
        locales = (edition.locale for edition in self._editions)
        found = ((locale, [row for row in self._rows() if row.locale == locale]) for locale in locales)
        return tuple((locale, self._numbers(rows)) for locale, rows in found if rows)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """How many rows are not listed, since nothing is left to do there or since they are too many."""
        words, rows = self._edition.words, self._rows()
        complete = sum(row.is_complete for row in rows)
        more = max(0, len(rows) - complete - _MOST)
        told = (("complete", complete), ("more", more))
        numbers = {key: formats.number(number, self._edition.locale) for key, number in told}
        return tuple(
            words.plural(f"preview.translations-{key}", number, number=numbers[key]) for key, number in told if number
        )

    @property
    def back(self) -> str:
        """Where the list of problems stands."""
        return list_address(self._edition.locale)

    def _document(self, row: Row) -> DocumentLine:
        words = self._edition.words
        return DocumentLine(
            row.document,
            self._address(row, None),
            "" if row.standing == "published" else words.text(f"cli.translations.{row.standing}"),
            "" if row.is_sure else words.text("cli.translations.unsure"),
            row.locale,
            self._numbers([row]),
            tuple(self._passages(row)),
        )

    def _numbers(self, rows: Sequence[Row]) -> tuple[str, ...]:
        sums = (sum(len(row.having(state)) for row in rows) for state in STATES)
        return tuple(formats.number(number, self._edition.locale) if number else "–" for number in sums)

    def _passages(self, row: Row) -> Iterator[PassageLine]:
        for entry in row.entries:
            if entry.state == "ok" or (entry.state == "stale" and not row.is_sure):
                continue
            at = self._lines.get((entry.file, entry.field, row.locale))
            place = f"{entry.file}:{at.line}" if at else entry.file
            stated = self._edition.words.text(f"cli.translations.{entry.state}")
            yield PassageLine(entry.state, stated, entry.field, place, self._address(row, entry))

    def _address(self, row: Row, entry: Entry | None) -> str:
        """Where a document, or a field of it, is shown: in the translation's language, else in this page's."""
        editions = {edition.locale: edition for edition in self._editions}
        for edition in (editions[row.locale], self._edition):
            address = _story(edition, row.document) if "/" not in row.document else _listed(edition, row, entry)
            if address:
                return f"{address}{_anchor(row.document, entry)}" if entry else address
        return ""


def _story(edition: Edition, folder: str) -> str:
    found = edition.once("translations-stories", lambda: {story.folder: story for story in edition.stories})
    if folder in found:
        return edition.addresses.story(found[folder], edition.locale)
    return edition.addresses.home(edition.locale) if folder == "mkdocs.yml" else ""


def _listed(edition: Edition, row: Row, entry: Entry | None) -> str:
    """The page of a register's entry, or of the promises."""
    name = row.document.rpartition("/")[2]
    if name == "milestones.yml":
        return edition.addresses.section("progress", edition.locale)
    if name in _TOPICS and entry:
        key = entry.field.partition(".")[0]
        if (edition.locale, _TOPICS[name], key) in edition.addresses.slugs:
            return edition.addresses.topic(_TOPICS[name], key, edition.locale)
    return ""


def _anchor(document: str, entry: Entry) -> str:
    """Where on its page a field stands, as far as pages have names for it."""
    kind, _, rest = entry.field.partition(".")
    if document.endswith("/milestones.yml"):
        return f"#promise-{kind}"
    if "/" not in document and kind in _ANCHORS:
        return f"#{_ANCHORS[kind]}-{rest.partition('.')[0]}"
    return "#corrections" if kind == "corrections" else ""


def translations_title(edition: Edition) -> str:
    """What a link to it says."""
    return edition.words.text("preview.translations")


def translations_address(locale: Locale) -> str:
    """Where the page stands."""
    return f"{list_address(locale)}translations/"


def translation_pages(chosen: Sequence[Edition], rows: Callable[[], Sequence[Row]], lines: Lines) -> Iterator[Making]:
    """The page in each language. ``rows``: gives them all, once somebody looks; ``lines``: of what the check told."""
    twins = {edition.locale: translations_address(edition.locale) for edition in chosen}
    for edition in chosen:
        view = TranslationsView(edition, chosen, rows, lines)
        yield Making(partial(_page, edition, twins, view), Basis(edition.locale, "none", twins[edition.locale]))


def _page(edition: Edition, twins: Mapping[Locale, str], view: TranslationsView) -> Page:
    return Page(
        kind="translations",
        locale=edition.locale,
        address=twins[edition.locale],
        section="none",
        title=edition.own(translations_title(edition)),
        description="",
        twins=twins,
        view=view,
        is_listed=False,
    )
