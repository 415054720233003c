"""Quotations: which words are the speaker's own, and what a page says of those that are not."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.pages.story import quotation
from site_builder.pages.views import Quotation
from site_builder.records import Partner
from site_builder.records.fields import FLAGS
from tests.support import cases, records


def shown(page: str, **fields: Any) -> Quotation:
    """An official's words on the page of a story that was first written in English."""
    quote = records.quote(speaker_kind="official", **fields)
    partners = {"ministry": Partner.model_validate({"id": "ministry", "name": "Ministry", "acronym": "MAG"})}
    localized = records.localized(page, records.site(records.story(quotes=[quote]), partners=partners))
    (story,) = localized.stories
    return quotation(localized, story, story.quotes[0])


def said(page: str, **fields: Any) -> str:
    """Where and when the words were said, in one line."""
    return "".join(part.words for part in shown(page, **fields).said)


@pytest.mark.parametrize(
    ("language", "texts", "page", "in_language", "origin", "recorded"), cases.table("pages/quotations")
)
def test_where_words_come_from(
    language: str, texts: str, page: str, in_language: str, origin: str, recorded: str
) -> None:
    """A page sets its own language large, says what is a translation of what, and keeps the recorded words."""
    found = shown(page, language=language, text={name: f"Words in {name}" for name in texts.split()})
    assert (found.text.words, found.text.language) == (f"Words in {in_language}", in_language)
    assert (found.origin.words if found.origin else "") == origin
    assert (found.recorded.words if found.recorded else "") == (f"Words in {recorded}" if recorded else "")
    assert (found.recorded.language if found.recorded else "") == recorded


def test_a_changed_name_is_told() -> None:
    """Readers learn that a speaker's name is another."""
    assert shown("en", speaker_name_changed="true").speaker_note == "(name changed)"
    assert shown("es", speaker_name_changed="true").speaker_note == "(nombre cambiado)"
    assert shown("en").speaker_note == ""


def test_the_occasion_comes_before_the_day() -> None:
    """Where and when something was said stands in one line, each part only where it is known."""
    where = {"en": "At the fair", "es": "En la feria"}
    assert said("es", said_at=where, said_on="2022-12-08") == "En la feria, 8 de diciembre de 2022"
    assert said("en", said_on="2022-12") == "December 2022"
    assert said("en", said_at="San Salvador") == "San Salvador"
    assert said("en") == ""


def test_an_occasion_in_another_language_keeps_it() -> None:
    """An occasion that is not told in the page's language says which it is in; the day is the page's."""
    found = shown("es", said_at={"en": "At the fair"}, said_on="2022-12").said
    assert [(part.words, part.language) for part in found] == [
        ("At the fair", "en"),
        (", ", "es"),
        ("diciembre de 2022", "es"),
    ]


@pytest.mark.parametrize(("language", "flag", "page", "origin", "note"), cases.table("pages/quotations-flagged"))
def test_what_is_known_against_a_translation_is_said(
    language: str, flag: str, page: str, origin: str, note: str
) -> None:
    """A machine's work says so instead of a person's; that the recorded words have changed since is said behind it."""
    original, other = ("en", "es") if language != "es" else ("es", "en")
    text = {original: "Words", other: "Palabras", FLAGS: {other: flag}}
    found = shown(page, language=language, text=text)
    assert (found.origin.words if found.origin else "") == origin
    assert (found.note.words.words if found.note else "") == note
    if found.note:
        assert found.note.more is not None
        assert found.note.more.address.endswith("#quote-words")


def test_an_organisation_is_a_link_only_where_it_is_known() -> None:
    """Who spoke for a partner is linked to it by its acronym; an organisation in no register is left out."""
    known = shown("en", organisation="ministry").organisation
    assert known is not None
    assert (known.words.words, known.address) == ("MAG", "en/partners/mag/")
    assert shown("en", organisation="unheard-of").organisation is None
