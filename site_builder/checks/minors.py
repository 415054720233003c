"""Check the words beside pictures of minors: no age, full name or village helps a stranger to find the child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from site_builder.locales import Locale, Text, formats
from site_builder.locales.catalog import known_locales
from site_builder.locales.numerals import find_numerals
from site_builder.locales.slugs import slugify
from site_builder.problems import Problem
from site_builder.public import Instant
from site_builder.records import Photo, Story
from site_builder.site import Site

MINOR = 18
"""Years: the age at which a child comes of age (Convention on the Rights of the Child, article 1)."""

_WINDOW = 40
# What makes a number an age, by language: behind it, or before it and behind it.
_AGE_AFTER = {
    "en": re.compile(r"[\s-]*(?:year|month)s?(?:[\s-]+olds?\b|\s+of\s+age\b)|[\s-]*y/?o\b", re.IGNORECASE),
    "es": re.compile(r"\s+(?:años|año|meses|mes)\s+de\s+(?:edad|nacid[oa]s?)\b|\s+añitos?\b", re.IGNORECASE),
}
_AGE_BEFORE = {
    "en": re.compile(r"\b(?:aged|at (?:the )?age(?: of)?|age|(?P<turned>turned|turning))[\s:]+\Z", re.IGNORECASE),
    "es": re.compile(
        r"(?:\b(?:edad(?: de)?|(?:tiene|tienen|tenía|con|cumplió|cumple|cumplir)(?: (?:ya|solo|apenas))?|a (?:los|sus))"
        r"|(?P<noun>[^\W\d_]+)?(?P<comma>,)?\s*\bde(?: (?:solo|apenas))?)[\s:]+\Z",
        re.IGNORECASE,
    ),
}
_SPANISH_UNIT = re.compile(r"\s+(?:años|año|meses|mes)\b(?!\s+de\s+(?!edad\b|nacid))", re.IGNORECASE)
_GROUP = re.compile(r"\s*(?:to|and|or|a|y|o|-|–)\s*\w+", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:!?)]|\Z)|\s+(?:this|last|in|on)\b", re.IGNORECASE)
_MONTHS = re.compile(r"[\s-]*(?:month|mes)", re.IGNORECASE)
# What is so many years old without being a child: a road, a plan, a stretch of time.
_THINGS = frozenset(
    {
        *("acuerdo", "alianza", "ausencia", "calle", "camino", "carretera", "ciclo", "construcción", "contrato"),
        *("convenio", "cooperación", "crédito", "edificio", "esfuerzo", "espera", "esperanza", "estudio", "estudios"),
        *("etapa", "experiencia", "garantía", "historia", "iniciativa", "lucha", "meta", "obra", "plan", "plazo"),
        *("período", "periodo", "préstamo", "proceso", "programa", "proyecto", "sequía", "servicio", "trabajo"),
        *("trayectoria", "vida", "más", "menos", "antes", "después", "luego", "dentro", "cerca", "lo", "cabo"),
        *("desde", "hace", "partir", "largo", "término", "final", "vigencia", "duración", "escuela", "puente", "árbol"),
    }
)

# A place closer than a department, with its name behind it or, in English, before it.
_PLACE = re.compile(
    r"\b(?:municipio|aldea|caser[ií]o|cantón|barrio|colonia|comunidad|pueblo|ciudad|villa|vereda|lotificación)"
    r"(?: (?:de|del|de la|de los|de las|el|la|los|las))*\s+(?!(?:De|El|La|Los|Las)\b\s*\Z)[A-ZÁÉÍÓÚÑ][^\W\d_]+"
    r"|\b(?:municipality|village|hamlet|town|city|neighbou?rhood|community) of (?:the )?[A-ZÁÉÍÓÚÑ][^\W\d_]+"
    r"|\b(?!(?:The|This|That|A|An|Our|Their|Her|His|In|At|One|Another|Each|Every)\b)"
    r"[A-ZÁÉÍÓÚÑ][^\W\d_]+ (?:municipality|village|hamlet|neighbou?rhood)\b"
)
_CLOSER = re.compile(
    r"\b(?:municipio|aldea|caser[ií]o|cantón|barrio|colonia|comunidad|pueblo|municipality|village|hamlet|town|city"
    r"|ciudad|neighbou?rhood|community)\b",
    re.IGNORECASE,
)


def beside_minors(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """The words beside the picture of a minor hold no age, full name or village."""
    for photo in story.photos:
        if photo.minors in {"possible", "yes"}:
            yield from _words_of(photo, _names(story))


def departments(story: Story, site: Site, instant: Instant) -> Iterator[Problem]:
    """The place of a photo is a department and nothing closer."""
    for photo in story.photos:
        for locale, words in _everywhere(photo.department):
            if _CLOSER.search(words) or len(_parts(words)) > 1:
                place = photo.at("department", locale) if locale else photo.at("department")
                yield Problem(place, "department-closer", {"id": photo.id})


def _everywhere(text: Text | None) -> Iterator[tuple[str, str]]:
    """Give a text's words by language; words for all languages have an empty one."""
    if text is not None:
        yield from ([("", text.everywhere)] if text.everywhere else text)


def _parts(words: str) -> list[str]:
    """Split words at commas and leave out countries."""
    parts = [part.strip() for part in words.split(",")]
    return [part for part in parts if part and slugify(part) not in _countries()]


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    from site_builder.records.fields import COUNTRIES

    return frozenset(slugify(formats.country(code, locale)) for locale in known_locales() for code in COUNTRIES)


def _names(story: Story) -> list[re.Pattern[str]]:
    """Make patterns of the full names in the story's records, without officials' and changed ones."""
    speakers = (
        quote.speaker for quote in story.quotes if quote.speaker_kind != "official" and not quote.speaker_name_changed
    )
    names = {" ".join(name.split()) for name in (*speakers, *(person.name for person in story.people))}
    return [
        re.compile(rf"(?<!\w){re.escape(name)}(?!\w)".replace(r"\ ", r"\s+"), re.IGNORECASE)
        for name in sorted(names)
        if " " in name
    ]


def _words_of(photo: Photo, names: list[re.Pattern[str]]) -> Iterator[Problem]:
    params = {"id": photo.id}
    fields = (("alt", None if photo.decorative else photo.alt), ("caption", photo.caption))
    for field, text in fields:
        for locale, words in text or ():
            place = photo.at(field, locale)
            if (age := _age(words, Locale(locale))) is not None:
                yield Problem(place.within(age), "minor-age", params)
            if found := next(filter(None, (name.search(words) for name in names)), None):
                # Not the name itself: it may stand in the record of somebody who is shown nowhere.
                yield Problem(place.within(found.start()), "minor-name", params)
            if found := _PLACE.search(words):
                yield Problem(place.within(found.start()), "minor-place", params)


def _age(words: str, locale: Locale) -> int | None:
    """Find where the words give the age of a minor; None where they do not."""
    language = locale.partition("-")[0]
    if language not in _AGE_AFTER:
        return None
    for number in find_numerals(words, locale):
        before, after = words[max(0, number.start - _WINDOW) : number.start], words[number.end : number.end + _WINDOW]
        is_young = 0 <= number.value < MINOR or bool(_MONTHS.match(after))
        if is_young and _is_age(before, after, language):
            return number.start
    return None


def _is_age(before: str, after: str, language: str) -> bool:
    if _AGE_AFTER[language].match(after):
        return True
    found = _AGE_BEFORE[language].search(before)
    if not found:
        return False
    if language == "en":
        return not _GROUP.match(after) and (not found["turned"] or bool(_CLAUSE_ENDS.match(after)))
    if not _SPANISH_UNIT.match(after):
        return False
    noun = found["noun"]
    return bool(found["comma"]) or noun is None or noun.casefold() not in _THINGS
