"""The words of forms in one language: labels, explanations, choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from site_builder.locales import Locale, formats
from site_builder.locales.catalog import Catalog
from site_builder.locales.slugs import slugify


@dataclass(frozen=True)
class FormWords:
    """``words``: the catalog of the form's language. ``locales``: the languages of the records."""

    words: Catalog
    locales: Sequence[Locale]

    def label(self, record: str, name: str) -> str:
        """Give a field's label; its name where the catalog has none yet."""
        return self._text(f"form.{record}.{name}", name)

    def one(self, record: str, name: str) -> str:
        """Give the label of one entry of a list."""
        return self._text(f"form.{record}.{name}.one", name)

    def hint(self, record: str, name: str) -> str:
        """Explain a field: in the words used for files too, unless those speak of files."""
        key = f"form.{record}.{name}.help"
        said = self.words.text(key) if key in self.words else self._text(f"field.{record}.{name}", "")
        # Explanations are shown as Markdown, and some of them show how Markdown is written.
        return re.sub(r"[\\*_\[\]~]", r"\\\g<0>", said)

    def option(self, name: str, value: str) -> str:
        """Give the label of a choice."""
        return self._text(f"option.{name}.{value}", value)

    @property
    def mismatch(self) -> str:
        """The message for a line that does not match its pattern."""
        return self.words.text("form.mismatch")

    def language(self, locale: str, *, begins: bool = True) -> str:
        """Name a language. ``begins``: as the first word of a label."""
        found = formats.language(locale, self.words.locale)
        return found[:1].upper() + found[1:] if begins else found

    def languages(self) -> list[dict[str, str]]:
        """List the languages of stories as choices."""
        return [{"value": locale, "label": self.language(locale)} for locale in self.locales]

    def countries(self, codes: Iterable[str]) -> list[dict[str, str]]:
        """List all countries as choices, by name: which ones a site is about may not be known yet."""
        named = {code: formats.country(code, self.words.locale) for code in codes}
        ordered = sorted(named, key=lambda code: (slugify(named[code]), code))
        return [{"value": code, "label": f"{named[code]} ({code})"} for code in ordered]

    def relation(self, register: str) -> dict[str, object]:
        """Make a choice from a register, which the editor reads in the repository: none of it stands in the form."""
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
        """The language in which lists show records."""
        return self.words.locale if self.words.locale in self.locales else self.locales[0]

    def _text(self, key: str, otherwise: str) -> str:
        if key in self.words:
            return self.words.text(key)
        return otherwise.replace("_", " ").replace("-", " ").capitalize()
