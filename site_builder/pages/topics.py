"""What stories have in common: pages for each country, theme, partner, programme and year."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from site_builder.facts.ledger import Entry
from site_builder.locales import Locale, Passage, formats
from site_builder.pages import cards
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure_named
from site_builder.pages.indexed import indexed
from site_builder.pages.lists import PER_PAGE
from site_builder.pages.marks import promises_mark
from site_builder.pages.notes import head_note, notes
from site_builder.pages.numbering import Pagination, last_page, parts
from site_builder.pages.page import Basis, Kind, Link, Making, Page, Phrase
from site_builder.pages.promises import promise
from site_builder.pages.views import Numbering, TopicView
from site_builder.public.records import PublicStory

_FIGURES = 24


@dataclass(frozen=True)
class _Topic:
    """One thing that stories share: ``stories``, those of all languages. ``address``: its first page by language;
    ``lede``: what it is."""

    kind: Kind
    key: str
    name: Passage
    address: Callable[[Locale], str]
    stories: Sequence[PublicStory]
    figures: Sequence[str] = ()
    entries: Sequence[Entry] = ()
    acronym: Passage | None = None
    lede: Phrase = ()
    url: str = ""
    facts: Mapping[str, list[Link]] = field(default_factory=dict)


def topic_pages(edition: Edition) -> Iterator[Making]:
    """Every page of every topic: those that stories or promises name, and the registers' entries."""
    for maker in (_countries, _themes, _partners, _programmes, _years):
        for topic in maker(edition):
            yield from _pages(edition, topic)


def _countries(edition: Edition) -> Iterator[_Topic]:
    stories = indexed((code, story) for story in edition.site.stories for code in story.countries)
    figures = indexed((code, name) for name, (_, found) in edition.results.items() for code in found.countries)
    for code in sorted(edition.addresses.keys("countries")):
        yield _Topic(
            kind="country",
            key=code,
            name=edition.country(code).words,
            address=partial(edition.addresses.topic, "countries", code),
            stories=stories.get(code, ()),
            figures=figures.get(code, ()),
            entries=[entry for entry in edition.ledger if code in entry.milestone.countries],
        )


def _themes(edition: Edition) -> Iterator[_Topic]:
    stories = indexed((key, story) for story in edition.site.stories for key in story.themes)
    for key in edition.site.themes:
        yield _Topic(
            kind="theme",
            key=key,
            name=edition.theme(key).words,
            address=partial(edition.addresses.topic, "themes", key),
            stories=stories.get(key, ()),
        )


def _partners(edition: Edition) -> Iterator[_Topic]:
    stories = indexed((key, story) for story in edition.site.stories for key in story.partners)
    for key, partner in edition.site.partners.items():
        programmes = edition.site.programmes.items()
        yield _Topic(
            kind="partner",
            key=key,
            name=edition.passage(partner.name),
            address=partial(edition.addresses.topic, "partners", key),
            stories=stories.get(key, ()),
            entries=[entry for entry in edition.ledger if key in entry.milestone.by],
            acronym=edition.maybe(partner.acronym),
            lede=edition.phrase(f"role.{partner.role}") if partner.role else (),
            url=partner.url or "",
            facts={
                "fact.programmes": [edition.programme(name) for name, found in programmes if key in found.partners],
            },
        )


def _programmes(edition: Edition) -> Iterator[_Topic]:
    stories = indexed((key, story) for story in edition.site.stories for key in story.programmes)
    figures = indexed((found.programme, name) for name, (_, found) in edition.results.items() if found.programme)
    for key, programme in edition.site.programmes.items():
        spelled = edition.maybe(programme.in_source)
        yield _Topic(
            kind="programme",
            key=key,
            name=edition.programme(key).words,
            address=partial(edition.addresses.topic, "programmes", key),
            stories=stories.get(key, ()),
            figures=figures.get(key, ()),
            entries=[entry for entry in edition.ledger if entry.milestone.programme == key],
            lede=edition.phrase("programme.in-source", name=spelled) if spelled else (),
            facts={"fact.partners": [edition.partner(name) for name in programme.partners]},
        )


def _years(edition: Edition) -> Iterator[_Topic]:
    stories = indexed((story.date.year, story) for story in edition.site.stories)
    for year in sorted({story.date.year for story in edition.stories}, reverse=True):
        yield _Topic(
            kind="year",
            key=str(year),
            name=edition.own(formats.year(year, *edition.languages)),
            address=partial(edition.addresses.year, year),
            stories=stories[year],
        )


def _pages(edition: Edition, topic: _Topic) -> Iterator[Making]:
    every = topic.stories
    counts = {locale: len(edition.those(every, locale)) for locale in edition.locales}
    pages = Pagination(edition, topic.address, {locale: last_page(counts[locale], PER_PAGE) for locale in counts})
    # A year has a page only where it has stories; the others are there by their registers.
    locales = {locale for locale in counts if counts[locale] or topic.kind != "year"}
    for number, shown in parts(edition.those(every, edition.locale), PER_PAGE):
        yield Making(
            partial(_page, edition, topic, pages, number, shown, counts[edition.locale], locales),
            _basis(edition, topic, pages, number, shown, counts),
            unit=f"{topic.kind} {topic.key} {number}",
        )


def _basis(
    edition: Edition,
    topic: _Topic,
    pages: Pagination,
    number: int,
    stories: Sequence[PublicStory],
    counts: Mapping[Locale, int],
) -> Basis:
    parts = [*(story.hashes.outline for story in stories), repr(counts), pages.mark(number)]
    if number == 1:
        parts += (edition.results[name][0].hashes.figures for name in topic.figures[:_FIGURES])
        parts += (str(len(topic.figures)), promises_mark(edition, topic.entries))
    return Basis(edition.locale, "stories", pages.address(number, edition.locale), tuple(parts))


def _page(
    edition: Edition,
    topic: _Topic,
    pages: Pagination,
    number: int,
    stories: Sequence[PublicStory],
    count: int,
    locales: Collection[Locale],
) -> Page:
    words = edition.words
    title = words.passage("title.year", year=topic.name.words) if topic.kind == "year" else topic.name
    told = words.plural("count.stories", count, number=formats.number(count, *edition.languages))
    return Page(
        kind=topic.kind,
        locale=edition.locale,
        address=pages.address(number, edition.locale),
        section="stories",
        title=pages.title(title, number),
        description=words.text(f"description.{topic.kind}", name=topic.name.words, count=told),
        twins={locale: address for locale, address in pages.twins(number).items() if locale in locales},
        is_kept=cards.may_be_kept(stories),
        view=_view(
            edition,
            topic if number == 1 else _Topic(topic.kind, topic.key, topic.name, topic.address, topic.stories),
            stories,
            pages.links(number),
        ),
    )


def _view(edition: Edition, topic: _Topic, stories: Sequence[PublicStory], pages: Numbering) -> TopicView:
    results = edition.addresses.section("results", edition.locale)
    more = Link(edition.words.passage("topic.more-figures"), results)
    # Further pages of a long list are not where its name is at home.
    names = {"name": topic.name, "acronym": topic.acronym} if not pages.previous else {}
    return TopicView(
        label=edition.words.passage(f"topic.{topic.kind}"),
        name=topic.name,
        acronym=topic.acronym,
        lede=topic.lede,
        note=head_note(edition, topic.address, names.values()),
        notes=notes(edition, topic.address, **names),
        url=topic.url,
        facts=tuple((edition.words.passage(key), tuple(links)) for key, links in topic.facts.items() if links),
        figures=tuple(figure_named(edition, name) for name in topic.figures[:_FIGURES]),
        figures_note=edition.words.passage("figures.no-total") if len(topic.figures) > 1 else None,
        more_figures=more if len(topic.figures) > _FIGURES else None,
        promises=tuple(promise(edition, entry) for entry in topic.entries),
        cards=tuple(cards.card(edition, story) for story in stories),
        numbering=pages,
    )
