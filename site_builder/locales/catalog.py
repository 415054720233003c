"""The interface's words: one gettext catalog a locale. Keys stand for the words, so no language is the special one."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

from site_builder.locales.pseudo import PSEUDO, pseudo
from site_builder.locales.text import Locale

# Addresses, and lines to type: the same in whatever language is tried out.
_TYPED = re.compile(r"address\.|cli\..+\.examples\Z")
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Catalog:
    """The words of one locale. Asking for a key that no catalog has is a bug and raises KeyError."""

    locale: Locale
    messages: Mapping[str, tuple[str, ...]]
    plural_index: Callable[[int], int]

    def text(self, key: str, /, **params: object) -> str:
        """The words under ``key`` with ``{name}`` filled in. The result is plain text, not escaped."""
        return _fill(self.messages[key][0], params)

    def plural(self, key: str, number: float, /, **params: object) -> str:
        """The form of ``key`` for ``number`` (fractions take the last form), with ``{name}`` filled in."""
        forms = self.messages[key]
        index = self.plural_index(int(number)) if number == int(number) else len(forms) - 1
        return _fill(forms[min(index, len(forms) - 1)], params)

    def __contains__(self, key: str) -> bool:
        return key in self.messages


def _fill(template: str, params: Mapping[str, object]) -> str:
    # Not str.format: a catalog is other people's text and must not reach into objects.
    return _PARAMETER.sub(lambda match: str(params[match[1]]), template) if "{" in template else template


def known_locales() -> list[Locale]:
    """The locales that have a catalog in the package."""
    folder = resources.files("site_builder").joinpath("catalog")
    return sorted(Locale(entry.name[:-3]) for entry in folder.iterdir() if entry.name.endswith(".po"))


@cache
def catalog(locale: Locale) -> Catalog:
    """The catalog of ``locale``; keys that it lacks, or a locale without one, speak English."""
    if locale == PSEUDO:
        return _pseudo(catalog(Locale("en")))
    own = _own(locale)
    if locale == "en":
        return own or Catalog(locale, {}, gettext.c2py("n != 1"))
    english = catalog(Locale("en"))
    own = own or replace(english, locale=locale)
    return replace(own, messages={**english.messages, **own.messages})


def _pseudo(english: Catalog) -> Catalog:
    """English in accents. Addresses, and lines that are typed as they stand, are no words."""
    said = {key: forms if _TYPED.match(key) else tuple(map(pseudo, forms)) for key, forms in english.messages.items()}
    return Catalog(PSEUDO, said, english.plural_index)


def _own(locale: Locale) -> Catalog | None:
    """The words that the package has for ``locale`` itself; None where it has no such catalog."""
    source = resources.files("site_builder").joinpath("catalog", f"{locale}.po")
    if not source.is_file():
        return None
    with source.open("rb") as stream:
        parsed = read_po(stream, locale=None, abort_invalid=True)
    messages = {}
    for message in parsed:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if forms and all(forms):
                messages[key] = forms
    return Catalog(locale, messages, gettext.c2py(parsed.plural_expr))
