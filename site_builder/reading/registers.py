"""The registers and the milestones: what belongs to the programme, in ``content/*.yml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from site_builder.problems import Place, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.freshness import with_flags
from site_builder.reading.kept import NOTHING_KEPT, Kept
from site_builder.reading.pseudo_texts import with_pseudo
from site_builder.reading.records import build, with_places
from site_builder.reading.yaml import load, load_list
from site_builder.records import Milestone
from site_builder.records.base import PLACE, Record
from site_builder.translations.fields import lock_prefix, of_an_entry
from site_builder.translations.lock import NO_LOCK, Lock

R = TypeVar("R", bound=Record)


class Languages(NamedTuple):
    """The site's ``locales``, its default first, and the ``lock`` of all that is no story (None: it cannot be read)."""

    locales: Sequence[str]
    lock: Lock | None = NO_LOCK


def read_register(
    root: Path, name: str, model: type[R], languages: Languages, kept: Kept = NOTHING_KEPT
) -> tuple[dict[str, R], list[Problem]]:
    """``content/<name>.yml``: a mapping from id to what is known. An absent file is an empty register.

    ``kept``: its basis holds ``languages``.
    """
    file = f"content/{name}.yml"
    data, problems = read_bytes(root, file)
    if data is None:
        return {}, problems
    return kept.once("register", (file, data), lambda: _register(file, data, model, languages))


def _register(file: str, data: bytes, model: type[R], languages: Languages) -> tuple[dict[str, R], list[Problem]]:
    tree, problems = load(file, data)
    found: dict[str, R] = {}
    for key, entry in (tree or {}).items():
        place = Place(file, (key,))
        if not isinstance(entry, dict):
            problems.append(Problem(place, "register-entry"))
            continue
        complete = {**with_pseudo(entry, languages.locales), "id": key}
        record, more = build(model, complete, place)
        problems += more
        if record is not None:
            found[key] = _flagged(record, complete, place, languages)
    return found, problems


def _flagged(record: R, tree: Mapping[str, object], place: Place, languages: Languages) -> R:
    fields = of_an_entry(place.file, record, languages.locales[0], languages.locales)
    return with_flags(record, tree, place, fields, languages.lock, lock_prefix(place.file))


def read_milestones(
    root: Path, languages: Languages, kept: Kept = NOTHING_KEPT
) -> tuple[tuple[Milestone, ...], list[Problem]]:
    """``content/milestones.yml``: a list of promises. ``kept``: as in ``read_register``."""
    file = "content/milestones.yml"
    data, problems = read_bytes(root, file)
    if data is None:
        return (), problems
    return kept.once("milestones", (data,), lambda: _milestones(file, data, languages))


def _milestones(file: str, data: bytes, languages: Languages) -> tuple[tuple[Milestone, ...], list[Problem]]:
    entries, problems = load_list(file, data)
    found = []
    for index, written in enumerate(entries or []):
        place = Place(file, (index,))
        if not isinstance(written, dict):
            problems.append(Problem(place, "register-entry"))
            continue
        entry = with_pseudo(written, languages.locales)
        updates = with_places(entry["updates"], place.at("updates")) if "updates" in entry else []
        complete = {**entry, "updates": updates, PLACE: place}
        record, more = build(Milestone, complete, place)
        problems += more
        if record is not None:
            found.append(_flagged(record, complete, place, languages))
    return tuple(found), problems
