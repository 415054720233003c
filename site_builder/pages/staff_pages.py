"""Plans the preview's pages for staff: what is wrong, what each rule means, and the state of every translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

from site_builder.facts.translations import FieldTranslation, Lines, TranslationRow, by_need
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.catalog import Catalog, catalog
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.page import Kind, Page, PlannedPage
from site_builder.problems import RULES, Problem, Severity, faulty_folders
from site_builder.problems.explanation import Explanation, explain
from site_builder.problems.report import hint, message, position
from site_builder.reading.handwritten import handbook_languages, rules_address
from site_builder.translations.fields import State

LIST = "preview"
"""The last part of the address at which a language's whole list stands."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem in words. ``grade`` is the severity's name, ``graded`` its word. ``more``: the address of the page
    about its rule; empty where there is no site to show one."""

    place: str
    grade: str
    graded: str
    message: str
    hint: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """``lede``: what this page stands for. ``problems``: in the order of files and lines."""

    lede: str
    problems: tuple[ProblemLine, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """What a rule means. ``back``: the address of the list of problems."""

    rule: Explanation
    words: Callable[[str], str]
    back: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """Every rule. ``words`` gives those of the handbook's language; ``lang``: that, where it is not the page's."""

    rules: tuple[Explanation, ...]
    words: Callable[[str], str]
    lang: str


def list_address(locale: Locale) -> str:
    """Return the address of the list of all problems."""
    return f"{locale}/{LIST}/"


def rule_address(rule: str, locale: Locale) -> str:
    """Return the address of the page about a rule."""
    return f"{list_address(locale)}{rule}/"


def preview_banner(problems: Iterable[Problem], words: Catalog) -> str:
    """Return the words at the top of every page of a preview: ``Preview · 2 problems``."""
    number = sum(problem.severity != Severity.NOTE for problem in problems)
    return f"{words.text('preview.name')} · {words.plural('preview.problems', number, number=number)}"


def problem_pages(
    sites: Sequence[LocalizedSite], problems: Sequence[Problem], slugs: Mapping[str, Mapping[Locale, str]]
) -> Iterator[PlannedPage]:
    """Plan a page for every folder with an error, at the story's address in every language, the list of all problems,
    and a page about each rule in it.

    ``slugs``: by folder, the last part of the address of those stories that could be read at all.
    """
    for site in sites:
        for folder in sorted(faulty_folders(problems)):
            own = [problem for problem in problems if position(problem).file.startswith(f"stories/{folder}/")]
            title, lede = site.words.text("preview.story", folder=folder), site.words.text("preview.story-lede")
            address = partial(_story_address, site, folder, slugs.get(folder, {}))
            yield _staff_page("problem", site, address, title, partial(_problems_view, site, lede, own))
        lede = site.words.text("preview.list-lede" if problems else "preview.none-lede")
        whole = partial(_problems_view, site, lede, problems)
        yield _staff_page("problem", site, list_address, preview_banner(problems, site.words), whole)
        for rule in sorted({problem.rule for problem in problems}):
            yield _staff_page("rule", site, partial(rule_address, rule), rule, partial(_rule_view, site, rule))


def rules_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the handbook's page that explains every rule of the check, where this language has the handbook."""
    settings = site.public.settings
    languages = handbook_languages(settings.locales)
    if not settings.has_handbook or site.locale not in languages:
        return
    language = Locale(languages[site.locale])
    title = Passage(catalog(language).text("help.index"), language, "unmarked")

    def build(planned: PlannedPage) -> Page:
        rules = tuple(explain(rule, language) for rule in sorted(RULES))
        other = language if site.locale.partition("-")[0] != language else ""
        addresses = {locale: rules_address(locale) for locale in languages}
        view = RulesView(rules, catalog(language).text, other)
        return planned.page(title, "", view, alternates=addresses, is_listed=False)

    yield PlannedPage("rules", site.locale, "none", rules_address(site.locale), build, ("rules",))


def _staff_page(
    kind: Kind, site: LocalizedSite, address: Callable[[Locale], str], title: str, view: Callable[[], object]
) -> PlannedPage:
    """Plan a page that is made anew each time, and that no search engine may list."""

    def build(planned: PlannedPage) -> Page:
        return planned.page(site.own(title), "", view(), alternates=site.alternates(address), is_listed=False)

    return PlannedPage(kind, site.locale, "none", address(site.locale), build)


def _story_address(site: LocalizedSite, folder: str, slugs: Mapping[Locale, str], locale: Locale) -> str:
    return f"{site.addresses.section('stories', locale)}{slugs.get(locale, folder)}/"


def _problems_view(site: LocalizedSite, lede: str, problems: Iterable[Problem]) -> ProblemsView:
    return ProblemsView(lede, problem_lines(problems, site.locale, site.words, explains=True))


def _rule_view(site: LocalizedSite, rule: str) -> RuleView:
    return RuleView(explain(rule, site.locale), catalog(site.locale).text, list_address(site.locale))


def problem_lines(
    problems: Iterable[Problem], locale: Locale, words: Catalog, *, explains: bool = False
) -> tuple[ProblemLine, ...]:
    """Return the problems in words of ``locale``. ``explains``: whether there are pages about their rules."""
    found = []
    for problem in problems:
        at = position(problem)
        found.append(
            ProblemLine(
                place=f"{at.file}:{at.line}:{at.column}",
                grade=str(problem.severity),
                graded=words.text(f"severity.{problem.severity}"),
                message=message(problem, locale),
                hint=tuple(hint(problem, locale).splitlines()),
                more=rule_address(problem.rule, locale) if explains else "",
            )
        )
    return tuple(found)


STATES: tuple[State, ...] = ("ok", "missing", "stale", "machine")
_MOST = 300
"""How many rows a page lists; with more, a browser would take longer than people read."""

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

    _site: LocalizedSite
    _sites: Sequence[LocalizedSite]
    _rows: Callable[[], Sequence[TranslationRow]]
    _lines: Lines

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The words above the columns."""
        names = ("document", "locale", *STATES)
        return tuple(self._site.words.text(f"cli.translations.column.{name}") for name in names)

    @cached_property
    def documents(self) -> tuple[DocumentLine, ...]:
        """What needs work, most urgent first."""
        needing = [row for row in by_need(self._rows()) if not row.is_complete]
        return tuple(map(self._document, needing[:_MOST]))

    @cached_property
    def totals(self) -> tuple[tuple[Locale, tuple[str, ...]], ...]:
        """The numbers of each language."""
        locales = (site.locale for site in self._sites)
        found = ((locale, [row for row in self._rows() if row.locale == locale]) for locale in locales)
        return tuple((locale, self._numbers(rows)) for locale, rows in found if rows)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """How many rows are not listed, since nothing is left to do there or since they are too many."""
        words, rows = self._site.words, self._rows()
        complete = sum(row.is_complete for row in rows)
        more = max(0, len(rows) - complete - _MOST)
        told = (("complete", complete), ("more", more))
        numbers = {key: formats.number(number, self._site.locale) for key, number in told}
        return tuple(
            words.plural(f"preview.translations-{key}", number, number=numbers[key]) for key, number in told if number
        )

    @property
    def back(self) -> str:
        """Where the list of problems stands."""
        return list_address(self._site.locale)

    def _document(self, row: TranslationRow) -> DocumentLine:
        words = self._site.words
        return DocumentLine(
            row.document,
            self._address(row, None),
            "" if row.standing == "published" else words.text(f"cli.translations.{row.standing}"),
            "" if row.is_sure else words.text("cli.translations.unsure"),
            row.locale,
            self._numbers([row]),
            tuple(self._passages(row)),
        )

    def _numbers(self, rows: Sequence[TranslationRow]) -> tuple[str, ...]:
        sums = (sum(len(row.having(state)) for row in rows) for state in STATES)
        return tuple(formats.number(number, self._site.locale) if number else "–" for number in sums)

    def _passages(self, row: TranslationRow) -> Iterator[PassageLine]:
        for entry in row.entries:
            if entry.state == "ok" or (entry.state == "stale" and not row.is_sure):
                continue
            at = self._lines.get((entry.file, entry.field, row.locale))
            place = f"{entry.file}:{at.line}" if at else entry.file
            stated = self._site.words.text(f"cli.translations.{entry.state}")
            yield PassageLine(entry.state, stated, entry.field, place, self._address(row, entry))

    def _address(self, row: TranslationRow, entry: FieldTranslation | None) -> str:
        """Return the address that shows a document, or a field of it: in the row's language, else in this page's."""
        sites = {site.locale: site for site in self._sites}
        for site in (sites[row.locale], self._site):
            address = _story(site, row.document) if "/" not in row.document else _listed(site, row, entry)
            if address:
                return f"{address}{_anchor(row.document, entry)}" if entry else address
        return ""


def _story(site: LocalizedSite, folder: str) -> str:
    if story := site.stories_by_name.get(folder):
        return site.addresses.story(story, site.locale)
    return site.addresses.home(site.locale) if folder == "mkdocs.yml" else ""


def _listed(site: LocalizedSite, row: TranslationRow, entry: FieldTranslation | None) -> str:
    """Return the address of a register's entry, or of the promises."""
    name = row.document.rpartition("/")[2]
    if name == "milestones.yml":
        return site.section("progress")
    if name in _TOPICS and entry:
        key = entry.field.partition(".")[0]
        if (site.locale, _TOPICS[name], key) in site.addresses.slugs:
            return site.addresses.topic(_TOPICS[name], key, site.locale)
    return ""


def _anchor(document: str, entry: FieldTranslation) -> str:
    """Return the anchor of a field on its page, as far as pages have ids for it."""
    kind, _, rest = entry.field.partition(".")
    if document.endswith("/milestones.yml"):
        return f"#promise-{kind}"
    if "/" not in document and kind in _ANCHORS:
        return f"#{_ANCHORS[kind]}-{rest.partition('.')[0]}"
    return "#corrections" if kind == "corrections" else ""


def translations_title(site: LocalizedSite) -> str:
    """Return the words of a link to the page."""
    return site.words.text("preview.translations")


def translations_address(locale: Locale) -> str:
    """Return the address of the page."""
    return f"{list_address(locale)}translations/"


def translation_pages(
    sites: Sequence[LocalizedSite], rows: Callable[[], Sequence[TranslationRow]], lines: Lines
) -> Iterator[PlannedPage]:
    """Plan the page in each language. ``rows``: gives them all, when they are wanted; ``lines``: see there."""
    for site in sites:
        view = cache(partial(TranslationsView, site, sites, rows, lines))
        yield _staff_page("translations", site, translations_address, translations_title(site), view)
