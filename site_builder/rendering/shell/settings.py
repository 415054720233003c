"""What the shell is told about the site: plain values, one set a locale, resolved before they come here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.locales import Locale
from site_builder.rendering.shell.head import ShareImage
from site_builder.rendering.shell.links import LinkStyle


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of a menu. ``title`` is plain text in the menu's language.

    ``address`` is a page's address (``en/stories/``) or a full URL; ``section`` is the name that pages of this part of
    the site carry (``stories``), so that the entry can be marked where the reader is.
    """

    title: str
    address: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class ShellLocale:
    """What the frame says in one language. All strings are plain text, not escaped, in that language, but for the
    site's name (``site_name``, ``owner``) and office (``contact``), which are in ``name_language`` and
    ``contact_language`` where these are given.

    ``menu``: the main navigation; ``footer``: the hand-written pages; ``search``: the search page's address, empty
    where search is off; ``owner``: who publishes and holds the rights; ``contact``: the name of the office to write to;
    ``share``: the site's card; ``preview``: what a preview says at the top of every page.
    """

    locale: Locale
    site_name: str
    menu: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    search: str = ""
    owner: str = ""
    contact: str = ""
    name_language: str = ""
    contact_language: str = ""
    share: ShareImage | None = None
    preview: NavItem | None = None

    @property
    def home(self) -> str:
        """The address of this language's home page."""
        return f"{self.locale}/"


@dataclass(frozen=True, slots=True)
class ShellSettings:
    """The whole site's part. The first of ``locales`` is the default language.

    ``site_url``: the public URL (None: unknown; there is then no canonical address); ``accent``: ``#rrggbb``;
    ``contact_email``: where readers write to; ``logo``, ``favicon``, ``stylesheets``, ``scripts``: addresses below the
    site's root; ``links``: see ``LinkStyle``; ``attribution``: whether the footer names the theme.
    """

    locales: tuple[ShellLocale, ...]
    site_url: str | None = None
    accent: str = "#1f5f5b"
    contact_email: str = ""
    logo: str = ""
    favicon: str = ""
    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    links: LinkStyle = "directory"
    attribution: bool = True
    by_locale: Mapping[Locale, ShellLocale] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_locale", {entry.locale: entry for entry in self.locales})
