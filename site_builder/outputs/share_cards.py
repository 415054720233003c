"""Makes the cards that other sites show with a link. A photo on one is cut from its derivative in the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from site_builder.pages.localized_site import LocalizedSite
from site_builder.pages.pictures import FOLDER as PICTURES
from site_builder.pages.share_cards import FOLDER, share_cards
from site_builder.pictures.plan import ShareCard
from site_builder.rendering.layout import accent
from site_builder.store import Digest, Store, key
from site_builder.workers import in_shares, jobs

# Cards without a photo take milliseconds each: fewer are drawn sooner than a process is started.
_WORTH_A_PROCESS = 8


@dataclass(frozen=True)
class CardFile:
    """A card, its path in the site, and its content's key."""

    path: str
    card: ShareCard
    key: Digest

    @property
    def photo(self) -> str:
        """The path in the site of the photo that it is cut from; empty where it has none."""
        return f"{PICTURES}{self.card.photo.file}" if self.card.photo else ""


def cards_by_path(sites: Iterable[LocalizedSite]) -> Mapping[str, CardFile]:
    """Give every card of the site by its path."""
    drawn_by = _drawn_by()
    return {
        path: CardFile(path, card, key("share card", card.file, drawn_by))
        for site in sites
        for path, card in share_cards(site)
    }


@cache
def _drawn_by() -> Digest:
    """Digest what decides a card's bytes beside what is on it: Pillow with all that it brings, our code, and the font.

    Not all of our code: a card is then drawn again when another part of it changes, and there may be thousands.
    """
    folder = Path(__file__).resolve().parents[1] / "photos"
    files = ("share_cards.py", "fonts/newsreader.ttf")
    return key("drawn by", version("pillow"), *((folder / name).read_bytes() for name in files))


def make_cards(cards: Iterable[CardFile], target: Path, store: Store, processes: int | None = None) -> tuple[str, ...]:
    """Put every card into ``target``, where the photos' files are, and give their paths in the site.

    ``processes``: how many draw; None decides by how many the store does not have. Raises WorkerError.
    """
    wanted = tuple(cards)
    if not wanted:
        return ()
    units: dict[str, list[CardFile]] = {}
    for card in lacking_cards(wanted, target, store):
        # Cards of one photo are drawn by one process, which decodes it once.
        units.setdefault(card.photo or card.path, []).append(card)
    work = list(units.values())

    def share(number: int, of: int) -> Iterator[Mapping[str, str]]:
        for unit in work[number::of]:
            for card in unit:
                make_card(card, target, store)
            yield store.usage()

    for usage in in_shares(share, jobs(len(work), _WORTH_A_PROCESS, processes)):
        store.add_usage(usage)
    return tuple(card.path for card in wanted)


def lacking_cards(cards: Iterable[CardFile], target: Path, store: Store) -> list[CardFile]:
    """Make the folder of cards in ``target``, and list those that the store could not put there."""
    (target / FOLDER).mkdir(parents=True, exist_ok=True)
    return [card for card in cards if not store.place(card.key, f"{target}/{card.path}")]


def make_card(file: CardFile, target: Path, store: Store) -> None:
    """Draw a card into ``target``, where the photo's derivative is, and keep it."""
    from site_builder.photos.share_cards import draw

    shades = accent(file.card.accent)
    photo = (target / file.photo).read_bytes() if file.photo else None
    store.keep(file.key, draw(file.card, shades.light, shades.on_light, photo), f"{target}/{file.path}")
