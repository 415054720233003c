"""What a page says about itself to search engines and to those who share it."""

from __future__ import annotations

from site_builder.pages import Page
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
        feeds=(Feed(words.feed, words.name.words, "application/atom+xml"),) if words.feed else (),
        moved_to=page.view.target.address if page.kind == "redirect" and isinstance(page.view, MovedView) else "",
        json_ld=_article(page, page.view) if isinstance(page.view, StoryView) else None,
        index=page.is_listed and not page.is_draft,
        keep=page.is_kept,
    )


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
