"""What ``translations.lock`` knows against a record's translations, put into the record's tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from site_builder.locales.text import Flag
from site_builder.problems import Place, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.records import build
from site_builder.reading.source import decode
from site_builder.records.base import Record
from site_builder.records.fields import FLAGS
from site_builder.translations.fields import Field, flags
from site_builder.translations.lock import Lock, parse

R = TypeVar("R", bound=Record)


def read_lock(file: str, data: bytes | None) -> tuple[Lock | None, list[Problem]]:
    """A lock from its bytes, empty where there is no such file. None where nobody can tell what it said:
    ``translations-lock-broken`` at the line, or what is wrong with the file."""
    if data is None:
        return {}, []
    source, unfit = decode(file, data)
    if unfit:
        return None, unfit
    lock, index = parse(source.text)
    return lock, [] if lock is not None else [source.problem("translations-lock-broken", index)]


def lock_at(root: Path, file: str) -> tuple[Lock | None, list[Problem]]:
    """The lock in ``file`` of a project."""
    data, problems = read_bytes(root, file)
    return (None, problems) if problems else read_lock(file, data)


def with_flags(
    record: R, tree: Mapping[str, Any], place: Place, fields: Iterable[Field], lock: Lock | None, prefix: str = ""
) -> R:
    """The same record, its texts with what ``lock`` knows against their translations.

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
    """A copy of ``tree`` in which the text at ``path`` has what is known against it."""
    if not path:
        return {**tree, FLAGS: known} if isinstance(tree, dict) else tree
    first, rest = path[0], path[1:]
    if isinstance(tree, list) and isinstance(first, int):
        return [*tree[:first], _put(tree[first], rest, known), *tree[first + 1 :]]
    return {**tree, first: _put(tree[first], rest, known)}
