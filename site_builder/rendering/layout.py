"""Fills the page layout: Material's page, rendered once per locale, section and depth, and joined with each page's own.

Why not a rendering of the theme for every page: on thousands of stories Material's templates are nearly all of the
build's time and memory, and what they give differs in a handful of places. ``Layout`` keeps those places open.

What of Material is in the page: its templates, words, stylesheets, icons and typography. What is not: its script. The
bundle is 35 kB on the wire, more than all the rest of the layout together; most of it is search, instant navigation,
code copying and version menus that this site does not have; it rewrites language links after asking for sitemap.xml,
and parts of it ask other hosts. What readers need of it (the choice of light or dark, closing the menu, the headline
in the header) is a script of the site's own, below 1 kB. The menu is a ``details`` element and the language links are
plain links, so both work by keyboard and with scripts off.

Escaping: MkDocs makes its template environment without it. Here it is on, for Material's own templates too, so a site
name or a menu entry is text whatever it holds; only what the shell itself marks as markup is markup.

Only this package and the plugin know MkDocs and Material; of this package only ``documents``, ``shell`` and ``theme``,
which are imported where MkDocs runs, so that a build that has the layouts already starts without them.
"""

from __future__ import annotations

import colorsys
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from site_builder.locales import Locale
from site_builder.locales.catalog import Catalog
from site_builder.locales.languages import writing
from site_builder.pages.page import ShareImage

LinkStyle = Literal["directory", "file"]
"""``directory``: links end in ``/`` as on a web server. ``file``: they name ``index.html``, so the same files open from
a disk, where nothing turns a folder into its index page. The layout of the files is the same in both."""

_PLAIN = re.compile(r"[A-Za-z0-9/._-]*")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Links:
    """Links as one page needs them. ``base`` leads from that page to the site's root and ends in ``/``."""

    base: str
    style: LinkStyle = "directory"

    @classmethod
    def at(cls, address: str, style: LinkStyle = "directory") -> Links:
        """Return links for the page at ``address`` (``en/stories/x/``; the empty string is the site's root)."""
        return cls("../" * address.count("/") or "./", style)

    @classmethod
    def absolute(cls, site_url: str | None, style: LinkStyle = "directory") -> Links:
        """Return links for a page that the server shows at any address (404.html): they start at the site's root.

        Without ``site_url`` the root is taken to be the server's; in a site for a disk there is no server, so they are
        relative to the root instead.
        """
        if style == "file":
            return cls("./", style)
        path = urlsplit(site_url or "").path
        return cls(path if path.endswith("/") else f"{path}/", style)

    def to(self, address: str) -> str:
        """Return the link to ``address``, percent-encoded, not escaped for HTML. URLs and ``#places`` stay as they
        are."""
        path = _path(address, self.style)
        return address if path is None else f"{self.base}{path}"


@lru_cache(maxsize=4096)
def _path(address: str, style: LinkStyle) -> str | None:
    """Return ``address`` as it stands behind a page's base; None for URLs and ``#places``."""
    if _ELSEWHERE.match(address):
        return None
    path, hash_, place = address.partition("#")
    if style == "file" and (not path or path.endswith("/")):
        path += "index.html"
    return f"{_quoted(path)}{hash_}{place}"


@lru_cache(maxsize=4096)
def absolute_url(site_url: str, address: str) -> str:
    """Return the public URL of ``address``: what canonical links, feeds and share cards give. A page gives its own
    often."""
    return f"{site_url.rstrip('/')}/{_quoted(address, '/#?=&')}"


def _quoted(address: str, safe: str = "/") -> str:
    # Nearly every address is made of slugs; to find that out is much quicker than to quote it.
    return address if _PLAIN.fullmatch(address) else quote(address, safe=safe)


SLOTS = ("title", "head", "switch", "topic", "body", "data")
"""What differs from page to page, in HTML: the document's title; further elements of ``<head>``; the language links
in the header; the page's short title in the header; the whole of ``<main>``; elements after the scripts (data), which
no page has yet."""


class LayoutKey(NamedTuple):
    """What a layout depends on, beside the settings of the whole site: language, section, and the way to the root."""

    locale: Locale
    section: str
    links: Links


@dataclass(frozen=True, slots=True)
class Layout:
    """One locale's, section's and depth's page layout: a plain value that can be sent to another process.

    ``parts`` has one string more than ``slots``; the page is the first part, the first slot's text, the second part and
    so on. ``links`` makes the links for a page of this depth. ``languages``: what each of the site's calls itself.
    """

    parts: tuple[str, ...]
    slots: tuple[str, ...]
    locale: Locale
    site_name: str
    site_url: str | None
    links: Links
    languages: tuple[tuple[Locale, str], ...] = ()

    def fill(self, texts: Mapping[str, str]) -> str:
        """Return the page. ``texts``: HTML, already escaped, for every name in ``SLOTS``; another set of names is a
        bug."""
        if texts.keys() != _NAMES:
            raise KeyError(f"a layout takes {', '.join(SLOTS)}; got {', '.join(texts)}")
        page = [self.parts[0]]
        for slot, part in zip(self.slots, self.parts[1:], strict=True):
            page.append(texts[slot])
            page.append(part)
        return "".join(page)


_NAMES = frozenset(SLOTS)


def split_at_slots(render: Callable[[Mapping[str, str]], str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Render with placeholders and split once. Returns (parts, slots).

    The placeholders are random and no page's text is there yet when the result is split, so what stories say can never
    be taken for one. A slot that the templates lost is a bug (RuntimeError).
    """
    token = secrets.token_hex(16)
    html = render({name: f"slot-{name}-{token}" for name in SLOTS})
    *pieces, last = html.split(f"-{token}")
    found = [piece.rpartition("slot-") for piece in pieces]
    parts, slots = (*(part for part, _, _ in found), last), tuple(slot for _, _, slot in found)
    if missing := _NAMES - set(slots):
        raise RuntimeError(f"the theme's templates have no place for: {', '.join(sorted(missing))}")
    return parts, slots


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
class SiteAssets:
    """The site's own files that every page loads: their addresses, in the order of loading.

    ``logos``: the mark, for each shade of page. ``fonts``: those worth asking for before the stylesheet is there.
    """

    stylesheets: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    logos: tuple[Logo, ...] = ()
    favicon: str = ""
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutLocale:
    """What the layout says in one language. All strings are plain text, not escaped, in that language, but for the
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
class LayoutSettings:
    """The whole site's part. The first of ``locales`` is the default language.

    ``site_url``: the public URL (None: unknown; there is then no canonical address); ``accent``: ``#rrggbb``;
    ``contact_email``: where readers write to; ``links``: see ``LinkStyle``.
    """

    locales: tuple[LayoutLocale, ...]
    site_url: str | None = None
    accent: str = "#1f5f5b"
    contact_email: str = ""
    assets: SiteAssets = SiteAssets()
    links: LinkStyle = "directory"
    by_locale: Mapping[Locale, LayoutLocale] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_locale", {entry.locale: entry for entry in self.locales})

    def layout_key(self, locale: Locale, section: str, address: str) -> LayoutKey:
        """Return which layout the page at ``address`` in ``section`` has. A server shows 404.html at any address."""
        if address == "404.html":
            return LayoutKey(self.locales[0].locale, "", Links.absolute(self.site_url, self.links))
        return LayoutKey(locale, section, Links.at(address, self.links))


CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: the least contrast of text with what is behind it."""

# The tinted panels, not the plain page: what holds there holds on the page too.
_LIGHT_PANEL = "#f0ede6"
_DARK_PANEL = "#2a2e38"

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


@dataclass(frozen=True, slots=True)
class Accent:
    """``light`` and ``dark``: the accent as text on light and dark pages; ``on_…``: text upon a field of it."""

    light: str
    dark: str
    on_light: str
    on_dark: str


def accent(colour: str) -> Accent:
    """Return the shades nearest to ``colour`` (``#rrggbb``) that reach the contrast; anything else raises
    ValueError."""
    if not _HEX.match(colour):
        raise ValueError(f"not a colour: {colour!r}")
    light, dark = _shade(colour, _LIGHT_PANEL, -0.01), _shade(colour, _DARK_PANEL, 0.01)
    return Accent(light, dark, _ink(light), _ink(dark))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _shade(colour: str, ground: str, step: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    shade = colour.lower()
    while contrast(shade, ground) < CONTRAST:
        lightness = min(1.0, max(0.0, lightness + step))
        rgb = colorsys.hls_to_rgb(hue, lightness, saturation)
        shade = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
    return shade


def _ink(ground: str) -> str:
    return max("#ffffff", "#14161a", key=lambda ink: contrast(ink, ground))


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255
