"""Puts no-break spaces between a number and its unit, a title and the name, as editors of a language do.

The rules are data; what they do not name stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from site_builder.locales.languages import is_written, names_of
from site_builder.locales.text import Locale

BOUND, NARROW = "\u00a0", "\u202f"
"""The spaces that stand for a plain one: of the same width, and the thin one of French."""

# Symbols of units behind a number, the same in every language.
_SIGNS = (
    "% ‰ ° °C °F € USD EUR US$ km m cm mm km² m² cm² km³ m³ cm³ km2 m2 m3 km/h ha kg g mg t lb l L ml mL "
    "kW kWh MW MWh GW GWh W V kB KB MB GB TB h min s"
)
_MONEY = "$, US$, C$, €, USD, EUR"


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of a language. ``behind`` and ``before`` a number: words, with a comma between them. ``titles``:
    abbreviations before a name. ``signs``: literal replacements. ``group``: the space between the groups of a long
    number."""

    behind: str = ""
    before: str = ""
    titles: str = ""
    signs: tuple[tuple[str, str], ...] = ()
    group: str = ""


_LANGUAGES = {
    "en": _Rules(
        behind="thousand, million, billion, trillion, a.m., p.m., am, pm, AM, PM",
        before="p., pp., No., Nos., no., nos., Fig., fig., Vol., vol., Art., art.",
        titles="Mr., Ms., Mrs., Dr., St., Prof.",
    ),
    "es": _Rules(
        behind="mil millones, mil, millón, millones, billón, billones, mz, qq, a. m., p. m., a.m., p.m.",
        before="Q, L, p., pp., pág., págs., n.º, N.º, núm., Núm., No., art., Art., arts., cap., fig., vol.",
        titles="Sr., Dr., Sra., Dra., Sta., Sto., Ing., Lic., Srta., Sres., Mons., Prof., Profa., Licda.",
        signs=(("EE. UU.", f"EE.{BOUND}UU."),),
        group=BOUND,
    ),
    "fr": _Rules(
        behind="mille, million, millions, milliard, milliards",
        before="p., pp., n°, art.",
        titles="M., MM., Dr.",
        signs=(
            *((f" {sign}", f"{NARROW}{sign}") for sign in ";!?"),
            *((f" {sign}", f"{BOUND}{sign}") for sign in ":»"),
            ("« ", f"«{BOUND}"),
            ("Mme ", f"Mme{BOUND}"),
        ),
        group=NARROW,
    ),
}

_DAY_AND_MONTH = re.compile(r"d(\D*? \D*?)MMMM|MMMM d")
_DAY = re.compile(r"[0-9]{1,2}(?![0-9])(?![.,:][0-9])")
_OPENING = "([{«“‘\"'¿¡—–-"


@dataclass(frozen=True, slots=True)
class _Ready:
    """The compiled rules of a language. ``numbers``: a number and the space behind it that must not break, if any;
    ``before``: words before any number, ``months``: those before the number of a day; ``reach``: how far back such a
    word may begin."""

    signs: tuple[tuple[str, str], ...]
    titles: re.Pattern[str]
    numbers: re.Pattern[str]
    before: frozenset[str]
    months: frozenset[str]
    reach: int
    group: str


def with_no_break_spaces(words: str, language: Locale) -> str:
    """Return ``words``, which are in ``language``, with no-break spaces where no line may end.

    Nothing else is changed: with plain spaces again they are the words that were given.
    """
    if " " not in words:
        return words
    rules = _ready(language)
    for plain, better in rules.signs:
        if plain in words:
            words = words.replace(plain, better)
    if ". " in words:
        words = rules.titles.sub(f".{BOUND}", words)
    # Nearly all texts are without a number, and to see that is quicker than any pattern.
    if (
        "0" in words or "1" in words or "2" in words or "3" in words or "4" in words
        or "5" in words or "6" in words or "7" in words or "8" in words or "9" in words
    ):  # fmt: skip
        return "".join(_numbered(words, rules))
    return words


def _numbered(words: str, rules: _Ready) -> Iterator[str]:
    """Yield the words in pieces, with no-break spaces before and behind numbers."""
    done = 0
    for found in rules.numbers.finditer(words):
        start = found.start()
        if start > 1 and words[start - 1] == " " and _is_held(words[max(0, start - rules.reach) : start], found, rules):
            yield words[done : start - 1]
            yield BOUND
            done = start
        if (behind := found["behind"]) is not None:
            yield words[done : found.start("behind")]
            yield behind.replace(" ", BOUND if found["group"] is None else rules.group)
            done = found.end()
    yield words[done:]


def _is_held(end: str, found: re.Match[str], rules: _Ready) -> bool:
    """Whether the last word before a number stays with it."""
    word = end.split()[-1:]
    if not word:
        return False
    plain = word[0].lstrip(_OPENING)
    return plain in rules.before or (plain in rules.months and _DAY.match(found["number"]) is not None)


@cache
def _ready(language: Locale) -> _Ready:
    rules = _LANGUAGES.get(language.partition("-")[0], _Rules())
    months, is_month_first, between = _dates(language)
    before = frozenset(_listed(f"{_MONEY}, {rules.before}"))
    first = frozenset(months if is_month_first else ())
    return _Ready(
        signs=rules.signs,
        titles=_titles(_listed(rules.titles)),
        numbers=_numbers([*_SIGNS.split(), *_listed(rules.behind)], months, between, is_grouped=bool(rules.group)),
        before=before,
        months=first,
        reach=max(map(len, before | first)) + len(_OPENING),
        group=rules.group,
    )


def _titles(titles: list[str]) -> re.Pattern[str]:
    """Compile a pattern for the stop and the space of any title. A lookbehind must be of one length each time."""
    alike = [rf"(?<=(?<!\w)(?:{_any(same)}) )" for _, same in groupby(sorted(titles, key=len), len)]
    return re.compile(rf"\. (?:{'|'.join(alike) or '(?!)'})(?=\w)")


def _numbers(behind: list[str], months: list[str], between: str, *, is_grouped: bool) -> re.Pattern[str]:
    """Compile ``_Ready.numbers``. It begins with a set of ten characters, which makes it quick."""
    stop, _, of = between.partition(" ")
    # Groups of three digits stand behind one to three: the 500 behind a year is another number.
    lengths = "|".join(f"(?<=(?<![0-9.,])[0-9]{{{length}}})" for length in (1, 2, 3))
    parts = [
        # An expression of several words stays together as a whole.
        rf"(?<=[0-9]) (?:{_any(word for word in behind if ' ' in word)})(?![\w'’])",
        rf"(?<=[0-9]) (?=(?:{_any(word for word in behind if ' ' not in word)})(?![\w'’]))",
        rf"(?<=[0-9º]{re.escape(stop)}) (?={re.escape(of)}(?:{_any(months)})(?!\w))",
        rf"(?P<group>(?:{lengths}) (?=[0-9]{{3}}(?![0-9])))" if is_grouped else "(?P<group>(?!))",
    ]
    return re.compile(rf"(?P<number>[0-9][0-9.,:º]*)(?P<behind>{'|'.join(parts)})?")


def _dates(language: Locale) -> tuple[list[str], bool, str]:
    """Return the months' names by CLDR, whether they stand before the day, and what is between a day and a month behind
    it: a space, in Spanish with *de*."""
    names = names_of(language)
    if names is None or not is_written(language):
        return [], False, " "
    order = _DAY_AND_MONTH.search(str(names.date_formats["long"].pattern))
    between = order[1].replace("'", "") if order and order[1] else " "
    return list(map(str, names.months["format"]["wide"].values())), order is not None and not order[1], between


def _listed(words: str) -> list[str]:
    return [word for word in words.split(", ") if word]


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, one that never matches where there are none."""
    return "|".join(map(re.escape, words)) or "(?!)"
