"""Which card other sites show with a link to a page: the story's own, or the site's in the page's language."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.pages.edition import Edition
from site_builder.pages.page import Share
from site_builder.pages.pictures import recipe
from site_builder.pictures import plan
from site_builder.pictures.share_card import ShareCard, card_photo
from site_builder.public.records import PublicStory

FOLDER = "assets/cards/"
"""Where cards stand in the site."""

MOST, NEWEST = 100, 24
"""Of up to ``MOST`` stories without a picture each has a card of its own, of more the ``NEWEST``.

Unless the settings say all.
"""


def site_share(edition: Edition) -> Share | None:
    """The site's card in this language; None where nobody can be told of it, since the site's address is not known."""
    if not edition.site.settings.site_url:
        return None
    return edition.once("share", lambda: Share(_address(site_card(edition)), _name(edition)))


def story_share(edition: Edition, story: PublicStory) -> Share | None:
    """The card for a story's page."""
    if not has_own_card(edition, story):
        return site_share(edition)
    title = edition.passage(story.title, story.language).words
    photo = story.social_photo
    shown = edition.maybe(photo.alt, story.language) if photo else None
    if shown is None or shown.language != edition.locale:
        return Share(_address(story_card(edition, story)), title)
    return Share(_address(story_card(edition, story)), f"{title} – {shown.words}")


def has_own_card(edition: Edition, story: PublicStory) -> bool:
    """Whether the story has a card of its own. A page's basis holds it, since newer stories change it."""
    return story.id in edition.once("own-cards", lambda: _own(edition))


def share_cards(edition: Edition) -> Iterator[tuple[str, ShareCard]]:
    """Every card of the edition by its path in the site."""
    if edition.site.settings.site_url:
        card = site_card(edition)
        yield _address(card), card
        for story in edition.stories:
            if has_own_card(edition, story):
                card = story_card(edition, story)
                yield _address(card), card


def site_card(edition: Edition) -> ShareCard:
    """The card of the site itself: its name and what it is about."""
    settings = edition.site.settings
    tagline = edition.maybe(settings.tagline)
    return ShareCard(_name(edition), _name(edition), settings.accent, tagline.words if tagline else "")


def story_card(edition: Edition, story: PublicStory) -> ShareCard:
    """A story's card: its headline, and its first picture that consent lets other sites show."""
    photo = story.social_photo
    return ShareCard(
        headline=edition.passage(story.title, story.language).words,
        name=_name(edition),
        accent=edition.site.settings.accent,
        photo=card_photo(plan(photo.info, recipe(edition.site, photo)), photo.focus) if photo else None,
    )


def _own(edition: Edition) -> frozenset[str]:
    if not edition.site.settings.site_url:
        return frozenset()
    # A headline speaks of the people in the story too: who has not agreed to that use is on no card of other sites.
    stories = [story for story in edition.stories if story.uses.social]
    plain = [story.id for story in stories if not story.social_photo]
    if edition.site.settings.share_cards == "newest" and len(plain) > MOST:
        plain = plain[:NEWEST]
    return frozenset(plain).union(story.id for story in stories if story.social_photo)


def _name(edition: Edition) -> str:
    return edition.passage(edition.site.settings.name).words


def _address(card: ShareCard) -> str:
    return f"{FOLDER}{card.file}"
