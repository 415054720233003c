"""Invented words, names and sentences, each like no other, and the many ways in which they can be written."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from tests.support.withdrawn.words import plain

_SYLLABLES = "ba qui zor ñe lu mé tra nil vo xa rún pes dá wi cho gul yá fre osk ím"
_USUAL = {
    "en": "the water came late and people of our village walked to that old road before any rain",
    "es": "el agua llegó tarde y la gente de nuestra aldea caminó por aquel viejo camino antes",
}
_TITLES = ("Doña ", "Lic. ", "Mrs. ", "")
_SPACE, _SOFT, _JOINER = "\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"
_ENTITIES = {"á": "&aacute;", "é": "&eacute;", "í": "&iacute;", "ó": "&oacute;", "ú": "&uacute;", "ñ": "&ntilde;"}


class Sayings:
    """Makes them up; the same ones for the same ``chance``."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._said: set[str] = set()

    def word(self) -> str:
        """A word that it has not said before."""
        while True:
            word = "".join(self._chance.sample(_SYLLABLES.split(), 4))
            if plain(word) not in self._said:
                self._said.add(plain(word))
                return word

    def slug(self) -> str:
        """Such a word as addresses write it."""
        return plain(self.word())

    def name(self) -> str:
        """A person's name, sometimes with a title before it or an apostrophe in it."""
        middle = self._chance.choice(("", "", "D’", "de la "))
        title = self._chance.choice(_TITLES)
        return f"{title}{self.word().capitalize()} {middle}{self.word().capitalize()}"

    def sentence(self, locale: str, least: int = 7) -> str:
        """A sentence in this language with a word of its own."""
        usual = _USUAL[locale].split()
        words = [self._chance.choice(usual) for _ in range(self._chance.randint(least, least + 6))]
        words[self._chance.randrange(len(words))] = self.word()
        if self._chance.random() < 0.2:
            words[1] = "didn’t" if locale == "en" else "«agua»"
        return f"{' '.join(words).capitalize()}."

    def passage(self, locale: str) -> str:
        """One to three sentences."""
        return " ".join(self.sentence(locale) for _ in range(self._chance.choice((1, 1, 2, 3))))

    def both(self, least: int = 7) -> dict[str, str]:
        """A sentence in each language."""
        return {locale: self.sentence(locale, least) for locale in ("en", "es")}


def without_title(name: str) -> str:
    """A name without what stands before it."""
    for title in _TITLES:
        name = name.removeprefix(title)
    return name


def as_plain(words: str, chance: Random) -> str:
    """The words as a text without markup may have them."""
    return chance.choice(
        (
            str,
            str.upper,
            str.lower,
            lambda text: text.replace(" ", _SPACE),
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: text.replace("’", "'"),
            lambda text: text.replace("'", "’"),
            lambda text: text.replace(" ", "  ", 1),
            lambda text: f"{text[:4]}{_SOFT}{text[4:]}",
            lambda text: f"“{text}”,",
        )
    )(words)


def as_markdown(words: str, chance: Random) -> str:
    """The words as a text with markup may have them."""
    first, _, rest = words.partition(" ")
    return chance.choice(
        (
            lambda: as_plain(words, chance),
            lambda: f"**{first}** {rest}",
            lambda: f"*{first[:3]}*{first[3:]} {rest}",
            lambda: f"[{first}](https://example.org/) {rest}",
            lambda: f"{first}\n{rest}",
            lambda: _by_entities(words, chance, each=2),
            lambda: f"{first[:2]}&shy;{first[2:]} {rest}",
            lambda: f"> {words}",
        )
    )()


def as_html(words: str, chance: Random) -> str:
    """The words as hand-written HTML may have them."""
    first, _, rest = words.partition(" ")
    inner = chance.choice(
        (
            lambda: _by_entities(words, chance, each=1),
            lambda: _by_entities(words, chance, each=3),
            lambda: "".join(_ENTITIES.get(sign, sign) for sign in words),
            lambda: f"{first[:3]}<b>{first[3:]}</b> {rest}",
            lambda: f"<span>{first}</span>&nbsp;{rest}",
            lambda: f"{first[:3]}&shy;{first[3:]}\n  <em>{rest}</em>",
            lambda: f"{first[:4]}<wbr>{first[4:]} {rest}",
            lambda: f"{first[:4]}<!-- a note -->{first[4:]} {rest}",
            lambda: as_plain(words, chance),
        )
    )()
    attribute = re.sub(r"[<>\"]", "", _by_entities(words, chance, each=4))
    return chance.choice((f"<p>{inner}</p>", f"<div>\n<p>{inner}</p>\n</div>", f'<p title="{attribute}">–</p>'))


def _by_entities(words: str, chance: Random, each: int) -> str:
    form = chance.choice(("&#{};", "&#x{:x};", "&#X{:X};"))
    return "".join(
        form.format(ord(sign)) if sign.isalpha() and at % each == 0 else sign for at, sign in enumerate(words)
    )
