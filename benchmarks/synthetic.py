"""Synthetic stories: story number 17 is the same in every run and among any number of stories.

Nothing here is about anybody. The words are drawn from short lists and say of themselves that they are synthetic.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LOCALES = ("en", "es")
COUNTRIES = {
    "GT": {"en": "Guatemala", "es": "Guatemala"},
    "HN": {"en": "Honduras", "es": "Honduras"},
    "SV": {"en": "El Salvador", "es": "El Salvador"},
}
THEMES = {
    f"theme-{letter}": {"en": f"Synthetic theme {letter.upper()}", "es": f"Tema sintético {letter.upper()}"}
    for letter in "abcdef"
}
STATUSES = ("achieved", "under-way")
PARTNER = "synthetic-partner"
PROGRAMME = "synthetic-programme"
SOURCE = "synthetic-source"
PARAGRAPHS, FIGURES, QUOTES = 5, 4, 2

Both = dict[str, str]

_TEXTS = {
    "en": "synthetic words stand here so that a page has length and nothing is claimed by anybody about any place or "
    "time while lines keep on running as they would in prose that people write and read with care",
    "es": "aquí hay palabras sintéticas para que cada página tenga su largo y nadie afirme nada sobre ningún lugar ni "
    "época mientras las líneas siguen como seguirían en textos que la gente escribe y lee con calma",
}
_WORDS = {locale: tuple(text.split()) for locale, text in _TEXTS.items()}
_TITLE = {"en": "Synthetic story {}", "es": "Historia sintética {}"}
_SUMMARY = {
    "en": "This story is synthetic and fills a page: {}",
    "es": "Esta historia es sintética y llena una página: {}",
}
_NAMED = {
    "en": "In this paragraph stands a figure: [{} people](#{}).",
    "es": "Aquí figura un dato: [{} personas](#{}).",
}
UNIT = {"en": "people", "es": "personas"}
_WHAT = {"en": "counted for a synthetic figure: {}", "es": "contadas para un dato sintético: {}"}
SPEAKER = "Synthetic Speaker"
ROLE = {"en": "Synthetic role", "es": "Cargo sintético"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A result of a story. ``when``: a year."""

    id: str
    value: int
    what: Both
    country: str
    status: str
    when: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker who does not exist, recorded in one language and translated into the other."""

    id: str
    language: str
    text: Both


@dataclass(frozen=True, slots=True)
class Story:
    """One story in both languages. ``body``: its paragraphs as Markdown, a blank line between them."""

    number: int
    title: Both
    summary: Both
    slug: Both
    date: date
    country: str
    themes: tuple[str, ...]
    body: Both
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]

    @property
    def name(self) -> str:
        """The story's folder and id."""
        return f"synthetic-{self.number:05}"


def stories(count: int) -> Iterator[Story]:
    """The first ``count`` synthetic stories, one at a time."""
    return map(story, range(count))


def story(number: int) -> Story:
    """The synthetic story with this number. Its day is one of fifteen years."""
    draw = random.Random(f"story {number}")
    day = date(2010, 1, 1) + timedelta(days=draw.randrange(15 * 365))
    country = draw.choice(tuple(COUNTRIES))
    figures = tuple(
        Figure(
            id=f"figure-{index + 1}",
            value=draw.randint(10, 999),
            what={locale: _WHAT[locale].format(_words(draw, locale, 8)) for locale in LOCALES},
            country=country,
            status=draw.choice(STATUSES),
            when=str(day.year),
        )
        for index in range(FIGURES)
    )
    return Story(
        number=number,
        title={locale: _TITLE[locale].format(_letters(number)) for locale in LOCALES},
        summary={locale: _SUMMARY[locale].format(_words(draw, locale, 16)) + "." for locale in LOCALES},
        slug={"en": f"synthetic-{number:05}", "es": f"sintetica-{number:05}"},
        date=day,
        country=country,
        themes=tuple(draw.sample(tuple(THEMES), 2)),
        body={locale: _body(draw, locale, figures) for locale in LOCALES},
        figures=figures,
        quotes=tuple(
            Quote(
                id=f"quote-{index + 1}",
                language=LOCALES[index % len(LOCALES)],
                text={locale: _paragraph(draw, locale, 40) for locale in LOCALES},
            )
            for index in range(QUOTES)
        ),
    )


def _body(draw: random.Random, locale: str, figures: tuple[Figure, ...]) -> str:
    named = [_NAMED[locale].format(figure.value, f"result-{figure.id}") for figure in figures]
    ends = [f" {sentence}" for sentence in named] + [""] * (PARAGRAPHS - len(named))
    return "\n\n".join(_paragraph(draw, locale, 70) + end for end in ends)


def _paragraph(draw: random.Random, locale: str, length: int) -> str:
    sentences = (f"{_words(draw, locale, length // 5).capitalize()}." for _ in range(5))
    return " ".join(sentences)


def _words(draw: random.Random, locale: str, length: int) -> str:
    return " ".join(draw.choices(_WORDS[locale], k=length))


def _letters(number: int) -> str:
    """The number in letters, so that no title holds a figure: A to Z, AA, AB …"""
    rest, letter = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
