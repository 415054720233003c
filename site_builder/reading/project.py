"""Reads what stands around the stories of a project: settings, registers, milestones; and which stories there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from site_builder.problems import Place, Problem
from site_builder.reading.brand import read_brand
from site_builder.reading.catalogs import check_complete, read_catalogs
from site_builder.reading.files import folders, read_bytes
from site_builder.reading.records import build, lock_at, with_flags, with_places, with_pseudo
from site_builder.reading.serialization import NO_CACHE, RecordCache
from site_builder.reading.settings import read_settings
from site_builder.reading.yaml import load, load_list
from site_builder.records import REGISTERS, Milestone
from site_builder.records.base import Record
from site_builder.site import Site
from site_builder.store import Store, digest_of
from site_builder.translations.fields import CONTENT, entry_fields, lock_prefix
from site_builder.translations.lock import FILE as LOCK
from site_builder.translations.lock import NO_LOCK, Lock

R = TypeVar("R", bound=Record)


class Languages(NamedTuple):
    """Holds the site's ``locales``, its default first, and the ``lock`` of all that is no story (None: it cannot be
    read)."""

    locales: Sequence[str]
    lock: Lock | None = NO_LOCK


def read_register(
    root: Path, name: str, model: type[R], languages: Languages, cache: RecordCache = NO_CACHE
) -> tuple[dict[str, R], list[Problem]]:
    """Read ``content/<name>.yml``: a mapping from ids to entries. An absent file is an empty register.

    The key of ``cache`` holds ``languages``.
    """
    file = f"content/{name}.yml"
    data, problems = read_bytes(root, file)
    if data is None:
        return {}, problems

    def make() -> tuple[dict[str, R], list[Problem]]:
        tree, problems = load(file, data)
        found = _built(model, file, (tree or {}).items(), languages, problems)
        return {str(key): record for key, record in found}, problems

    return cache.get("register", (file, data), make)


def read_milestones(
    root: Path, languages: Languages, cache: RecordCache = NO_CACHE
) -> tuple[tuple[Milestone, ...], list[Problem]]:
    """Read ``content/milestones.yml``: a list of promises. ``cache``: as in ``read_register``."""
    file = "content/milestones.yml"
    data, problems = read_bytes(root, file)
    if data is None:
        return (), problems

    def make() -> tuple[tuple[Milestone, ...], list[Problem]]:
        entries, problems = load_list(file, data)
        found = _built(Milestone, file, enumerate(entries or []), languages, problems)
        return tuple(record for _, record in found), problems

    return cache.get("milestones", (data,), make)


def _built(
    model: type[R], file: str, entries: Iterable[tuple[str | int, Any]], languages: Languages, problems: list[Problem]
) -> list[tuple[str | int, R]]:
    """Build the records of a file, each with its key; those of a mapping have their key as id."""
    found = []
    for key, entry in entries:
        place = Place(file, (key,))
        if not isinstance(entry, dict):
            problems.append(Problem(place, "register-entry"))
            continue
        complete = with_pseudo(entry, languages.locales)
        if isinstance(key, str):
            complete["id"] = key
        if "updates" in complete:
            complete["updates"] = with_places(complete["updates"], place.at("updates"))
        record, more = build(model, complete, place)
        problems += more
        if record is not None:
            fields = entry_fields(file, record, languages.locales[0], languages.locales)
            found.append((key, with_flags(record, complete, place, fields, languages.lock, lock_prefix(file))))
    return found


def read_project(root: Path, store: Store | None = None) -> tuple[Site | None, list[Problem]]:
    """Read the site below ``root`` without any story; return it with every problem. A broken file costs only itself.

    ``store``: of the project; only what has changed is then parsed again. The site is None only where the settings
    cannot be read, since nothing can be parsed without languages.
    """
    lock, of_lock = lock_at(root, f"{CONTENT}/{LOCK}")
    of_the_lock = digest_of(repr(lock).encode())
    settings, problems = read_settings(root, lock, RecordCache(store, of_the_lock))
    if settings is None:
        return None, problems
    brand, of_brand = read_brand(root, settings)
    catalogs, of_catalogs = read_catalogs(root, settings.locales)
    problems = [*problems, *of_catalogs, *check_complete(settings, catalogs), *of_lock, *of_brand]
    languages = Languages(settings.locales, lock)
    cache = RecordCache(store, f"{of_the_lock} {' '.join(settings.locales)}")
    registers: dict[str, Any] = {}
    broken = set()
    for name, model in REGISTERS.items():
        registers[name], found = read_register(root, name, model, languages, cache)
        problems += found
        broken |= {name} if found else set()
    milestones, found = read_milestones(root, languages, cache)
    problems += found
    site = Site(
        settings=settings,
        milestones=milestones,
        **registers,
        catalogs=catalogs,
        brand=brand,
        broken_registers=frozenset(broken | ({"milestones"} if found else set())),
    )
    if problems:
        from site_builder.reading.suggestions import suggest_ids

        problems = suggest_ids(problems, site.registers)
    return site, problems


def story_folders(root: Path) -> tuple[str, ...]:
    """Return the names of the folders of stories, in order."""
    return folders(root, "stories")
