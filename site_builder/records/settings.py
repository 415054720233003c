"""Defines the site's settings: what stands under the plugin's name in ``mkdocs.yml``, with MkDocs' own name and
address."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from site_builder.locales import Locale
from site_builder.records.base import Part, Record
from site_builder.records.fields import (
    Colour,
    Email,
    Flag,
    FontNames,
    Id,
    Line,
    LocaleName,
    RepositoryPath,
    Url,
    Words,
    WordsOrPlain,
)


class Contact(Part):
    """The communications office: whom a reader writes to about a figure, a story or a picture."""

    office: WordsOrPlain
    email: Email
    phone: Line | None = None


class Editor(Part):
    """The editor in the browser: the repository that it writes to, and how people sign in there.

    ``address``: of a host of one's own. ``sign_in``: of the relay that GitHub's sign-in needs; ``app_id``: of the
    application that GitLab's needs. Without either, people sign in with a token of theirs.
    """

    host: Literal["github", "gitlab"]
    repository: RepositoryPath
    branch: Line | None = None
    address: Url | None = None
    sign_in: Url | None = None
    app_id: Line | None = None


class FontFile(Part):
    """The files (WOFF2) of a font that readers' computers do not have, by what they are for. ``name``: as
    ``headlines`` or ``text`` says it."""

    name: Line
    regular: Line
    bold: Line | None = None
    italic: Line | None = None
    bold_italic: Line | None = None


class Fonts(Part):
    """What the site is set in: names of fonts in one line, for headlines and for all else. ``files``: of those that
    come with the site."""

    headlines: FontNames | None = None
    text: FontNames | None = None
    files: tuple[FontFile, ...] = ()


def _or_off(value: Any) -> Any:
    return None if value == "false" else value


def _allow_off(schema: dict[str, Any]) -> None:
    schema["anyOf"].append({"const": False})


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
    logo: Line | None = None
    logo_dark: Line | None = None
    favicon: Line | None = None
    fonts: Fonts | None = None
    featured: tuple[Id, ...] = ()
    search: Flag = True
    share_cards: Literal["newest", "all"] = "newest"
    editor: Annotated[Editor | None, BeforeValidator(_or_off), Field(json_schema_extra=_allow_off)] = None

    handbook: Flag | None = None

    site_url: str = ""

    @property
    def has_handbook(self) -> bool:
        """Whether the site has the staff handbook: by default where people write in the browser."""
        return self.editor is not None if self.handbook is None else self.handbook

    @property
    def default_locale(self) -> Locale:
        """The language that a record is in unless it says otherwise."""
        return Locale(self.locales[0])
