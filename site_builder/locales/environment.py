"""Detects the language that somebody at a terminal has chosen, as POSIX, gettext and Windows have it."""

from __future__ import annotations

import locale as system
import os
import re
from collections.abc import Iterable, Mapping

from site_builder.locales.catalog import known_locales
from site_builder.locales.pseudo import PSEUDO
from site_builder.locales.text import Locale

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# What follows the language and country in ``es_SV.UTF-8@modifier``.
_CODESET = re.compile(r"[.@]")


def language(environment: Mapping[str, str], wanted: str | None = None) -> Locale:
    """Return ``chosen_language``, else English."""
    return chosen_language(environment, wanted) or Locale("en")


def chosen_language(environment: Mapping[str, str], wanted: str | None = None) -> Locale | None:
    """Return the language that ``wanted`` names, else the environment; None where neither names one with a catalog.

    Of ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` the first that is not empty counts. ``LANGUAGE`` is a list that comes
    before them, unless they ask for no language at all (``C``). Windows sets none of them: there it is the language in
    which Windows itself speaks.
    """
    if wanted and (found := _first([wanted])):
        return found
    given = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    if _CODESET.split(given)[0] in {"C", "POSIX"}:
        return None
    several = [name for name in environment.get("LANGUAGE", "").split(":") if name]
    if several or given:
        return _first(several or [given])
    number = _number_of_windows()
    return None if number is None else _first([system.windows_locale.get(number, "")])


def _first(names: Iterable[str]) -> Locale | None:
    """Return the first of ``names`` that has a catalog."""
    known = {*known_locales(), PSEUDO}
    for value in names:
        short = _CODESET.split(value)[0].replace("_", "-")
        for name in (short, short.partition("-")[0].lower()):
            if name in known:
                return Locale(name)
    return None


def _number_of_windows() -> int | None:
    """Return the number of the language in which Windows speaks to its user; None on other systems."""
    # By sys.platform mypy would take what follows for unreachable on other systems.
    if os.name != "nt":
        return None
    import ctypes

    return int(vars(ctypes)["windll"].kernel32.GetUserDefaultUILanguage())
