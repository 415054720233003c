"""What the shell is told about the site: plain values, one set a locale, resolved before they come here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.languages import writing
from site_builder.rendering.shell.frame import FrameKey
from site_builder.rendering.shell.head import ShareImage
from site_builder.rendering.shell.links import Links, LinkStyle


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of a menu. ``title`` is plain text, in the menu's language unless ``language`` names another.

    ``address`` is a page's address (``en/stories/``) or a full URL; ``section`` is the name that pages of this part of
    the site carry (``stories``), so that the entry can be marked where the reader is.
    """

    title: str
    address: str
    section: str = ""
    language: Locale | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """The mark in the header: its address below the site's root, and its size in pixels on a wide screen.

    ``shade``: the pages that it is for, ``light`` or ``dark``; empty where it is for both.
    """

    address: str
    width: int
    height: int
    shade: Literal["", "light", "dark"] = ""
    own: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether it most likely spells the programme's name: a phone has no room for that twice."""
        return self.own and self.width > 2 * self.height


@dataclass(frozen=True, slots=True)
class ShellLocale:
    """What the frame says in one language. All strings are plain text, not escaped, in that language, but for the
    site's name (``site_name``, ``owner``) and office (``contact``), which are in ``name_language`` and
    ``contact_language`` where these are given.

    ``words``: the interface's; ``menu``: the main navigation; ``footer``: the hand-written pages; ``search``: the
    search page's address, empty where search is off; ``owner``: who publishes and holds the rights; ``contact``: the
    name of the office to write to; ``share``: the site's card; ``preview``: what a preview says at the top of every
    page, and what it leads to;
    ``handbook``: where it says that the staff's handbook stands.
    """

    words: Catalog
    site_name: str
    menu: tuple[NavItem, ...] = ()
    footer: tuple[NavItem, ...] = ()
    search: str = ""
    owner: str = ""
    contact: str = ""
    name_language: str = ""
    contact_language: str = ""
    share: ShareImage | None = None
    preview: tuple[NavItem, ...] = ()
    handbook: NavItem | None = None

    @property
    def locale(self) -> Locale:
        """The language."""
        return self.words.locale

    @property
    def written_in(self) -> Locale:
        """The language in which others write for its readers, where they do not know it."""
        return writing(*self.words.languages)

    @property
    def home(self) -> str:
        """The address of this language's home page."""
        return f"{self.locale}/"


@dataclass(frozen=True, slots=True)
class ShellSettings:
    """The whole site's part. The first of ``locales`` is the default language.

    ``site_url``: the public URL (None: unknown; there is then no canonical address); ``accent``: ``#rrggbb``;
    ``contact_email``: where readers write to; ``logos``: the mark, for each shade of page; ``favicon``,
    ``stylesheets``, ``scripts`` and ``fonts`` (what the top of every page is set in): addresses below the site's root;
    ``links``: see ``LinkStyle``; ``attribution``: whether the footer names the theme.
    """

    locales: tuple[ShellLocale, ...]
    site_url: str | None = None
    accent: str = "#1f5f5b"
    contact_email: str = ""
    logos: tuple[Logo, ...] = ()
    favicon: str = ""
    fonts: tuple[str, ...] = ()
    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    links: LinkStyle = "directory"
    attribution: bool = True
    by_locale: Mapping[Locale, ShellLocale] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_locale", {entry.locale: entry for entry in self.locales})

    def frame_key(self, locale: Locale, section: str, address: str) -> FrameKey:
        """Which frame the page at ``address`` in ``section`` has. A server shows 404.html at any address."""
        if address == "404.html":
            return FrameKey(self.locales[0].locale, "", Links.absolute(self.site_url, self.links))
        return FrameKey(locale, section, Links.at(address, self.links))
