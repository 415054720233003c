"""Plans lists of stories: all of them, and those of each country, theme, partner, programme and year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from site_builder.facts.ledger import LedgerEntry
from site_builder.locales import Locale, Passage, formats
from site_builder.pages import cards
from site_builder.pages.figures import figure_named
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.notes import head_note, notes
from site_builder.pages.page import Kind, Link, Page, Phrase, PlannedPage
from site_builder.pages.pagination import Pagination
from site_builder.pages.promises import promise, promises_hash
from site_builder.pages.views import ListView, PageNumbers, TopicView
from site_builder.public.records import PublicStory

PER_PAGE = 24
_FIGURES = 24

K = TypeVar("K")
V = TypeVar("V")


def list_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the list of all stories, the newest first; it has a first page even without any story."""
    counts = {locale: len(site.shown_in(locale, site.public.stories)) for locale in site.locales}
    first = partial(site.addresses.section, "stories")

    def cache_key(number: int, stories: Sequence[PublicStory]) -> Iterable[str]:
        return (*(story.hashes.outline for story in stories), cards.places_hash(site))

    pages = Pagination(site, "stories", "stories", "stories", first, counts, PER_PAGE)
    return pages.plan(site.stories, cache_key, _list_page)


def _list_page(pages: Pagination, number: int, stories: Sequence[PublicStory], planned: PlannedPage) -> Page:
    site, words, count = pages.site, pages.site.words, len(pages.site.stories)
    return planned.page(
        pages.title(words.passage("title.stories"), number),
        words.text("description.stories"),
        ListView(
            cards=tuple(cards.card(site, story) for story in stories),
            count=words.plural_passage("count.stories", count, number=site.number(count)),
            pagination=pages.links(number),
            countries=cards.countries(site),
            themes=cards.themes(site),
            years=cards.years(site),
        ),
        alternates=pages.alternates(number),
        is_kept=cards.may_be_kept(stories),
    )


@dataclass(frozen=True)
class _Topic:
    """Something that stories have in common. ``stories``: those of all languages. ``address``: of its first page by
    language; ``lede``: what it is, in a sentence."""

    kind: Kind
    key: str
    name: Passage
    address: Callable[[Locale], str]
    stories: Sequence[PublicStory]
    figures: Sequence[str] = ()
    entries: Sequence[LedgerEntry] = ()
    acronym: Passage | None = None
    lede: Phrase = ()
    url: str = ""
    facts: Mapping[str, list[Link]] = field(default_factory=dict)


def topic_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan the pages of every topic: those that stories or promises name, and the registers' entries."""
    for topics in (_countries, _themes, _partners, _programmes, _years):
        for topic in topics(site):
            yield from _topic_pages(site, topic)


def _countries(site: LocalizedSite) -> Iterator[_Topic]:
    stories = _grouped((code, story) for story in site.public.stories for code in story.countries)
    figures = _grouped((code, name) for name, (_, found) in site.results.items() for code in found.countries)
    for code in sorted(site.addresses.keys("countries")):
        yield _Topic(
            kind="country",
            key=code,
            name=site.country(code).words,
            address=partial(site.addresses.topic, "countries", code),
            stories=stories.get(code, ()),
            figures=figures.get(code, ()),
            entries=[entry for entry in site.ledger if code in entry.milestone.countries],
        )


def _themes(site: LocalizedSite) -> Iterator[_Topic]:
    stories = _grouped((key, story) for story in site.public.stories for key in story.themes)
    for key in site.public.themes:
        address = partial(site.addresses.topic, "themes", key)
        yield _Topic("theme", key, site.theme(key).words, address, stories.get(key, ()))


def _partners(site: LocalizedSite) -> Iterator[_Topic]:
    stories = _grouped((key, story) for story in site.public.stories for key in story.partners)
    programmes = site.public.programmes.items()
    for key, partner in site.public.partners.items():
        yield _Topic(
            kind="partner",
            key=key,
            name=site.passage(partner.name),
            address=partial(site.addresses.topic, "partners", key),
            stories=stories.get(key, ()),
            entries=[entry for entry in site.ledger if key in entry.milestone.by],
            acronym=site.maybe(partner.acronym),
            lede=site.phrase(f"role.{partner.role}") if partner.role else (),
            url=partner.url or "",
            facts={"fact.programmes": [site.programme(name) for name, found in programmes if key in found.partners]},
        )


def _programmes(site: LocalizedSite) -> Iterator[_Topic]:
    stories = _grouped((key, story) for story in site.public.stories for key in story.programmes)
    figures = _grouped((found.programme, name) for name, (_, found) in site.results.items() if found.programme)
    for key, programme in site.public.programmes.items():
        spelled = site.maybe(programme.in_source)
        yield _Topic(
            kind="programme",
            key=key,
            name=site.programme(key).words,
            address=partial(site.addresses.topic, "programmes", key),
            stories=stories.get(key, ()),
            figures=figures.get(key, ()),
            entries=[entry for entry in site.ledger if entry.milestone.programme == key],
            lede=site.phrase("programme.in-source", name=spelled) if spelled else (),
            facts={"fact.partners": [site.partner(name) for name in programme.partners]},
        )


def _years(site: LocalizedSite) -> Iterator[_Topic]:
    stories = _grouped((story.date.year, story) for story in site.public.stories)
    for year in sorted({story.date.year for story in site.stories}, reverse=True):
        name = site.own(formats.year(year, *site.languages))
        yield _Topic("year", str(year), name, partial(site.addresses.year, year), stories[year])


def _topic_pages(site: LocalizedSite, topic: _Topic) -> Iterator[PlannedPage]:
    counts = {locale: len(site.shown_in(locale, topic.stories)) for locale in site.locales}

    def cache_key(number: int, stories: Sequence[PublicStory]) -> Iterable[str]:
        yield from (story.hashes.outline for story in stories)
        if number == 1:
            yield from (site.results[name][0].hashes.figures for name in topic.figures[:_FIGURES])
            yield from (str(len(topic.figures)), promises_hash(site, topic.entries))

    pages = Pagination(site, topic.kind, "stories", f"{topic.kind} {topic.key}", topic.address, counts, PER_PAGE)
    return pages.plan(site.shown_in(site.locale, topic.stories), cache_key, partial(_topic_page, topic))


def _topic_page(
    topic: _Topic, pages: Pagination, number: int, stories: Sequence[PublicStory], planned: PlannedPage
) -> Page:
    site, words, counts = pages.site, pages.site.words, pages.counts
    is_year = topic.kind == "year"
    title = words.passage("title.year", year=topic.name.words) if is_year else topic.name
    count = words.plural("count.stories", counts[site.locale], number=site.number(counts[site.locale]))
    shown = topic if number == 1 else _Topic(topic.kind, topic.key, topic.name, topic.address, topic.stories)
    # A year has a page only where it has stories; the others have one by their registers.
    alternates = {locale: each for locale, each in pages.alternates(number).items() if counts[locale] or not is_year}
    return planned.page(
        pages.title(title, number),
        words.text(f"description.{topic.kind}", name=topic.name.words, count=count),
        _topic_view(site, shown, stories, pages.links(number)),
        alternates=alternates,
        is_kept=cards.may_be_kept(stories),
    )


def _topic_view(site: LocalizedSite, topic: _Topic, stories: Collection[PublicStory], pages: PageNumbers) -> TopicView:
    more = Link(site.words.passage("topic.more-figures"), site.section("results"))
    # Further pages of a long list are not where its name is at home.
    names = {"name": topic.name, "acronym": topic.acronym} if not pages.previous else {}
    return TopicView(
        label=site.words.passage(f"topic.{topic.kind}"),
        name=topic.name,
        acronym=topic.acronym,
        lede=topic.lede,
        note=head_note(site, topic.address, names.values()),
        notes=notes(site, topic.address, **names),
        url=topic.url,
        facts=tuple((site.words.passage(key), tuple(links)) for key, links in topic.facts.items() if links),
        figures=tuple(figure_named(site, name) for name in topic.figures[:_FIGURES]),
        figures_note=site.words.passage("figures.no-total") if len(topic.figures) > 1 else None,
        more_figures=more if len(topic.figures) > _FIGURES else None,
        promises=tuple(promise(site, entry) for entry in topic.entries),
        cards=tuple(cards.card(site, story) for story in stories),
        pagination=pages,
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return values by their keys, in their order: one pass over a site that may have ten thousand stories."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
