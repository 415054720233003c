"""Plans each story's page in every language that has it, and redirects from its former addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from site_builder import markdown, records
from site_builder.facts.ledger import LedgerEntry
from site_builder.locales import Locale, Passage, formats
from site_builder.locales.formats import period
from site_builder.locales.slugs import caseless
from site_builder.pages.cards import card, may_be_kept
from site_builder.pages.figures import figure, source_title
from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.notes import home_of, missing_notice, notes, story_note
from site_builder.pages.page import Link, Page, Phrase, PlannedPage
from site_builder.pages.pictures import arranged, picture
from site_builder.pages.promises import promise, promises_hash
from site_builder.pages.share_cards import has_own_card, story_share
from site_builder.pages.views import CorrectionView, MovedView, Quotation, StoryView
from site_builder.public.records import PublicPhoto, PublicQuote, PublicStory

_NEXT = 3


def story_pages(site: LocalizedSite) -> Iterator[PlannedPage]:
    """Plan one page a story, and one that leads on from each of its former addresses."""
    orders = _reading_orders(site)
    promises = _promises(site)
    for story in site.stories:
        following = _next(story, orders)
        entries = promises.get(story.id, ())
        yield PlannedPage(
            "story",
            site.locale,
            "stories",
            site.addresses.story(story, site.locale),
            partial(_story_page, site, story, following, entries),
            _cache_key(site, story, following, entries),
            unit=f"story {story.id}",
        )
        yield from _former(site, story)


def _cache_key(
    site: LocalizedSite, story: PublicStory, following: Sequence[PublicStory], entries: Sequence[LedgerEntry]
) -> tuple[str, ...]:
    linked = (site.stories_by_name.get(name) for name in story.links_to)
    return (
        story.hashes.whole,
        *(other.hashes.outline for other in following),
        promises_hash(site, entries) if entries else "",
        "own card" if has_own_card(site, story) else "",
        *(site.addresses.story(other, site.locale) if other else "" for other in linked),
    )


def _story_page(
    site: LocalizedSite,
    story: PublicStory,
    following: Sequence[PublicStory],
    entries: Sequence[LedgerEntry],
    planned: PlannedPage,
) -> Page:
    """Make a story's page. ``following``: the stories to read next; ``entries``: the promises that point to it."""
    pictures = tuple(
        picture(site, photo, story.language, home_of(site, story, f"#photo-{photo.id}")) for photo in story.photos
    )
    shown = card(site, story)
    body = site.passage(story.body, story.language)
    document = markdown.parse(body.words)
    destinations = _destinations(document)
    placed = frozenset(f"{to.kind}:{to.target}" for to in destinations if to.is_place)
    source = site.public.sources.get(story.source or "")
    view = StoryView(
        card=shown,
        notice=missing_notice(site, body),
        note=story_note(site, story),
        notes=notes(site, home_of(site, story), title=shown.title, summary=shown.summary, body=body),
        arrangement=arranged(story.photos, pictures, placed, large=story.kind == "photo-story"),
        body=body,
        document=document,
        figures=tuple(figure(site, story, result) for result in story.results),
        figures_note=site.words.passage("figures.no-total") if len(story.results) > 1 else None,
        quotations=tuple(quotation(site, story, quote) for quote in story.quotes),
        pictures=pictures,
        placed=placed,
        story_links={
            to.target: site.addresses.story(site.stories_by_name[to.target], site.locale)
            for to in destinations
            if to.kind == "story" and to.target in site.stories_by_name
        },
        countries=site.countries(story.countries),
        themes=tuple(map(site.theme, story.themes)),
        partners=tuple(map(site.partner, story.partners)),
        programmes=tuple(map(site.programme, story.programmes)),
        sources=(Link(source_title(site, source), source.url or source.archived or ""),) if source else (),
        corrections=tuple(_correction(site, story, found) for found in story.corrections),
        milestones=tuple(promise(site, entry) for entry in entries),
        next=tuple(card(site, other) for other in following),
    )
    return planned.page(
        shown.title,
        shown.summary.words,
        view,
        alternates=site.alternates(lambda locale: site.addresses.story(story, locale), of=story),
        share=story_share(site, story),
        is_kept=_may_be_kept(story, following),
        is_draft=bool(story.draft),
        published=story.date.isoformat(),
        changed=story.changed.isoformat(),
    )


def _correction(site: LocalizedSite, story: PublicStory, found: records.Correction) -> CorrectionView:
    what = site.passage(found.what, story.language)
    note = notes(site, home_of(site, story, "#corrections"), what=what).get("what")
    return CorrectionView(found.on.isoformat(), formats.long_date(found.on, site.locale), what, note)


def _destinations(document: markdown.Document) -> list[markdown.Destination]:
    """Return where the text's links and pictures lead: all that a page asks of them."""
    values = [token.value for token in document.tokens if token.mark == "enter"]
    return [value.destination for value in values if isinstance(value, markdown.Target)]


def _may_be_kept(story: PublicStory, following: Sequence[PublicStory]) -> bool:
    """Return whether everybody whom its page shows agreed to copies that others keep."""
    shown: tuple[PublicStory | PublicPhoto | PublicQuote, ...] = (story, *story.photos, *story.quotes)
    return all(one.uses.archive for one in shown) and may_be_kept(following)


def _promises(site: LocalizedSite) -> Mapping[str, list[LedgerEntry]]:
    """Return the promises whose planned figure a story tells, by that story's id."""
    found: dict[str, list[LedgerEntry]] = {}
    for entry in site.ledger:
        if entry.milestone.result:
            found.setdefault(entry.milestone.result.partition("/")[0], []).append(entry)
    return found


class _ReadingOrder:
    """Stories in the order of a list, to find those that follow one of them."""

    def __init__(self, stories: Sequence[PublicStory]) -> None:
        self._stories = stories
        self._places = {story.id: place for place, story in enumerate(stories)}

    def after(self, story: PublicStory) -> Sequence[PublicStory]:
        """Return the next few; from the last one on, the list begins again."""
        place = self._places[story.id] + 1
        return [*self._stories[place : place + _NEXT], *self._stories[: min(_NEXT, place - 1)]][:_NEXT]


def _reading_orders(site: LocalizedSite) -> Mapping[str, _ReadingOrder]:
    """Return the site's stories by theme, and all of them under the empty name."""
    found: dict[str, list[PublicStory]] = {"": list(site.stories)}
    for story in site.stories:
        for key in story.themes:
            found.setdefault(key, []).append(story)
    return {key: _ReadingOrder(stories) for key, stories in found.items()}


def _next(story: PublicStory, orders: Mapping[str, _ReadingOrder]) -> list[PublicStory]:
    """Return stories to read next: those of the same themes that come just before it in time, then those of all.

    Not the newest of the themes: who reads on would come back to the same three, and each new story would change the
    pages of all others.
    """
    near = {other.id: other for key in story.themes for other in orders[key].after(story)}
    nearest = sorted(near.values(), key=lambda other: (other.date > story.date, -other.date.toordinal(), other.id))
    chosen = {other.id: other for other in (*nearest, *orders[""].after(story))}
    return list(chosen.values())[:_NEXT]


def _former(site: LocalizedSite, story: PublicStory) -> Iterator[PlannedPage]:
    # What is past in one language may still be the address in another.
    for slug in (slug for slug in story.formerly if caseless(slug) != caseless(story.slugs[site.locale])):
        address, key, unit = f"{site.section('stories')}{slug}/", (story.hashes.outline,), f"story {story.id}"
        yield PlannedPage("redirect", site.locale, "stories", address, partial(_moved, site, story), key, unit)


def _moved(site: LocalizedSite, story: PublicStory, planned: PlannedPage) -> Page:
    link = site.story(story)
    return planned.page(link.words, "", MovedView(link), is_listed=False)


def quotation(site: LocalizedSite, story: PublicStory, quote: PublicQuote) -> Quotation:
    """Put a quotation into words: ``text`` is what the page sets large, ``recorded`` the recorded words where that is a
    translation.

    Where the recorded language is not stated, the words in the story's own language are the published ones.
    """
    recorded_in = _recorded_in(quote, story)
    text = site.passage(quote.text, recorded_in)
    shows_translation = _is_translated(text, recorded_in) and bool(quote.text.by_locale.get(recorded_in))
    return Quotation(
        id=quote.id,
        text=text,
        speaker=quote.speaker,
        speaker_note=site.words.text("quote.name-changed") if quote.speaker_name_changed else "",
        role=site.passage(quote.role, story.language),
        organisation=site.partner(quote.organisation) if quote.organisation else None,
        said=_said(site, story, quote),
        origin=_origin(site, quote, text, recorded_in),
        recorded=Passage(quote.text.by_locale[recorded_in], recorded_in) if shows_translation else None,
        note=notes(site, home_of(site, story, f"#quote-{quote.id}"), text=text).get("text"),
        uses=quote.uses,
    )


def _said(site: LocalizedSite, story: PublicStory, quote: PublicQuote) -> Phrase:
    """Return where and when it was said, as far as that is known."""
    where = site.maybe(quote.said_at, story.language)
    when = site.dated(period(quote.said_on, site.words)) if quote.said_on else None
    between = site.own(", ") if where and when else None
    return tuple(part for part in (where, between, when) if part)


def _recorded_in(quote: PublicQuote, story: PublicStory) -> Locale:
    if quote.language != "unknown":
        return Locale(quote.language)
    return story.language if quote.text.has(story.language) else Locale(next(iter(quote.text.by_locale)))


def _origin(site: LocalizedSite, quote: PublicQuote, text: Passage, recorded_in: Locale) -> Passage | None:
    is_unknown = quote.language == "unknown"
    if not _is_translated(text, recorded_in):
        return site.words.passage("quote.language-unknown") if is_unknown else None
    if text.is_machines:
        return site.naming("quote.machine-unknown" if is_unknown else "quote.machine", language=recorded_in)
    return site.naming("quote.translated-unknown" if is_unknown else "quote.translated", language=recorded_in)


def _is_translated(text: Passage, recorded_in: Locale) -> bool:
    """Return whether these are other words than the recorded ones: in a third language, too, where the page's is
    missing."""
    return text.state != "unmarked" and text.language != recorded_in
