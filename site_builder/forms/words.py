"""The words of forms, in one language: labels, explanations, choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale as Cldr

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog, catalog
from site_builder.locales.formats import cldr
from site_builder.locales.slugs import slugify


@dataclass(frozen=True)
class FormWords:
    """``words``: of the language that the form speaks. ``locales``: those that records are written in."""

    words: Catalog
    locales: Sequence[Locale]

    def label(self, record: str, name: str) -> str:
        """What a field is called; a field that has no words yet goes by its name."""
        return self._text(f"form.{record}.{name}", name)

    def one(self, record: str, name: str) -> str:
        """What one entry of a list is called."""
        return self._text(f"form.{record}.{name}.one", name)

    def hint(self, record: str, name: str) -> str:
        """What a field is for: as it is explained in files too, unless those words speak of files."""
        key = f"form.{record}.{name}.help"
        said = self.words.text(key) if key in self.words else self._text(f"field.{record}.{name}", "")
        # Explanations are shown as Markdown, and some of them show how Markdown is written.
        return re.sub(r"[\\*_\[\]~]", r"\\\g<0>", said)

    def option(self, name: str, value: str) -> str:
        """What a choice is called."""
        return self._text(f"option.{name}.{value}", value)

    @property
    def mismatch(self) -> str:
        """What is said of a line that is not of the expected form."""
        return self.words.text("form.mismatch")

    def language(self, locale: str, *, begins: bool = True) -> str:
        """What a language is called. ``begins``: as the first word of a label."""
        found = Cldr.parse(locale, sep="-").get_display_name(cldr(self.words.locale)) or locale
        return found[:1].upper() + found[1:] if begins else found

    def languages(self) -> list[dict[str, str]]:
        """The languages that a story may be written in."""
        return [{"value": locale, "label": self.language(locale)} for locale in self.locales]

    def countries(self, codes: Iterable[str]) -> list[dict[str, str]]:
        """Countries by their names. All of them: which ones a site is about may not be known yet."""
        names = cldr(self.words.locale).territories
        named = {code: str(names.get(code, code)) for code in codes}
        ordered = sorted(named, key=lambda code: (slugify(named[code]), code))
        return [{"value": code, "label": f"{named[code]} ({code})"} for code in ordered]

    def relation(self, register: str) -> dict[str, object]:
        """A choice out of a register, which the editor reads in the repository: none of it stands in the form."""
        name = "title" if register == "sources" else "name"
        shown = f"{{{{entries.*.{name}.{self.shown_in}}}}} ({{{{entries.*.id}}}})"
        return {
            "widget": "relation",
            "collection": "registers",
            "file": register,
            "value_field": "entries.*.id",
            "display_fields": [shown],
        }

    @property
    def shown_in(self) -> Locale:
        """The language in which records are listed."""
        return self.words.locale if self.words.locale in self.locales else self.locales[0]

    def _text(self, key: str, otherwise: str) -> str:
        if key in self.words:
            return self.words.text(key)
        return otherwise.replace("_", " ").replace("-", " ").capitalize()


def form_words(locale: Locale, locales: Sequence[Locale]) -> FormWords:
    """The words of the forms in ``locale`` for records in ``locales``."""
    return FormWords(catalog(locale), locales)
