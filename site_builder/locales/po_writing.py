"""A catalog to be translated: the words that a language still lacks, each with the English ones beside it."""

from __future__ import annotations

from collections.abc import Iterable

from babel.plural import to_gettext

from site_builder.locales.catalog import english
from site_builder.locales.cldr import names_of
from site_builder.locales.text import Locale
from site_builder.locales.wording import TWO_FORMS, plural_index

_HEAD = """msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals={forms}; plural={plural};\\n"
"""


def plural_of(locale: Locale) -> tuple[int, str]:
    """How many plural forms CLDR gives the language, and which of them a number takes, as gettext writes it.

    Where CLDR tells millions apart, as in French, or knows nothing, the two forms that gettext has always had.
    """
    names = names_of(locale)
    if names is None:
        return 2, TWO_FORMS
    count, _, plural = to_gettext(names.plural_form).removesuffix(";").partition("; plural=")
    if plural_index(plural) is None:
        return 2, "n > 1" if names.plural_form(0) == "one" else TWO_FORMS
    return int(count.removeprefix("nplurals=")), plural


def head(locale: Locale) -> str:
    """The top of a new catalog."""
    forms, plural = plural_of(locale)
    return _HEAD.format(locale=locale, forms=forms, plural=plural)


def entries(keys: Iterable[str], forms: int) -> str:
    """An empty entry for each key. ``forms``: how many plural forms the language has."""
    return "".join(f"\n{_entry(key, forms)}\n" for key in keys)


def _entry(key: str, forms: int) -> str:
    words = english().messages[key]
    shown = "\n".join(f"#. {line}" for form in words for line in form.split("\n"))
    if len(words) == 1:
        return f'{shown}\nmsgid "{key}"\nmsgstr ""'
    lines = "\n".join(f'msgstr[{index}] ""' for index in range(forms))
    return f'{shown}\nmsgid "{key}"\nmsgid_plural "{key}"\n{lines}'
