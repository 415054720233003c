"""What a record's model refuses, in plain words: fields, choices, shapes, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from site_builder.problems import RULES, Place, Problem
from site_builder.reading.choices import choices_in, country_code, nearest
from site_builder.reading.corrections import quoted, shortened, shown
from site_builder.reading.discretion import TOKEN, may_be_shown, public
from site_builder.reading.field_names import fields, model_at, models_in, suggestion
from site_builder.reading.meant import meant

Path = tuple[str | int, ...]
Said = tuple[str, Mapping[str, object]]

# What is said of texts, in which quotation marks may well stand.
_OF_TEXTS = ("text-", "unit-")
_QUOTES = "“”„‟«»‹›‘’‚‛´`\"'"
_IN_QUOTES = re.compile(rf"[{_QUOTES}]+([^{_QUOTES}]+)[{_QUOTES}]+")
_SPLIT = re.compile(r"\s*(?:[,;]|\s-\s|\s(?:y|e|and)\s)\s*")


def problems(error: ValidationError, model: type[BaseModel], place: Place) -> list[Problem]:
    """Every reason for which ``model`` refuses the record at ``place``, each at its field, without private values."""
    found: dict[tuple[Path, bool], Problem] = {}
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            # Nothing is left of the list since every item of it was refused.
            continue
        path = _in_record(model, detail["loc"])
        problem = _problem(detail, model, path, place)
        # A union refuses once for each of its members; what the record's own types say comes first.
        key = (path, detail["type"] == "extra_forbidden")
        if key not in found or found[key].rule.startswith("choice-"):
            found[key] = problem
    return list(found.values())


def _in_record(model: type[BaseModel], loc: Path) -> Path:
    """The part of pydantic's location that is in the record: behind the last field stand names of pydantic's own."""
    current: type[BaseModel] | None = model
    for depth, part in enumerate(loc):
        if isinstance(part, int):
            continue
        if current is None:
            return loc[:depth]
        annotation = fields(current).get(part)
        if annotation is None:
            return loc[: depth + 1]
        current = next(models_in(annotation), None)
    return loc


def _problem(detail: ErrorDetails, model: type[BaseModel], path: Path, place: Place) -> Problem:
    kind = detail["type"]
    if kind == "missing":
        return _missing(path, place)
    if kind == "extra_forbidden":
        return _unknown_field(model, path, place)
    params: Mapping[str, object]
    given = detail["input"]
    if (bare := _out_of_quotes(kind, given)) is not None:
        given, rule, params = bare, "quotes-around-value", {"corrected": _on_its_line(path, bare)}
    elif kind in RULES:
        rule, params = _own(kind, detail)
    else:
        rule, params = _SHAPES.get(kind, _other)(detail, model, path)
    at = place.at(*path)
    if rule == "text-language-unknown" and isinstance(found := params.get("found"), str):
        at = at.key(found)
    said, params = public(rule, params, given, (*place.path, *path))
    # What may not be repeated is still told in the words of its field.
    return Problem(at, kind if said == "date-unreadable" and kind in RULES else said, params)


def _missing(path: Path, place: Place) -> Problem:
    if isinstance(path[-1], int):
        return Problem(place.at(*path[:-1]), "list-length", {"field": _field(path)})
    return Problem(place.at(*path), "field-missing", {"field": path[-1]})


def _unknown_field(model: type[BaseModel], path: Path, place: Place) -> Problem:
    record = model_at(model, path[:-1])
    allowed = list(fields(record)) if record else []
    name = str(path[-1])
    at = place.key(*path)
    meant = suggestion(name, allowed)
    if meant:
        return Problem(at, "field-misspelt", {"key": shown(name, private=False), "suggestion": meant})
    key = shown(name, private=not may_be_shown(name, (*place.path, *path[:-1])))
    return Problem(at, "field-unknown", {"key": key, "fields": ", ".join(allowed)})


def _out_of_quotes(kind: str, given: object) -> str | None:
    """A value that is no text without the quotation marks that a word processor put around it; None without them."""
    if not isinstance(given, str) or not (kind == "literal_error" or kind in RULES) or kind.startswith(_OF_TEXTS):
        return None
    match = _IN_QUOTES.fullmatch(given.strip())
    return match[1].strip() if match else None


def _on_its_line(path: Path, value: str) -> str:
    return value if isinstance(path[-1], int) else f"{path[-1]}: {value}"


def _own(kind: str, detail: ErrorDetails) -> Said:
    """A problem that a field's own type names; what was meant is worked out from the value."""
    given = detail["input"]
    return (meant(kind, given) if isinstance(given, str) else None) or (kind, dict(detail.get("ctx") or {}))


def _choice(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    choices = choices_in(str((detail.get("ctx") or {}).get("expected", "")))
    given = detail["input"]
    if not isinstance(given, str):
        return "text-expected", {"field": _field(path)}
    params = {"found": given[:40], "choices": ", ".join(choices)}
    if meant := nearest(given, choices):
        return "choice-misspelt", {**params, "suggestion": meant}
    return "choice-unknown", params


def _list(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    field = _field(path)
    parent = model_at(model, path[:-1])
    given = detail["input"]
    if (parent and next(models_in(fields(parent).get(field)), None)) or not isinstance(given, str):
        return "record-list-expected", {"field": field}
    items = [_IN_QUOTES.sub(r"\1", item) for item in _SPLIT.split(given) if item]
    if field == "countries":
        items = [country_code(item) or item for item in items]
    plain = [item if TOKEN.match(item) else quoted(shortened(item)) for item in items]
    return "list-expected", {"field": field, "corrected": f"{field}: [{', '.join(plain)}]"}


def _record(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    record = model_at(model, path)
    return "record-expected", {"field": _field(path), "fields": ", ".join(fields(record)) if record else ""}


def _length(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    return "list-length", {"field": _field(path)}


def _empty(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    return "list-empty", {"field": _field(path)}


def _other(detail: ErrorDetails, model: type[BaseModel], path: Path) -> Said:
    return "text-expected", {"field": _field(path)}


_SHAPES: Mapping[str, Callable[[ErrorDetails, type[BaseModel], Path], Said]] = {
    "literal_error": _choice,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _record,
    "model_attributes_type": _record,
    "too_long": _length,
    "too_short": _empty,
}


def _field(path: Path) -> str:
    """The nearest field's name on the way back."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")
