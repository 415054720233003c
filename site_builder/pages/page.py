"""A page: one address in one language, with everything that its template prints. Pages are plain, picklable values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from site_builder.locales import Locale, Passage
from site_builder.pictures.plan import CARD_HEIGHT, CARD_WIDTH, stem_of
from site_builder.public.records import EVERY_USE, Uses

Kind = Literal[
    "home",
    "stories",
    "story",
    "progress",
    "results",
    "country",
    "theme",
    "partner",
    "programme",
    "year",
    "credits",
    "search",
    "withdrawn",
    "redirect",
    "choice",
    "missing",
    "problem",
    "rule",
    "rules",
    "translations",
    "written",
]
Section = Literal["home", "stories", "progress", "results", "about", "search", "none"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. ``address``: of a page of this site, such as ``en/stories/x/``, or a whole URL."""

    words: Passage
    address: str


Phrase = tuple[Passage, ...]
"""A sentence of the interface with words of records in it: one passage after the other, each in its own language."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a page says of a translation. ``source``: the language that it was made from; ``more``: its words there."""

    words: Passage
    source: Locale
    more: Link | None


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file of a picture: its address in the site and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its words and rights. ``avif`` and ``jpeg``: the same picture in rising widths.

    ``focus``: what must stay in a crop, from the top left, 0 to 1. ``colour``: shown until the picture is there, where
    it has no placeholder. ``press``: the file for the press, where there is one. ``alt`` is None for a picture that is
    only decoration. ``licence_address``: where the licence can be read, or empty. ``uses``: what its people have
    agreed to. ``note``: on its caption's translation.
    """

    id: str
    avif: tuple[PictureFile, ...]
    jpeg: tuple[PictureFile, ...]
    alt: Passage | None
    caption: Passage | None
    credit: Passage
    licence: Passage
    is_illustration: bool
    licence_address: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    colour: str = "#d9d4c7"
    press: PictureFile | None = None
    uses: Uses = EVERY_USE
    note: Note | None = None

    @property
    def ratio(self) -> float:
        """Its width, in heights."""
        return self.avif[-1].width / self.avif[-1].height

    @property
    def stem(self) -> str:
        """What the names of its files have in common: its placeholder is found by it."""
        return stem_of(self.avif[0].address) if self.avif else ""


@dataclass(frozen=True, slots=True)
class ShareImage:
    """The card that other sites show with a link: its address, what it shows in words, its size in pixels."""

    address: str
    alt: str
    width: int = CARD_WIDTH
    height: int = CARD_HEIGHT


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language.

    ``address`` is a folder without a leading slash (``en/stories/x/``), or a file (``404.html``); ``alternates``: this
    page's address in every locale that has it, its own among them. ``view`` is what ``templates/pages/<kind>.html``
    prints. ``share``: the card that other sites show with it, by default the site's. ``is_listed``: whether search
    engines may know it; ``is_kept``: whether others may keep copies of it, which not everybody on it may have agreed
    to. ``published`` and ``changed``: ISO dates of a story.
    """

    kind: Kind
    locale: Locale
    address: str
    section: Section
    title: Passage
    description: str
    view: object
    alternates: Mapping[Locale, str] = field(default_factory=dict)
    share: ShareImage | None = None
    is_listed: bool = True
    is_kept: bool = True
    is_draft: bool = False
    published: str = ""
    changed: str = ""

    @property
    def file(self) -> str:
        """The file that it is written to, relative to the site's folder."""
        return file_at(self.address)


def file_at(address: str) -> str:
    """Return the file in which the page at ``address`` stands, relative to the site's folder."""
    return f"{address}index.html" if address.endswith("/") or not address else address


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page that is still to be made. Listing these is cheap; the process that writes a page makes it.

    ``cache_key``: digests and words of all that the page shows beside what every page of its language may show
    (``LocalizedSite.content_hash``) and its layout; what is in none of them may stay as it was when it changes. None
    for a page that is made anew each time. ``unit``: pages of one unit are made from the same records, by one process,
    one after the other.
    """

    kind: Kind
    locale: Locale
    section: Section
    address: str
    build: Callable[[PlannedPage], Page]
    cache_key: tuple[str, ...] | None = None
    unit: str = ""

    @property
    def file(self) -> str:
        """The file that the page is written to, relative to the site's folder."""
        return file_at(self.address)

    def make(self) -> Page:
        """Make the page."""
        return self.build(self)

    def page(self, title: Passage, description: str, view: object, **rest: Any) -> Page:
        """Return the page with its contents. ``rest``: further fields of ``Page``."""
        return Page(self.kind, self.locale, self.address, self.section, title, description, view, **rest)
