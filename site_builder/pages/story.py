"""A story's own page, in each language that has it, and the addresses that it had before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from site_builder import markdown, records
from site_builder.facts.ledger import Entry
from site_builder.locales import formats
from site_builder.locales.slugs import folded
from site_builder.markdown.document import Target
from site_builder.pages.cards import card, may_be_kept
from site_builder.pages.edition import Edition
from site_builder.pages.figures import figure, source_title
from site_builder.pages.gallery import arranged
from site_builder.pages.marks import promises_mark
from site_builder.pages.notes import home_of, missing_notice, notes, story_note
from site_builder.pages.page import Basis, Link, Making, Page
from site_builder.pages.pictures import picture
from site_builder.pages.promises import promise
from site_builder.pages.quotations import quotation
from site_builder.pages.share_cards import has_own_card, story_share
from site_builder.pages.views import Correction, MovedView, StoryView
from site_builder.public.records import PublicPhoto, PublicQuote, PublicStory

_NEXT = 3


def story_pages(edition: Edition) -> Iterator[Making]:
    """One page a story, and one that leads on from each of its former addresses."""
    shelves = _shelves(edition)
    promises = _promises(edition)
    for story in edition.stories:
        following = _next(story, shelves)
        entries = promises.get(story.id, ())
        basis = _basis(edition, story, following, entries)
        yield Making(partial(story_page, edition, story, following, entries), basis, unit=f"story {story.id}")
        yield from _former(edition, story)


def _basis(edition: Edition, story: PublicStory, following: Sequence[PublicStory], entries: Sequence[Entry]) -> Basis:
    linked = (edition.stories_by_name.get(name) for name in story.links_to)
    parts = (
        story.hashes.whole,
        *(other.hashes.outline for other in following),
        promises_mark(edition, entries) if entries else "",
        "own card" if has_own_card(edition, story) else "",
        *(edition.addresses.story(other, edition.locale) if other else "" for other in linked),
    )
    return Basis(edition.locale, "stories", edition.addresses.story(story, edition.locale), parts)


def story_page(
    edition: Edition, story: PublicStory, following: Sequence[PublicStory], entries: Sequence[Entry]
) -> Page:
    """The page of one story. ``following``: the stories to read next; ``entries``: the promises that point to it."""
    pictures = tuple(
        picture(edition, photo, story.language, home_of(edition, story, f"#photo-{photo.id}")) for photo in story.photos
    )
    shown = card(edition, story)
    body = edition.passage(story.body, story.language)
    document = markdown.parse(body.words)
    destinations = _destinations(document)
    placed = frozenset(f"{to.kind}:{to.target}" for to in destinations if to.is_place)
    source = edition.site.sources.get(story.source or "")
    source_link = [Link(source_title(edition, source), source.url or source.archived or "")] if source else []
    return Page(
        kind="story",
        locale=edition.locale,
        address=shown.address,
        section="stories",
        title=shown.title,
        description=shown.summary.words,
        twins=edition.twins(lambda locale: edition.addresses.story(story, locale), of=story),
        share=story_share(edition, story),
        is_kept=_may_be_kept(story, following),
        is_draft=bool(story.draft),
        published=story.date.isoformat(),
        changed=story.changed.isoformat(),
        view=StoryView(
            card=shown,
            story_id=story.id,
            notice=missing_notice(edition, body),
            note=story_note(edition, story),
            notes=notes(edition, home_of(edition, story), title=shown.title, summary=shown.summary, body=body),
            arrangement=arranged(story.photos, pictures, placed, large=story.kind == "photo-story"),
            body=body,
            document=document,
            figures=tuple(figure(edition, story, result) for result in story.results),
            figures_note=edition.words.passage("figures.no-total") if len(story.results) > 1 else None,
            quotations=tuple(quotation(edition, story, quote) for quote in story.quotes),
            pictures=pictures,
            placed=placed,
            story_links={
                to.target: edition.addresses.story(edition.stories_by_name[to.target], edition.locale)
                for to in destinations
                if to.kind == "story" and to.target in edition.stories_by_name
            },
            countries=edition.countries(story.countries),
            themes=tuple(map(edition.theme, story.themes)),
            partners=tuple(map(edition.partner, story.partners)),
            programmes=tuple(map(edition.programme, story.programmes)),
            sources=tuple(source_link),
            corrections=tuple(_correction(edition, story, found) for found in story.corrections),
            milestones=tuple(promise(edition, entry) for entry in entries),
            next=tuple(card(edition, other) for other in following),
        ),
    )


def _correction(edition: Edition, story: PublicStory, found: records.Correction) -> Correction:
    what = edition.passage(found.what, story.language)
    note = notes(edition, home_of(edition, story, "#corrections"), what=what).get("what")
    return Correction(found.on.isoformat(), formats.long_date(found.on, edition.locale), what, note)


def _destinations(document: markdown.Document) -> list[markdown.Destination]:
    """Where the text's links and pictures lead: all that a page asks of them."""
    values = [token.value for token in document.tokens if token.mark == "enter"]
    return [value.destination for value in values if isinstance(value, Target)]


def _may_be_kept(story: PublicStory, following: Sequence[PublicStory]) -> bool:
    """Whether everybody whom its page shows agreed to copies that others keep."""
    shown: tuple[PublicStory | PublicPhoto | PublicQuote, ...] = (story, *story.photos, *story.quotes)
    return all(one.uses.archive for one in shown) and may_be_kept(following)


def _promises(edition: Edition) -> Mapping[str, list[Entry]]:
    """The promises whose planned figure a story tells, by that story's id."""
    found: dict[str, list[Entry]] = {}
    for entry in edition.ledger:
        if entry.milestone.result:
            found.setdefault(entry.milestone.result.partition("/")[0], []).append(entry)
    return found


class _Shelf:
    """Stories in the order of a list, to find those that follow one of them."""

    def __init__(self, stories: Sequence[PublicStory]) -> None:
        self._stories = stories
        self._places = {story.id: place for place, story in enumerate(stories)}

    def after(self, story: PublicStory) -> Sequence[PublicStory]:
        """The next few; from the last one on, the list begins again."""
        place = self._places[story.id] + 1
        return [*self._stories[place : place + _NEXT], *self._stories[: min(_NEXT, place - 1)]][:_NEXT]


def _shelves(edition: Edition) -> Mapping[str, _Shelf]:
    """The edition's stories by theme, and all of them under the empty name."""
    found: dict[str, list[PublicStory]] = {"": list(edition.stories)}
    for story in edition.stories:
        for key in story.themes:
            found.setdefault(key, []).append(story)
    return {key: _Shelf(stories) for key, stories in found.items()}


def _next(story: PublicStory, shelves: Mapping[str, _Shelf]) -> list[PublicStory]:
    """Stories to read next: those of the same themes that come just before it in time, then those of all.

    Not the newest of the themes: who reads on would come back to the same three, and each new story would change the
    pages of all others.
    """
    near = {other.id: other for key in story.themes for other in shelves[key].after(story)}
    nearest = sorted(near.values(), key=lambda other: (other.date > story.date, -other.date.toordinal(), other.id))
    chosen = {other.id: other for other in (*nearest, *shelves[""].after(story))}
    return list(chosen.values())[:_NEXT]


def _former(edition: Edition, story: PublicStory) -> Iterator[Making]:
    # What is past in one language may still be the address in another.
    for slug in (slug for slug in story.formerly if folded(slug) != folded(story.slugs[edition.locale])):
        basis = Basis(edition.locale, "stories", _former_address(edition, slug), (story.hashes.outline,))
        yield Making(partial(_moved, edition, story, slug), basis, unit=f"story {story.id}")


def _former_address(edition: Edition, slug: str) -> str:
    return f"{edition.addresses.section('stories', edition.locale)}{slug}/"


def _moved(edition: Edition, story: PublicStory, slug: str) -> Page:
    link = edition.story(story)
    return Page(
        kind="redirect",
        locale=edition.locale,
        address=_former_address(edition, slug),
        section="stories",
        title=link.words,
        description="",
        view=MovedView(link),
        is_listed=False,
    )
