"""Loads the interface's words: one gettext catalog a language, by keys, so that no language is the special one.

The package has catalogs of its own; a project may bring more, for languages of its site and for single words.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from site_builder.locales import po
from site_builder.locales.languages import ENGLISH, direction, is_kind_of, names_of, priority
from site_builder.locales.pseudo import PSEUDO, pseudo
from site_builder.locales.text import Locale, Passage
from site_builder.store.keys import cached, key

PARAMETER = re.compile(r"\{(\w+)\}")
"""A placeholder: a name in braces, and nothing else."""

TWO_FORMS = "n != 1"
"""The plural rule of most languages: one, and all others."""

# Unicode's isolates: the text between them is laid out by its own first letter.
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_FOLDER = Path(__file__).parents[1] / "catalog"
# Addresses, and lines to type, are the same in the pseudo-locale.
_TYPED = re.compile(r"address\.|handbook\.address\Z|cli\..+\.examples\Z")
# First parts of keys that only the command line, the editor, reports and previews use.
_FOR_STAFF = re.compile(
    r"(?:annotation|cli|editor|field|form|handbook|help|import|mkdocs|option|preview|rule|scaffold|severity|summary|task)"
    r"(?:\.|\Z)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One catalog of one language. ``messages``: a string for each plural form, by key; ``plural``: the C expression
    that gives the form of a number ``n``."""

    language: Locale
    messages: Mapping[str, tuple[str, ...]]
    plural: str = TWO_FORMS


@dataclass(frozen=True)
class Catalog:
    """The words of a language: the first of ``languages``; the others stand in for what ``wordings`` lack in it.

    To ask for a key that none of them has is a bug and raises KeyError.
    """

    languages: tuple[Locale, ...]
    wordings: tuple[Wording, ...]

    # Results are cached by catalog: a process has few with the same languages, and most are the same object.
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

    def _wording(self, key: str) -> Wording:
        for wording in self.wordings:
            if key in wording.messages:
                return wording
        raise KeyError(key)

    def text(self, key: str, /, **params: object) -> str:
        """Return the words under ``key`` with ``{name}`` filled in, as plain text that is not escaped."""
        return self._filled(self._wording(key).messages[key][0], params)

    def parameters(self, key: str) -> list[str]:
        """Return the names of the placeholders under ``key``."""
        return PARAMETER.findall(self._wording(key).messages[key][0])

    def plural(self, key: str, number: float, /, **params: object) -> str:
        """Return the form of ``key`` for ``number`` with ``{name}`` filled in; fractions take the last form."""
        wording = self._wording(key)
        forms = wording.messages[key]
        index = plural_index(wording.plural) if number == int(number) else None
        form = forms[max(0, min(index(int(number)), len(forms) - 1)) if index else -1]
        return self._filled(form, params)

    def _filled(self, template: str, params: Mapping[str, object]) -> str:
        """Fill in a template. Not by str.format: a catalog may be anybody's, and must not reach into objects.

        In right-to-left languages parameters are isolated, so that a name in Latin letters does not move the signs
        beside it.
        """
        if "{" not in template:
            return template
        first, last = ("", "") if not params or direction(self.locale) == "ltr" else (_FIRST_STRONG, _POP)
        return PARAMETER.sub(lambda match: f"{first}{params[match[1]]}{last}", template)

    def language_of(self, key: str) -> Locale:
        """Return the language of the words under ``key``: the catalog's own, unless another stands in."""
        found = self._wording(key).language
        return self.locale if is_kind_of(self.locale, found) else found

    def passage(self, key: str, /, **params: object) -> Passage:
        """Return ``text`` together with its language."""
        return Passage(self.text(key, **params), self.language_of(key), "unmarked")

    def plural_passage(self, key: str, number: float, /, **params: object) -> Passage:
        """Return ``plural`` together with its language."""
        return Passage(self.plural(key, number, **params), self.language_of(key), "unmarked")

    def __contains__(self, key: str) -> bool:
        return any(key in wording.messages for wording in self.wordings)


@cache
def plural_index(expression: str) -> Callable[[int], int] | None:
    """Return a function that gives the plural form of a number by a C expression, below 0 where it gives none.

    None where ``expression`` is not valid. It is never run as Python.
    """
    try:
        found = gettext.c2py(expression)
    except (ValueError, RecursionError):
        return None

    def index(number: int) -> int:
        try:
            return int(found(number))
        except ArithmeticError:
            # The expression divides by zero.
            return -1

    return index


def known_locales() -> list[Locale]:
    """Return the locales that have a catalog in the package."""
    return sorted(Locale(file.stem) for file in _FOLDER.glob("*.po"))


@cache
def catalog(locale: Locale) -> Catalog:
    """Return the package's words for ``locale``; English stands in for keys and catalogs that are missing."""
    return catalog_for(locale)


def catalog_for(locale: Locale, others: Iterable[str] = (), own: Mapping[Locale, Wording] | None = None) -> Catalog:
    """Return the words for ``locale`` on a site in ``others``, languages that stand in, in order, for what it lacks.

    ``own``: a project's catalogs by language; they come before the package's.
    """
    languages = priority(locale, others)
    found = (wording for name in languages for wording in ((own or {}).get(name), shipped(name)))
    return Catalog(languages, tuple(wording for wording in found if wording))


@cache
def shipped(locale: Locale) -> Wording | None:
    """Return the package's words for ``locale`` itself; None where it has no such catalog."""
    if locale == PSEUDO:
        words = english()
        typed = {key: forms for key, forms in words.messages.items() if _TYPED.match(key)}
        accented = {key: tuple(map(pseudo, forms)) for key, forms in words.messages.items()}
        return Wording(PSEUDO, accented | typed, words.plural)
    source = _FOLDER / f"{locale}.po"
    if not source.is_file():
        return None
    content = source.read_bytes()
    messages, plural = cached(f"catalog-{locale}", key("catalog", content, _parser()), lambda: _parsed(content))
    return Wording(locale, messages, plural)


def _parsed(content: bytes) -> tuple[dict[str, tuple[str, ...]], str]:
    """Return the words by key, and the plural rule."""
    read = po.parse(content.decode("utf-8"))
    messages = {entry.key: entry.forms for entry in read.entries if all(entry.forms)}
    return messages, read.header.plural if read.header else TWO_FORMS


@cache
def _parser() -> bytes:
    """Return the code that reads catalogs."""
    return b"".join(Path(file).read_bytes() for file in (__file__, po.__file__))


def english() -> Wording:
    """Return the package's English, against which every other catalog is checked."""
    return shipped(ENGLISH) or Wording(ENGLISH, {})


def is_for_readers(key: str) -> bool:
    """Whether the words under ``key`` stand on pages that readers see: a key's first part tells."""
    return not _FOR_STAFF.match(key)


def reader_keys() -> tuple[str, ...]:
    """Return the keys that a language needs for its readers, in the order of the English catalog."""
    return tuple(filter(is_for_readers, english().messages))


def template_header(locale: Locale) -> str:
    """Return the header of a new catalog."""
    forms, plural = plural_of(locale)
    rule = f"nplurals={forms}; plural={plural};"
    fields = f"Language: {locale}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {rule}\n"
    return "\n".join(po.message_lines({"msgid": "", "msgstr": fields}))


def template(keys: Iterable[str], forms: int) -> Iterator[str]:
    """Yield the lines of untranslated messages with the English beside them, for a language of ``forms`` plurals."""
    for name in keys:
        words = english().messages[name]
        strings = {"msgid": name}
        if len(words) > 1:
            strings |= {"msgid_plural": name, **{f"msgstr[{index}]": "" for index in range(forms)}}
        else:
            strings["msgstr"] = ""
        yield from po.message_lines(strings, [f"#. {line}" for form in words for line in form.split("\n")])


def plural_of(locale: Locale) -> tuple[int, str]:
    """Return how many plural forms a language has by CLDR, and its plural rule as gettext writes it.

    Where CLDR tells millions apart, as in French, or knows nothing, the two forms that gettext has always had.
    """
    from babel.plural import to_gettext

    names = names_of(locale)
    if names is None:
        return 2, TWO_FORMS
    count, _, plural = to_gettext(names.plural_form).removesuffix(";").partition("; plural=")
    if plural_index(plural) is None:
        return 2, "n > 1" if names.plural_form(0) == "one" else TWO_FORMS
    return int(count.removeprefix("nplurals=")), plural
