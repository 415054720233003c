"""What a page says about itself to search engines and to those who share it."""

from __future__ import annotations

from site_builder.locales import Passage
from site_builder.pages.page import Page
from site_builder.pages.views import MovedView, StoryView
from site_builder.rendering.chrome import SiteWords, share_image
from site_builder.rendering.shell import Feed, PageHead

_LONGEST_DESCRIPTION = 300


def page_head(page: Page, words: SiteWords) -> PageHead:
    """The head of ``page``: a story is an article, everything else a page of the site."""
    return PageHead(
        title=page.title.words,
        address=page.address,
        twins=page.twins,
        description=_shortened(page.description),
        # Readers of other languages are best served where they can choose.
        default="" if page.kind in {"choice", "home"} else None,
        kind="article" if page.kind == "story" else "website",
        image=share_image(page.share) or words.share,
        published=page.published,
        modified=page.changed if page.changed != page.published else "",
        feeds=(_feed(page, words),) if words.feed else (),
        moved_to=page.view.target.address if page.kind == "redirect" and isinstance(page.view, MovedView) else "",
        json_ld=_article(page, page.view) if isinstance(page.view, StoryView) else None,
        index=page.is_listed and not page.is_draft,
        keep=page.is_kept,
        language=_other(page, page.title),
    )


def _feed(page: Page, words: SiteWords) -> Feed:
    return Feed(words.feed, words.name.words, "application/atom+xml", _other(page, words.name))


def _other(page: Page, passage: Passage) -> str:
    """The language of a passage, where that is not the page's."""
    return "" if passage.language == page.locale else passage.language


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    return f"{text[:_LONGEST_DESCRIPTION].rpartition(' ')[0]} …"


def _article(page: Page, view: StoryView) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": page.title.words,
        "description": page.description,
        "datePublished": page.published,
        "dateModified": page.changed,
        "inLanguage": view.body.language,
    }
