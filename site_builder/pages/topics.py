"""What stories have in common: a page for each country, theme, partner and programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.facts.ledger import Entry
from site_builder.locales import formats
from site_builder.pages.addresses import Topic
from site_builder.pages.cards import card
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure
from site_builder.pages.page import Kind, Link, Page
from site_builder.pages.promises import promise
from site_builder.pages.views import TopicView
from site_builder.public import PublicStory
from site_builder.records import Result

Figures = Iterable[tuple[PublicStory, Result]]


def topic_pages(edition: Edition) -> Iterator[Page]:
    """Countries that stories or promises name, and every theme, partner and programme of the registers."""
    site = edition.site
    codes = sorted({code for bearer in (*site.stories, *site.milestones) for code in bearer.countries})
    for code in codes:
        yield _page(
            edition,
            ("country", "countries", code),
            edition.country(code),
            lambda story, code=code: code in story.countries,  # type: ignore[misc]
            [found for found in edition.results.values() if code in found[1].countries],
            [entry for entry in edition.ledger if code in entry.milestone.countries],
        )
    for key in site.themes:
        yield _page(
            edition,
            ("theme", "themes", key),
            edition.theme(key),
            lambda story, key=key: key in story.themes,  # type: ignore[misc]
        )
    for key, partner in site.partners.items():
        role = [edition.words.text(f"role.{partner.role}")] if partner.role else []
        yield _page(
            edition,
            ("partner", "partners", key),
            Link(edition.passage(partner.name), partner.url or ""),
            lambda story, key=key: key in story.partners,  # type: ignore[misc]
            entries=[entry for entry in edition.ledger if key in entry.milestone.by],
            acronym=edition.maybe(partner.acronym),
            note=", ".join(role),
            facts=_facts(edition, "fact.programmes", _programmes_of(edition, key)),
        )
    for key, programme in site.programmes.items():
        spelled = edition.maybe(programme.in_source)
        yield _page(
            edition,
            ("programme", "programmes", key),
            edition.programme(key),
            lambda story, key=key: key in story.programmes,  # type: ignore[misc]
            [found for found in edition.results.values() if found[1].programme == key],
            [entry for entry in edition.ledger if entry.milestone.programme == key],
            note=edition.words.text("programme.in-source", name=spelled.words) if spelled else "",
            facts=_facts(edition, "fact.partners", [edition.partner(name) for name in programme.partners]),
        )


def _programmes_of(edition: Edition, partner: str) -> list[Link]:
    found = edition.site.programmes.items()
    return [edition.programme(key) for key, programme in found if partner in programme.partners]


def _facts(edition: Edition, key: str, links: list[Link]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    return ((edition.words.text(key), tuple(links)),) if links else ()


def _page(
    edition: Edition,
    what: tuple[Kind, Topic, str],
    name: Link,
    belongs: Callable[[PublicStory], bool],
    figures: Figures = (),
    entries: Iterable[Entry] = (),
    **more: object,
) -> Page:
    kind, topic, key = what
    shown = tuple(figure(edition, story, result) for story, result in figures)
    stories = [story for story in edition.stories if belongs(story)]
    count = edition.words.plural("count.stories", len(stories), number=formats.number(len(stories), edition.locale))
    label = edition.words.text(f"topic.{kind}")
    view = {"acronym": None, "note": "", "facts": (), **more}
    return Page(
        kind=kind,
        locale=edition.locale,
        address=edition.addresses.topic(topic, key, edition.locale),
        section="stories",
        title=name.words,
        description=edition.words.text(f"description.{kind}", name=name.words.words, count=count),
        twins=edition.twins(lambda locale: edition.addresses.topic(topic, key, locale)),
        view=TopicView(
            label=label,
            name=name.words,
            url=name.address if kind == "partner" else "",
            figures=shown,
            figures_note=edition.words.text("figures.no-total") if len(shown) > 1 else "",
            promises=tuple(promise(edition, entry) for entry in entries),
            cards=tuple(card(edition, story) for story in stories),
            **view,  # type: ignore[arg-type]
        ),
    )
