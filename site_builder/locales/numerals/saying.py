"""From number words to numbers: adds up what is said, word by word, and knows when a new number begins."""

from __future__ import annotations

from decimal import Decimal

from site_builder.locales.numerals.vocabulary import NumberWords

_ONE = Decimal(1)


class Saying:
    """One number while it is being said. Every step says whether the word still belongs to it.

    ``parts``: what has been added up, largest first. ``room``: what is added next must be smaller; 1 leaves none.
    """

    def __init__(self, words: NumberWords | None) -> None:
        self.words = words
        self.parts: list[Decimal] = []
        self.room = _ONE
        self.last_scale = _ONE

    @property
    def value(self) -> Decimal:
        """What has been said so far."""
        return sum(self.parts, Decimal(0))

    def digits(self, value: Decimal, joined: bool) -> bool:
        """A number in digits: the first, or what follows a scale (3 mil 700)."""
        if self.parts and (joined or self.room < 1000 or value >= self.room or value != int(value) or not value):
            return False
        self.parts.append(value)
        self.room = _ONE
        return True

    def word(self, word: str, joined: bool) -> bool:
        """A number word (folded), behind the joiner (``joined``) or not."""
        words = self.words
        if words is None:
            return False
        if word in words.scales:
            return not joined and self._scale(Decimal(words.scales[word]), word in words.bare_scales)
        value = Decimal(words.values[word])
        if self.parts and not self._fits(value, joined, words.joins_tens):
            return False
        self.parts.append(value)
        self.room = _ONE if word in words.ends else _room_after(value)
        return True

    def lead(self, value: Decimal) -> bool:
        """What counts only before a scale, such as ``half a``."""
        if self.parts:
            return False
        self.parts.append(value)
        return True

    def half(self) -> bool:
        """Half of the last scale, or of one."""
        if not self.parts or self.value != int(self.value):
            return False
        self.parts.append(self.last_scale / 2)
        self.room = _ONE
        return True

    def _fits(self, value: Decimal, joined: bool, joins_tens: bool) -> bool:
        if not 0 < value < self.room:
            return False
        if joins_tens:
            return joined == (self.room == 10)
        return not joined or self.room >= 100

    def _scale(self, scale: Decimal, bare: bool) -> bool:
        multiplied = Decimal(0)
        parts = list(self.parts)
        while parts and parts[-1] < scale:
            multiplied += parts.pop()
        if not multiplied:
            if not bare or (parts and self.room <= scale):
                return False
            multiplied = _ONE
        if multiplied >= scale and scale > 100:
            return False
        self.parts = [*parts, multiplied * scale]
        self.room = self.last_scale = scale
        return True


def _room_after(value: Decimal) -> Decimal:
    if value >= 100 and value % 100 == 0:
        return Decimal(100)
    return Decimal(10) if value >= 20 and value % 10 == 0 else _ONE
