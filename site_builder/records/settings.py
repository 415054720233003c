"""The site's settings: what stands under the plugin's name in ``mkdocs.yml``, with MkDocs' own name and address."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from site_builder.locales import Locale
from site_builder.records.base import Part, Record
from site_builder.records.fields import Colour, Email, Flag, Id, Line, LocaleName, Words, WordsOrPlain


class Contact(Part):
    """The communications office: whom a reader writes to about a figure, a story or a picture."""

    office: WordsOrPlain
    email: Email
    phone: Line | None = None


class Settings(Record):
    """Everything that a programme decides about its site. ``locales``: in order, the first is the site's default."""

    name: WordsOrPlain
    contact: Contact
    locales: Annotated[tuple[LocaleName, ...], Field(min_length=1)] = ("en", "es")
    tagline: Words | None = None
    introduction: Words | None = None
    time_zone: Line = "UTC"
    missing_locale: Literal["notice", "leave-out", "block"] = "notice"
    accent: Colour = "#0b6b5d"
    featured: tuple[Id, ...] = ()
    search: Flag = True
    share_cards: Literal["newest", "all"] = "newest"

    site_url: str = ""

    @property
    def default_locale(self) -> Locale:
        """The language that a record is in unless it says otherwise."""
        return Locale(self.locales[0])
