"""The words of one language, as one catalog has them: of the package, or of a project."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from site_builder.locales.text import Locale

PARAMETER = re.compile(r"\{(\w+)\}")
"""What is filled in: a name in braces, and nothing else."""

TWO_FORMS = "n != 1"
"""How most languages make plurals: one, and all others."""


@dataclass(frozen=True, slots=True)
class Wording:
    """``messages``: the words by key, a form each. ``plural``: the form that a number ``n`` takes, as C writes it."""

    language: Locale
    messages: Mapping[str, tuple[str, ...]]
    plural: str = TWO_FORMS


@cache
def plural_index(expression: str) -> Callable[[int], int] | None:
    """The form that a number takes by ``expression``, below 0 where it gives none; never run as Python.

    None where ``expression`` is none of C.
    """
    try:
        found = gettext.c2py(expression)
    except (ValueError, RecursionError):
        return None

    def index(number: int) -> int:
        try:
            return int(found(number))
        except ArithmeticError:
            # Somebody's catalog divides by nothing.
            return -1

    return index


def fill(template: str, params: Mapping[str, object]) -> str:
    """``template`` with ``{name}`` filled in. Not str.format: a catalog is other people's text, and must not reach into
    objects."""
    return PARAMETER.sub(lambda match: str(params[match[1]]), template) if "{" in template else template
