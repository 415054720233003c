"""A quotation in this language, honest about which words are the speaker's own."""

from __future__ import annotations

from site_builder.locales import Locale, Passage
from site_builder.locales.formats import period
from site_builder.pages.edition import Edition
from site_builder.pages.notes import home_of, notes
from site_builder.pages.page import Phrase
from site_builder.pages.views import Quotation
from site_builder.public.records import PublicQuote, PublicStory


def quotation(edition: Edition, story: PublicStory, quote: PublicQuote) -> Quotation:
    """``text`` is what the page sets large; ``recorded`` the words as recorded where that is a translation.

    Where the recorded language is not stated, the words in the story's own language are the published ones.
    """
    recorded_in = _recorded_in(quote, story)
    text = edition.passage(quote.text, recorded_in)
    shows_translation = _is_translated(text, recorded_in) and bool(quote.text.by_locale.get(recorded_in))
    return Quotation(
        id=quote.id,
        text=text,
        speaker=quote.speaker,
        speaker_note=edition.words.text("quote.name-changed") if quote.speaker_name_changed else "",
        role=edition.passage(quote.role, story.language),
        organisation=edition.partner(quote.organisation) if quote.organisation else None,
        said=_said(edition, story, quote),
        origin=_origin(edition, quote, text, recorded_in),
        recorded=Passage(quote.text.by_locale[recorded_in], recorded_in) if shows_translation else None,
        note=notes(edition, home_of(edition, story, f"#quote-{quote.id}"), text=text).get("text"),
        uses=quote.uses,
    )


def _said(edition: Edition, story: PublicStory, quote: PublicQuote) -> Phrase:
    """Where and when it was said, as far as that is known."""
    where = edition.maybe(quote.said_at, story.language)
    when = edition.dated(period(quote.said_on, edition.words)) if quote.said_on else None
    between = edition.own(", ") if where and when else None
    return tuple(part for part in (where, between, when) if part)


def _recorded_in(quote: PublicQuote, story: PublicStory) -> Locale:
    if quote.language != "unknown":
        return Locale(quote.language)
    return story.language if quote.text.has(story.language) else Locale(next(iter(quote.text.by_locale)))


def _origin(edition: Edition, quote: PublicQuote, text: Passage, recorded_in: Locale) -> Passage | None:
    is_translated, is_unknown = _is_translated(text, recorded_in), quote.language == "unknown"
    if not is_translated:
        return edition.words.passage("quote.language-unknown") if is_unknown else None
    if text.is_machines:
        key = "quote.machine-unknown" if is_unknown else "quote.machine"
    else:
        key = "quote.translated-unknown" if is_unknown else "quote.translated"
    return edition.naming(key, language=recorded_in)


def _is_translated(text: Passage, recorded_in: Locale) -> bool:
    """Whether these are other words than the recorded ones: in a third language, too, where the page's is missing."""
    return text.state != "unmarked" and text.language != recorded_in
