"""From what was handed in to a draft: everything found, nothing invented."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from site_builder.importing.days import days
from site_builder.importing.document import ImportFaultError
from site_builder.importing.draft import (
    Draft,
    DraftQuote,
    DraftResult,
    figure_id,
    paired_figures,
    paired_quotes,
    repeated,
    unique,
)
from site_builder.importing.figures import figures
from site_builder.importing.gathering import Handed
from site_builder.importing.languages import by_language
from site_builder.importing.limits import MOST_PROPOSALS
from site_builder.importing.named import countries, entries, names_pattern
from site_builder.importing.parts import part_of
from site_builder.importing.photographs import photos_of
from site_builder.importing.proposals import Figure, Part, Quotation, Where
from site_builder.locales import Locale
from site_builder.locales.slugs import slugify
from site_builder.site import Site

_POSSESSIVE = re.compile(r"(?P<owner>[^\s,]+)(?:[’']s?)\s+(?P<role>\S.*)")


def compose(handed: Handed, site: Site, today: date) -> Draft:
    """The draft that the documents give, as far as their words tell. Raises ImportFaultError ``no-text``."""
    locales = tuple(Locale(name) for name in site.settings.locales)
    placed, labels = by_language(handed.documents, locales)
    parts = {
        locale: part_of(locale, found) for locale, found in placed.items() if any(one.block.words for one in found)
    }
    if not any(part.body for part in parts.values()):
        raise ImportFaultError("no-text")
    told = [(words, at) for part in parts.values() for words, at in _words(part)]
    hidden = names_pattern(site.partners)
    remarks = [remark for document in handed.documents for remark in document.remarks]
    remarks += handed.remarks
    results, more = _results(parts, locales, site, hidden)
    photos, of_photos, used = photos_of(handed, parts)
    day, day_at = _day(handed, parts, today)
    left = [("language", one.block.words) for one in labels]
    left += [pair for document in handed.documents for pair in document.aside]
    left += [pair for part in parts.values() for pair in part.left]
    left += [("figure", figure.sentence) for figure in more]
    return Draft(
        documents=tuple(document.name for document in handed.documents),
        language=_first_language(handed, parts),
        locales=locales,
        kind=next((part.kind for part in parts.values() if part.kind), "success-story"),
        parts=parts,
        day=day,
        day_at=day_at,
        countries=countries(told, locales, hidden),
        themes=entries(told, site.themes),
        partners=entries(told, site.partners),
        programmes=entries(told, site.programmes),
        results=tuple(results),
        quotes=tuple(_quotes(parts, site)),
        photos=photos,
        loose=tuple(one for part in parts.values() for one in part.captions if one.picture not in used),
        left=tuple(left),
        remarks=(*remarks, *of_photos),
    )


def _words(part: Part) -> list[tuple[str, Where]]:
    """All words of a part with where they stand, those of speakers and captions too."""
    found = [(one.words, one.at) for one in (part.title, part.summary) if one]
    found += [(piece.words, piece.at) for piece in part.body if piece.words]
    found += [(f"{quote.words}\n{quote.role}", quote.at) for quote in part.quotes if not quote.in_text]
    return found + [(f"{caption.words}\n{caption.credit}", caption.at) for caption in part.captions]


def _first_language(handed: Handed, parts: Mapping[Locale, Part]) -> Locale:
    """The language in which the documents begin."""
    order = {locale: (piece.at.document, piece.at.spot.page or 0, piece.at.spot.paragraph or 0)
             for locale, part in parts.items() for piece in part.body[:1]}  # fmt: skip
    return min(order, key=lambda locale: order[locale])


def _results(
    parts: Mapping[Locale, Part], locales: tuple[Locale, ...], site: Site, hidden: re.Pattern[str] | None
) -> tuple[list[DraftResult], list[Figure]]:
    """The figures, each as a result, and those that are more than anybody would look through."""
    groups = {locale: repeated(figures(part, locales, site.programmes, hidden)) for locale, part in parts.items()}
    pairs = paired_figures({locale: [group[0] for group in found] for locale, found in groups.items()})
    again = {id(group[0]): tuple(group[1:]) for found in groups.values() for group in found}
    made: list[DraftResult] = []
    for told in pairs[:MOST_PROPOSALS]:
        first = next(iter(told.values()))
        more = {locale: again[id(figure)] for locale, figure in told.items()}
        made.append(DraftResult(unique(figure_id(first), (one.id for one in made)), told, more))
    return made, [next(iter(told.values())) for told in pairs[MOST_PROPOSALS:]]


def _quotes(parts: Mapping[Locale, Part], site: Site) -> list[DraftQuote]:
    made: list[DraftQuote] = []
    for told in paired_quotes({locale: part.quotes for locale, part in parts.items()}):
        first = next(iter(told.values()))
        roles: dict[Locale, str] = {}
        organisation: str | None = None
        for locale, quotation in told.items():
            role, partner = _role(quotation, site)
            organisation = organisation or partner
            if role:
                roles[locale] = role
        name = unique(slugify(first.speaker.split()[-1] if first.speaker else "") or "quote", (one.id for one in made))
        made.append(DraftQuote(name, told, roles, organisation))
    return made


def _role(quotation: Quotation, site: Site) -> tuple[str, str | None]:
    """The role without the organisation that stands at one of its ends, and that organisation where it is a partner."""
    known = site.called["partners"]
    before, comma, last = quotation.role.rpartition(",")
    if comma and (partner := known.get(slugify(last))):
        return before.strip(), partner
    owner = _POSSESSIVE.fullmatch(quotation.role)
    if owner and (partner := known.get(slugify(owner["owner"]))):
        return owner["role"], partner
    return quotation.role, next(iter(entries([(quotation.role, quotation.at)], site.partners).found), None)


def _day(handed: Handed, parts: Mapping[Locale, Part], today: date) -> tuple[str, Where | None]:
    """The first whole day that the text names, else that of a conversation's last message, else today."""
    for part in parts.values():
        for words, at in _words(part):
            if named := days(words, part.locale):
                return named[0].isoformat(), at
    for number, document in enumerate(handed.documents):
        if document.day:
            return document.day, Where(number)
    return today.isoformat(), None
