"""The registers and the milestones: what belongs to the programme, in ``content/*.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from site_builder.problems import Place, Problem
from site_builder.reading.files import read_bytes
from site_builder.reading.pseudo_texts import with_pseudo
from site_builder.reading.records import build, read_tree, with_places
from site_builder.reading.yaml import load_list
from site_builder.records import Milestone
from site_builder.records.base import PLACE, Record

R = TypeVar("R", bound=Record)


def read_register(
    root: Path, name: str, model: type[R], locales: Sequence[str] = ()
) -> tuple[dict[str, R], list[Problem]]:
    """``content/<name>.yml``: a mapping from id to what is known. An absent file is an empty register.

    ``locales``: the site's languages.
    """
    file = f"content/{name}.yml"
    tree, problems = read_tree(root, file)
    found: dict[str, R] = {}
    for key, entry in (tree or {}).items():
        place = Place(file, (key,))
        if not isinstance(entry, dict):
            problems.append(Problem(place, "register-entry"))
            continue
        record, more = build(model, {**with_pseudo(entry, locales), "id": key}, place)
        problems += more
        if record is not None:
            found[key] = record
    return found, problems


def read_milestones(root: Path, locales: Sequence[str] = ()) -> tuple[tuple[Milestone, ...], list[Problem]]:
    """``content/milestones.yml``: a list of promises. ``locales``: the site's languages."""
    file = "content/milestones.yml"
    data, problems = read_bytes(root, file)
    if data is None:
        return (), problems
    entries, problems = load_list(file, data)
    found = []
    for index, written in enumerate(entries or []):
        place = Place(file, (index,))
        if not isinstance(written, dict):
            problems.append(Problem(place, "register-entry"))
            continue
        entry = with_pseudo(written, locales)
        updates = with_places(entry["updates"], place.at("updates")) if "updates" in entry else []
        record, more = build(Milestone, {**entry, "updates": updates, PLACE: place}, place)
        problems += more
        if record is not None:
            found.append(record)
    return tuple(found), problems
