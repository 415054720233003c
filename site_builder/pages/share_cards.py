"""Chooses the card that other sites show with a link to a page: the story's own, or the site's in its language."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.pages.localized_site import LocalizedSite, memoized
from site_builder.pages.page import ShareImage
from site_builder.pictures.plan import ShareCard, card_photo
from site_builder.public.records import PublicStory

FOLDER = "assets/cards/"
"""Where cards stand in the site."""

MOST, NEWEST = 100, 24
"""Of up to ``MOST`` stories without a picture each has a card of its own, of more the ``NEWEST``.

Unless the settings say all.
"""


@memoized
def site_share(site: LocalizedSite) -> ShareImage | None:
    """Return the site's card in this language; None where the site's address is not known, since
    other sites need it whole."""
    if not site.public.settings.site_url:
        return None
    return ShareImage(_address(site_card(site)), _name(site))


def story_share(site: LocalizedSite, story: PublicStory) -> ShareImage | None:
    """Return the card for a story's page."""
    if not has_own_card(site, story):
        return site_share(site)
    title = site.passage(story.title, story.language).words
    photo = story.social_photo
    shown = site.maybe(photo.alt, story.language) if photo else None
    if shown is None or shown.language != site.locale:
        return ShareImage(_address(story_card(site, story)), title)
    return ShareImage(_address(story_card(site, story)), f"{title} – {shown.words}")


def has_own_card(site: LocalizedSite, story: PublicStory) -> bool:
    """Return whether the story has a card of its own. A page's cache key holds it, since newer stories change it."""
    return story.id in _stories_with_card(site)


def share_cards(site: LocalizedSite) -> Iterator[tuple[str, ShareCard]]:
    """Yield every card of the site by its path in the site."""
    if site.public.settings.site_url:
        card = site_card(site)
        yield _address(card), card
        for story in site.stories:
            if has_own_card(site, story):
                card = story_card(site, story)
                yield _address(card), card


def site_card(site: LocalizedSite) -> ShareCard:
    """Return the card of the site itself: its name and what it is about."""
    settings = site.public.settings
    tagline = site.maybe(settings.tagline)
    return ShareCard(_name(site), _name(site), settings.accent, tagline.words if tagline else "")


def story_card(site: LocalizedSite, story: PublicStory) -> ShareCard:
    """Return a story's card: its headline, and its first picture that consent lets other sites show."""
    photo = story.social_photo
    return ShareCard(
        headline=site.passage(story.title, story.language).words,
        name=_name(site),
        accent=site.public.settings.accent,
        photo=card_photo(photo.plan, photo.focus) if photo else None,
    )


@memoized
def _stories_with_card(site: LocalizedSite) -> frozenset[str]:
    if not site.public.settings.site_url:
        return frozenset()
    # A headline speaks of the people in the story too: who has not agreed to that use is on no card of other sites.
    stories = [story for story in site.stories if story.uses.social]
    plain = [story.id for story in stories if not story.social_photo]
    if site.public.settings.share_cards == "newest" and len(plain) > MOST:
        plain = plain[:NEWEST]
    return frozenset(plain).union(story.id for story in stories if story.social_photo)


def _name(site: LocalizedSite) -> str:
    return site.passage(site.public.settings.name).words


def _address(card: ShareCard) -> str:
    return f"{FOLDER}{card.file}"
