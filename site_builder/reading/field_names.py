"""The names of fields, from the records' own models: for suggestions, and to tell a field from a pasted sentence."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from site_builder import records

_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?\Z")

SPANISH = {
    "activo": "state",
    "acronimo": "acronym",
    "actualizaciones": "updates",
    "archivo": "file",
    "autor": "credit",
    "autorizacion": "consent",
    "avance": "updates",
    "cargo": "role",
    "cita": "quotes",
    "citas": "quotes",
    "compromiso": "commitment",
    "consentimiento": "consent",
    "correcciones": "corrections",
    "credito": "credit",
    "cuando": "when",
    "cuerpo": "body",
    "definicion": "definition",
    "estado": "status",
    "fecha": "date",
    "fotos": "photos",
    "fuente": "source",
    "funcion": "role",
    "hablante": "speaker",
    "historia": "body",
    "idioma": "language",
    "indicador": "indicator",
    "lectura": "reading",
    "leyenda": "caption",
    "licencia": "licence",
    "menores": "minors",
    "nivel": "level",
    "nombre": "name",
    "organizacion": "organisation",
    "pais": "country",
    "paises": "countries",
    "personas": "people",
    "pie": "caption",
    "pie_de_foto": "caption",
    "programa": "programme",
    "programas": "programmes",
    "que": "what",
    "resultado": "results",
    "resultados": "results",
    "resumen": "summary",
    "socios": "partners",
    "temas": "themes",
    "texto": "text",
    "texto_alternativo": "alt",
    "tipo": "kind",
    "titulo": "title",
    "unidad": "unit",
    "valor": "value",
    "vence": "due",
}
# What other systems and American spelling call a field.
OTHER_NAMES = {
    "author": "credit",
    "categories": "themes",
    "content": "body",
    "description": "summary",
    "headline": "title",
    "license": "licence",
    "organization": "organisation",
    "program": "programme",
    "programs": "programmes",
    "country": "countries",
    "countries": "country",
    "tags": "themes",
}
_PLAIN_LETTERS = str.maketrans("áéíóúüñ -", "aeiouun__")


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """The fields that staff may write in a record of this kind, with their types."""
    return {name: field.annotation for name, field in model.model_fields.items() if not field.exclude}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field's type holds, on its own or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Annotated, Union, types.UnionType, tuple, list, dict):
        for argument in get_args(annotation):
            yield from models_in(argument)


def model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model of the record that a path leads to; None where the path leads to no record."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int):
            continue
        annotation = fields(current).get(part) if current else None
        current = next(models_in(annotation), None)
    return current


@cache
def known_names() -> frozenset[str]:
    """Every name that a field has in any kind of record."""
    return frozenset(name for kind in records.__all__ if _is_model(kind) for name in fields(getattr(records, kind)))


@cache
def _list_names() -> frozenset[str]:
    kinds = [getattr(records, kind) for kind in records.__all__ if _is_model(kind)]
    return frozenset(name for kind in kinds for name, type_ in fields(kind).items() if get_origin(type_) is tuple)


def holds_list(name: str) -> bool:
    """Whether a field of this name holds a list, in whatever record."""
    return name in _list_names()


def _is_model(name: str) -> bool:
    kind = getattr(records, name)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_field_or_locale(name: str) -> bool:
    """Whether a key is one that the contract knows, or a language."""
    return name in known_names() or bool(_LOCALE.match(name))


def suggestion(name: str, allowed: list[str]) -> str | None:
    """Which of the allowed names was meant: a slip of the keyboard, the Spanish name, or what others call it."""
    plain = name.strip().casefold().translate(_PLAIN_LETTERS)
    for names in (SPANISH, OTHER_NAMES):
        if names.get(plain) in allowed:
            return names[plain]
    for candidate in allowed:
        if candidate in (plain, plain + "s", plain.removesuffix("s")):
            return candidate
    if close := get_close_matches(plain, allowed, n=1, cutoff=0.7):
        return close[0]
    spanish = [name for name, field in SPANISH.items() if field in allowed]
    close = get_close_matches(plain, spanish, n=1, cutoff=0.8)
    return SPANISH[close[0]] if close else None
