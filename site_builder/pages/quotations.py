"""A quotation in this language, honest about which words are the speaker's own."""

from __future__ import annotations

from site_builder.locales import Locale, Passage
from site_builder.locales.periods import period
from site_builder.pages.edition import Edition
from site_builder.pages.views import Quotation
from site_builder.public import PublicQuote, PublicStory


def quotation(edition: Edition, story: PublicStory, quote: PublicQuote) -> Quotation:
    """``text`` is what the page sets large; ``recorded`` the words as recorded where that is a translation.

    Where the recorded language is not stated, the words in the story's own language are the published ones.
    """
    recorded_in = _recorded_in(quote, story)
    text = edition.passage(quote.text, recorded_in)
    said = [period(quote.said_on, edition.words)] if quote.said_on else []
    if quote.said_at:
        said.insert(0, edition.passage(quote.said_at, story.language).words)
    shows_translation = text.state == "translated" and recorded_in in quote.text.by_locale
    return Quotation(
        id=quote.id,
        text=text,
        speaker=quote.speaker,
        speaker_note=edition.words.text("quote.name-changed") if quote.speaker_name_changed else "",
        role=edition.passage(quote.role, story.language),
        organisation=edition.partner(quote.organisation) if quote.organisation else None,
        said=", ".join(said),
        origin=_origin(edition, quote, text, recorded_in),
        recorded=Passage(quote.text.by_locale[recorded_in], recorded_in) if shows_translation else None,
        uses=quote.uses,
    )


def _recorded_in(quote: PublicQuote, story: PublicStory) -> Locale:
    if quote.language != "unknown":
        return Locale(quote.language)
    return story.language if quote.text.has(story.language) else Locale(next(iter(quote.text.by_locale)))


def _origin(edition: Edition, quote: PublicQuote, text: Passage, recorded_in: Locale) -> Passage | None:
    is_translated = text.state == "translated"
    if quote.language == "unknown":
        key = "quote.translated-unknown" if is_translated else "quote.language-unknown"
    elif is_translated:
        key = "quote.translated"
    else:
        return None
    return edition.naming(key, language=recorded_in)
