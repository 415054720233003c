"""Explains what a record's model refuses: fields, choices, shapes, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from site_builder.problems import RULES, Place, Problem
from site_builder.reading.corrections import quoted, shortened, shown
from site_builder.reading.privacy import TOKEN, may_be_shown, public
from site_builder.reading.suggestions import Suggestion, suggest, suggest_choice, suggest_country, suggest_field
from site_builder.reading.yaml_nodes import RecordPath
from site_builder.records.field_names import fields, model_at, models_in

# In pydantic's message.
_CHOICES = re.compile(r"'([^']*)'")
# What is said of texts, in which quotation marks may well stand.
_OF_TEXTS = ("text-", "unit-")
_QUOTES = "“”„‟«»‹›‘’‚‛´`\"'"
_IN_QUOTES = re.compile(rf"[{_QUOTES}]+([^{_QUOTES}]+)[{_QUOTES}]+")
_SPLIT = re.compile(r"\s*(?:[,;]|\s-\s|\s(?:y|e|and)\s)\s*")


def problems(error: ValidationError, model: type[BaseModel], place: Place) -> list[Problem]:
    """Return every reason for which ``model`` refuses the record at ``place``, each at its field, without private
    values."""
    found: dict[tuple[RecordPath, bool], Problem] = {}
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


def _in_record(model: type[BaseModel], loc: RecordPath) -> RecordPath:
    """Return the part of pydantic's location that is in the record: behind the last field stand names of pydantic's
    own."""
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


def _problem(detail: ErrorDetails, model: type[BaseModel], path: RecordPath, place: Place) -> Problem:
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
    elif explain := _SHAPES.get(kind):
        rule, params = explain(detail, model, path)
    else:
        rule, params = _PLAIN_SHAPES.get(kind, "text-expected"), {"field": _field(path)}
    at = place.at(*path)
    if rule == "text-language-unknown" and isinstance(found := params.get("found"), str):
        at = at.key(found)
    said, params = public(rule, params, given, (*place.path, *path))
    # What may not be repeated is still told in the words of its field.
    return Problem(at, kind if said == "date-unreadable" and kind in RULES else said, params)


def _missing(path: RecordPath, place: Place) -> Problem:
    if isinstance(path[-1], int):
        return Problem(place.at(*path[:-1]), "list-length", {"field": _field(path)})
    return Problem(place.at(*path), "field-missing", {"field": path[-1]})


def _unknown_field(model: type[BaseModel], path: RecordPath, place: Place) -> Problem:
    record = model_at(model, path[:-1])
    allowed = list(fields(record)) if record else []
    name = str(path[-1])
    at = place.key(*path)
    if meant := suggest_field(name, allowed):
        return Problem(at, "field-misspelt", {"key": shown(name, private=False), "suggestion": meant})
    key = shown(name, private=not may_be_shown(name, (*place.path, *path[:-1])))
    return Problem(at, "field-unknown", {"key": key, "fields": ", ".join(allowed)})


def _out_of_quotes(kind: str, given: object) -> str | None:
    """Return a value that is no text without the quotation marks that a word processor put around it; None without
    them."""
    if not isinstance(given, str) or not (kind == "literal_error" or kind in RULES) or kind.startswith(_OF_TEXTS):
        return None
    match = _IN_QUOTES.fullmatch(given.strip())
    return match[1].strip() if match else None


def _on_its_line(path: RecordPath, value: str) -> str:
    return value if isinstance(path[-1], int) else f"{path[-1]}: {value}"


def _own(kind: str, detail: ErrorDetails) -> Suggestion:
    """Return the rule that a field's own type names, or that which says more about the value."""
    given = detail["input"]
    return (suggest(kind, given) if isinstance(given, str) else None) or (kind, dict(detail.get("ctx") or {}))


def _choice(detail: ErrorDetails, model: type[BaseModel], path: RecordPath) -> Suggestion:
    choices = _CHOICES.findall(str((detail.get("ctx") or {}).get("expected", "")))
    given = detail["input"]
    if not isinstance(given, str):
        return "text-expected", {"field": _field(path)}
    params = {"found": given[:40], "choices": ", ".join(choices)}
    if meant := suggest_choice(given, choices):
        return "choice-misspelt", {**params, "suggestion": meant}
    return "choice-unknown", params


def _list(detail: ErrorDetails, model: type[BaseModel], path: RecordPath) -> Suggestion:
    field = _field(path)
    parent = model_at(model, path[:-1])
    given = detail["input"]
    if (parent and next(models_in(fields(parent).get(field)), None)) or not isinstance(given, str):
        return "record-list-expected", {"field": field}
    items = [_IN_QUOTES.sub(r"\1", item) for item in _SPLIT.split(given) if item]
    if field == "countries":
        items = [suggest_country(item) or item for item in items]
    plain = [item if TOKEN.match(item) else quoted(shortened(item)) for item in items]
    return "list-expected", {"field": field, "corrected": f"{field}: [{', '.join(plain)}]"}


def _record(detail: ErrorDetails, model: type[BaseModel], path: RecordPath) -> Suggestion:
    record = model_at(model, path)
    return "record-expected", {"field": _field(path), "fields": ", ".join(fields(record)) if record else ""}


_SHAPES: Mapping[str, Callable[[ErrorDetails, type[BaseModel], RecordPath], Suggestion]] = {
    "literal_error": _choice,
    "tuple_type": _list,
    "list_type": _list,
    "model_type": _record,
    "model_attributes_type": _record,
}
_PLAIN_SHAPES = {"too_long": "list-length", "too_short": "list-empty"}


def _field(path: RecordPath) -> str:
    """Return the name of the nearest field up the path."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")
