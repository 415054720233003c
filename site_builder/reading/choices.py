"""The fixed choices of a field and the countries, and what writers of Spanish put there instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from site_builder.locales import Locale
from site_builder.locales.formats import country
from site_builder.records.countries import COUNTRIES

_NAMES = re.compile(r"'([^']*)'")
_SPANISH = {
    "acumulado": "cumulative",
    "alcanzado": "achieved",
    "borrador": "draft",
    "cumplido": "met",
    "cumplido en parte": "partly-met",
    "dado": "given",
    "desconocido": "unknown",
    "en curso": "under-way",
    "en marcha": "under-way",
    "en revision": "review",
    "financiador": "funder",
    "fotografia": "photograph",
    "funcionario": "official",
    "identificable": "identifiable",
    "identificables": "identifiable",
    "ilustracion": "illustration",
    "impacto": "impact",
    "incremento": "increment",
    "inferido": "inferred",
    "logrado": "achieved",
    "multitud": "crowd",
    "ninguna": "none",
    "ninguno": "none",
    "no claro": "unclear",
    "oficial": "official",
    "otorgado": "given",
    "participante": "participant",
    "planificado": "planned",
    "posible": "possible",
    "producto": "output",
    "propuesto": "proposed",
    "publicada": "published",
    "publicado": "published",
    "resultado": "outcome",
    "retirada": "withdrawn",
    "retirado": "withdrawn",
    "revision": "review",
    "si": "yes",
    "terminado": "ended",
}
_OTHERS = {"done": "achieved", "ongoing": "under-way", "in-progress": "under-way", "photo": "photograph"}
_PLAIN_LETTERS = str.maketrans("áéíóúüñ", "aeiouun")


def choices_in(expected: str) -> list[str]:
    """The choices that pydantic's message names."""
    return _NAMES.findall(expected)


def nearest(found: str, choices: list[str]) -> str | None:
    """The choice that was meant: in other letters, in Spanish, or with a slip of the keyboard."""
    plain = _plain(found)
    dashed = plain.replace(" ", "-").replace("_", "-")
    for candidate in (dashed, _SPANISH.get(plain), _OTHERS.get(dashed)):
        if candidate in choices:
            return candidate
    close = get_close_matches(dashed, choices, n=1, cutoff=0.7)
    return close[0] if close else None


def country_code(found: str) -> str | None:
    """The code of a country that was written as its name or in small letters."""
    text = found.strip()
    if text.upper() in COUNTRIES:
        return text.upper()
    return _countries_by_name().get(_plain(text))


@cache
def _countries_by_name() -> Mapping[str, str]:
    """The countries by their names in the languages that the interface speaks."""
    return {_plain(country(code, Locale(language))): code for language in ("en", "es") for code in COUNTRIES}


def _plain(text: str) -> str:
    return " ".join(text.strip().casefold().translate(_PLAIN_LETTERS).split())
