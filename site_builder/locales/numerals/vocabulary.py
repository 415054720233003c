"""Describes how languages write numbers (words, digits, months and durations), and the context in which they are no
figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from babel.units import format_unit

from site_builder.locales.languages import cldr, is_written
from site_builder.locales.text import Locale

NumeralKind = Literal["figure", "date", "duration", "ordinal", "share", "time", "label", "one"]
"""``figure``: counts or measures something. The others never do: ``date`` is a day, a year or a decade; ``duration``
an age or a stretch of time; ``ordinal`` a place in an order; ``share`` one in three, two thirds, three times; ``time``
of the day; ``label`` a number that names something (page 12, COVID-19, a telephone number); ``one`` the word alone."""


class Numeral(NamedTuple):
    """``start`` and ``end``: its characters in the text. ``value``: 34 for 34 %, 10200000 for 10.2 million."""

    start: int
    end: int
    value: Decimal
    kind: NumeralKind
    is_percent: bool
    in_words: bool


_PLAIN = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuaeiouu")
_SPACE, _DIGIT, _LETTER = ord(" "), ord("0"), 0x7F


def _unaccented(words: str) -> str:
    plain = words.translate(_PLAIN).lower()
    return plain if len(plain) == len(words) else words.translate(_PLAIN)


class _Signs(dict[int, int]):
    """For ``str.translate``: digits become ``0``, letters beyond ASCII a byte of no word, all else spaces."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        if sign.isalpha():
            self[code] = code if sign.isascii() else _LETTER
        else:
            self[code] = _DIGIT if sign.isdecimal() else _SPACE
        return self[code]


_SIGNS = _Signs()


class _Alphabet(NamedTuple):
    """An encoding of a byte a letter: translating bytes takes a hundredth of the time of translating a text with
    accents. ``folds``: from each letter to its folded form. ``signs``: to what ``scan`` makes of it."""

    encoding: str
    folds: bytes
    signs: bytes


def _alphabet(encoding: str) -> _Alphabet:
    letters = [bytes([octet]).decode(encoding, "replace") for octet in range(256)]
    folds = [_unaccented(letter).encode(encoding, "replace") for letter in letters]
    signs = [_unaccented(letter).translate(_SIGNS).encode("ascii") for letter in letters]
    return _Alphabet(encoding, b"".join(folds), b"".join(signs))


# All of English and Spanish, and next the same with typographic quotation marks, dashes and apostrophes.
_ALPHABETS = (_alphabet("latin-1"), _alphabet("cp1252"))


def unaccented(words: str) -> str:
    """Return the words without capitals and accents, each letter in its place."""
    for encoding, folds, _ in _ALPHABETS:
        try:
            return words.encode(encoding).translate(folds).decode(encoding)
        except UnicodeEncodeError:
            continue
    return _unaccented(words)


def scan(words: str) -> bytes:
    """Return a byte for each character: ASCII letters folded, digits of any script as ``0``, all but letters as spaces.

    To see that a text holds no number takes far less time than to look for one.
    """
    for encoding, _, signs in _ALPHABETS:
        try:
            return words.encode(encoding).translate(signs)
        except UnicodeEncodeError:
            continue
    return _unaccented(words).translate(_SIGNS).encode("ascii")


_HARD_SPACES = "\u00a0\u2009\u202f"
_OTHER_STYLES = (("'", "."), ("’", "."), ("'", ","), ("’", ","), (",", "."), (".", ","), ("٬", "٫"))
# Signs that have one meaning, wherever they are written.
_CLEAR = "'’٬٫"
_NUMBER = re.compile(r"\d+(?:[.,'’٬٫]\d+)*")
_THOUSANDS = re.compile(rf"(?:[{_HARD_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?")
_THOUSANDS_BY_SPACE = re.compile(rf"(?:[{_HARD_SPACES} ]\d{{3}})+(?!\d)(?:[.,]\d+)?")


def numbers_in_digits(words: str, scanned: bytes, locale: Locale) -> Iterator[tuple[int, int]]:
    """Yield where numbers in digits stand, with any separators. ``scanned``: what ``scan`` makes of the words."""
    # English never sets off thousands with a plain space; there it stands between a year and a number.
    thousands = _THOUSANDS if locale.startswith("en") else _THOUSANDS_BY_SPACE
    end = 0
    while (start := scanned.find(b"0", end)) >= 0 and (found := _NUMBER.match(words, start)):
        end = found.end()
        if end - start <= 3 and (more := thousands.match(words, end)):
            end = more.end()
        yield start, end


@lru_cache(maxsize=64)
def _separators(locale: Locale) -> tuple[str, str] | None:
    """Return the thousands separator and the decimal mark; None where CLDR does not know them."""
    if not is_written(locale):
        return None
    names = cldr(locale)
    symbols = names.number_symbols.get(names.default_numbering_system, {})
    return symbols.get("group") or ",", symbols.get("decimal") or "."


@lru_cache(maxsize=4096)
def digits_value(written: str, locale: Locale) -> Decimal | None:
    """Return the value of digits with separators; None where they are not a number, such as 8.12.2022.

    The locale's own separators come first. What they cannot explain is read by those of other countries where only
    one reading is left: 1.234.567 or 10,5 in English.
    """
    if len(written) > 40:
        return None
    together = "".join(written.split())
    if together.isdigit():
        return Decimal(together)
    # In an unknown language a point alone could be either.
    own = _separators(locale) or ((",", ".") if "," in together else None)
    if own and (value := _read(together, *own, certain=True)) is not None:
        return value
    return next(
        (value for style in _OTHER_STYLES if (value := _read(together, *style, certain=False)) is not None), None
    )


def _read(written: str, group: str, decimal: str, *, certain: bool) -> Decimal | None:
    g, d = re.escape(group), re.escape(decimal)
    number = written.replace(group, "").replace(decimal, ".")
    if re.fullmatch(rf"\d{{1,3}}(?:{g}\d{{3}})+", written):
        return Decimal(number) if certain or written.count(group) > 1 or group in _CLEAR else None
    if re.fullmatch(rf"\d{{1,3}}(?:{g}\d{{3}})+{d}\d+", written):
        return Decimal(number)
    if mark := re.fullmatch(rf"\d+{d}(\d+)", written):
        return Decimal(number) if certain or decimal in _CLEAR or len(mark[1]) != 3 else None
    return None


_UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
_AROUND = (Locale("en"), Locale("es"))
# One number for each plural form that CLDR knows.
_SAMPLES = (0, 1, 2, 3, 5, 11, 100, 1000000)


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=64)
def month_names(locale: Locale) -> frozenset[str]:
    """Return the months' names in the forms that dates take, whole and abbreviated, without a final point."""
    if not is_written(locale):
        # Its writers write dates as those of the languages around them do.
        return frozenset().union(*map(month_names, _AROUND))
    names = cldr(locale).months
    forms = ((context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    found = {name.rstrip(".") for context, width in forms for name in names[context][width].values()}
    return frozenset(name for name in found if name and not name.isdigit())


@lru_cache(maxsize=64)
def duration_words(locale: Locale) -> frozenset[str]:
    """Return the words for seconds to centuries, in all their forms."""
    if not is_written(locale):
        return frozenset().union(*map(duration_words, _AROUND))
    found: set[str] = set()
    for unit in _UNITS:
        for sample in _SAMPLES:
            for length in ("long", "short"):
                written = format_unit(sample, f"duration-{unit}", length, locale=cldr(locale))
                found.add(re.sub(r"[\d.,\s٬٫]*\d[\d.,\s٬٫]*", "", written).rstrip("."))
    # Where CLDR lacks a form, Babel gives the unit's own name.
    return frozenset(word for word in found if len(word) > 2 and not word.startswith("duration"))


def listed(words: str) -> list[str]:
    """Split a list that is written as one line."""
    return words.split()


@dataclass(frozen=True, slots=True)
class ContextRule:
    """What stands directly ``before`` and ``after`` a numeral of at most ``most`` that is of this ``kind``."""

    kind: NumeralKind
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    most: int | None = None


def context(kind: NumeralKind, before: str = "", after: str = "", most: int | None = None) -> ContextRule:
    """Make a rule from regular expressions, in which a space stands for any space and capitals do not count.

    ``before`` is matched from the beginning of one of the last three words.
    """
    first, last = (pattern(part) if part else None for part in (rf"(?:{before})\Z" if before else "", after))
    return ContextRule(kind, first, last, most)


@lru_cache(maxsize=256)
def pattern(expression: str) -> re.Pattern[str]:
    """Compile an expression in which a space stands for any space and capitals do not count."""
    return re.compile(expression.replace(" ", r"\s+"), re.IGNORECASE)


@dataclass(frozen=True)
class NumberWords:
    """Describes the number words of a language, unaccented.

    ``values``: words for 0 to 999; after a hundred that is among ``ends`` (cien) nothing more is added. ``scales``:
    words that multiply what stands before them; the ``bare_scales`` among them may also stand alone. ``expressions``,
    by their first word: what they are worth before a scale (a hundred, half a million), or ``half`` for what adds half
    of the last scale (two and a half million). ``joiner``: the word inside numbers; it ``joins_tens`` and units
    (treinta y dos), or else follows hundreds and scales (two hundred and ten). ``ones``: words for 1 that are more
    often an article. ``not_after``: what stands before a word that is no number then.
    """

    values: Mapping[str, int]
    scales: Mapping[str, int]
    joiner: str
    joins_tens: bool
    expressions: Mapping[str, tuple[str, re.Pattern[str]]]
    ones: frozenset[str]
    bare_scales: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    not_after: re.Pattern[str] | None = None

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every word that is a number by itself."""
        return frozenset({*self.values, *self.scales})

    @cached_property
    def alone(self) -> Mapping[str, Decimal]:
        """The value of each word that may be a number with no other word beside it."""
        worth = {**self.values, **{word: self.scales[word] for word in self.bare_scales}}
        return {word: Decimal(value) for word, value in worth.items()}

    def beginnings(self, words: Sequence[bytes]) -> frozenset[bytes]:
        """Return those of ``words`` (from ``scan``) with which a number may begin or go on."""
        found = self._signs.intersection(words)
        if not found or found.isdisjoint(self._hints):
            return found
        return found & self._numbers | _scanned(self.expressions).intersection(words)

    @cached_property
    def _numbers(self) -> frozenset[bytes]:
        return _scanned(self.numbers)

    @cached_property
    def _hints(self) -> frozenset[bytes]:
        """Words without which no expression occurs: an article alone is none."""
        return _scanned({*self.scales, "half", "medio", "media"})

    @cached_property
    def _signs(self) -> frozenset[bytes]:
        """Words without which a text holds no number in words."""
        return self._numbers | self._hints


def _scanned(words: Iterable[str]) -> frozenset[bytes]:
    return frozenset(map(scan, words))


@dataclass(frozen=True)
class Vocabulary:
    """Describes the numerals of a language. ``words`` is None where only digits are read.

    ``rules``: in this order, the first that fits decides. ``percent``: the words for %. ``between``: what stands
    between two numerals of one kind (pages 3 to 5). ``out_of``: what stands inside a share (one in three).
    ``magnitudes``: letters that follow digits at once (10.2M).
    """

    words: NumberWords | None
    rules: tuple[ContextRule, ...]
    percent: str
    between: str = ""
    out_of: str = ""
    magnitudes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def any_percent(self) -> re.Pattern[str]:
        """``percent`` as it is matched behind a numeral."""
        return pattern(self.percent)

    @cached_property
    def any_before(self) -> re.Pattern[str]:
        """A pattern for what any rule wants before a numeral."""
        return _any_of(rule.before for rule in self.rules)

    @cached_property
    def any_after(self) -> re.Pattern[str]:
        """A pattern for what any rule wants after a numeral."""
        return _any_of(rule.after for rule in self.rules)


def _any_of(patterns: Iterable[re.Pattern[str] | None]) -> re.Pattern[str]:
    """Return one expression for all of them; one that never matches where there are none."""
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns if one) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=64)
def vocabulary(locale: Locale) -> Vocabulary:
    """Return the vocabulary of a language: for most, dates and durations from CLDR and no number words."""
    language = locale.partition("-")[0]
    # Their expressions take a while to compile, and only texts that have changed are read for numbers.
    if language == "en":
        from site_builder.locales.numerals.english import ENGLISH

        return ENGLISH
    if language == "es":
        from site_builder.locales.numerals.spanish import SPANISH

        return SPANISH
    months = alternatives(month_names(locale))
    durations = alternatives(duration_words(locale))
    return Vocabulary(
        words=None,
        rules=(
            context("date", after=rf"\.?\s?(?:(?:d[aeiu]|do) |d[’'])?(?:{months})(?!\w)", most=31),
            context("duration", after=rf"\s?(?:{durations})(?!\w)"),
        ),
        percent=r"\s?[%٪]",
    )
