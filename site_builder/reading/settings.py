"""Reads the site's settings from ``mkdocs.yml``: the one configuration that MkDocs and the records share."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from yaml_env_tag import construct_env_tag

from site_builder.locales import Locale
from site_builder.locales.languages import is_known
from site_builder.problems import Place, Position, Problem
from site_builder.reading.files import names, read_source
from site_builder.reading.records import build, with_flags, with_pseudo
from site_builder.reading.serialization import NO_CACHE, RecordCache
from site_builder.reading.source import SourceText
from site_builder.reading.yaml_nodes import lost_behind_hash, outline
from site_builder.records import Settings
from site_builder.translations.fields import lock_prefix, settings_fields
from site_builder.translations.lock import NO_LOCK, Lock

FILE = "mkdocs.yml"
PLUGIN = "stories"
CATALOGS = "content/catalog"
"""Where a project's own catalogs stand."""


_NOT_YAML = (yaml.YAMLError, RecursionError, ValueError)
_OTHER_SITE_KEYS = {"site_url", "site_dir", "site_description", "site_author"}


class _SettingsLoader(yaml.CBaseLoader):
    """Loads every scalar as text, ``!ENV`` resolved as MkDocs does it, other tags of MkDocs' passed over."""


def _env(loader: _SettingsLoader, node: yaml.Node) -> str:
    value = construct_env_tag(loader, node)
    return "" if value is None else str(value)


_SettingsLoader.add_constructor("!ENV", _env)


def read_settings(
    root: Path, lock: Lock | None = NO_LOCK, cache: RecordCache = NO_CACHE
) -> tuple[Settings | None, list[Problem]]:
    """Read the settings of the project in ``root``; None, with the problems, where they cannot be used. ``lock``: of
    the translations that are no story's; the key of ``cache`` holds it."""
    source, problems = read_source(root, FILE)
    if source is None:
        return None, problems or [Problem(Position(FILE), "settings-missing")]
    try:
        config = _config(source)
    except _NOT_YAML as error:
        return None, [_broken(source, error)]
    found = _plugin(config.get("plugins"))
    if found is None:
        place = Place(FILE).key("plugins") if "plugins" in config else Position(FILE)
        return None, [Problem(place, "settings-without-plugin")]
    options, place = found
    unnamed = [*_nameless(config), *_lost(source, place)]
    tree = _without_empty(options)
    complete = {"name": config.get("site_name", ""), **tree, "site_url": config.get("site_url") or ""}
    settings, problems = cache.get("settings", (repr(complete), repr(place)), lambda: _built(complete, place, lock))
    problems = [*unnamed, *problems]
    if settings is not None:
        problems += _unusable(settings, names(root, CATALOGS))
    return (None if problems else settings), problems


def _built(tree: Mapping[str, Any], place: Place, lock: Lock | None) -> tuple[Settings | None, list[Problem]]:
    """Build the settings of what stands at ``place``, with the flags of their translations."""
    settings, problems = build(Settings, with_pseudo(tree, _locales(tree)), place)
    if settings is None:
        return None, problems
    return with_flags(settings, tree, place, settings_fields(settings), lock, lock_prefix(FILE)), problems


def excluded_docs(root: Path) -> str:
    """Return what ``mkdocs.yml`` says of files that are not to be published (``exclude_docs``)."""
    source, _ = read_source(root, FILE)
    try:
        found = _config(source).get("exclude_docs") if source else None
    except _NOT_YAML:
        return ""
    return found if isinstance(found, str) else ""


def _config(source: SourceText) -> dict[str, Any]:
    """Return all of ``mkdocs.yml``. Raises one of ``_NOT_YAML``."""
    config = yaml.load(source.text, _SettingsLoader)  # noqa: S506 - a loader that makes nothing but text
    return config if isinstance(config, dict) else {}


def _locales(tree: Mapping[str, Any]) -> list[str]:
    found = tree.get("locales")
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _broken(source: SourceText, error: Exception) -> Problem:
    """Explain why the file is no YAML: in the words in which records are explained, where there are any."""
    from site_builder.reading.yaml_errors import explain

    problem = explain(source)
    if problem.rule != "yaml-broken":
        return problem
    mark = getattr(error, "problem_mark", None)
    return Problem(Position(FILE, mark.line + 1, mark.column + 1) if mark else Position(FILE), "settings-broken")


def _nameless(config: Mapping[str, Any]) -> Iterator[Problem]:
    """Report a name that is missing: without one MkDocs makes no site."""
    if "site_name" in config:
        if not config["site_name"]:
            yield Problem(Place(FILE).key("site_name"), "site-name-missing")
        return
    near = get_close_matches("site_name", [key for key in config if key not in _OTHER_SITE_KEYS], n=1, cutoff=0.75)
    if near:
        yield Problem(Place(FILE).key(near[0]), "site-name-misspelt", {"found": near[0]})
    else:
        yield Problem(Position(FILE), "site-name-missing")


def _lost(source: SourceText, plugin: Place) -> Iterator[Problem]:
    """Report settings that YAML takes for comments: ``accent: #ffd400``."""
    lost = list(lost_behind_hash(source))
    if not lost:
        return
    from site_builder.reading.corrections import hash_kept

    top = outline(source.text)
    node = top.at(plugin.path) if top else None
    for index in lost:
        in_name = source.line_at(index).startswith("site_name:")
        if in_name or (node is not None and node.start <= index <= node.end):
            yield source.problem("yaml-lost-behind-hash", index, corrected=hash_kept(source, index))


def _plugin(plugins: object) -> tuple[dict[str, Any], Place] | None:
    """Return the plugin's options and their place, whichever of MkDocs' two ways of listing plugins is used."""
    place = Place(FILE, ("plugins",))
    if isinstance(plugins, Mapping):
        plugins = [{name: options} for name, options in plugins.items()]
        at = [place] * len(plugins)
    elif isinstance(plugins, list):
        at = [place.at(index) for index in range(len(plugins))]
    else:
        return None
    for entry, here in zip(plugins, at, strict=True):
        if entry == PLUGIN:
            return {}, here
        if isinstance(entry, dict) and PLUGIN in entry:
            options = entry[PLUGIN]
            return (options if isinstance(options, dict) else {}), here.at(PLUGIN)
    return None


def _without_empty(value: object) -> Any:
    """Return settings without keys that were left empty: to leave a setting empty is to leave it out."""
    if not isinstance(value, dict):
        return value
    kept = {key: _without_empty(inner) for key, inner in value.items()}
    return {key: inner for key, inner in kept.items() if inner not in ("", {})}


def _unusable(settings: Settings, catalogs: Container[str]) -> list[Problem]:
    """Report languages and a time zone that cannot be used. A language is known where ``catalogs``, files of the
    project's own, have one for it."""
    problems = []
    for index, locale in enumerate(settings.locales):
        place = settings.at("locales", index)
        if not is_known(Locale(locale)) and f"{locale}.po" not in catalogs:
            problems.append(Problem(place, "language-unreadable"))
        elif locale in settings.locales[:index]:
            problems.append(Problem(place, "site-language-twice", {"found": locale}))
    try:
        ZoneInfo(settings.time_zone)
    except (OSError, ValueError, KeyError):
        problems.append(Problem(settings.at("time_zone"), "time-zone-unknown", {"found": settings.time_zone[:60]}))
    return problems
