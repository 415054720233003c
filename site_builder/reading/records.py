"""Builds typed records from trees of text, with the flags of their translations and with texts of the pseudo-locale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from site_builder.locales.pseudo import PSEUDO, pseudo, pseudo_markdown
from site_builder.locales.text import Flag
from site_builder.problems import Place, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.source import decode
from site_builder.records.base import PLACE, Record
from site_builder.records.fields import FLAGS
from site_builder.translations.fields import Field, flags
from site_builder.translations.lock import Lock, parse

R = TypeVar("R", bound=Record)

_ADDRESSES = {"slug"}
_MARKDOWN = {"body"}


def build(model: type[R], tree: Mapping[str, Any], place: Place) -> tuple[R | None, list[Problem]]:
    """Return a record of ``model`` from its tree; None and every problem of it where it is not one."""
    try:
        return model.model_validate({**tree, PLACE: place}), []
    except ValidationError as error:
        from site_builder.reading import schema_errors

        return None, schema_errors.problems(error, model, place)


def with_places(items: object, place: Place) -> object:
    """Give each of a list of records, and the consent in it, its place, so that problems can point at it."""
    if not isinstance(items, list):
        return items
    return [_placed(item, place.at(index)) for index, item in enumerate(items)]


def _placed(item: object, place: Place) -> object:
    if not isinstance(item, dict):
        return item
    inner = {"consent": _placed(item["consent"], place.at("consent"))} if "consent" in item else {}
    return {**item, **inner, PLACE: place}


def read_lock(file: str, data: bytes | None) -> tuple[Lock | None, list[Problem]]:
    """Read a translation lock, empty where there is no such file. None where nobody can tell what it said:
    ``translations-lock-broken`` at the line, or what is wrong with the file."""
    if data is None:
        return {}, []
    source, unfit = decode(file, data)
    if unfit:
        return None, unfit
    lock, index = parse(source.text)
    return lock, [] if lock is not None else [source.problem("translations-lock-broken", index)]


def lock_at(root: Path, file: str) -> tuple[Lock | None, list[Problem]]:
    """Read the translation lock in ``file`` of a project."""
    data, problems = read_bytes(root, file)
    return (None, problems) if problems else read_lock(file, data)


def with_flags(
    record: R, tree: Mapping[str, Any], place: Place, fields: Iterable[Field], lock: Lock | None, prefix: str = ""
) -> R:
    """Return the same record, its texts with the flags that ``lock`` gives their translations.

    ``tree``: what the record was made from; ``place``: where that stands; ``prefix``: what the lock writes before the
    names of its fields.
    """
    if lock is not None and not lock:
        return record
    flagged = tree
    for field in fields:
        if known := flags(field, lock, prefix):
            flagged = _put(flagged, field.written.place.path[len(place.path) :], known)
    if flagged is tree:
        return record
    made, _ = build(type(record), flagged, place)
    return made or record


def _put(tree: Any, path: tuple[str | int, ...], known: Mapping[str, Flag]) -> Any:
    """Return a copy of ``tree`` in which the text at ``path`` has these flags."""
    if not path:
        return {**tree, FLAGS: known} if isinstance(tree, dict) else tree
    first, rest = path[0], path[1:]
    if isinstance(tree, list) and isinstance(first, int):
        return [*tree[:first], _put(tree[first], rest, known), *tree[first + 1 :]]
    return {**tree, first: _put(tree[first], rest, known)}


def with_pseudo(tree: Mapping[str, Any], locales: Sequence[str]) -> dict[str, Any]:
    """Return the tree of a record with a text in the pseudo-locale beside each that is in one of ``locales``."""
    if PSEUDO not in locales:
        return dict(tree)
    order = [tree["language"], *locales] if isinstance(tree.get("language"), str) else list(locales)
    return {key: _filled(value, order, key) for key, value in tree.items()}


def _filled(value: Any, order: Sequence[str], key: str) -> Any:
    if isinstance(value, list):
        return [_filled(item, order, key) for item in value]
    if not isinstance(value, dict) or key in _ADDRESSES:
        return value
    original: Any = next((value[locale] for locale in order if locale in value), None)
    if PSEUDO in value or not _is_text(original):
        return {name: _filled(item, order, name) for name, item in value.items()}
    say = pseudo_markdown if key in _MARKDOWN else pseudo
    # A unit has a text for each form that a number takes.
    forms = {form: say(words) for form, words in original.items()} if isinstance(original, dict) else say(original)
    return {**value, PSEUDO: forms}


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and "other" in value and set(map(type, value.values())) == {str}
    )
