"""The interface's words: one gettext catalog a locale. Keys stand for the words, so no language is the special one.

The package has catalogs of its own; a project may bring more, for languages of its site and for single words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from site_builder.locales import po
from site_builder.locales.cldr import direction
from site_builder.locales.priority import ENGLISH, is_kind_of, priority
from site_builder.locales.pseudo import PSEUDO, pseudo
from site_builder.locales.text import Locale, Passage
from site_builder.locales.wording import PARAMETER, TWO_FORMS, Wording, fill, plural_index
from site_builder.store.keys import cached, key

# Unicode's isolates: what is between them is laid out by its own first letter.
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_FOLDER = Path(__file__).parents[1] / "catalog"
# Addresses, and lines to type: the same in whatever language is tried out.
_TYPED = re.compile(r"address\.|handbook\.address\Z|cli\..+\.examples\Z")


@dataclass(frozen=True)
class Catalog:
    """The words of a language; what ``wordings`` lack in it is said in the next of ``languages``, of which it is the
    first. Asking for a key that none of them has is a bug and raises KeyError."""

    languages: tuple[Locale, ...]
    wordings: tuple[Wording, ...]

    # Results are kept by catalog: of the same languages there are few in a process, and most are the same object.
    def __hash__(self) -> int:
        return hash(self.languages)

    @property
    def locale(self) -> Locale:
        """The language itself."""
        return self.languages[0]

    @cached_property
    def messages(self) -> Mapping[str, tuple[str, ...]]:
        """All words by key."""
        return {key: forms for wording in reversed(self.wordings) for key, forms in wording.messages.items()}

    def _said_by(self, key: str) -> Wording:
        for wording in self.wordings:
            if key in wording.messages:
                return wording
        raise KeyError(key)

    def text(self, key: str, /, **params: object) -> str:
        """The words under ``key`` with ``{name}`` filled in. The result is plain text, not escaped."""
        return fill(self._said_by(key).messages[key][0], self._apart(params))

    def parameters(self, key: str) -> list[str]:
        """The names of what is filled in under ``key``."""
        return PARAMETER.findall(self._said_by(key).messages[key][0])

    def plural(self, key: str, number: float, /, **params: object) -> str:
        """The form of ``key`` for ``number`` (fractions take the last form), with ``{name}`` filled in."""
        said_by = self._said_by(key)
        forms = said_by.messages[key]
        index = plural_index(said_by.plural) if number == int(number) else None
        return fill(forms[max(0, min(index(int(number)), len(forms) - 1)) if index else -1], self._apart(params))

    def _apart(self, params: Mapping[str, object]) -> Mapping[str, object]:
        """In a language that is read from right to left what is filled in stands apart, so that a name in Latin letters
        does not take the signs beside it along."""
        if not params or direction(self.locale) == "ltr":
            return params
        return {name: f"{_FIRST_STRONG}{value}{_POP}" for name, value in params.items()}

    def language_of(self, key: str) -> Locale:
        """The language that the words under ``key`` are in: its own, unless another stands in."""
        found = self._said_by(key).language
        return self.locale if is_kind_of(self.locale, found) else found

    def passage(self, key: str, /, **params: object) -> Passage:
        """The same as ``text``, saying which language it is in."""
        return Passage(self.text(key, **params), self.language_of(key), "unmarked")

    def plural_passage(self, key: str, number: float, /, **params: object) -> Passage:
        """The same as ``plural``, saying which language it is in."""
        return Passage(self.plural(key, number, **params), self.language_of(key), "unmarked")

    def __contains__(self, key: str) -> bool:
        return any(key in wording.messages for wording in self.wordings)


def known_locales() -> list[Locale]:
    """The locales that have a catalog in the package."""
    return sorted(Locale(file.stem) for file in _FOLDER.glob("*.po"))


@cache
def catalog(locale: Locale) -> Catalog:
    """The package's words for ``locale``; keys that it lacks, or a locale without a catalog, speak English."""
    return speaking(locale)


def speaking(locale: Locale, others: Iterable[str] = (), own: Mapping[Locale, Wording] | None = None) -> Catalog:
    """The words for ``locale`` on a site whose languages are ``others``, in order: they stand in for what it lacks.

    ``own``: what a project's catalogs say, by language, before the package's.
    """
    languages = priority(locale, others)
    found = (wording for name in languages for wording in ((own or {}).get(name), shipped(name)))
    return Catalog(languages, tuple(wording for wording in found if wording))


@cache
def shipped(locale: Locale) -> Wording | None:
    """The words that the package has for ``locale`` itself; None where it has no such catalog."""
    if locale == PSEUDO:
        return _pseudo(english())
    source = _FOLDER / f"{locale}.po"
    if not source.is_file():
        return None
    written = source.read_bytes()
    messages, plural = cached(f"catalog-{locale}", key("catalog", written, _parser()), lambda: _parsed(written))
    return Wording(locale, messages, plural)


def _parsed(written: bytes) -> tuple[dict[str, tuple[str, ...]], str]:
    """The words by key, and how the language makes plurals."""
    read = po.parse(written.decode("utf-8"))
    messages = {entry.key: entry.forms for entry in read.entries if all(entry.forms)}
    return messages, read.header.plural if read.header else TWO_FORMS


@cache
def _parser() -> bytes:
    """The code that reads catalogs."""
    return b"".join(Path(file).read_bytes() for file in (__file__, po.__file__))


def _pseudo(words: Wording) -> Wording:
    """English in accents. Addresses, and lines that are typed as they stand, are no words."""
    said = {key: forms if _TYPED.match(key) else tuple(map(pseudo, forms)) for key, forms in words.messages.items()}
    return Wording(PSEUDO, said, words.plural)


def english() -> Wording:
    """The package's English: what every other catalog is held against."""
    return shipped(ENGLISH) or Wording(ENGLISH, {})
