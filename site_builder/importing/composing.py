"""Composes a draft from the documents: everything found, nothing invented."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from site_builder.importing.document import MOST_PROPOSALS, ImportFaultError, Location, Remark, SourcePicture
from site_builder.importing.draft import (
    Caption,
    Draft,
    DraftPhoto,
    DraftQuote,
    DraftResult,
    FoundFigure,
    FoundQuotation,
    PictureKey,
    StoryText,
)
from site_builder.importing.entities import countries, entries, names_pattern
from site_builder.importing.figures import figures
from site_builder.importing.languages import by_language
from site_builder.importing.parts import part_of
from site_builder.importing.sources import Sources
from site_builder.importing.text import days, folded, shown_name
from site_builder.locales import Locale
from site_builder.locales.slugs import slugify
from site_builder.photos.cleaning import cleaned
from site_builder.pictures.inspection import EXTENSIONS, FileFault, inspect
from site_builder.site import Site

_POSSESSIVE = re.compile(r"(?P<owner>[^\s,]+)(?:[’']s?)\s+(?P<role>\S.*)")

_Found = TypeVar("_Found", FoundFigure, FoundQuotation)


def compose(sources: Sources, site: Site, today: date) -> Draft:
    """Compose a draft from what the documents say. Raises ImportFaultError ``no-text``."""
    locales = tuple(Locale(name) for name in site.settings.locales)
    placed, labels = by_language(sources.documents, locales)
    parts = {
        locale: part_of(locale, found) for locale, found in placed.items() if any(one.block.words for one in found)
    }
    if not any(part.body for part in parts.values()):
        raise ImportFaultError("no-text")
    told = [(words, at) for part in parts.values() for words, at in _words(part)]
    hidden = names_pattern(site.partners)
    results, more = _results(parts, locales, site, hidden)
    photos, of_photos = _photos(sources, parts)
    captioned = {caption.picture for photo in photos for caption in photo.captions.values()}
    day, day_at = _day(sources, parts, today)
    left = [("language", one.block.words) for one in labels]
    left += [pair for document in sources.documents for pair in document.aside]
    left += [pair for part in parts.values() for pair in part.left]
    left += [("figure", figure.sentence) for figure in more]
    remarks = [remark for document in sources.documents for remark in document.remarks]
    return Draft(
        documents=tuple(document.name for document in sources.documents),
        language=_first_language(parts),
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
        loose=tuple(one for part in parts.values() for one in part.captions if one.picture not in captioned),
        left=tuple(left),
        remarks=(*remarks, *sources.remarks, *of_photos),
    )


def _words(part: StoryText) -> list[tuple[str, Location]]:
    """Return all words of a part with their places, those of speakers and captions too."""
    found = [(one.words, one.at) for one in (part.title, part.summary) if one]
    found += [(piece.words, piece.at) for piece in part.body if piece.words]
    found += [(f"{quote.words}\n{quote.role}", quote.at) for quote in part.quotes if not quote.in_text]
    return found + [(f"{caption.words}\n{caption.credit}", caption.at) for caption in part.captions]


def _first_language(parts: Mapping[Locale, StoryText]) -> Locale:
    """Return the language in which the documents begin."""
    order = {locale: (piece.at.document, piece.at.page or 0, piece.at.paragraph or 0)
             for locale, part in parts.items() for piece in part.body[:1]}  # fmt: skip
    return min(order, key=lambda locale: order[locale])


def _day(sources: Sources, parts: Mapping[Locale, StoryText], today: date) -> tuple[str, Location | None]:
    """Return the first whole day that the text names, else that of a chat's last message, else today."""
    for part in parts.values():
        for words, at in _words(part):
            if named := days(words, part.locale):
                return named[0].isoformat(), at
    for number, document in enumerate(sources.documents):
        if document.day:
            return document.day, Location(document=number)
    return today.isoformat(), None


def _paired(
    found: Mapping[Locale, Iterable[_Found]], is_same: Callable[[_Found, _Found], bool]
) -> list[dict[Locale, _Found]]:
    """Pair items that are the same in several languages, in the order of the text."""
    made: list[dict[Locale, _Found]] = []
    for locale, items in found.items():
        for item in items:
            alike = (pair for pair in made if locale not in pair and is_same(next(iter(pair.values())), item))
            if (pair := next(alike, None)) is not None:
                pair[locale] = item
            else:
                made.append({locale: item})
    return made


def _results(
    parts: Mapping[Locale, StoryText], locales: tuple[Locale, ...], site: Site, hidden: re.Pattern[str] | None
) -> tuple[list[DraftResult], list[FoundFigure]]:
    """Return the figures, each as a result, and those beyond ``MOST_PROPOSALS``."""
    groups = {locale: _repeated(figures(part, locales, site.programmes, hidden)) for locale, part in parts.items()}
    again = {id(first): tuple(others) for found in groups.values() for first, *others in found}
    firsts = {locale: [group[0] for group in found] for locale, found in groups.items()}
    pairs = _paired(firsts, lambda one, other: one.value == other.value)
    made: list[DraftResult] = []
    for told in pairs[:MOST_PROPOSALS]:
        first = next(iter(told.values()))
        more = {locale: again[id(figure)] for locale, figure in told.items()}
        made.append(DraftResult(_unique(_figure_id(first), (one.id for one in made)), told, more))
    return made, [next(iter(told.values())) for told in pairs[MOST_PROPOSALS:]]


def _repeated(found: Iterable[FoundFigure]) -> list[list[FoundFigure]]:
    """Group the figures of a text that say the same again behind the first that does."""
    made: list[list[FoundFigure]] = []
    for figure in found:
        alike = (
            group
            for group in made
            if group[0].value == figure.value
            and group[0].unit
            and folded(group[0].unit) == folded(figure.unit)
            and figure.status in {group[0].status, "unclear"}
        )
        if (group := next(alike, None)) is not None:
            group.append(figure)
        else:
            made.append([figure])
    return made


def _figure_id(figure: FoundFigure) -> str:
    unit = "percent" if figure.unit == "%" else slugify(figure.unit)[:40].strip("-")
    return f"{unit or 'figure'}-{slugify(str(figure.value.normalize() if figure.value % 1 else int(figure.value)))}"


def _unique(wanted: str, taken: Iterable[str]) -> str:
    """Return the id, with a number behind it where it is taken."""
    known, number, found = set(taken), 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _quotes(parts: Mapping[Locale, StoryText], site: Site) -> list[DraftQuote]:
    made: list[DraftQuote] = []
    for told in _paired({locale: part.quotes for locale, part in parts.items()}, _is_same_speaker):
        roles: dict[Locale, str] = {}
        organisation: str | None = None
        for locale, quotation in told.items():
            role, partner = _role(quotation, site)
            organisation = organisation or partner
            if role:
                roles[locale] = role
        speaker = next(iter(told.values())).speaker
        name = _unique(slugify(speaker.split()[-1] if speaker else "") or "quote", (one.id for one in made))
        made.append(DraftQuote(name, told, roles, organisation))
    return made


def _is_same_speaker(one: FoundQuotation, other: FoundQuotation) -> bool:
    return bool(one.speaker) and folded(one.speaker) == folded(other.speaker) and one.in_text == other.in_text


def _role(quotation: FoundQuotation, site: Site) -> tuple[str, str | None]:
    """Return the role without a partner that stands at one of its ends, and the id of the partner that it names."""
    known = site.ids_by_name["partners"]
    before, comma, last = quotation.role.rpartition(",")
    if comma and (partner := known.get(slugify(last))):
        return before.strip(), partner
    owner = _POSSESSIVE.fullmatch(quotation.role)
    if owner and (partner := known.get(slugify(owner["owner"]))):
        return owner["role"], partner
    return quotation.role, next(iter(entries([(quotation.role, quotation.at)], site.partners).found), None)


def _photos(sources: Sources, parts: Mapping[Locale, StoryText]) -> tuple[tuple[DraftPhoto, ...], list[Remark]]:
    """Return the pictures that open, each once, without metadata, with their captions; and remarks on others."""
    made: dict[str, DraftPhoto] = {}
    remarks: list[Remark] = []
    for number, (keys, picture, at) in enumerate(_pictures(sources), 1):
        origin = shown_name(picture.name) if picture.name else ""
        shown = origin or f"{number}"
        content = cleaned(picture.content)
        if isinstance(content, FileFault):
            params = {"picture": shown, "rule": content.rule, "params": dict(content.params)}
            remarks.append(Remark("picture-fault", params))
            continue
        digest = hashlib.sha256(content).hexdigest()
        if digest in made:
            remarks.append(Remark("picture-twice", {"picture": shown}))
            continue
        info = inspect(content)
        extension = EXTENSIONS[info.kind][0] if not isinstance(info, FileFault) else ".jpg"
        captions: dict[Locale, Caption] = {}
        for locale, part in parts.items():
            if caption := next((one for one in part.captions if one.picture in keys), None):
                captions[locale] = caption
        name = f"photo-{len(made) + 1}"
        made[digest] = DraftPhoto(name, f"{name}{extension}", content, keys[0], origin, at, captions)
    return tuple(made.values()), remarks


def _pictures(sources: Sources) -> list[tuple[list[PictureKey], SourcePicture, Location]]:
    """Return every picture with its keys in the documents: those inside of documents, then those beside them."""
    found: list[tuple[list[PictureKey], SourcePicture, Location]] = []
    for number, document in enumerate(sources.documents):
        for index, picture in enumerate(document.pictures):
            found.append(([(number, index)], picture, replace(picture.location, document=number)))
    for picture in sources.pictures:
        name = PurePosixPath(picture.name.replace("\\", "/")).name
        keys: list[PictureKey] = []
        for number, document in enumerate(sources.documents):
            told = (block.picture for block in document.blocks if isinstance(block.picture, str))
            keys += [(number, path) for path in told if PurePosixPath(path).name.casefold() == name.casefold()]
        found.append((keys or [(-1, name)], picture, Location(document=keys[0][0] if keys else -1)))
    return found
