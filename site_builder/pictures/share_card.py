"""The picture that other sites show with a link: what is on it, and its name, known before it is made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass

from site_builder.pictures.recipe import PhotoSet, Planned

WIDTH, HEIGHT = 1200, 630
"""Pixels: what Facebook, WhatsApp, X and LinkedIn show whole."""

PHOTO_WIDTH = 600
"""Pixels of the right-hand side that the photo takes, from top to bottom."""

# Raise it whenever a card comes to look different, by another font too: every card then gets a new name.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """The photo on a card. ``file``: the name of the derivative that it is cut from, which stands for its pixels and
    rights. ``focus``: what must stay in the crop, from the top left."""

    file: str
    focus: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ShareCard:
    """Everything that a card is made from: the headline, the programme's name, its accent (``#rrggbb``), the photo.

    ``lead``: a smaller line below the headline, on the site's own card.
    """

    headline: str
    name: str
    accent: str
    lead: str = ""
    photo: CardPhoto | None = None

    @property
    def file(self) -> str:
        """Its file's name: the same for the same card. A photo is a JPEG, words alone are a PNG."""
        told = json.dumps([_VERSION, *astuple(self)], ensure_ascii=True)
        digest = hashlib.sha256(told.encode("ascii")).hexdigest()[:16]
        return f"{digest}.{'jpg' if self.photo else 'png'}"


def card_photo(planned: PhotoSet, focus: tuple[float, float]) -> CardPhoto:
    """The photo for a card: the smallest derivative that fills its side without being enlarged, JPEG before AVIF."""
    fitting = [file for file in (*planned.jpeg, *planned.avif) if _fills(file)]
    return CardPhoto((fitting or [planned.avif[-1]])[0].name, focus)


def _fills(file: Planned) -> bool:
    return file.width >= PHOTO_WIDTH and file.height >= HEIGHT
